#include "widgets/words.h"

#include "base/error_words.h"
#include "timeline/time_axis.h"
#include "words/numbers.h"
#include "words/words.h"

#include <algorithm>

namespace sluice::widgets {

using mechanisms::Setting;
using Mode = playback::Playback::Mode;

namespace {

Notice notice(const QString& what, const Error& error, const QString& todo)
{
    return {what, QString::fromStdString(said(error)), todo};
}

} // namespace

QString grouped(std::int64_t number) { return words::grouped(number); }

QString clockText(TraceTime t)
{
    const std::int64_t us = std::max<std::int64_t>(0, t.ns) / 1000;
    return QStringLiteral("%1%2%3 %4 s")
        .arg(us / 1'000'000)
        .arg(words::decimalPoint())
        .arg(us / 1000 % 1000, 3, 10, QLatin1Char('0'))
        .arg(us % 1000, 3, 10, QLatin1Char('0'));
}

QString bytesText(std::int64_t bytes)
{
    constexpr std::int64_t kib = 1024, mib = kib * kib;
    if (bytes >= mib && bytes % mib == 0) return grouped(bytes / mib) + QStringLiteral(" MiB");
    if (bytes >= kib && bytes % kib == 0) return grouped(bytes / kib) + QStringLiteral(" KiB");
    return grouped(bytes) + QStringLiteral(" B");
}

QString valueText(const Setting& setting, std::int64_t value)
{
    if (value >= 0 && static_cast<std::size_t>(value) < setting.choices.size())
        return translated("choices", setting.choices[static_cast<std::size_t>(value)]);
    switch (setting.unit) {
    case Setting::Unit::Bytes: return bytesText(value);
    case Setting::Unit::PerSecond:
        return value == 0 ? translated("widgets", "as fast as possible")
                          : translated("widgets", "%1 per second").arg(grouped(value));
    case Setting::Unit::None: break;
    }
    if (setting.kind == Setting::Kind::Toggle)
        return value != 0 ? translated("widgets", "on") : translated("widgets", "off");
    return value == 0 && setting.zeroIsNoLimit() ? translated("widgets", "endless") : grouped(value);
}

QString pillText(const Frame& frame)
{
    switch (frame.source) {
    case Frame::Source::None: return translated("widgets", "No run");
    case Frame::Source::Ended: return translated("widgets", "Run ended");
    case Frame::Source::File: return translated("widgets", "Replay");
    case Frame::Source::Running: break;
    }
    if (frame.mode == Mode::Live) return translated("widgets", "Live");
    const double behind = std::max(0.0, toSeconds(frame.behind));
    return translated("widgets", "%1 s behind live ›").arg(words::decimal(behind, 1));
}

bool isUnanswered(const Frame& frame)
{
    return frame.prediction && !frame.prediction->right && !frame.prediction->over;
}

QString shownTitle(const Frame& frame)
{
    return isUnanswered(frame) && frame.lesson ? frame.lesson->mechanism : frame.title;
}

scene::Caption captionAt(const PlaylistPlace& place, scene::Caption caption, const QString& title)
{
    const QString where = translated("widgets", "%1 OF %2").arg(place.number).arg(place.count);
    if (caption.overline.isEmpty()) return {where, title};
    caption.overline = where + QStringLiteral(" · ") + caption.overline;
    return caption;
}

Notice cannotStart(const Error& error)
{
    const bool missing = error.code == Error::Code::Missing;
    return notice(translated("widgets", "The processes of this lesson could not be started."), error,
                  missing
                      ? translated("widgets", "Install Sluice again, or start it from its build folder.")
                      : translated("widgets", "Close other programs that run many processes, then press Run again."));
}

Notice cannotKeepTrace(const Error& error)
{
    return notice(
        translated("widgets", "The run cannot be kept, so it was not started."), error,
        translated("widgets", "Make the folder writable, or set XDG_CACHE_HOME to one that is. Then press Run again."));
}

Notice cannotOpen(const QString& file, const Error& error)
{
    return notice(translated("widgets", "%1 cannot be shown.").arg(file), error,
                  translated("widgets", "Choose a trace that Sluice has written; its name ends in .sluice."));
}

Notice cannotPlay(const QString& playlist, const Error& error)
{
    return notice(
        translated("widgets", "The playlist %1 cannot be played.").arg(playlist), error,
        translated(
            "widgets",
            "A playlist is JSON: {\"lessons\": [{\"lesson\": \"pipe.broken\", \"stop_at\": [2]}]}. `sluice list` "
            "shows the lessons."));
}

Notice cannotSave(const QString& file, const Error& error)
{
    return notice(translated("widgets", "%1 was not saved.").arg(file), error,
                  translated("widgets", "Save it in another folder. The run is still here."));
}

Notice cannotSet(const Error& error)
{
    return notice(translated("widgets", "The change was not made."), error,
                  translated("widgets", "The run goes on as before."));
}

Notice cannotFollow(const QString& file, const Error& error)
{
    return notice(
        translated("widgets", "%1 cannot be run.").arg(file), error,
        translated("widgets", "Choose an interleaving that Sluice has saved. The run that is shown goes on."));
}

Notice nothingToSchedule()
{
    return {translated("widgets", "There is nobody to hold."),
            translated("widgets", "This is a replay, or a run that has ended: what is drawn has happened."),
            translated("widgets", "Press Run again, or choose a lesson: its processes can be held.")};
}

Notice nothingChosen()
{
    return {translated("widgets", "No interleaving has been chosen yet."),
            translated("widgets", "It is the order in which you let the processes go."),
            translated("widgets", "Press F6 while a lesson runs, then let them go one by one.")};
}

Notice cannotKeepBookmarks(const Error& error)
{
    return notice(
        translated("widgets", "The bookmarks could not be written beside the trace."), error,
        translated("widgets", "They stay while this trace is shown. Save the trace in a folder that can be written."));
}

Notice bookmarksLeft(const Error& error)
{
    return notice(
        translated("widgets", "The bookmarks of this trace cannot be read."), error,
        translated("widgets", "Mend or remove that file. New bookmarks stay only while this trace is shown."));
}

Notice runFailed(const Error& error)
{
    return notice(translated("widgets", "The recording ended early."), error,
                  translated("widgets", "All up to here is kept. Free some space, then press Run again."));
}

Notice traceCut(std::int64_t offset)
{
    return {translated("widgets", "The end of this trace is missing."),
            translated("widgets", "From byte %1 on, the file cannot be read: it was cut off.").arg(grouped(offset)),
            translated("widgets", "All before that is shown.")};
}

Notice traceDamaged(std::int64_t offset)
{
    return {
        translated("widgets", "A part of this trace is damaged."),
        translated("widgets", "The block of events at byte %1 is not what was written there.").arg(grouped(offset)),
        translated("widgets",
                   "Moments behind it show the state before it, up to the next stored state. Copy the file again.")};
}

} // namespace sluice::widgets
