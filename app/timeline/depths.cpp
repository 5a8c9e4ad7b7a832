#include "timeline/depths.h"

#include "scene/theme.h"
#include "words/words.h"

#include <algorithm>
#include <cmath>

namespace sluice::timeline {

namespace {

using scene::Tone;

constexpr double headroom = 0.9; // of the row's height is the capacity
constexpr double dash = 6, dashGap = 5, lineWidth = 1.5;
constexpr double lowestForWords = 30, lowestForCeiling = 12;

/// From bytes to the row's pixels.
struct Scale {
    QRectF rect;
    std::uint64_t top = 0;

    [[nodiscard]] double operator()(double bytes) const
    {
        const double share = top > 0 ? bytes / static_cast<double>(top) : 0;
        return rect.bottom() - std::min(share * headroom, 1.0) * rect.height();
    }
    [[nodiscard]] QPolygonF operator()(QPolygonF line) const
    {
        for (QPointF& point : line) point.setY((*this)(point.y()));
        return line;
    }
};

/// Goes along the time and collects the pieces of a staircase.
class StairBuilder
{
public:
    void step(double x, double y)
    {
        goTo(m_result.top, x, y);
        goTo(m_line, x, y);
        if (m_line.size() >= longestLine) endLine(x);
    }

    /// From x0 to x1 there are many values between two; `last` is what is left in the end.
    void band(double x0, double x1, double least, double greatest, double last)
    {
        if (!m_line.isEmpty()) {
            least = std::min(least, m_line.last().y());
            greatest = std::max(greatest, m_line.last().y());
            endLine(x0);
        }
        goTo(m_result.top, x0, greatest);
        goTo(m_result.top, x1, last);
        m_line = {{x1, last}};
        auto& bands = m_result.bands;
        const bool goesOn = !bands.empty() && bands.back().right() == x0 && bands.back().top() == least
                            && bands.back().bottom() == greatest;
        if (goesOn) bands.back().setRight(x1);
        else bands.emplace_back(x0, least, x1 - x0, greatest - least);
    }

    Staircase finish(double x)
    {
        endLine(x);
        m_line.clear();
        if (!m_result.top.isEmpty()) m_result.top.append({x, m_result.top.last().y()});
        return std::move(m_result);
    }

private:
    static constexpr qsizetype longestLine = 64; // long lines with many corners take Qt long to stroke

    static void goTo(QPolygonF& line, double x, double y) // along, then up or down
    {
        if (!line.isEmpty() && line.last().y() == y) return;
        if (!line.isEmpty() && line.last().x() != x) line.append({x, line.last().y()});
        line.append({x, y});
    }
    void endLine(double x)
    {
        if (m_line.isEmpty()) return;
        const QPointF end(x, m_line.last().y());
        if (m_line.last().x() != x) m_line.append(end);
        if (m_line.size() > 1) m_result.lines.push_back(m_line);
        m_line = {end};
    }

    QPolygonF m_line;
    Staircase m_result;
};

void drawStaircase(scene::Sketch& sketch, const Staircase& stairs, const Scale& scale, double opacity)
{
    const QPolygonF edge = scale(stairs.top);
    // Stair by stair: a polygon of a thousand corners takes Qt twenty times as long to fill.
    for (qsizetype i = 0; i + 1 < edge.size(); ++i) {
        const QRectF stair(edge[i], QPointF(edge[i + 1].x(), scale.rect.bottom()));
        if (stair.width() > 0 && stair.height() > 0) sketch.box(stair, 0, Tone::Data).opacity = 0.28 * opacity;
    }
    for (const QPolygonF& line : stairs.lines) sketch.line(scale(line), Tone::Data, lineWidth).opacity = opacity;
    for (const QRectF& band : stairs.bands) {
        const double top = scale(band.bottom()), bottom = scale(band.top()); // more bytes are further up
        sketch.box({band.left(), top - lineWidth / 2, band.width(), bottom - top + lineWidth}, 0, Tone::Data).opacity =
            opacity;
    }
}

/// Dashes are drawn as lines of their own: their place is fixed on the screen, and no pen walks a long line.
void drawDashes(scene::Sketch& sketch, const QPolygonF& line)
{
    for (qsizetype i = 0; i + 1 < line.size(); ++i) {
        const QPointF a = line[i], b = line[i + 1];
        if (a.y() != b.y()) {
            sketch.line({{a, b}}, Tone::Blocked, lineWidth);
            continue;
        }
        for (double x = std::floor(a.x() / (dash + dashGap)) * (dash + dashGap); x < b.x(); x += dash + dashGap) {
            const double from = std::max(x, a.x()), to = std::min(x + dash, b.x());
            if (from < to) sketch.line({{{from, a.y()}, {to, a.y()}}}, Tone::Blocked, lineWidth);
        }
    }
}

void drawCapacity(scene::Sketch& sketch, const QRectF& rect, double y, std::uint64_t capacity)
{
    const scene::Ink ink{scene::type::tiny, 600, Tone::Blocked, scene::Shape::Face::Words, scene::Shape::Align::Center};
    const QString words = translated("scene", "capacity %1").arg(scene::grouped(capacity));
    const double width = scene::widthOf(words, ink) + 12;
    if (rect.height() < lowestForWords || rect.width() < width + 24) return;
    const QRectF chip(rect.right() - width - 4, y + 3, width, 16);
    sketch.box(chip, 4, Tone::Background).opacity = 0.8;
    sketch.text(chip, words, ink);
}

} // namespace

std::vector<DepthPoint> pointsOf(const std::vector<analysis::DepthPiece>& pieces)
{
    std::vector<DepthPoint> points;
    for (const analysis::DepthPiece& piece : pieces) {
        points.push_back({piece.begin, piece.first, piece.capacity});
        if (piece.least == piece.greatest) continue;
        // Somewhere within it: from the middle nothing is far.
        const TraceTime middle = piece.begin + Duration{(piece.end - piece.begin).ns / 2};
        for (const std::uint64_t bytes : {piece.least, piece.greatest, piece.last})
            points.push_back({middle, bytes, piece.capacity});
    }
    return points;
}

Staircase staircase(std::span<const DepthPoint> points, const TimeAxis& axis, const Part& part,
                    std::uint64_t DepthPoint::*value)
{
    while (points.size() > 1 && points[1].time <= part.from) points = points.subspan(1); // in force as the part begins
    StairBuilder builder;
    const double column = bandColumn * axis.nsPerPixel;
    const auto columnOf = [&](TraceTime t) { return std::floor(static_cast<double>(t.ns) / column); };
    const auto xOf = [&](double ns) { return axis.left + (ns - static_cast<double>(axis.from.ns)) / axis.nsPerPixel; };
    for (std::size_t i = 0, next = 0; i < points.size() && points[i].time <= part.to; i = next) {
        const double here = columnOf(points[i].time);
        for (next = i + 1; next < points.size() && points[next].time <= part.to; ++next)
            if (columnOf(points[next].time) != here) break;
        const auto shared = points.subspan(i, next - i);
        if (shared.size() < 3) {
            for (const DepthPoint& point : shared)
                builder.step(axis.x(std::max(point.time, part.from)), static_cast<double>(point.*value));
            continue;
        }
        const auto [least, greatest] = std::ranges::minmax_element(shared, {}, value);
        builder.band(std::max(xOf(here * column), axis.x(part.from)),
                     std::min(xOf((here + 1) * column), axis.x(part.to)), static_cast<double>((*least).*value),
                     static_cast<double>((*greatest).*value), static_cast<double>(shared.back().*value));
    }
    return builder.finish(axis.x(part.to));
}

void drawDepth(scene::Sketch& sketch, const Layout::Row& row, const analysis::Timeline& timeline,
               const TimelineLook& look, const std::vector<Part>& parts)
{
    const scene::Subject subject{scene::Subject::Kind::Depth, row.id, 0};
    sketch.about(subject, probe::Evidence::Derived);
    sketch.box(row.rect, 3, Tone::Background).text = row.name;
    std::vector<std::vector<DepthPoint>> curves;
    std::uint64_t top = 0, capacity = 0;
    for (const Part& part : parts) {
        curves.push_back(pointsOf(timeline.depth({row.id}, part.from, part.to, look.axis.grain())));
        for (const DepthPoint& point : curves.back()) top = std::max({top, point.capacity, point.bytes});
    }
    const Scale scale{row.rect, top};
    std::vector<QPolygonF> ceiling;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Part& part = parts[i];
        const std::vector<DepthPoint>& points = curves[i];
        if (points.empty()) continue;
        drawStaircase(sketch, staircase(points, look.axis, part, &DepthPoint::bytes), scale, part.opacity);
        ceiling.push_back(scale(staircase(points, look.axis, part, &DepthPoint::capacity).top));
        capacity = points.back().capacity;
    }
    if (capacity == 0 || row.rect.height() < lowestForCeiling) return;
    sketch.about(subject, probe::Evidence::Kernel);
    for (const QPolygonF& line : ceiling) drawDashes(sketch, line);
    if (!ceiling.back().isEmpty()) drawCapacity(sketch, row.rect, ceiling.back().last().y(), capacity);
}

} // namespace sluice::timeline
