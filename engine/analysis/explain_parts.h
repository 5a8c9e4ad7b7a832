#pragma once

#include "analysis/explain.h"
#include "base/words.h"

#include <string>
#include <string_view>
#include <vector>

/// What the explanations of all kinds of channels need. For this room only.
namespace sluice::analysis {

/// Everything the sentences are made from.
struct Context {
    const state::SystemState& state;
    const trace::TraceView& trace;
    const state::ProcessState& process;

    /// A program that a process has become stands for it.
    [[nodiscard]] std::string name(ProcessId id) const
    {
        const state::ProcessState& named = state.processes[id.value];
        if (named.isProgram()) return trace.string(named.programName());
        return shownName(trace.meta().scenario.processes[id.value - 1U].name);
    }
    [[nodiscard]] std::string name() const { return name(process.id); }
    /// Somebody who could wake it, and whether the viewer keeps him from it.
    [[nodiscard]] std::string waker(ProcessId id) const
    {
        const bool held = state.processes[id.value].activity == state::Activity::Held;
        return held ? phrase("explain", "{} (held by you)").with(name(id)) : name(id);
    }
    [[nodiscard]] const state::ChannelState* channel() const
    {
        const auto id = process.call.channel.value;
        return id > 0 && id < state.channels.size() ? &state.channels[id] : nullptr;
    }
    [[nodiscard]] std::string channelName() const
    {
        const auto id = process.call.channel.value;
        return id > 0 && id <= trace.meta().scenario.channels.size()
                   ? shownName(trace.meta().scenario.channels[id - 1U].name)
                   : shownName("file");
    }
    /// Is it about signals between processes?
    [[nodiscard]] bool ofSignals() const
    {
        const auto& specs = trace.meta().scenario;
        const auto id = process.id.value;
        if (id == 0 || id > specs.processes.size()) return false;
        const auto at = specs.processes[id - 1U].channel.value;
        return at > 0 && at <= specs.channels.size() && specs.channels[at - 1U].kind == "signal";
    }
    /// The memory that the process shares, or null.
    [[nodiscard]] const mechanisms::SharedMemory* memory() const;
    [[nodiscard]] std::string_view callName() const { return probe::name(process.call.call); }
    [[nodiscard]] bool sending() const { return probe::transferOf(process.call.call) == probe::Transfer::Send; }
    [[nodiscard]] std::string callWithSize() const
    {
        const bool moves = probe::transferOf(process.call.call) != probe::Transfer::None;
        if (process.isProgram() && !moves) return std::string(callName()) + "()";
        return phrase("explain", "{}({}, {} bytes)").with(callName(), process.call.fd, process.call.size);
    }
};

/// Processes with that end of a channel open.
[[nodiscard]] std::vector<ProcessId> holdersOf(const state::SystemState& state, ChannelId channel, probe::End end);

// Waits that have an explanation of their own.
void explainOwnEnd(const Context& c, Explanation& out);
void explainOpen(const Context& c, Explanation& out);
void explainNotified(const Context& c, Explanation& out);
void explainNoDescriptor(const Context& c, Explanation& out);

// Signals.
void explainSignalWait(const Context& c, Explanation& out);
void explainSignal(const Context& c, Explanation& out);
void addSignalFacts(const Context& c, Explanation& out);

// Memory.
void explainLockWait(const Context& c, Explanation& out);
void explainMemory(const Context& c, const mechanisms::SharedMemory& memory, Explanation& out);
void addMemoryFacts(const Context& c, const mechanisms::SharedMemory& memory, Explanation& out);

// A race of several mechanisms.
void explainRace(const Context& c, const mechanisms::SharedMemory& memory, Explanation& out);
void addRaceFacts(const Context& c, const mechanisms::SharedMemory& memory, Explanation& out);

// Sockets.
void explainSocketWait(const Context& c, Explanation& out);
void addSocketFacts(const state::ChannelState& channel, const mechanisms::SocketQueue& queue, Explanation& out);

} // namespace sluice::analysis
