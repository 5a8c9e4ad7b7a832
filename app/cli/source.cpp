#include "cli/source.h"

#include "cli/quantities.h"
#include "lessons/playlist.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <sys/stat.h>
#include <system_error>

namespace sluice::cli {

namespace {

constexpr std::uintmax_t largestText = 1 << 20; // bytes; a lesson is a page or two of text

const lessons::Lesson* lessonOf(const std::string& id) { return lessons::find(QString::fromStdString(id)); }

Failure unknownLesson(const std::string& word)
{
    const QStringList close = lessons::closest(QString::fromStdString(word)).mid(0, 3);
    return wrongUsage("there is no lesson '" + word + "'", {},
                      "Did you mean " + close.join(QStringLiteral(" or ")).toStdString()
                          + "? `sluice list` shows all.");
}

} // namespace

OutcomeOf<std::string> readText(const std::string& file)
{
    std::error_code problem;
    const auto size = std::filesystem::file_size(file, problem);
    const std::string what = "cannot read " + file;
    if (problem) return refuse(failed(what, Error::ofCall("stat", problem.value())));
    if (size > largestText) return refuse({status::failed, what, "such a file has at most 1 MiB", {}});
    std::ifstream in(file, std::ios::binary);
    if (!in) return refuse(failed(what, Error::ofCall("open", errno)));
    return std::string(std::istreambuf_iterator<char>(in), {});
}

OutcomeOf<SourceKind> kindOfSource(const std::string& word)
{
    if (lessonOf(word)) return SourceKind::Lesson;
    if (word.ends_with(lessons::playlistEnding)) return SourceKind::Playlist;
    if (word.ends_with(".json")) {
        const auto text = readText(word);
        if (!text) return refuse(text.error());
        return lessons::meansToBeALesson(*text) ? SourceKind::LessonFile : SourceKind::ScenarioFile;
    }
    struct stat info {};
    if (word.ends_with(".sluice") || word.find('/') != std::string::npos || stat(word.c_str(), &info) == 0)
        return SourceKind::Trace;
    return refuse(unknownLesson(word));
}

OutcomeOf<const lessons::Lesson*> lessonFor(const std::string& word)
{
    if (const lessons::Lesson* lesson = lessonOf(word)) return lesson;
    if (!word.ends_with(".json")) return refuse(unknownLesson(word));
    const auto text = readText(word);
    if (!text) return refuse(text.error());
    const auto lesson = lessons::adopt(*text, QString::fromStdString(word));
    if (!lesson) return refuse(failed("cannot show " + word, lesson.error()));
    return *lesson;
}

OutcomeOf<scenario::Scenario> scenarioOf(const std::string& word)
{
    if (const lessons::Lesson* lesson = lessonOf(word)) return lesson->scenario;
    if (word.ends_with(lessons::playlistEnding))
        return refuse(wrongUsage(word + " is a playlist", "it names several lessons, and only the window plays them",
                                 "Open it: sluice " + word));
    if (!word.ends_with(".json")) return refuse(unknownLesson(word));
    auto text = readText(word);
    if (!text) return refuse(text.error());
    if (lessons::meansToBeALesson(*text))
        return lessonFor(word).map([](const lessons::Lesson* lesson) { return lesson->scenario; });
    auto scenario = scenario::parse(*text, word);
    if (!scenario) return refuse(failed("cannot run " + word, scenario.error()));
    return std::move(*scenario);
}

Outcome keptApart(const std::string& source, const std::string& output)
{
    std::error_code none; // one of them does not exist, or cannot be looked at: then they are not the same
    if (!std::filesystem::equivalent(source, output, none)) return {};
    return refuse(wrongUsage("wrong usage", "-o: '" + output + "' is the file that is read",
                             "Give what is to be written another name."));
}

OutcomeOf<trace::TraceView> openTrace(const std::string& file, const Console& console)
{
    auto trace = trace::TraceView::open(file);
    if (!trace) {
        Failure failure = failed("cannot show " + file, trace.error());
        if (trace.error().code == Error::Code::BadInput)
            failure.todo = "Only traces that sluice has written can be shown: `sluice run LESSON -o FILE.sluice`.";
        return refuse(std::move(failure));
    }
    if (trace->truncatedAt() >= 0)
        console.err << "sluice: " << file << " was cut off at byte "
                    << grouped(static_cast<std::uint64_t>(trace->truncatedAt())) << "; all before it is shown\n";
    return std::move(*trace);
}

Outcome soundSoFar(const trace::TraceView& trace)
{
    if (trace.damagedAt() < 0) return {};
    return refuse({status::failed, "this trace is damaged",
                   "the block of events at byte " + grouped(static_cast<std::uint64_t>(trace.damagedAt()))
                       + " is not what was written there",
                   "Copy the file again, or make a new trace."});
}

} // namespace sluice::cli
