#pragma once

#include "scene/sketch.h"
#include "timeline/layout.h"

namespace sluice::timeline {

/// Holes in a lane: a stretch whose events were lost is cut out of it, and says how many they were.
void drawLosses(scene::Sketch& sketch, const Layout& layout, const analysis::Timeline& timeline,
                const trace::TraceView& trace, const TimelineLook& look, const std::vector<Part>& parts);

/// "1 event lost", "12,345 events lost".
[[nodiscard]] QString lossWords(std::uint32_t events);

} // namespace sluice::timeline
