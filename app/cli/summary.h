#pragma once

#include "cli/json.h"
#include "state/system_state.h"
#include "trace/trace_view.h"

#include <string>

namespace sluice::cli {

/// What a trace holds, in numbers.
struct Summary {
    scenario::Scenario scenario;
    std::uint64_t emitted = 0; ///< as counted where they were emitted
    std::uint64_t stored = 0;  ///< events in the trace, without the marks of gaps
    std::uint64_t lost = 0;
    Duration length;
    state::SystemState end; ///< after the last event
};

[[nodiscard]] Summary summarize(const trace::TraceView& trace);
[[nodiscard]] Json toJson(const Summary& summary);
[[nodiscard]] std::string inWords(const Summary& summary);

} // namespace sluice::cli
