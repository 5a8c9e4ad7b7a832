#pragma once

#include "state/system_state.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace sluice::state {

/// A state as bytes, for the checkpoints of a trace file; only programs of the same format version read them.
[[nodiscard]] std::vector<std::byte> toBytes(const SystemState& state);

/// Back again, into a state of the same scenario. What follows it in `bytes` is somebody else's: `bytes` begins there
/// afterwards. Nothing when the bytes are not such a state: they are never trusted further than that every index is
/// within its bounds.
[[nodiscard]] std::optional<SystemState> takeState(std::span<const std::byte>& bytes, const SystemState& initial);
/// The same for bytes that are a state and nothing else.
[[nodiscard]] std::optional<SystemState> fromBytes(std::span<const std::byte> bytes, const SystemState& initial);

} // namespace sluice::state
