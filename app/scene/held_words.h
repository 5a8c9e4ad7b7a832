#pragma once

#include "state/system_state.h"
#include "trace/trace_view.h"

#include <QString>

namespace sluice::scene {

/// What a process that stands at its gate is about to do, longest wording first: "before: write(4, buf, 64)",
/// "before: n = counter;". Empty: that is not known.
struct HeldWords {
    QString full, shorter, shortest;
};
[[nodiscard]] HeldWords heldWords(const state::ProcessState& process, const state::SystemState& state,
                                  const trace::TraceView& trace);

} // namespace sluice::scene
