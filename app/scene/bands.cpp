#include "scene/bands.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sluice::scene {

namespace {

using Corners = std::array<QPointF, 4>;

/// In the order of the corners: of every edge the part that lies between the two heights.
QPolygonF between(const Corners& corners, double top, double bottom)
{
    QPolygonF part;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const QPointF from = corners[i], to = corners[(i + 1) % corners.size()];
        if (std::max(from.y(), to.y()) < top || std::min(from.y(), to.y()) > bottom) continue;
        const auto at = [&](double y) { // exactly there, or neighbours would not touch
            const double along = (y - from.y()) / (to.y() - from.y());
            return QPointF(from.x() + (to.x() - from.x()) * along, y);
        };
        const auto inside = [&](QPointF point) {
            return point.y() < top ? at(top) : point.y() > bottom ? at(bottom) : point;
        };
        part << inside(from) << inside(to);
    }
    return part;
}

} // namespace

std::vector<QPolygonF> bandsOf(const QLineF& line, double width, double origin, double height)
{
    const double length = line.length();
    if (length <= 0 || line.dy() == 0) return {};
    const QPointF across = QPointF(-line.dy(), line.dx()) * (width / 2 / length);
    const Corners corners{line.p1() + across, line.p2() + across, line.p2() - across, line.p1() - across};
    const auto [top, bottom] = std::ranges::minmax(corners, {}, &QPointF::y);
    const auto first = static_cast<std::int64_t>(std::floor((top.y() - origin) / height));
    const auto last = static_cast<std::int64_t>(std::ceil((bottom.y() - origin) / height));
    std::vector<QPolygonF> bands;
    for (auto i = first; i < last; ++i)
        bands.push_back(
            between(corners, origin + static_cast<double>(i) * height, origin + static_cast<double>(i + 1) * height));
    return bands;
}

} // namespace sluice::scene
