#include "widgets/words.h"

#include "timeline/time_axis.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace sluice::widgets {

using mechanisms::Setting;
using Mode = playback::Playback::Mode;

namespace {

QString tr(const char* text) { return QCoreApplication::translate("words", text); }

Notice notice(const QString& what, const Error& error, const QString& todo)
{
    return {what, QString::fromStdString(error.describe()), todo};
}

} // namespace

QString grouped(std::int64_t number) { return QLocale(QLocale::English).toString(static_cast<qlonglong>(number)); }

QString clockText(TraceTime t)
{
    const std::int64_t us = std::max<std::int64_t>(0, t.ns) / 1000;
    return QStringLiteral("%1.%2 %3 s")
        .arg(us / 1'000'000)
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
        return fromStd(setting.choices[static_cast<std::size_t>(value)]);
    switch (setting.unit) {
    case Setting::Unit::Bytes: return bytesText(value);
    case Setting::Unit::PerSecond:
        return value == 0 ? tr("as fast as possible") : tr("%1 per second").arg(grouped(value));
    case Setting::Unit::None: break;
    }
    if (setting.kind == Setting::Kind::Toggle) return value != 0 ? tr("on") : tr("off");
    return value == 0 && setting.key.ends_with(".count") ? tr("endless") : grouped(value);
}

QString pillText(const Frame& frame)
{
    switch (frame.source) {
    case Frame::Source::None: return tr("No run");
    case Frame::Source::Ended: return tr("Run ended");
    case Frame::Source::File: return tr("Replay");
    case Frame::Source::Running: break;
    }
    if (frame.mode == Mode::Live) return tr("Live");
    const double behind = std::max(0.0, toSeconds(frame.behind));
    return tr("%1 s behind live ›").arg(behind, 0, 'f', 1);
}

bool isUnanswered(const Frame& frame)
{
    return frame.prediction && !frame.prediction->right && !frame.prediction->over;
}

QString shownTitle(const Frame& frame)
{
    return isUnanswered(frame) && frame.lesson ? frame.lesson->mechanism : frame.title;
}

Notice cannotStart(const Error& error)
{
    const bool missing = error.code == Error::Code::Missing;
    return notice(tr("The processes of this lesson could not be started."), error,
                  missing ? tr("Install Sluice again, or start it from its build folder.")
                          : tr("Close other programs that run many processes, then press Run again."));
}

Notice cannotKeepTrace(const Error& error)
{
    return notice(tr("The run cannot be kept, so it was not started."), error,
                  tr("Make the folder writable, or set XDG_CACHE_HOME to one that is. Then press Run again."));
}

Notice cannotOpen(const QString& file, const Error& error)
{
    return notice(tr("%1 cannot be shown.").arg(file), error,
                  tr("Choose a trace that Sluice has written; its name ends in .sluice."));
}

Notice cannotPlay(const QString& playlist, const Error& error)
{
    return notice(
        tr("The playlist %1 cannot be played.").arg(playlist), error,
        tr("A playlist is JSON: {\"lessons\": [{\"lesson\": \"pipe.broken\", \"stop_at\": [2]}]}. `sluice list` "
           "shows the lessons."));
}

Notice cannotSave(const QString& file, const Error& error)
{
    return notice(tr("%1 was not saved.").arg(file), error, tr("Save it in another folder. The run is still here."));
}

Notice cannotSet(const Error& error)
{
    return notice(tr("The change was not made."), error, tr("The run goes on as before."));
}

Notice cannotFollow(const QString& file, const Error& error)
{
    return notice(tr("%1 cannot be run.").arg(file), error,
                  tr("Choose an interleaving that Sluice has saved. The run that is shown goes on."));
}

Notice nothingToSchedule()
{
    return {tr("There is nobody to hold."),
            tr("This is a replay, or a run that has ended: what is drawn has happened."),
            tr("Press Run again, or choose a lesson: its processes can be held.")};
}

Notice nothingChosen()
{
    return {tr("No interleaving has been chosen yet."), tr("It is the order in which you let the processes go."),
            tr("Press F6 while a lesson runs, then let them go one by one.")};
}

Notice cannotKeepBookmarks(const Error& error)
{
    return notice(tr("The bookmarks could not be written beside the trace."), error,
                  tr("They stay while this trace is shown. Save the trace in a folder that can be written."));
}

Notice bookmarksLeft(const Error& error)
{
    return notice(tr("The bookmarks of this trace cannot be read."), error,
                  tr("Mend or remove that file. New bookmarks stay only while this trace is shown."));
}

Notice runFailed(const Error& error)
{
    return notice(tr("The recording ended early."), error,
                  tr("All up to here is kept. Free some space, then press Run again."));
}

Notice traceCut(std::int64_t offset)
{
    return {tr("The end of this trace is missing."),
            tr("From byte %1 on, the file cannot be read: it was cut off.").arg(grouped(offset)),
            tr("All before that is shown.")};
}

Notice traceDamaged(std::int64_t offset)
{
    return {tr("A part of this trace is damaged."),
            tr("The block of events at byte %1 is not what was written there.").arg(grouped(offset)),
            tr("Moments behind it show the state before it, up to the next stored state. Copy the file again.")};
}

} // namespace sluice::widgets
