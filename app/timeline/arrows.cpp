#include "timeline/arrows.h"

#include "scenario/setting_table.h"
#include "scene/tiles.h"

#include <algorithm>
#include <cmath>

namespace sluice::timeline {

namespace {

constexpr double closestArrows = 10; // pixels between two that arrive
constexpr double headLength = 5, headHalfWidth = 3;

/// The piece of a line that lies between two x; empty when there is none.
QPolygonF cut(QPointF a, QPointF b, double left, double right)
{
    if (b.x() < left || a.x() > right) return {};
    const auto at = [&](double x) {
        const double share = b.x() > a.x() ? (x - a.x()) / (b.x() - a.x()) : 0;
        return QPointF(x, a.y() + share * (b.y() - a.y()));
    };
    return {{a.x() < left ? at(left) : a, b.x() > right ? at(right) : b}};
}

void drawHead(scene::Sketch& sketch, const QPolygonF& way, scene::Tone tone, double opacity)
{
    const QPointF tip = way.last(), along = tip - way.first();
    const double length = std::hypot(along.x(), along.y());
    if (length < 2 * headLength) return;
    const QPointF back = -along / length * headLength, side = QPointF(-along.y(), along.x()) / length * headHalfWidth;
    sketch.polygon({{tip, tip + back + side, tip + back - side}}, tone).opacity = opacity;
}

scene::Tone toneOf(const analysis::Arrow& arrow, const trace::TraceView& trace)
{
    const auto& channels = trace.meta().scenario.channels;
    const bool known = arrow.channel.value > 0 && arrow.channel.value <= channels.size(); // a file may claim anything
    if (known && mechanismOf(trace.meta().scenario, arrow.channel).signals) return scene::Tone::Signal;
    return scene::dataTone(trace, arrow.from);
}

} // namespace

Arrows arrowsOf(const analysis::Timeline& timeline, const TimeAxis& axis, const Part& part)
{
    // Fixed in time: the choice stays while the picture moves.
    const Duration stretch{std::max<std::int64_t>(1, std::llround(closestArrows * axis.nsPerPixel))};
    const auto most = static_cast<std::uint64_t>((part.to - part.from).ns / stretch.ns) + 1;
    const bool dense = timeline.arrowCount(part.from, part.to, axis.grain()) > most;
    if (!dense) return {timeline.arrows(part.from, part.to), false};
    return {timeline.arrows({part.from.ns / stretch.ns * stretch.ns}, part.to, stretch, axis.grain()), true};
}

Part reachingOut(Part part, const TimeAxis& axis)
{
    if (part.to == axis.to()) part.to = part.to + (axis.to() - axis.from);
    return part;
}

QPolygonF wayOf(const analysis::Arrow& arrow, const Layout& layout, const TimeAxis& axis)
{
    const Layout::Row* from = layout.lane(arrow.from);
    const Layout::Row* to = layout.lane(arrow.to);
    if (!from || !to || from == to) return {};
    const bool down = from->rect.top() < to->rect.top();
    const QPointF a(axis.x(arrow.sent), down ? from->rect.bottom() : from->rect.top());
    const QPointF b(axis.x(arrow.received), down ? to->rect.top() : to->rect.bottom());
    return a.x() <= b.x() ? cut(a, b, axis.left, axis.left + axis.width)
                          : cut({b.x(), a.y()}, b, axis.left, axis.left + axis.width);
}

void drawArrows(scene::Sketch& sketch, const Layout& layout, const analysis::Timeline& timeline,
                const trace::TraceView& trace, const TimelineLook& look, const std::vector<Part>& parts)
{
    for (const Part& part : parts) {
        const Arrows arrows = arrowsOf(timeline, look.axis, reachingOut(part, look.axis));
        const double opacity = part.opacity * (arrows.thinned ? 0.55 : 0.9);
        for (const analysis::Arrow& arrow : arrows.shown) {
            const QPolygonF way = wayOf(arrow, layout, look.axis);
            if (way.size() < 2) continue;
            const scene::Tone tone = toneOf(arrow, trace);
            sketch.about({scene::Subject::Kind::Arrow, arrow.message, arrow.from.value}, probe::Evidence::Derived);
            auto& shaft = sketch.line(way, tone, 1.25);
            shaft.opacity = opacity;
            shaft.text = QStringLiteral("m%1").arg(arrow.message);
            drawHead(sketch, way, tone, opacity);
        }
    }
}

} // namespace sluice::timeline
