#include "widgets/window_command.h"

#include "scene/theme.h"
#include "widgets/main_window.h"
#include "widgets/run_files.h"
#include "widgets/scene_view.h"

#include <QApplication>

namespace sluice::widgets {

int runWindow(QApplication& app, const WindowRequest& request)
{
    QApplication::setOrganizationName(QStringLiteral("sluice"));
    QApplication::setApplicationName(QStringLiteral("sluice"));
    QApplication::setStyle(QStringLiteral("Fusion"));
    QApplication::setFont(scene::Theme::font(scene::Shape::Face::Words, scene::type::small, 400));
    installSceneAccessibility();

    MainWindow window({.runs = runsFolder(), .supervisor = {}});
    window.show();
    const lessons::Lesson* lesson = lessons::find(request.lesson.value_or(QStringLiteral("pipe.backpressure")));
    if (request.trace) window.controller().openTrace(request.trace->toStdString());
    else if (lesson) window.controller().startLesson(*lesson);
    return app.exec();
}

} // namespace sluice::widgets
