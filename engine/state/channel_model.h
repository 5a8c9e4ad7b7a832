#pragma once

#include "mechanisms/pipe_ring.h"
#include "scenario/scenario.h"
#include "state/system_state.h"

#include <cstdint>
#include <variant>
#include <vector>

namespace sluice::state {

/// What state(t) asks of the model of a kernel object. A new kind of channel is one more alternative in
/// ChannelState::object, with these functions for it, and a line in makeObject().
namespace model {

using mechanisms::PipeRing;
using mechanisms::Run;
using Object = decltype(ChannelState::object);

/// Puts the next bytes of a call in, as many as fit, and returns how many those were.
std::uint32_t put(PipeRing& ring, ProcessId sender, const CallState& call, std::uint32_t bytes);
/// Takes up to `bytes` out.
std::vector<Run> take(PipeRing& ring, std::uint32_t bytes);
/// The call can go on without anybody else's help, as far as this object is concerned.
[[nodiscard]] bool hasRoomFor(const PipeRing& ring, const CallState& call);
[[nodiscard]] std::uint64_t depth(const PipeRing& ring);
/// Bytes that must leave before anything more can go in.
[[nodiscard]] std::uint32_t bytesToMakeRoom(const PipeRing& ring);
void setCapacity(PipeRing& ring, std::uint32_t bytes);
/// What is inside is unknown from here on, except how much it is.
void forget(PipeRing& ring, std::uint32_t depth);
/// Index of the slot that was filled last, or will be emptied next.
[[nodiscard]] std::uint64_t newestSlot(const PipeRing& ring);
[[nodiscard]] std::uint64_t oldestSlot(const PipeRing& ring);

} // namespace model

/// The empty object of a channel of that kind, with the capacity that the scenario asks for.
[[nodiscard]] model::Object makeObject(const scenario::Scenario& scenario, const scenario::ChannelSpec& channel);

} // namespace sluice::state
