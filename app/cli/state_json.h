#pragma once

#include "analysis/explain.h"
#include "cli/json.h"
#include "trace/trace_view.h"

#include <string>

namespace sluice::cli {

/// Everything that can be drawn at one moment, and who vouches for it. Documented in sluice(1).
[[nodiscard]] Json toJson(const state::SystemState& state, const trace::TraceView& trace);
/// The same for people, as a table.
[[nodiscard]] std::string inWords(const state::SystemState& state, const trace::TraceView& trace);

} // namespace sluice::cli
