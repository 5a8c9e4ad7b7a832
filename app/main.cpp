// Decides between the window and a command. Commands never open a display.

#include "base/memory.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/display.h"
#include "cli/source.h"
#include "lessons/playlist.h"
#include "widgets/language_choice.h"
#include "widgets/window_command.h"

#include <QApplication>
#include <QHashSeed>

#include <algorithm>
#include <csignal>
#include <iostream>
#include <unistd.h>

using namespace sluice;

namespace {

cli::OutcomeOf<widgets::WindowRequest> windowFor(const cli::ShowWindow& request)
{
    widgets::WindowRequest window;
    if (request.what.empty()) return window;
    const auto kind = cli::kindOfSource(request.what);
    if (!kind) return cli::refuse(kind.error());
    const QString what = QString::fromStdString(request.what);
    switch (*kind) {
    case cli::SourceKind::Lesson: window.lesson = what; break;
    case cli::SourceKind::Trace: window.trace = what; break;
    case cli::SourceKind::LessonFile: {
        const auto lesson = cli::lessonFor(request.what);
        if (!lesson) return cli::refuse(lesson.error());
        window.lesson = (*lesson)->id;
        break;
    }
    case cli::SourceKind::Playlist:
        if (const auto playlist = lessons::readPlaylist(request.what); !playlist)
            return cli::refuse(cli::failed("cannot play " + request.what, playlist.error()));
        window.playlist = what;
        break;
    case cli::SourceKind::ScenarioFile:
        return cli::refuse(cli::wrongUsage("the window shows lessons and traces", request.what + " is a scenario alone",
                                           "Run it first: sluice run " + request.what + " -o FILE.sluice"));
    }
    return window;
}

cli::OutcomeOf<int> showWindow(const cli::ShowWindow& request, int argc, char** argv)
{
    words::speak(widgets::chosenLanguage());
    const auto window = windowFor(request);
    if (!window) return cli::refuse(window.error());
    if (const auto display = cli::findDisplay(); !display) return cli::refuse(display.error());
    QApplication app(argc, argv);
    return widgets::runWindow(app, *window);
}

/// Qt's own remarks go to stderr, but for one that concerns nobody who has no desktop session.
void passOn(QtMsgType, const QMessageLogContext&, const QString& text)
{
    if (text.startsWith(QLatin1String("QStandardPaths: XDG_RUNTIME_DIR not set"))) return;
    std::cerr << text.toStdString() << '\n';
}

int finish(const cli::Failure& failure)
{
    std::cerr << failure.text();
    return failure.status;
}

} // namespace

int main(int argc, char** argv)
{
    QHashSeed::setDeterministicGlobalSeed(); // the same picture gives the same bytes
    qInstallMessageHandler(passOn);
    std::signal(SIGXFSZ, SIG_IGN); // a file that may not grow is an error to report, not a reason to die
    std::ios::sync_with_stdio(false);
    keepFreedMemory();
    const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
    const auto read = cli::readCommandLine(arguments);
    if (const auto* answer = std::get_if<cli::Answer>(&read)) {
        (answer->status == cli::status::done ? std::cout : std::cerr) << answer->text;
        return answer->status;
    }

    const cli::Console console{std::cout, std::cerr, isatty(STDERR_FILENO) == 1};
    return std::visit(
        [&](const auto& request) {
            if constexpr (std::is_same_v<std::decay_t<decltype(request)>, cli::ShowWindow>) {
                const auto shown = showWindow(request, argc, argv);
                return shown ? *shown : finish(shown.error());
            } else {
                const auto done = cli::perform(request, console);
                return done ? cli::status::done : finish(done.error());
            }
        },
        std::get<cli::Request>(read));
}
