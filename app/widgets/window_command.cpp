#include "widgets/window_command.h"

#include "scene/theme.h"
#include "widgets/main_window.h"
#include "widgets/run_files.h"
#include "widgets/scene_view.h"
#include "words/language.h"

#include <QApplication>
#include <QLibraryInfo>

#include <optional>

namespace sluice::widgets {

namespace {

/// The words of the window and of Qt's own dialogs, in the language that is spoken, while this lives.
class Words
{
public:
    Words()
    {
        QCoreApplication::installTranslator(&words::translator());
        if (m_ofQt.load(words::locale(), QStringLiteral("qtbase"), QStringLiteral("_"),
                        QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
            QCoreApplication::installTranslator(&m_ofQt);
        QLocale::setDefault(words::locale());
    }
    ~Words()
    {
        QCoreApplication::removeTranslator(&m_ofQt);
        QCoreApplication::removeTranslator(&words::translator());
    }
    Words(const Words&) = delete;
    Words& operator=(const Words&) = delete;

private:
    QTranslator m_ofQt;
};

Shown wantedBy(const WindowRequest& request)
{
    if (request.lesson) return {Opened{Opened::Kind::Lesson, *request.lesson}, 0, {}};
    if (request.trace) return {Opened{Opened::Kind::Trace, *request.trace}, 0, {}};
    if (request.playlist) return {Opened{Opened::Kind::Playlist, *request.playlist}, 0, {}};
    return {};
}

} // namespace

int runWindow(QApplication& app, const WindowRequest& request)
{
    QApplication::setOrganizationName(QStringLiteral("sluice"));
    QApplication::setApplicationName(QStringLiteral("sluice"));
    QApplication::setStyle(QStringLiteral("Fusion"));
    QApplication::setFont(scene::Theme::font(scene::Shape::Face::Words, scene::type::small, 400));
    installSceneAccessibility();

    Shown shown = wantedBy(request);
    for (;;) { // once for each language that is chosen
        std::optional<words::Language> next;
        int status = 0;
        {
            const Words inLanguage;
            MainWindow window({.runs = runsFolder(), .supervisor = {}});
            QObject::connect(&window, &MainWindow::languageWanted, &window, [&](words::Language language) {
                next = language;
                shown = window.shown();
                window.close();
            });
            if (!shown.opened) window.showStartPage();
            window.show();
            if (shown.opened) window.goOnWith(shown);
            status = app.exec();
        }
        if (!next) return status;
        words::speak(*next); // no thread is left that might be saying something
    }
}

} // namespace sluice::widgets
