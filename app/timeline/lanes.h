#pragma once

#include "scene/sketch.h"
#include "timeline/layout.h"

#include <span>

namespace sluice::timeline {

/// One rectangle of a lane before it is drawn.
struct Stretch {
    double x0 = 0, x1 = 0;
    state::Activity activity = state::Activity::Absent;
    bool dense = false;  ///< stands for slices that are too narrow to be shown one by one
    bool begins = false; ///< its left edge is where the slice begins, or where the picture begins
    bool operator==(const Stretch&) const = default;
};

/// Slices at least this many columns wide are drawn as they are. Narrower ones share pixel columns, which lie on a grid
/// fixed in time, so that nothing flickers while the picture moves.
inline constexpr double narrowest = 1.5;

/// The rectangles for one part of a lane. A column shows what took most of its time, where pacing and absence
/// count only if nothing else happened in it: a short call in a long pause stays visible. Neighbours alike
/// are one. `column`: how wide one is.
[[nodiscard]] std::vector<Stretch> stretchesOf(std::span<const analysis::LanePiece> pieces, const TimeAxis& axis,
                                               const Part& part, double column = 1);

void drawLane(scene::Sketch& sketch, const Layout::Row& row, const analysis::Timeline& timeline,
              const TimelineLook& look, const std::vector<Part>& parts);

} // namespace sluice::timeline
