#include "scene/hatch.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace sluice::scene {

namespace {

/// A line x + y = c, walked along x.
struct Interval {
    double from, to;
};

/// Where the line x + y = c runs inside a circle.
std::optional<Interval> insideCircle(double c, QPointF center, double radius)
{
    const double middle = (c - center.y() + center.x()) / 2; // x of the point nearest to the centre
    const double distance = std::abs(center.x() + center.y() - c) / std::sqrt(2.0);
    if (distance > radius) return std::nullopt;
    const double half = std::sqrt(radius * radius - distance * distance) / std::sqrt(2.0);
    return Interval{middle - half, middle + half};
}

/// The centre of the corner's circle if the point lies in that corner, where the edge is round.
std::optional<QPointF> cornerAt(QPointF p, const QRectF& rect, double radius)
{
    const bool left = p.x()<rect.left() + radius, right = p.x()> rect.right() - radius;
    const bool top = p.y()<rect.top() + radius, bottom = p.y()> rect.bottom() - radius;
    if (!(left || right) || !(top || bottom)) return std::nullopt;
    return QPointF(left ? rect.left() + radius : rect.right() - radius,
                   top ? rect.top() + radius : rect.bottom() - radius);
}

std::optional<Interval> insideRounded(double c, const QRectF& rect, double radius)
{
    Interval line{std::max(rect.left(), c - rect.bottom()), std::min(rect.right(), c - rect.top())};
    if (line.from >= line.to) return std::nullopt;
    if (const auto corner = cornerAt({line.from, c - line.from}, rect, radius)) {
        const auto chord = insideCircle(c, *corner, radius);
        if (!chord) return std::nullopt;
        line.from = std::max(line.from, chord->from);
    }
    if (const auto corner = cornerAt({line.to, c - line.to}, rect, radius)) {
        const auto chord = insideCircle(c, *corner, radius);
        if (!chord) return std::nullopt;
        line.to = std::min(line.to, chord->to);
    }
    if (line.from >= line.to) return std::nullopt;
    return line;
}

} // namespace

std::vector<QLineF> hatchLines(const QRectF& rect, double radius, double spacing)
{
    std::vector<QLineF> lines;
    const double step = spacing * std::sqrt(2.0);
    const double round = std::min({radius, rect.width() / 2, rect.height() / 2});
    const double last = rect.right() + rect.bottom();
    for (double c = std::ceil((rect.left() + rect.top()) / step) * step; c < last; c += step) {
        if (const auto line = insideRounded(c, rect, round))
            lines.emplace_back(line->from, c - line->from, line->to, c - line->to);
    }
    return lines;
}

} // namespace sluice::scene
