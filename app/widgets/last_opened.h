#pragma once

#include <QString>

#include <vector>

namespace sluice::widgets {

/// Something that the window has shown, and that can be opened again.
struct Opened {
    enum class Kind { Lesson, Trace, Playlist };
    Kind kind = Kind::Lesson;
    QString what; ///< id of a lesson, or the absolute path of a file
    bool operator==(const Opened&) const = default;
};

/// Latest first, without lessons and files that are gone. Kept in the user's settings.
[[nodiscard]] std::vector<Opened> lastOpened();
void noteOpened(const Opened& opened);

} // namespace sluice::widgets
