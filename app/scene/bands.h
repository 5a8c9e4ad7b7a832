#pragma once

#include <QLineF>
#include <QPolygonF>

#include <vector>

namespace sluice::scene {

/// A straight line of some width, with flat ends, as an area that is cut at every multiple of `height` above and below
/// `origin` (all in the same unit): convex parts that touch and do not overlap. Empty: the line has no length, or lies
/// level.
[[nodiscard]] std::vector<QPolygonF> bandsOf(const QLineF& line, double width, double origin, double height);

} // namespace sluice::scene
