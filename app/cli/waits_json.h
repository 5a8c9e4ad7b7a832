#pragma once

#include "analysis/wait_for.h"
#include "cli/json.h"
#include "scenario/scenario.h"

namespace sluice::cli {

/// The wait-for graph: each wait is an edge from a process to an object, and edges from there to who can release it.
[[nodiscard]] Json waitsToJson(const analysis::WaitForGraph& graph, const scenario::Scenario& scenario);
/// Its cycles, as lists of names.
[[nodiscard]] Json deadlocksToJson(const analysis::WaitForGraph& graph, const scenario::Scenario& scenario);

} // namespace sluice::cli
