#pragma once

#include "lessons/lesson.h"

#include <filesystem>

namespace sluice::lessons {

/// The lessons of one lecture, in order. In JSON, in a file that ends in .playlist.json:
///     {"title": "Pipes", "lessons": [{"lesson": "pipe.anonymous"}, {"lesson": "pipe.backpressure", "stop_at": [2,
///     3]}]}
struct Playlist {
    struct Entry {
        const Lesson* lesson = nullptr; ///< built in; never null
        std::vector<int> stopAt;        ///< steps (from 2) at whose beginning the picture stops; ascending
        bool operator==(const Entry&) const = default;
    };
    QString title;
    std::vector<Entry> entries; ///< at least one
    bool operator==(const Playlist&) const = default;
};

inline constexpr const char* playlistEnding = ".playlist.json";

/// Errors with file, line and JSON path; of an unknown lesson, with the nearest one.
[[nodiscard]] Result<Playlist> parsePlaylist(const QByteArray& json, const QString& fileName);
/// Errors as parsePlaylist(), and: unreadable, over 1 MiB.
[[nodiscard]] Result<Playlist> readPlaylist(const std::filesystem::path& file);

} // namespace sluice::lessons
