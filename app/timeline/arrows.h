#pragma once

#include "scene/sketch.h"
#include "timeline/layout.h"

namespace sluice::timeline {

/// The arrows to draw for a part: all of them while they can be told apart, else one in each of equal
/// stretches of time.
struct Arrows {
    std::vector<analysis::Arrow> shown;
    bool thinned = false;
};
[[nodiscard]] Arrows arrowsOf(const analysis::Timeline& timeline, const TimeAxis& axis, const Part& part);

/// With the arrows that leave the picture on its right and arrive within one more width of it.
[[nodiscard]] Part reachingOut(Part part, const TimeAxis& axis);

/// Where an arrow runs: from the lane of its sender to the lane of its receiver, cut off at the edges of the
/// lanes. Empty when no piece of it is in sight.
[[nodiscard]] QPolygonF wayOf(const analysis::Arrow& arrow, const Layout& layout, const TimeAxis& axis);

void drawArrows(scene::Sketch& sketch, const Layout& layout, const analysis::Timeline& timeline,
                const trace::TraceView& trace, const TimelineLook& look, const std::vector<Part>& parts);

} // namespace sluice::timeline
