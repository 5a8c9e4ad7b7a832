#pragma once

#include "cli/json.h"
#include "mechanisms/shared_memory.h"
#include "scenario/scenario.h"
#include "state/system_state.h"

namespace sluice::cli {

/// What the figures of a race through several mechanisms say at that moment, lane by lane, with their evidence; null if
/// nothing has been told of any.
[[nodiscard]] Json raceToJson(const state::SystemState& state, const mechanisms::SharedMemory& told,
                              const scenario::Scenario& scenario);

} // namespace sluice::cli
