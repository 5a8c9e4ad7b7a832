#pragma once

#include <QLineF>
#include <QRectF>

#include <vector>

namespace sluice::scene {

/// Rising diagonal lines, `spacing` apart, that lie wholly inside a rectangle with round corners. They are worked out
/// instead of clipped, so that every painter (raster, SVG, PDF) draws the same. The lines keep to one grid in the
/// scene: a hatched area that grows does not make its lines crawl.
[[nodiscard]] std::vector<QLineF> hatchLines(const QRectF& rect, double radius, double spacing);

} // namespace sluice::scene
