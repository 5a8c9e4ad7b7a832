#include "state/touched.h"

namespace sluice::state {

using probe::EventKind;

namespace {

enum class Reach {
    Own,     ///< who tells it, and what it tells it of
    Callers, ///< also those who are inside a call on the same channel: a read wakes a writer
    All,
};

Reach reachOf(EventKind kind)
{
    switch (kind) {
    case EventKind::CallEntered:
    case EventKind::CallReturned:
    case EventKind::KernelDepth: return Reach::Callers;
    case EventKind::MemoryTouched:
    case EventKind::MemoryTimed:
    case EventKind::Measured:
    case EventKind::KernelMeasured:
    case EventKind::PaceStarted:
    case EventKind::PaceEnded:
    case EventKind::HoldStarted:
    case EventKind::HoldEnded:
    case EventKind::StepBegun:
    case EventKind::HandlerEntered:
    case EventKind::HandlerReturned:
    case EventKind::SignalSet:
    case EventKind::KernelSignals:
    case EventKind::KernelProcess:
    case EventKind::RecordTorn: return Reach::Own;
    default: return Reach::All; // seldom enough
    }
}

std::uint32_t allOf(std::size_t count) { return static_cast<std::uint32_t>((std::uint64_t{1} << count) - 1); }

} // namespace

Touched touchedBy(const SystemState& state, const probe::Event& event)
{
    const Reach reach = reachOf(event.kind);
    if (reach == Reach::All) return {allOf(state.processes.size()), allOf(state.channels.size())};
    Touched touched;
    const auto add = [&](ChannelId channel) {
        if (channel.value >= state.channels.size()) return;
        touched.channels |= std::uint32_t{1} << channel.value;
        if (reach == Reach::Callers) touched.processes |= state.channels[channel.value].callers;
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
