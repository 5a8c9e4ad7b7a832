#include "lessons/playlist.h"

#include "scenario/json_reader.h"
#include "trace/trace_view.h"
#include "words/file_error.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <cerrno>

namespace sluice::lessons {

namespace {

using scenario::JsonReader;
using Json = JsonReader::Json;
namespace fs = std::filesystem;

constexpr qint64 largestFile = 1 << 20; // bytes; a playlist is a page of text
constexpr std::size_t mostLessons = 100, mostStops = 20;

void readStops(JsonReader& json, const Json& list, const std::string& path, Playlist::Entry& entry)
{
    if (!json.expectArray(list, path, 1, mostStops)) return;
    const int last = entry.lesson ? entry.lesson->stepCount() : 1;
    if (last < 2) return json.failAt(path, "there are no steps to stop at: this trace is of no lesson");
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string here = path + "/" + std::to_string(i);
        const bool whole = list[i].is_number_integer();
        const std::int64_t step = whole ? list[i].get<std::int64_t>() : 0;
        if (step < 2 || step > last) // the first one begins with the run
            return json.failAt(here,
                               entry.lesson->id.toStdString() + " can stop at steps 2 to " + std::to_string(last));
        if (!entry.stopAt.empty() && entry.stopAt.back() >= step)
            return json.failAt(here, "steps stand in ascending order");
        entry.stopAt.push_back(static_cast<int>(step));
    }
}

void readLesson(JsonReader& json, const QString& id, const std::string& path, Playlist::Entry& entry)
{
    entry.lesson = find(id);
    if (!entry.lesson)
        json.failAt(path, "there is no lesson '" + id.toStdString() + "'; did you mean '"
                              + closest(id).front().toStdString() + "'?");
}

/// Whoever gets a playlist from somebody else does not open files that lie elsewhere.
bool staysInFolder(const fs::path& path)
{
    return path.is_relative() && std::ranges::find(path, fs::path("..")) == path.end();
}

void readTrace(JsonReader& json, const fs::path& name, const std::string& path, const fs::path& folder,
               Playlist::Entry& entry)
{
    if (name.empty() || !staysInFolder(name))
        return json.failAt(path, "a trace stands in the folder of the playlist or below it: \"mine.sluice\"");
    entry.trace = folder / name;
    const auto trace = trace::TraceView::open(entry.trace);
    if (!trace) return json.failAt(path, trace.error().describe());
    entry.lesson = of(trace->meta());
}

Playlist::Entry readEntry(JsonReader& json, const Json& value, const std::string& path, const fs::path& folder)
{
    static constexpr std::array<std::string_view, 3> members{"lesson", "trace", "stop_at"};
    Playlist::Entry entry;
    if (!json.expectObject(value, path, members)) return entry;
    const bool isTrace = value.contains("trace");
    if (isTrace && value.contains("lesson"))
        json.failAt(path + "/trace", "one of \"lesson\" and \"trace\": a trace knows its lesson");
    const std::string what = json.string(value, path, isTrace ? "trace" : "lesson");
    if (!json.ok()) return entry;
    if (isTrace) readTrace(json, what, path + "/trace", folder, entry);
    else readLesson(json, QString::fromStdString(what), path + "/lesson", entry);
    if (json.ok() && value.contains("stop_at")) readStops(json, value.at("stop_at"), path + "/stop_at", entry);
    return entry;
}

} // namespace

Result<Playlist> parsePlaylist(const QByteArray& json, const QString& fileName)
{
    static constexpr std::array<std::string_view, 2> members{"title", "lessons"};
    JsonReader reader({json.constData(), static_cast<std::size_t>(json.size())}, fileName.toStdString());
    const fs::path folder = fs::path(fileName.toStdString()).parent_path();
    Playlist playlist;
    if (reader.ok() && reader.expectObject(reader.root(), "", members)) {
        playlist.title = QString::fromStdString(reader.string(reader.root(), "", "title", ""));
        const Json list = reader.root().value("lessons", Json());
        if (reader.ok() && reader.expectArray(list, "/lessons", 1, mostLessons))
            for (std::size_t i = 0; i < list.size() && reader.ok(); ++i)
                playlist.entries.push_back(readEntry(reader, list[i], "/lessons/" + std::to_string(i), folder));
    }
    if (!reader.ok()) return fail(reader.takeError());
    return playlist;
}

Result<Playlist> readPlaylist(const std::filesystem::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    errno = 0;
    if (!file.open(QIODevice::ReadOnly)) return fail(words::fileError(Error::Code::Missing, "open", file));
    if (file.size() > largestFile) return fail(Error::badInput(path.string(), "a playlist has at most 1 MiB"));
    return parsePlaylist(file.read(largestFile), file.fileName());
}

} // namespace sluice::lessons
