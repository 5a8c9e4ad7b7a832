#pragma once

#include "scene/scene.h"
#include "state/system_state.h"
#include "trace/trace_view.h"

namespace sluice::scene {

/// The line that ran: of each process the source of the function it is in, with the line of its last event lit. In a
/// signal handler that is the handler's line, and below it where what it interrupted was cut. As wide as asked for
/// and as high as it needs: longer lines are broken, none is cut off. A pure function of its arguments.
[[nodiscard]] Scene buildCode(const state::SystemState& state, const trace::TraceView& trace, double width);

} // namespace sluice::scene
