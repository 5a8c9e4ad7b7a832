#include "state/apply.h"

#include <algorithm>

namespace sluice::state {

namespace {

using mechanisms::PipeRing;
using mechanisms::Run;
using probe::Transfer;

constexpr std::size_t maxMovements = 24, maxRecentSends = 32, maxShownRuns = 4;

bool nonblocking(const SystemState& state, const ProcessState& process)
{
    const int index = process.nonblockingSetting;
    return index >= 0 && state.settings[static_cast<std::size_t>(index)] != 0;
}

bool inTransfer(const ProcessState& process, ChannelId channel, Transfer transfer)
{
    return process.call.running && process.call.channel == channel && probe::transferOf(process.call.call) == transfer
        && process.activity != Activity::Ended;
}

void noteDepth(ChannelState& channel, const PipeRing& ring)
{
    channel.depthBytes = ring.depthBytes();
    channel.maxDepthBytes = std::max(channel.maxDepthBytes, channel.depthBytes);
}

/// Puts in up to `bytes` more bytes of the call that a sender is in; returns how many there was room for.
std::uint32_t pushIn(ChannelState& channel, PipeRing& ring, ProcessState& sender, std::uint32_t bytes)
{
    CallState& call = sender.call;
    const std::uint32_t wanted = std::min(bytes, call.size - call.moved);
    if (wanted == 0) return 0;
    const PipeRing::Piece piece{sender.id, call.message, call.offset + call.moved, wanted, call.moved + wanted == call.size};
    const std::uint32_t moved = ring.write(piece, call.moved == 0 ? call.size : 0);
    call.moved += moved;
    channel.bytesSent += moved;
    noteDepth(channel, ring);
    return moved;
}

/// A write went in although the ring looks full: somebody who is inside a read must have taken out the oldest page.
bool takeEarly(SystemState& state, ChannelState& channel, PipeRing& ring)
{
    for (ProcessState& reader : state.processes) {
        if (!inTransfer(reader, channel.id, Transfer::Receive) || ring.slots().empty()) continue;
        const std::uint32_t bytes = std::min(reader.call.size - reader.call.moved, ring.slots().front().length);
        if (bytes == 0) continue;
        for (const Run& run : ring.read(bytes)) mechanisms::appendRun(reader.taken, run);
        reader.call.moved += bytes;
        channel.bytesReceived += bytes;
        noteDepth(channel, ring);
        return true;
    }
    return false;
}

void addMovement(ChannelState& channel, Movement movement)
{
    if (movement.runs.size() > maxShownRuns) movement.runs.resize(maxShownRuns);
    if (channel.movements.size() >= maxMovements) channel.movements.pop_front();
    channel.movements.push_back(std::move(movement));
}

void sent(SystemState& state, ChannelState& channel, PipeRing& ring, ProcessState& sender)
{
    CallState& call = sender.call;
    const auto result = static_cast<std::uint32_t>(call.result);
    if (result < call.moved) {
        ++channel.causalityBreaks; // less went in than was thought: only the kernel can tell the depth now
        channel.uncertain = true;
    }
    while (call.moved < result) {
        if (pushIn(channel, ring, sender, result - call.moved) > 0) continue;
        if (takeEarly(state, channel, ring)) continue;
        channel.causalityBreaks += channel.uncertain ? 0 : 1;
        channel.uncertain = true;
        channel.bytesSent += result - call.moved;
        call.moved = result;
    }
    const bool whole = result == call.size;
    sender.lastOffset = call.offset + result;
    addMovement(channel, {call.returned, sender.id, Transfer::Send,
                          {Run{sender.id, call.message, 1, result, call.offset, whole}}, result,
                          ring.nextIndex() == 0 ? 0 : ring.nextIndex() - 1});
    if (!whole) return;
    ++sender.sent;
    ++channel.messagesSent;
    if (channel.recentSends.size() >= maxRecentSends) channel.recentSends.pop_front();
    channel.recentSends.push_back(call.returned);
}

void received(SystemState& state, ChannelState& channel, PipeRing& ring, ProcessState& reader)
{
    CallState& call = reader.call;
    const auto result = static_cast<std::uint32_t>(call.result);
    std::uint32_t need = result - std::min(result, call.moved);
    // What came out must have gone in: by a write that has not returned yet.
    for (ProcessState& sender : state.processes)
        if (ring.depthBytes() < need && inTransfer(sender, channel.id, Transfer::Send))
            pushIn(channel, ring, sender, need - static_cast<std::uint32_t>(ring.depthBytes()));
    const std::uint64_t slot = ring.slots().empty() ? ring.nextIndex() : ring.slots().front().index;
    if (ring.depthBytes() < need && !channel.uncertain) channel.causalityBreaks += need - ring.depthBytes();
    for (const Run& run : ring.read(need)) mechanisms::appendRun(reader.taken, run);
    channel.bytesReceived += need;
    call.moved = result;
    noteDepth(channel, ring);
    for (const Run& run : reader.taken) {
        if (!run.ends) continue;
        reader.received += run.count;
        channel.messagesReceived += run.count;
    }
    addMovement(channel, {call.returned, reader.id, Transfer::Receive, std::move(reader.taken), result, slot});
    reader.taken.clear();
}

/// Would this call have to wait, as far as the calls tell?
bool mustWait(const SystemState& state, const ChannelState& channel, const PipeRing& ring, const ProcessState& process)
{
    if (channel.uncertain || nonblocking(state, process)) return false;
    const CallState& call = process.call;
    if (probe::transferOf(call.call) == Transfer::Receive)
        return call.size > 0 && call.moved == 0 && channel.depthBytes == 0 && channel.writers > 0;
    const std::uint32_t left = call.size - call.moved;
    return left > 0 && channel.readers > 0 && ring.room(left) == 0;
}

} // namespace

ChannelState* channelOf(SystemState& state, ChannelId id)
{
    return id.value > 0 && id.value < state.channels.size() ? &state.channels[id.value] : nullptr;
}

void refresh(ProcessState& process, TraceTime when, Evidence evidence)
{
    Activity now = Activity::Running;
    if (process.activity == Activity::Ended) now = Activity::Ended;
    else if (process.pid == 0) now = Activity::Absent;
    else if (process.call.running) now = process.waiting ? Activity::Blocked : Activity::InCall;
    else if (process.held) now = Activity::Held;
    else if (process.pacing) now = Activity::Pacing;
    if (now == process.activity) return;
    process.activity = now;
    process.activityEvidence = evidence;
    process.since = when;
}

void settle(SystemState& state, ChannelState& channel, TraceTime when)
{
    const auto* ring = std::get_if<PipeRing>(&channel.object);
    if (!ring) return;
    for (ProcessState& process : state.processes) {
        if (!process.call.running || process.call.channel != channel.id) continue;
        if (probe::transferOf(process.call.call) == Transfer::None) continue;
        // What the kernel has confirmed holds until the calls show that the wait is over.
        const bool wait = mustWait(state, channel, *ring, process)
            || (channel.uncertain && process.waiting && process.activityEvidence == Evidence::Kernel);
        if (wait == process.waiting) continue;
        process.waiting = wait;
        refresh(process, when, Evidence::Derived);
    }
}

void enterTransfer(SystemState& state, ProcessState& process)
{
    ChannelState* channel = channelOf(state, process.call.channel);
    auto* ring = channel ? std::get_if<PipeRing>(&channel->object) : nullptr;
    if (!ring) return;
    const CallState& call = process.call;
    const bool tooBig = probe::transferOf(call.call) == Transfer::Send && !channel->uncertain
        && channel->readers > 0 && ring->room(call.size) < call.size;
    if (tooBig) pushIn(*channel, *ring, process, call.size);
    settle(state, *channel, call.entered);
}

void returnFromTransfer(SystemState& state, ProcessState& process)
{
    ChannelState* channel = channelOf(state, process.call.channel);
    auto* ring = channel ? std::get_if<PipeRing>(&channel->object) : nullptr;
    if (!ring) return;
    if (process.call.result > 0) {
        if (probe::transferOf(process.call.call) == Transfer::Send) sent(state, *channel, *ring, process);
        else received(state, *channel, *ring, process);
    }
    settle(state, *channel, process.call.returned);
}

void takeKernelDepth(SystemState& state, ChannelState& channel, const probe::Event& event)
{
    if (event.result < 0) return;
    channel.kernelDepthBytes = event.result;
    channel.kernelDepthWhen = event.when();
    auto* ring = std::get_if<PipeRing>(&channel.object);
    if (!ring) return;
    const auto inside = static_cast<std::uint64_t>(event.result);
    bool atRest = true;
    for (ProcessState& process : state.processes) {
        if (!process.call.running || process.call.channel != channel.id) continue;
        if (!process.waiting && probe::transferOf(process.call.call) != Transfer::None) atRest = false;
        if (!channel.uncertain && inTransfer(process, channel.id, Transfer::Send) && inside > channel.depthBytes)
            pushIn(channel, *ring, process, static_cast<std::uint32_t>(inside - channel.depthBytes));
    }
    if (channel.uncertain && atRest) {
        // Which messages these bytes belong to was lost; how many they are is known again.
        ring->clear();
        if (inside > 0) ring->write({ProcessId{}, 0, 0, static_cast<std::uint32_t>(inside), false}, static_cast<std::uint32_t>(inside));
        noteDepth(channel, *ring);
        channel.uncertain = false;
    }
    settle(state, channel, event.when());
}

} // namespace sluice::state
