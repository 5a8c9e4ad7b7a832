#include "timeline/depths.h"

#include "scene/theme.h"

#include <algorithm>
#include <cmath>

namespace sluice::timeline {

namespace {

using analysis::DepthPoint;
using scene::Tone;

constexpr double headroom = 0.9; // of the row's height is the capacity
constexpr double dash = 6, gap = 5;
constexpr std::size_t dashesAtMost = 400;

/// Dashes are drawn as lines of their own: their place is fixed on the screen, and no pen walks a long line.
void drawDashes(scene::Sketch& sketch, const QPolygonF& line, double opacity)
{
    for (qsizetype i = 0; i + 1 < line.size(); ++i) {
        const QPointF a = line[i], b = line[i + 1];
        if (a.y() != b.y()) {
            sketch.line({{a, b}}, Tone::Blocked, 1.5).opacity = opacity;
            continue;
        }
        std::size_t drawn = 0;
        for (double x = std::floor(a.x() / (dash + gap)) * (dash + gap); x < b.x() && drawn < dashesAtMost;
             x += dash + gap, ++drawn) {
            const double from = std::max(x, a.x()), to = std::min(x + dash, b.x());
            if (from < to) sketch.line({{{from, a.y()}, {to, a.y()}}}, Tone::Blocked, 1.5).opacity = opacity;
        }
    }
}

/// From bytes to the row's pixels.
QPolygonF onto(QPolygonF points, const QRectF& rect, std::uint64_t top)
{
    const double scale = top > 0 ? rect.height() * headroom / static_cast<double>(top) : 0;
    for (QPointF& point : points)
        point.setY(rect.bottom() - std::min(point.y() * scale, rect.height()));
    return points;
}

void drawCapacity(scene::Sketch& sketch, const QRectF& rect, const QPolygonF& line, std::uint64_t capacity,
                  double opacity)
{
    drawDashes(sketch, line, opacity);
    if (rect.height() < 30 || line.isEmpty()) return;
    const scene::Ink ink{scene::type::tiny, 600, Tone::Blocked, scene::Shape::Face::Words,
                         scene::Shape::Align::Right};
    const QString words = scene::fitting(
        {QStringLiteral("capacity %1").arg(scene::grouped(capacity)), QString()}, ink, rect.width() - 24);
    if (words.isEmpty()) return;
    const double width = scene::widthOf(words, ink) + 12;
    const QRectF chip(rect.right() - width - 4, line.last().y() + 3, width, 16);
    sketch.box(chip, 4, Tone::Background).opacity = 0.8;
    sketch.text(chip.adjusted(0, 0, -6, 0), words, ink);
}

} // namespace

QPolygonF staircase(std::span<const DepthPoint> points, const TimeAxis& axis, const Part& part,
                    std::uint64_t DepthPoint::*value)
{
    QPolygonF line;
    const auto y = [&](const DepthPoint& point) { return static_cast<double>(point.*value); };
    const auto columnOf = [&](TraceTime t) {
        return std::floor(static_cast<double>(t.ns) / axis.nsPerPixel);
    };
    const auto go = [&](double x, double to) { // along, then up or down
        if (!line.isEmpty() && line.last().x() != x) line.append({x, line.last().y()});
        if (line.isEmpty() || line.last().y() != to) line.append({x, to});
    };
    for (std::size_t i = 0; i < points.size();) {
        if (points[i].time > part.to) break;
        std::size_t next = i + 1;
        while (next < points.size() && points[next].time <= part.from)
            i = next++; // in force when the part begins
        while (next < points.size() && points[next].time <= part.to && points[i].time > part.from &&
               columnOf(points[next].time) == columnOf(points[i].time))
            ++next;
        const double x = axis.x(std::max(points[i].time, part.from));
        const auto shared = points.subspan(i, next - i);
        go(x, y(points[i]));
        if (shared.size() > 2) {
            const auto [least, greatest] = std::ranges::minmax_element(shared, {}, value);
            go(x, y(*least));
            go(x, y(*greatest));
        }
        go(x, y(shared.back()));
        i = next;
    }
    if (!line.isEmpty()) line.append({axis.x(part.to), line.last().y()});
    return line;
}

void drawDepth(scene::Sketch& sketch, const Layout::Row& row, const analysis::Timeline& timeline,
               const TimelineLook& look, const std::vector<Part>& parts)
{
    const scene::Subject subject{scene::Subject::Kind::Depth, row.id, 0};
    sketch.about(subject, probe::Evidence::Derived);
    sketch.box(row.rect, 3, Tone::Background).text = row.name;
    std::uint64_t top = 0, capacity = 0;
    for (const Part& part : parts)
        for (const DepthPoint& point : timeline.depth({row.id}, part.from, part.to))
            top = std::max({top, point.capacity, point.bytes});
    QPolygonF ceiling;
    for (const Part& part : parts) {
        const auto points = timeline.depth({row.id}, part.from, part.to);
        if (points.empty()) continue;
        const QPolygonF line = onto(staircase(points, look.axis, part, &DepthPoint::bytes), row.rect, top);
        if (line.isEmpty()) continue;
        QPolygonF area = line;
        area.append({line.last().x(), row.rect.bottom()});
        area.append({line.first().x(), row.rect.bottom()});
        sketch.polygon(area, Tone::Data).opacity = 0.28 * part.opacity;
        sketch.line(line, Tone::Data, 1.5).opacity = part.opacity;
        ceiling += onto(staircase(points, look.axis, part, &DepthPoint::capacity), row.rect, top);
        capacity = points.back().capacity;
    }
    if (!ceiling.isEmpty() && capacity > 0) {
        sketch.about(subject, probe::Evidence::Kernel);
        drawCapacity(sketch, row.rect, ceiling, capacity, 1);
    }
}

} // namespace sluice::timeline
