#include "record/render.h"

#include "playback/pace.h"
#include "scene/sketch.h"
#include "timeline/timeline_scene.h"
#include "words/numbers.h"
#include "words/words.h"

#include <algorithm>

namespace sluice::record {

using scene::Scene;
using scene::Shape;
using scene::Tone;

namespace {

constexpr double timelineHeight = 240; // at least; tall pictures have more
constexpr double playheadAt = 0.7;     // where in the window the playhead stands
constexpr double columnPixels = 3;     // in any three neighbours one pair shares its colour with nobody else

/// The frame's own coordinates: the stage keeps its size, and the picture has the shape that was asked for.
QSizeF frameSize(QSize pixels, const FrameParts& parts)
{
    const double height = scene::stageSize.height() + (parts.timeline ? timelineHeight : 0);
    const double perPixel =
        std::max(scene::stageSize.width() / std::max(1, pixels.width()), height / std::max(1, pixels.height()));
    return QSizeF(pixels) * perPixel;
}

/// `shown` of the run around the playhead; of a shorter one all.
timeline::TimeAxis axisAround(TraceTime now, TraceTime end, Duration shown, double width)
{
    const double left = timeline::nameColumn, right = 24;
    if (end.ns <= shown.ns)
        return timeline::TimeAxis::fitting({}, std::max(end, TraceTime{1}), left, width - left - right);
    const auto before = static_cast<std::int64_t>(static_cast<double>(shown.ns) * playheadAt);
    const TraceTime from{std::clamp<std::int64_t>(now.ns - before, 0, end.ns - shown.ns)};
    return timeline::TimeAxis::fitting(from, from + shown, left, width - left - right);
}

/// What takes the same time on the screen at any speed.
Duration shownAt(const scene::ViewTime& view) { return seconds(timelineSeconds / std::max(view.stretch, 1e-9)); }

/// "0.018 432 s": microseconds in groups of three.
QString clockWords(TraceTime t)
{
    const QString micro = QStringLiteral("%1").arg(t.ns / 1000 % 1'000'000, 6, 10, QLatin1Char('0'));
    return QStringLiteral("%1%2%3 %4 s")
        .arg(t.ns / 1'000'000'000)
        .arg(words::decimalPoint())
        .arg(micro.left(3), micro.mid(3));
}

/// So much of the run passes in a second just now.
Duration perScreenSecond(const scene::ViewTime& view)
{
    return seconds(view.shortened.ns > 0 ? toSeconds(view.shortened) / playback::Pace::foldTo : 1 / view.stretch);
}

void drawClock(scene::Sketch& sketch, const QRectF& line, TraceTime now, const scene::ViewTime* view)
{
    sketch.about({scene::Subject::Kind::Axis}, probe::Evidence::Probe);
    const scene::Ink words = scene::ink::quiet.aligned(Shape::Align::Right);
    const scene::Ink number = scene::ink::code.aligned(Shape::Align::Right);
    QRectF place = line;
    if (view) {
        const QString speed =
            translated("scene", "1 s on screen shows %1").arg(timeline::formatDuration(perScreenSecond(*view), 3));
        sketch.text(line, speed, words);
        place.adjust(0, 0, -scene::widthOf(speed, words) - 32, 0);
    }
    sketch.text(place, clockWords(now), number);
    sketch.text(place.adjusted(0, 0, -scene::widthOf(clockWords(now), number) - 12, 0),
                translated("scene", "real time"), words);
}

} // namespace

Scene buildFrame(const state::SystemState& state, const trace::TraceView& trace, const analysis::Timeline& timeline,
                 const scene::Caption& caption, const scene::ViewTime& view, QSize size, const FrameParts& parts,
                 const TimeWindow& window)
{
    Scene frame;
    frame.size = frameSize(size, parts);
    scene::Sketch sketch(frame);
    const QSizeF stage = scene::stageSize;
    const double left = (frame.size.width() - stage.width()) / 2;
    const double top = parts.timeline ? 0 : (frame.size.height() - stage.height()) / 2;
    append(frame, scene::buildStage(state, trace, parts.caption ? caption : scene::Caption{}, view), {left, top});
    if (parts.clock && view.stretch > 0)
        drawClock(sketch, {left + 600, top + 14, stage.width() - 648, 22}, state.time, parts.pace ? &view : nullptr);
    if (!parts.timeline) return frame;

    const QRectF below(0, stage.height(), frame.size.width(), frame.size.height() - stage.height());
    sketch.about({});
    sketch.box(below, 0, Tone::Panel);
    sketch.line({{below.topLeft(), below.topRight()}}, Tone::Line, 1);
    timeline::TimelineLook look;
    look.size = below.size();
    constexpr Duration least{1000};
    look.axis = axisAround(state.time, std::max(timeline.end(), state.time),
                           std::max(least, window.shown.ns > 0 ? window.shown : shownAt(view)), below.width());
    look.playhead = state.time;
    look.shortened = window.shortened;
    look.column = std::max(1.0, columnPixels * frame.size.width() / std::max(1, size.width()));
    append(frame, timeline::buildTimeline(timeline, trace, look), below.topLeft());
    return frame;
}

} // namespace sluice::record
