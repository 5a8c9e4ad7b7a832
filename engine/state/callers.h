#pragma once

#include "state/system_state.h"

#include <bit>

/// Who is inside a call on which channel: asked with every event, so each channel keeps it. For this room only.
namespace sluice::state {

/// Calls f(process) for each that is inside a call on the channel, in the order of their ids.
template <class State, class F>
[[gnu::always_inline]] inline void eachCaller(State& state, const ChannelState& channel, const F& f)
{
    for (std::uint32_t left = channel.callers; left != 0; left &= left - 1)
        f(state.processes[static_cast<std::size_t>(std::countr_zero(left))]);
}

/// The first one that fits, or null.
template <class State, class Fits>
auto* firstCaller(State& state, const ChannelState& channel, const Fits& fits)
{
    for (std::uint32_t left = channel.callers; left != 0; left &= left - 1)
        if (auto& each = state.processes[static_cast<std::size_t>(std::countr_zero(left))]; fits(each)) return &each;
    return static_cast<decltype(&state.processes[0])>(nullptr);
}

/// To be called before a process's call becomes another one, and `noteCall` after that.
inline void forgetCall(SystemState& state, const ProcessState& process)
{
    if (process.call.channel.value < state.channels.size())
        state.channels[process.call.channel.value].callers &= ~processBit(process.id);
}

inline void noteCall(SystemState& state, const ProcessState& process)
{
    if (process.call.running && process.call.channel.value < state.channels.size())
        state.channels[process.call.channel.value].callers |= processBit(process.id);
}

/// Does what replaces a process's call by another one.
template <class F>
void replaceCall(SystemState& state, const ProcessState& process, const F& f)
{
    forgetCall(state, process);
    f();
    noteCall(state, process);
}

} // namespace sluice::state
