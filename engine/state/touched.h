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

namespace touched {

[[nodiscard]] constexpr std::uint64_t kindBit(probe::EventKind kind)
{
    return std::uint64_t{1} << static_cast<unsigned>(kind);
}
template <class... Kinds>
[[nodiscard]] constexpr std::uint64_t kinds(Kinds... each)
{
    return (kindBit(each) | ...);
}
static_assert(static_cast<unsigned>(probe::EventKind::Last) < 64);
using enum probe::EventKind;

/// They reach those who are inside a call on the same channel: a read wakes a writer.
inline constexpr std::uint64_t reachCallers = kinds(CallEntered, CallReturned, KernelDepth);
/// They reach no further than who tells them and what they tell of. All others, seldom enough, may reach anybody.
inline constexpr std::uint64_t reachOwn =
    kinds(MemoryTouched, MemoryTimed, Measured, KernelMeasured, PaceStarted, PaceEnded, HoldStarted, HoldEnded,
          StepBegun, HandlerEntered, HandlerReturned, SignalSet, KernelSignals, KernelProcess, RecordTorn);

} // namespace touched

/// To be asked before the event is applied.
[[nodiscard]] inline Touched touchedBy(const SystemState& state, const probe::Event& event)
{
    const std::uint64_t kind = event.kind <= probe::EventKind::Last ? touched::kindBit(event.kind) : 0;
    if ((kind & (touched::reachOwn | touched::reachCallers)) == 0) {
        const auto all = [](std::size_t count) { return static_cast<std::uint32_t>((std::uint64_t{1} << count) - 1); };
        return {all(state.processes.size()), all(state.channels.size())};
    }
    Touched touched;
    const auto add = [&](ChannelId channel) {
        if (channel.value >= state.channels.size()) return;
        touched.channels |= std::uint32_t{1} << channel.value;
        if ((kind & touched::reachCallers) != 0) touched.processes |= state.channels[channel.value].callers;
    };
    add(event.channelId());
    if (event.process >= state.processes.size()) return touched;
    const ProcessState& process = state.processes[event.process];
    touched.processes |= processBit(process.id);
    if (process.call.channel != event.channelId()) add(process.call.channel);
    if (process.signals.channel.value != 0) add(process.signals.channel);
    return touched;
}

} // namespace sluice::state
