#pragma once

#include "analysis/gap.h"
#include "timeline/layout.h"

#include "scene/sketch.h"

#include <vector>

namespace sluice::timeline {

/// The gaps longer than `shortest` that are wide enough to be told as such.
[[nodiscard]] std::vector<analysis::Gap> foldsOf(const trace::TraceView& trace, const TimeAxis& axis,
                                                 Duration shortest);

/// Marks what playback passes over quickly, with its true duration.
void drawFolds(scene::Sketch& sketch, const Layout& layout, const trace::TraceView& trace, const TimelineLook& look);

} // namespace sluice::timeline
