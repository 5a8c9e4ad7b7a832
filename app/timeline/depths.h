#pragma once

#include "scene/sketch.h"
#include "timeline/layout.h"

namespace sluice::timeline {

/// How many bytes a channel holds: a filled staircase under the dashed line of what it can hold.
void drawDepth(scene::Sketch& sketch, const Layout::Row& row, const analysis::Timeline& timeline,
               const TimelineLook& look, const std::vector<Part>& parts);

/// The staircase as points, time along x, bytes upwards. Where several steps share a pixel column it keeps
/// the first, the least, the greatest and the last of them.
[[nodiscard]] QPolygonF staircase(std::span<const analysis::DepthPoint> points, const TimeAxis& axis,
                                  const Part& part, std::uint64_t analysis::DepthPoint::*value);

} // namespace sluice::timeline
