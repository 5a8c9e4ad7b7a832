#include "cli/command_line.h"

#include "cli/compare_plans.h"
#include "cli/outcome.h"
#include "cli/quantities.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace sluice::cli {

namespace {

constexpr std::array notBuiltYet{
    std::pair{"trace", "Any program, seen from outside"},
};

/// The options as text, before they are turned into a Request.
struct Texts {
    std::string what, length = "5s", at, size, theme = "dark", language = "en", output;
    std::string interleaving, from, to, speed = "1", rate, title, show = "frame", format;
    std::vector<std::string> hidden;
    int columns = 0;
    std::vector<std::string> settings;
    CompareTexts compare;
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
    void addRecord();
    void addExport();
    void addCompare();
    void look(CLI::App* sub);

    [[nodiscard]] Read<Request> request() const;
    [[nodiscard]] Read<Request> runRequest() const;
    [[nodiscard]] Read<Request> renderRequest() const;
    [[nodiscard]] Read<Request> recordRequest() const;
    [[nodiscard]] Request exportRequest() const;
    [[nodiscard]] Read<Request> compareRequest() const;
    [[nodiscard]] Look look() const { return texts.theme == "light" ? Look::Light : Look::Dark; }
    [[nodiscard]] words::Language language() const
    {
        return *words::languageOf(QString::fromStdString(texts.language));
    }
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
    app.add_option(
        "WHAT", texts.what,
        "What the window shows first: id of a lesson, a trace (FILE.sluice) or a playlist (FILE.playlist.json)");
    app.require_subcommand(0, 1);
    app.footer("Durations: 500ms, 1.5s, 200us, 10ns, plain seconds.\n"
               "Exit status: 0 done, 1 failed, 2 wrong usage. More: man sluice");

    json(command("list", "The lessons"), "One JSON document: [{id, mechanism, title}]");
    addRun();
    addReaders();
    addRender();
    addRecord();
    addExport();
    addCompare();
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
    run->add_option("--interleaving", texts.interleaving,
                    "Let the processes take their steps in the order of this file, as the window has saved it");
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

void CommandLine::look(CLI::App* sub)
{
    sub->add_option("--theme", texts.theme, "light or dark")
        ->capture_default_str()
        ->check(CLI::IsMember({"light", "dark"}));
    sub->add_option("--language", texts.language, "en or de: of the words in it")
        ->capture_default_str()
        ->check(CLI::IsMember({"en", "de"}));
    sub->add_option("--from", texts.from, "Where it begins, from the start of the run");
    sub->add_option("--to", texts.to, "Where it ends");
}

void CommandLine::addRender()
{
    CLI::App* render = command("render", "A figure: one moment, several, or the timeline, as PNG, SVG or PDF");
    render->add_option("WHAT", texts.what, "A trace, or a lesson to run until that moment")->required();
    render->add_option("--at", texts.at, "The moment, from the start of the run; several make a strip: 1s,1.5s,2s");
    render->add_option("-o", texts.output, "The picture: .png, .svg or .pdf")->required();
    render->add_option("--what", texts.show, "frame, stage or timeline")
        ->capture_default_str()
        ->check(CLI::IsMember({"frame", "stage", "timeline"}));
    render->add_option("--size", texts.size, "In pixels; 1920x1080 unless another shape suits better");
    render->add_option("--columns", texts.columns, "So many moments beside each other")->check(CLI::Range(1, 16));
    look(render);
}

void CommandLine::addRecord()
{
    CLI::App* record = command("record", "A film of a run, or a page that plays it");
    record->add_option("WHAT", texts.what, "A trace, or a lesson to run first")->required();
    record
        ->add_option("-o", texts.output,
                     "The film: .mp4, .webm, .gif, .apng, .html; images: frames-%05d.png, or a folder")
        ->required();
    record->add_option("--speed", texts.speed, "0.1: ten times slower; idle: gaps shortened; follow: by the action")
        ->capture_default_str();
    record->add_option("--fps", texts.rate, "Frames a second; 30 unless told (.gif and .apng: 25)");
    record->add_option("--size", texts.size, "In pixels; 1920x1080 unless told (.gif and .apng: 960x540)");
    record->add_option("--title", texts.title, "Stands alone for two seconds at the beginning");
    record->add_option("--hide", texts.hidden, "captions, clock, timeline; several with commas")
        ->delimiter(',')
        ->check(CLI::IsMember({"captions", "clock", "timeline"}));
    look(record);
}

void CommandLine::addExport()
{
    CLI::App* sub = command("export", "A trace for Perfetto, Chrome or a spreadsheet");
    file(sub);
    sub->add_option("--to", texts.format, "perfetto, chrome or csv; race: what a lesson of trade-offs measured, as csv")
        ->required()
        ->check(CLI::IsMember({"perfetto", "chrome", "csv", "race"}));
    sub->add_option("-o", texts.output, "The file to write")->required();
}

void CommandLine::addCompare()
{
    CLI::App* sub = command("compare", "The same messages through several mechanisms, measured");
    sub->add_option("KIND", texts.compare.kinds, "Mechanisms: " + knownKinds() + "; or all")->required();
    sub->add_option("--size", texts.compare.size,
                    "Bytes of a message, 8 to 1048576; several with commas; sweep: seven from 8 to 1048576")
        ->capture_default_str();
    sub->add_option("--count", texts.compare.count,
                    "Round trips each time, and up to ten times as many messages one way; else as suits the size");
    sub->add_option("--repeat", texts.compare.repetitions,
                    "How often each is run, one after the other in turn; else 7 to 51 times, as suits size and count");
    sub->add_option("--wait", texts.compare.waiting, "block, poll or spin")
        ->capture_default_str()
        ->check(CLI::IsMember({"block", "poll", "spin"}));
    sub->add_option("--pin", texts.compare.pinning, "Processors for the two processes: two, one or free")
        ->capture_default_str()
        ->check(CLI::IsMember({"two", "one", "free"}));
    sub->add_option("--capacity", texts.compare.capacity, "Bytes that each may hold; 0: as the system has it")
        ->capture_default_str();
    sub->add_option("-o", texts.output, "Keep it in this file: .svg, .png, .pdf, .csv or .json");
    sub->add_option("--theme", texts.theme, "light or dark")
        ->capture_default_str()
        ->check(CLI::IsMember({"light", "dark"}));
    sub->add_option("--language", texts.language, "en or de: of the words in a picture")
        ->capture_default_str()
        ->check(CLI::IsMember({"en", "de"}));
    json(sub, "One JSON document");
}

Read<Request> CommandLine::runRequest() const
{
    const auto length = readDuration(texts.length);
    if (!length) return tl::unexpected("--for: " + length.error());
    if (length->ns == 0) return tl::unexpected<std::string>("--for: a run needs more than 0 s");
    for (const std::string& setting : texts.settings)
        if (const auto at = setting.find('='); at == 0 || at == std::string::npos)
            return tl::unexpected("--set: '" + setting + "' is not KEY=VALUE; write it like writer.size=512");
    return RunLesson{texts.what, *length, texts.settings, texts.output, format(), texts.interleaving};
}

/// An option that may be missing.
template <class T>
Read<std::optional<T>> readIf(const std::string& text, const char* option, Read<T> (*read)(std::string_view))
{
    if (text.empty()) return std::optional<T>();
    const auto value = read(text);
    if (!value) return tl::unexpected(std::string(option) + ": " + value.error());
    return std::optional<T>(*value);
}

Read<Request> CommandLine::renderRequest() const
{
    RenderPicture picture;
    picture.source = texts.what;
    picture.output = texts.output;
    picture.look = look();
    picture.language = language();
    picture.columns = texts.columns;
    picture.what = texts.show == "stage" ? Show::Stage : texts.show == "timeline" ? Show::Timeline : Show::Frame;
    if (texts.at.empty() && picture.what != Show::Timeline) return tl::unexpected<std::string>("--at is required");
    const auto at = readIf(texts.at, "--at", readDurations);
    const auto size = readIf(texts.size, "--size", readSize);
    const auto from = readIf(texts.from, "--from", readDuration), to = readIf(texts.to, "--to", readDuration);
    if (!at) return tl::unexpected(at.error());
    if (!size) return tl::unexpected(size.error());
    if (!from) return tl::unexpected(from.error());
    if (!to) return tl::unexpected(to.error());
    for (const Duration each : at->value_or(std::vector<Duration>())) picture.at.push_back(TraceTime{each.ns});
    if (from->has_value() && !to->has_value()) return tl::unexpected<std::string>("--from needs a --to");
    picture.from = TraceTime{from->value_or(Duration{}).ns};
    picture.to = TraceTime{to->value_or(Duration{}).ns};
    if (to->has_value() && picture.to <= picture.from)
        return tl::unexpected<std::string>("--to must be later than --from");
    picture.size = *size;
    const auto endsWith = [this](const char* ending) { return texts.output.ends_with(ending); };
    if (!endsWith(".png") && !endsWith(".svg") && !endsWith(".pdf"))
        return tl::unexpected("-o: '" + texts.output + "' must end in .png, .svg or .pdf");
    return picture;
}

Read<Request> CommandLine::recordRequest() const
{
    RecordFilm film;
    film.source = texts.what;
    film.output = texts.output;
    film.look = look();
    film.language = language();
    film.title = texts.title;
    const bool small = texts.output.ends_with(".gif") || texts.output.ends_with(".apng");
    const auto speed = readSpeed(texts.speed);
    const auto rate = readIf(texts.rate, "--fps", readRate);
    const auto size = readIf(texts.size, "--size", readSize);
    const auto from = readIf(texts.from, "--from", readDuration), to = readIf(texts.to, "--to", readDuration);
    if (!speed) return tl::unexpected("--speed: " + speed.error());
    if (!rate) return tl::unexpected(rate.error());
    if (!size) return tl::unexpected(size.error());
    if (!from) return tl::unexpected(from.error());
    if (!to) return tl::unexpected(to.error());
    film.speed = *speed;
    film.rate = rate->has_value() ? *rate : small ? std::optional(FrameRate{25, 1}) : std::nullopt;
    film.size = size->value_or(small ? PictureSize{960, 540} : PictureSize{});
    film.from = TraceTime{from->value_or(Duration{}).ns};
    if (to->has_value()) film.to = TraceTime{(*to)->ns};
    if (film.to && *film.to <= film.from) return tl::unexpected<std::string>("--to must be later than --from");
    for (const std::string& part : texts.hidden)
        film.hidden.push_back(part == "captions" ? Part::Captions : part == "clock" ? Part::Clock : Part::Timeline);
    return film;
}

Request CommandLine::exportRequest() const
{
    const ExportTo to = texts.format == "chrome" ? ExportTo::Chrome
                        : texts.format == "csv"  ? ExportTo::Csv
                        : texts.format == "race" ? ExportTo::Race
                                                 : ExportTo::Perfetto;
    return ExportTrace{texts.what, to, texts.output};
}

Read<Request> CommandLine::compareRequest() const
{
    auto plans = readPlans(texts.compare);
    if (!plans) return tl::unexpected(plans.error());
    static constexpr std::array endings{".svg", ".png", ".pdf", ".csv", ".json"};
    const auto fits = [this](const char* ending) { return texts.output.ends_with(ending); };
    if (!texts.output.empty() && std::none_of(endings.begin(), endings.end(), fits))
        return tl::unexpected("-o: '" + texts.output + "' must end in .svg, .png, .pdf, .csv or .json");
    return CompareMechanisms{std::move(*plans), texts.output, format(), look(), language()};
}

Read<Request> CommandLine::request() const
{
    if (asked("list")) return ListLessons{format()};
    if (asked("run")) return runRequest();
    if (asked("info")) return ShowInfo{texts.what, format()};
    if (asked("events")) return ShowEvents{texts.what, format()};
    if (asked("render")) return renderRequest();
    if (asked("record")) return recordRequest();
    if (asked("export")) return exportRequest();
    if (asked("doctor")) return AskDoctor{format()};
    if (asked("recover")) return RecoverTrace{texts.what};
    if (asked("compare")) return compareRequest();
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
