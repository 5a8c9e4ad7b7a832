#include "timeline/overview.h"

#include "timeline/depths.h"
#include "timeline/lanes.h"

#include <algorithm>

namespace sluice::timeline {

namespace {

using scene::Tone;
using state::Activity;

constexpr double blockedHeight = 4, narrowestFrame = 6;

void drawBlockedStrip(scene::Sketch& sketch, const QRectF& strip, const analysis::Timeline& timeline,
                      const trace::TraceView& trace, const TimeAxis& whole, const Part& all)
{
    for (std::uint16_t id = 1; id <= trace.meta().scenario.processes.size(); ++id)
        for (const Stretch& stretch : stretchesOf(timeline.lane({id}, all.from, all.to, whole.grain()), whole, all))
            if (stretch.activity == Activity::Blocked)
                sketch.box({stretch.x0, strip.top(), stretch.x1 - stretch.x0, blockedHeight}, 0, Tone::Blocked);
}

void drawDepthStrip(scene::Sketch& sketch, const QRectF& room, const analysis::Timeline& timeline,
                    const TimeAxis& whole, const Part& all)
{
    const auto points = pointsOf(timeline.depth({1}, all.from, all.to, whole.grain()));
    std::uint64_t most = 1;
    for (const DepthPoint& point : points) most = std::max({most, point.bytes, point.capacity});
    const QPolygonF top = staircase(points, whole, all, &DepthPoint::bytes).top;
    for (qsizetype i = 0; i + 1 < top.size(); ++i) {
        const double height = room.height() * top[i].y() / static_cast<double>(most);
        const double width = top[i + 1].x() - top[i].x();
        if (width > 0 && height > 0)
            sketch.box({top[i].x(), room.bottom() - height, width, height}, 0, Tone::Data).opacity = 0.5;
    }
}

} // namespace

TimeAxis overviewAxis(const Layout& layout, TraceTime end)
{
    return TimeAxis::fitting({}, std::max(end, TraceTime{1}), layout.overview.left(), layout.overview.width());
}

void drawOverview(scene::Sketch& sketch, const Layout& layout, const analysis::Timeline& timeline,
                  const trace::TraceView& trace, const TimelineLook& look)
{
    if (layout.overview.isEmpty()) return;
    const QRectF& strip = layout.overview;
    const TraceTime end = std::max(timeline.end(), trace.end());
    const TimeAxis whole = overviewAxis(layout, end);
    const Part all{{}, end, 1};
    sketch.about({scene::Subject::Kind::Axis, 0, 1}, probe::Evidence::Derived);
    sketch.box(strip, 0, Tone::Panel);
    drawDepthStrip(sketch, strip.adjusted(0, blockedHeight + 1, 0, 0), timeline, whole, all);
    drawBlockedStrip(sketch, strip, timeline, trace, whole, all);
    const double left = std::clamp(whole.x(look.axis.from), strip.left(), strip.right() - narrowestFrame);
    const double right = std::clamp(whole.x(look.axis.to()), left + narrowestFrame, strip.right());
    sketch.box({left, strip.top() - 1.5, right - left, strip.height() + 3}, 3, Tone::None, Tone::Text, 1.5);
    const double now = std::clamp(whole.x(look.playhead), strip.left(), strip.right() - 1);
    sketch.box({now, strip.top(), 2, strip.height()}, 0, Tone::Text);
}

} // namespace sluice::timeline
