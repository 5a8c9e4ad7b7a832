#pragma once

#include "base/result.h"
#include "state/replay.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sluice::playback {

/// A moment to come back to.
struct Bookmark {
    state::Moment moment;
    std::string name; ///< UTF-8; at first what happened then
    bool operator==(const Bookmark&) const = default;
};

using BookmarkList = std::shared_ptr<const std::vector<Bookmark>>;

/// The bookmarks of a trace, in the order of their time. They are kept in a small JSON file beside the trace, whose
/// name is that of the trace with ".bookmarks" behind it, and which goes when the last of them goes.
class Bookmarks
{
public:
    Bookmarks() = default; ///< of a trace without a file: kept in memory only
    /// Reads those of a trace file. None is no error. An unreadable or malformed file is one, with the place; it is
    /// then better left alone than written over.
    [[nodiscard]] static Result<Bookmarks> of(const std::filesystem::path& trace);

    [[nodiscard]] const BookmarkList& all() const { return m_all; } ///< never null
    [[nodiscard]] const Bookmark* at(state::Moment moment) const;

    /// Each of these is kept here even where it cannot be written, which is the error.
    [[nodiscard]] Result<void> add(const Bookmark& bookmark); ///< nothing if there is one at that moment
    [[nodiscard]] Result<void> rename(state::Moment moment, const std::string& name);
    [[nodiscard]] Result<void> remove(state::Moment moment);
    /// The same ones for a copy of the trace.
    [[nodiscard]] Result<void> saveBeside(const std::filesystem::path& trace) const;

    [[nodiscard]] static std::filesystem::path fileOf(const std::filesystem::path& trace);

private:
    [[nodiscard]] Result<void> become(std::vector<Bookmark> all);

    std::filesystem::path m_trace;
    BookmarkList m_all = std::make_shared<const std::vector<Bookmark>>();
};

} // namespace sluice::playback
