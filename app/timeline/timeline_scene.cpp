#include "timeline/timeline_scene.h"

#include "timeline/arrows.h"
#include "timeline/depths.h"
#include "timeline/folds.h"
#include "timeline/lanes.h"
#include "timeline/losses.h"
#include "timeline/marks.h"
#include "timeline/overview.h"

#include "scene/theme.h"

#include <algorithm>

namespace sluice::timeline {

namespace {

using scene::Tone;

constexpr double nameLeft = 24;
constexpr double tickSpacing = 110;

void drawName(scene::Sketch& sketch, const Layout::Row& row, const TimelineLook& look)
{
    if (look.foldable) { // a small triangle: down for what is open, right for what is folded
        const QPointF c(nameLeft - 11, row.rect.center().y());
        const QPolygonF down{{c + QPointF(-4, -2), c + QPointF(4, -2), c + QPointF(0, 3)}};
        const QPolygonF right{{c + QPointF(-2, -4), c + QPointF(-2, 4), c + QPointF(3, 0)}};
        sketch.polygon(row.folded ? right : down, Tone::Muted);
    }
    const scene::Ink ink{scene::type::small, 600, Tone::Text};
    const double width = row.rect.left() - nameLeft - 8;
    QString shown = row.name;
    for (qsizetype length = row.name.size() - 1; length > 0 && scene::widthOf(shown, ink) > width; --length)
        shown = row.name.left(length) + QChar(0x2026);
    sketch.text({nameLeft, row.rect.center().y() - 10, width, 20}, shown, ink);
}

void drawAxis(scene::Sketch& sketch, const QRectF& rect, const TimeAxis& axis)
{
    sketch.about({scene::Subject::Kind::Axis, 0, 0}, probe::Evidence::Probe);
    const scene::Ink ink{scene::type::tiny, 400, Tone::Muted, scene::Shape::Face::Mono, scene::Shape::Align::Center};
    for (const TimeAxis::Tick& tick : axis.ticks(tickSpacing)) {
        sketch.line({{{tick.x, rect.top() + 2}, {tick.x, rect.top() + 6}}}, Tone::Line, 1);
        const double half = scene::widthOf(tick.label, ink) / 2;
        if (!tick.label.isEmpty()) sketch.text({tick.labelX - half, rect.top() + 8, 2 * half, 16}, tick.label, ink);
    }
}

/// What the viewer has put there: the loop's two ends with a bar between them, and a flag for every bookmark.
void drawOwnMarks(scene::Sketch& sketch, const Layout& layout, const TimelineLook& look)
{
    const auto x = [&](TraceTime t) {
        return std::clamp(look.axis.x(t), look.axis.left, look.axis.left + look.axis.width);
    };
    sketch.about({scene::Subject::Kind::Axis, 0, 2}, probe::Evidence::Probe);
    if (look.loop) {
        const double from = x(look.loop->first), to = x(look.loop->second);
        sketch.box({from, 1, std::max(to - from, 2.0), 4}, 0, Tone::Action).text = QStringLiteral("loop");
        for (const double edge : {from, to})
            sketch.line({{{edge, 1}, {edge, layout.axis.top()}}}, Tone::Action, 1.5, scene::Pattern::Dotted);
    }
    for (const TraceTime time : look.bookmarks) {
        const double at = look.axis.x(time);
        if (at < look.axis.left || at > look.axis.left + look.axis.width) continue;
        sketch.line({{{at, 0}, {at, layout.marks.bottom()}}}, Tone::Action, 2);
        sketch.polygon({{{at, 0}, {at + 12, 4}, {at, 8}}}, Tone::Action).text = QStringLiteral("bookmark");
    }
}

void drawPlayhead(scene::Sketch& sketch, const Layout& layout, const TimelineLook& look)
{
    const double x = look.axis.x(look.playhead);
    if (x < look.axis.left || x > look.axis.left + look.axis.width) return;
    sketch.about({scene::Subject::Kind::Playhead, 0, 0}, probe::Evidence::Probe);
    sketch.line({{{x, 6}, {x, layout.axis.top()}}}, Tone::Text, 2);
    sketch.polygon({{{x - 6, 0}, {x + 6, 0}, {x, 10}}}, Tone::Text);
}

} // namespace

scene::Scene buildTimeline(const analysis::Timeline& timeline, const trace::TraceView& trace, const TimelineLook& look)
{
    scene::Scene scene;
    scene.size = look.size;
    scene::Sketch sketch(scene);
    sketch.on(Tone::Background);
    const Layout layout = layoutOf(trace.meta().scenario, look);
    const std::vector<Part> parts = partsOf(look, std::max(timeline.end(), trace.end()));
    for (const Layout::Row& row : layout.lanes) {
        drawLane(sketch, row, timeline, look, parts);
        drawName(sketch, row, look);
    }
    drawLosses(sketch, layout, timeline, trace, look, parts);
    drawArrows(sketch, layout, timeline, trace, look, parts);
    for (const Layout::Row& row : layout.depths) {
        drawDepth(sketch, row, timeline, look, parts);
        drawName(sketch, row, look);
    }
    drawMarks(sketch, layout, timeline, look, parts);
    drawFolds(sketch, layout, trace, look);
    drawAxis(sketch, layout.axis, look.axis);
    drawOwnMarks(sketch, layout, look);
    drawPlayhead(sketch, layout, look);
    drawOverview(sketch, layout, timeline, trace, look);
    return scene;
}

} // namespace sluice::timeline
