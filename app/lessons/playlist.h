#pragma once

#include "lessons/lesson.h"

#include <filesystem>

namespace sluice::lessons {

/// The lessons and traces of one lecture, in order. In JSON, in a file that ends in .playlist.json:
///     {"title": "Pipes", "lessons": [{"lesson": "pipe.anonymous"}, {"trace": "mine.sluice", "stop_at": [2, 3]}]}
/// A trace stands in the folder of the playlist or below it, and its path is told from there.
struct Playlist {
    struct Entry {
        const Lesson* lesson = nullptr; ///< built in; of a trace its own, or null: a trace of no lesson
        std::filesystem::path trace;    ///< as it can be opened; empty: the lesson's own processes run
        std::vector<int> stopAt;        ///< steps (from 2) at whose beginning the picture stops; ascending
        bool operator==(const Entry&) const = default;
    };
    QString title;
    std::vector<Entry> entries; ///< at least one
    bool operator==(const Playlist&) const = default;
};

inline constexpr const char* playlistEnding = ".playlist.json";

/// Errors with file, line and JSON path; of an unknown lesson, with the nearest one; of a trace, why it cannot be read.
[[nodiscard]] Result<Playlist> parsePlaylist(const QByteArray& json, const QString& fileName);
/// Errors as parsePlaylist(), and: unreadable, over 1 MiB.
[[nodiscard]] Result<Playlist> readPlaylist(const std::filesystem::path& file);

} // namespace sluice::lessons
