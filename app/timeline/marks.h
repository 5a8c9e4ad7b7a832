#pragma once

#include "scene/sketch.h"
#include "timeline/layout.h"

namespace sluice::timeline {

/// Where several marks would overlap, the weightiest one is shown.
[[nodiscard]] std::vector<analysis::Mark> marksOf(const analysis::Timeline& timeline, const TimeAxis& axis,
                                                  const Part& part);

/// Triangles above the lanes where something happened.
void drawMarks(scene::Sketch& sketch, const Layout& layout, const analysis::Timeline& timeline,
               const TimelineLook& look, const std::vector<Part>& parts);

/// "blocked", "woken", "full"…
[[nodiscard]] QString wordFor(analysis::MarkKind kind);

} // namespace sluice::timeline
