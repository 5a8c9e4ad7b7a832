#include "cli/command_line.h"

#include "cli/outcome.h"
#include "cli/quantities.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace sluice::cli {

namespace {

constexpr std::array notBuiltYet{
    std::pair{"record", "A film of a run: MP4, WebM, GIF"},
    std::pair{"export", "A trace for Perfetto, Chrome or a spreadsheet"},
    std::pair{"compare", "Two mechanisms or two traces side by side"},
    std::pair{"trace", "Any program, seen from outside"},
};

/// The options as text, before they are turned into a Request.
struct Texts {
    std::string what, length = "5s", at, size = "1920x1080", theme = "dark", output;
    std::vector<std::string> settings;
    bool json = false;
};

/// All commands and their options. The parser keeps pointers into `texts`.
class CommandLine
{
public:
    CommandLine();
    CommandLine(const CommandLine&) = delete;
    [[nodiscard]] std::variant<Request, Answer> read(std::span<const std::string> arguments);

private:
    CLI::App* command(const char* name, const char* about) { return app.add_subcommand(name, about); }
    void json(CLI::App* sub, const char* about) { sub->add_flag("--json", texts.json, about); }
    void file(CLI::App* sub) { sub->add_option("FILE", texts.what, "A trace that sluice has written")->required(); }
    void at(CLI::App* sub, const char* about) { sub->add_option("--at", texts.at, about)->required(); }
    void addRun();
    void addReaders();
    void addRender();

    [[nodiscard]] Read<Request> request() const;
    [[nodiscard]] Read<Request> runRequest() const;
    [[nodiscard]] Read<Request> renderRequest() const;
    [[nodiscard]] Format format() const { return texts.json ? Format::ForMachines : Format::ForPeople; }
    [[nodiscard]] bool asked(const char* name) const { return app.got_subcommand(name); }

    CLI::App app{"See inter-process communication: real processes, real kernel objects, measured and drawn.\n"
                 "Without a command a window opens; the commands need no display.",
                 "sluice"};
    Texts texts;
};

CommandLine::CommandLine()
{
    app.set_version_flag("--version", std::string("sluice ") + SLUICE_VERSION);
    app.add_option("WHAT", texts.what, "What the window shows first: id of a lesson, or a trace (FILE.sluice)");
    app.require_subcommand(0, 1);
    app.footer("Durations: 500ms, 1.5s, 200us, 10ns, plain seconds.\n"
               "Exit status: 0 done, 1 failed, 2 wrong usage. More: man sluice");

    json(command("list", "The lessons"), "One JSON document: [{id, mechanism, title}]");
    addRun();
    addReaders();
    addRender();
    json(command("doctor", "What this machine allows, and how to allow more"), "One JSON document");
    file(command("recover", "Make a trace whole that was cut off; the original is kept as FILE.orig"));
    for (const auto& [name, about] : notBuiltYet)
        app.add_subcommand(name, about)->group("Not built yet")->allow_extras()->set_help_flag();
}

void CommandLine::addRun()
{
    CLI::App* run = command("run", "Run a lesson for a while and keep its trace");
    run->add_option("LESSON", texts.what, "Id of a lesson, or a scenario file (.json)")->required();
    run->add_option("--for", texts.length, "How long; Ctrl-C ends it earlier and keeps the trace")
        ->capture_default_str();
    run->add_option("--set", texts.settings, "KEY=VALUE, e.g. writer.size=512; may be repeated")
        ->allow_extra_args(false);
    run->add_option("-o", texts.output, "Keep the trace in this file");
    json(run, "Print what `info --json` would");
}

void CommandLine::addReaders()
{
    CLI::App* info = command("info", "What a trace holds, in numbers");
    file(info);
    json(info, "One JSON document");

    CLI::App* events = command("events", "Every event of a trace, one a line");
    file(events);
    json(events, "Each line is a JSON document");

    CLI::App* state = command("state", "Everything that can be drawn at one moment, with its evidence");
    file(state);
    at(state, "The moment, from the start of the run");
    json(state, "One JSON document");
}

void CommandLine::addRender()
{
    CLI::App* render = command("render", "A picture of one moment, as PNG, SVG or PDF");
    render->add_option("WHAT", texts.what, "A trace, or a lesson to run until that moment")->required();
    at(render, "The moment, from the start of the run");
    render->add_option("-o", texts.output, "The picture: .png, .svg or .pdf")->required();
    render->add_option("--size", texts.size, "In pixels")->capture_default_str();
    render->add_option("--theme", texts.theme, "light or dark")
        ->capture_default_str()
        ->check(CLI::IsMember({"light", "dark"}));
}

Read<Request> CommandLine::runRequest() const
{
    const auto length = readDuration(texts.length);
    if (!length) return tl::unexpected("--for: " + length.error());
    if (length->ns == 0) return tl::unexpected<std::string>("--for: a run needs more than 0 s");
    for (const std::string& setting : texts.settings)
        if (const auto at = setting.find('='); at == 0 || at == std::string::npos)
            return tl::unexpected("--set: '" + setting + "' is not KEY=VALUE; write it like writer.size=512");
    return RunLesson{texts.what, *length, texts.settings, texts.output, format()};
}

Read<Request> CommandLine::renderRequest() const
{
    const auto at = readDuration(texts.at);
    if (!at) return tl::unexpected("--at: " + at.error());
    const auto size = readSize(texts.size);
    if (!size) return tl::unexpected("--size: " + size.error());
    const auto endsWith = [this](const char* ending) { return texts.output.ends_with(ending); };
    if (!endsWith(".png") && !endsWith(".svg") && !endsWith(".pdf"))
        return tl::unexpected("-o: '" + texts.output + "' must end in .png, .svg or .pdf");
    return RenderPicture{texts.what, TraceTime{at->ns}, texts.output, *size,
                         texts.theme == "light" ? Look::Light : Look::Dark};
}

Read<Request> CommandLine::request() const
{
    if (asked("list")) return ListLessons{format()};
    if (asked("run")) return runRequest();
    if (asked("info")) return ShowInfo{texts.what, format()};
    if (asked("events")) return ShowEvents{texts.what, format()};
    if (asked("render")) return renderRequest();
    if (asked("doctor")) return AskDoctor{format()};
    if (asked("recover")) return RecoverTrace{texts.what};
    if (!asked("state")) return ShowWindow{texts.what};
    const auto at = readDuration(texts.at);
    if (!at) return tl::unexpected("--at: " + at.error());
    return ShowState{texts.what, TraceTime{at->ns}, format()};
}

Answer wrong(const std::string& why)
{
    const Failure failure = wrongUsage("wrong usage", why, "`sluice --help` lists the commands.");
    return {failure.status, failure.text()};
}

std::variant<Request, Answer> CommandLine::read(std::span<const std::string> arguments)
{
    try {
        app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend())); // CLI11 takes them from the back
    } catch (const CLI::CallForHelp&) {
        return Answer{status::done, app.help()};
    } catch (const CLI::CallForAllHelp&) {
        return Answer{status::done, app.help("", CLI::AppFormatMode::All)};
    } catch (const CLI::CallForVersion& version) {
        return Answer{status::done, version.what() + std::string("\n")};
    } catch (const CLI::ParseError& error) {
        return wrong(error.what());
    }
    for (const auto& [name, about] : notBuiltYet) {
        if (!asked(name)) continue;
        return Answer{status::wrongUsage,
                      wrongUsage(std::string("'") + name + "' is not built yet", "this version cannot do that",
                                 "`sluice --help` lists what it can do.")
                          .text()};
    }
    auto wanted = request();
    if (!wanted) return wrong(wanted.error());
    return std::move(*wanted);
}

} // namespace

std::variant<Request, Answer> readCommandLine(std::span<const std::string> arguments)
{
    return CommandLine().read(arguments);
}

} // namespace sluice::cli
