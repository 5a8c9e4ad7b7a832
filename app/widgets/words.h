#pragma once

#include "base/error.h"
#include "base/trace_time.h"
#include "mechanisms/mechanism.h"
#include "widgets/frame.h"

#include <QString>

namespace sluice::widgets {

[[nodiscard]] inline QString fromStd(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// "65,536".
[[nodiscard]] QString grouped(std::int64_t number);
/// "0.018 432 s": always microseconds, in groups of three.
[[nodiscard]] QString clockText(TraceTime t);
/// "64 KiB", "4,096 B", "1 MiB".
[[nodiscard]] QString bytesText(std::int64_t bytes);
/// A setting's value with its unit: "10 per second", "as fast as possible", "endless".
[[nodiscard]] QString valueText(const mechanisms::Setting& setting, std::int64_t value);
/// "2.1 s behind live ›", "Live", "Run ended", "Replay".
[[nodiscard]] QString pillText(const Frame& frame);

/// What may stand over the picture: the run's title, but while a question is open only the mechanism's name, since
/// many a title answers it.
[[nodiscard]] QString shownTitle(const Frame& frame);
/// A question is before the viewer, and the picture has not yet answered it.
[[nodiscard]] bool isUnanswered(const Frame& frame);

/// What stands over the picture where it is one of a playlist: "2 OF 5 · STEP 1 OF 4". What has no steps has a name.
[[nodiscard]] scene::Caption captionAt(const PlaylistPlace& place, scene::Caption caption, const QString& title);

/// What, why, what to do: for people.
[[nodiscard]] Notice cannotStart(const Error& error);
[[nodiscard]] Notice cannotKeepTrace(const Error& error);
[[nodiscard]] Notice cannotOpen(const QString& file, const Error& error);
[[nodiscard]] Notice cannotPlay(const QString& playlist, const Error& error);
[[nodiscard]] Notice cannotSave(const QString& file, const Error& error);
[[nodiscard]] Notice cannotSet(const Error& error);
[[nodiscard]] Notice cannotFollow(const QString& file, const Error& error);
[[nodiscard]] Notice nothingToSchedule();
[[nodiscard]] Notice nothingChosen();
[[nodiscard]] Notice cannotKeepBookmarks(const Error& error);
[[nodiscard]] Notice bookmarksLeft(const Error& error);
[[nodiscard]] Notice runFailed(const Error& error);
[[nodiscard]] Notice traceCut(std::int64_t offset);
[[nodiscard]] Notice traceDamaged(std::int64_t offset);

} // namespace sluice::widgets
