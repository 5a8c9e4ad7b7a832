#pragma once

#include "scene/scene.h"
#include "state/system_state.h"
#include "trace/trace_view.h"

namespace sluice::scene {

/// Why a process waits: in a sentence, and as the part of the wait-for graph that it can reach: from the process to
/// the object, and from there to whoever can release it. Where that leads back it is drawn as a cycle, and one
/// without a way out is called a deadlock. Process 0: the one whose wait matters most. As wide as asked for and as
/// high as it needs. A pure function of its arguments.
[[nodiscard]] Scene buildWaitFor(const state::SystemState& state, const trace::TraceView& trace, ProcessId process,
                                 double width);

} // namespace sluice::scene
