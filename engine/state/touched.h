#pragma once

#include "state/system_state.h"

namespace sluice::state {

/// What one event can change of what a timeline shows, so that nobody has to look at everything after each of them:
/// the activities of these processes and the fill of these channels; a bit for each by its id. All others stay as
/// they are.
struct Touched {
    std::uint32_t processes = 0, channels = 0;
    bool operator==(const Touched&) const = default;
};

/// To be asked before the event is applied.
[[nodiscard]] Touched touchedBy(const SystemState& state, const probe::Event& event);

} // namespace sluice::state
