#pragma once

#include "scene/sketch.h"
#include "timeline/layout.h"

namespace sluice::timeline {

/// The whole run in one strip: where somebody was blocked, how full the first channel was, what was killed or lost;
/// and a frame around what the timeline shows.
void drawOverview(scene::Sketch& sketch, const Layout& layout, const analysis::Timeline& timeline,
                  const trace::TraceView& trace, const TimelineLook& look);

/// From the strip's pixels to the whole run.
[[nodiscard]] TimeAxis overviewAxis(const Layout& layout, TraceTime end);

} // namespace sluice::timeline
