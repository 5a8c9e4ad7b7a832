#include "widgets/window_command.h"

#include "scene/theme.h"
#include "widgets/main_window.h"
#include "widgets/run_files.h"
#include "widgets/scene_view.h"
#include "words/language.h"

#include <QApplication>
#include <QLibraryInfo>

namespace sluice::widgets {

int runWindow(QApplication& app, const WindowRequest& request)
{
    QApplication::setOrganizationName(QStringLiteral("sluice"));
    QApplication::setApplicationName(QStringLiteral("sluice"));
    QApplication::setStyle(QStringLiteral("Fusion"));
    QApplication::setFont(scene::Theme::font(scene::Shape::Face::Words, scene::type::small, 400));
    QCoreApplication::installTranslator(&words::translator());
    QTranslator ofQt; // its own dialogs
    if (ofQt.load(words::locale(), QStringLiteral("qtbase"), QStringLiteral("_"),
                  QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&ofQt);
    QLocale::setDefault(words::locale());
    installSceneAccessibility();

    MainWindow window({.runs = runsFolder(), .supervisor = {}});
    std::optional<Opened> wanted;
    if (request.lesson) wanted = {Opened::Kind::Lesson, *request.lesson};
    else if (request.trace) wanted = {Opened::Kind::Trace, *request.trace};
    else if (request.playlist) wanted = {Opened::Kind::Playlist, *request.playlist};
    if (!wanted) window.showStartPage();
    window.show();
    if (wanted) window.open(*wanted);
    return app.exec();
}

} // namespace sluice::widgets
