#include "lessons/playlist.h"

#include "scenario/json_reader.h"

#include <QFile>

#include <array>

namespace sluice::lessons {

namespace {

using scenario::JsonReader;
using Json = JsonReader::Json;

constexpr qint64 largestFile = 1 << 20; // bytes; a playlist is a page of text
constexpr std::size_t mostLessons = 100, mostStops = 20;

void readStops(JsonReader& json, const Json& list, const std::string& path, Playlist::Entry& entry)
{
    if (!json.expectArray(list, path, 1, mostStops)) return;
    const int last = entry.lesson->stepCount();
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

Playlist::Entry readEntry(JsonReader& json, const Json& value, const std::string& path)
{
    static constexpr std::array<std::string_view, 2> members{"lesson", "stop_at"};
    Playlist::Entry entry;
    if (!json.expectObject(value, path, members)) return entry;
    const QString id = QString::fromStdString(json.string(value, path, "lesson"));
    if (!json.ok()) return entry;
    entry.lesson = find(id);
    if (!entry.lesson)
        json.failAt(path + "/lesson", "there is no lesson '" + id.toStdString() + "'; did you mean '"
                                          + closest(id).front().toStdString() + "'?");
    else if (value.contains("stop_at")) readStops(json, value.at("stop_at"), path + "/stop_at", entry);
    return entry;
}

} // namespace

Result<Playlist> parsePlaylist(const QByteArray& json, const QString& fileName)
{
    static constexpr std::array<std::string_view, 2> members{"title", "lessons"};
    JsonReader reader({json.constData(), static_cast<std::size_t>(json.size())}, fileName.toStdString());
    Playlist playlist;
    if (reader.ok() && reader.expectObject(reader.root(), "", members)) {
        playlist.title = QString::fromStdString(reader.string(reader.root(), "", "title", ""));
        const Json list = reader.root().value("lessons", Json());
        if (reader.ok() && reader.expectArray(list, "/lessons", 1, mostLessons))
            for (std::size_t i = 0; i < list.size() && reader.ok(); ++i)
                playlist.entries.push_back(readEntry(reader, list[i], "/lessons/" + std::to_string(i)));
    }
    if (!reader.ok()) return fail(reader.takeError());
    return playlist;
}

Result<Playlist> readPlaylist(const std::filesystem::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    if (!file.open(QIODevice::ReadOnly))
        return fail({Error::Code::Missing, "open", 0, path.string() + ": " + file.errorString().toStdString()});
    if (file.size() > largestFile) return fail(Error::badInput(path.string(), "a playlist has at most 1 MiB"));
    return parsePlaylist(file.read(largestFile), file.fileName());
}

} // namespace sluice::lessons
