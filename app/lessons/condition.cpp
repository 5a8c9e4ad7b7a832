#include "lessons/condition.h"

#include "state/channel_model.h"

#include <algorithm>
#include <csignal> // CLD_KILLED, CLD_DUMPED

namespace sluice::lessons {

namespace {

using What = Condition::What;

/// The element whose spec has that name; the first element is the supervisor or unused. Null: no such name.
template <class Element, class Spec>
const Element* named(const std::vector<Element>& elements, const std::vector<Spec>& specs, const std::string& name)
{
    const auto found = std::ranges::find(specs, name, &Spec::name);
    const auto index = static_cast<std::size_t>(found - specs.begin()) + 1;
    return found == specs.end() || index >= elements.size() ? nullptr : &elements[index];
}

/// Has an end been held by somebody, and is it held by nobody now?
bool abandoned(const state::SystemState& state, ChannelId channel, probe::End end, int holders)
{
    const auto closedHere = [&](const state::Descriptor& d) { return d.channel == channel && d.end == end && !d.open; };
    const auto closedBy = [&](const state::ProcessState& p) { return std::ranges::any_of(p.descriptors, closedHere); };
    return holders == 0 && std::ranges::any_of(state.processes, closedBy);
}

bool processHolds(const Condition& condition, const state::ProcessState& process)
{
    const auto closed = [&](const state::Descriptor& d) {
        return d.channel.value != 0 && d.end == condition.end && !d.open;
    };
    const auto has = [&](const state::Descriptor& d) {
        return d.channel.value != 0 && d.end == condition.end && d.open;
    };
    switch (condition.what) {
    case What::ProcessIs: return process.activity == condition.activity;
    case What::ProcessIsNot: return process.activity != condition.activity;
    case What::ProcessCalls: return process.call.call == static_cast<probe::Call>(condition.number);
    case What::ProcessHandles:
        return !process.signals.frames.empty() && process.signals.frames.back().signal == condition.number;
    case What::ProcessHasPending:
        return process.signals.has(probe::SignalSet::PendingThread, condition.number)
               || process.signals.has(probe::SignalSet::PendingProcess, condition.number);
    case What::ProcessBlocks: return process.signals.has(probe::SignalSet::Blocked, condition.number);
    case What::ProcessNests: return process.signals.frames.size() >= static_cast<std::size_t>(condition.number);
    case What::ProcessMerged: return process.signals.merged >= static_cast<std::uint64_t>(condition.number);
    case What::ProcessHas: return std::ranges::any_of(process.descriptors, has);
    case What::ProcessHasClosed: return std::ranges::any_of(process.descriptors, closed);
    case What::ProcessFailsWith: return !process.call.running && process.call.result == -condition.number;
    case What::ProcessHasSentPart:
        return !process.call.running && probe::transferOf(process.call.call) == probe::Transfer::Send
               && process.call.result > 0 && static_cast<std::uint32_t>(process.call.result) < process.call.size;
    case What::ProcessKilledBy:
        return process.activity == state::Activity::Ended && process.exit.status == condition.number
               && (process.exit.code == CLD_KILLED || process.exit.code == CLD_DUMPED);
    default: return false;
    }
}

bool channelHolds(const Condition& condition, const state::SystemState& state, const state::ChannelState& channel)
{
    switch (condition.what) {
    case What::ChannelFull: {
        // A pipe can be full with bytes to spare: that only its object knows.
        bool full = channel.capacityBytes > 0 && channel.depthBytes >= channel.capacityBytes;
        state::model::visit(channel.object, [&full](const auto& object) { full = full || state::model::full(object); });
        return full;
    }
    case What::ChannelEmpty: return channel.depthBytes == 0;
    case What::ChannelNotEmpty: return channel.depthBytes > 0;
    case What::ChannelTorn: return channel.brokenBytes > 0;
    case What::ChannelMemory: {
        const auto* memory = std::get_if<mechanisms::SharedMemory>(&channel.object);
        return memory && memoryWords()[static_cast<std::size_t>(condition.number)].holds(*memory);
    }
    case What::ChannelWithoutReader: return abandoned(state, channel.id, probe::End::Read, channel.readers);
    case What::ChannelWithoutWriter: return abandoned(state, channel.id, probe::End::Write, channel.writers);
    default: return false;
    }
}

} // namespace

bool Condition::holds(const state::SystemState& state, const scenario::Scenario& scenario) const
{
    if (const auto* process = named(state.processes, scenario.processes, subject); process && what < What::ChannelFull)
        return processHolds(*this, *process);
    if (const auto* channel = named(state.channels, scenario.channels, subject); channel && what >= What::ChannelFull)
        return channelHolds(*this, state, *channel);
    return false;
}

} // namespace sluice::lessons
