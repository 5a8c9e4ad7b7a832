#pragma once

#include "state/system_state.h"
#include "trace/trace_view.h"

#include <string>
#include <string_view>

namespace sluice::analysis {

/// Source line at which a process is held, without the blanks around it; "" if the trace does not know it.
[[nodiscard]] std::string lineHeldAt(const state::ProcessState& process, const trace::TraceView& trace);
/// What a held process is about to do: name of a probe::Call or of a probe::GatePoint.
[[nodiscard]] std::string_view nameOf(const state::HeldBefore& held);

} // namespace sluice::analysis
