#pragma once

#include "state/apply.h"
#include "state/callers.h"
#include "state/channel_model.h"

#include <algorithm>
#include <span>

/// What all kinds of channels need when a call moves something. For this room only.
namespace sluice::state {

[[nodiscard]] inline bool nonblocking(const SystemState& state, const ProcessState& process)
{
    const int index = process.nonblockingSetting;
    return index >= 0 && state.settings[static_cast<std::size_t>(index)] != 0;
}

[[nodiscard]] inline bool inTransfer(const ProcessState& process, ChannelId channel, probe::Transfer transfer)
{
    return process.call.running && process.call.channel == channel && probe::transferOf(process.call.call) == transfer
           && process.activity != Activity::Ended;
}

/// Nobody inside can have moved anything unnoticed: all of them wait.
[[nodiscard]] inline bool atRest(const SystemState& state, const ChannelState& channel)
{
    return !firstCaller(state, channel, [](const ProcessState& each) {
        return !each.waiting && probe::transferOf(each.call.call) != probe::Transfer::None;
    });
}

template <class Object>
void noteDepth(ChannelState& channel, const Object& object)
{
    channel.depthBytes = model::depth(object);
    channel.maxDepthBytes = std::max(channel.maxDepthBytes, channel.depthBytes);
}

inline void contradict(ChannelState& channel)
{
    if (!channel.uncertain) ++channel.causalityBreaks;
    channel.uncertain = true; // only the kernel can tell the depth now
}

inline Movement& addMovement(ChannelState& channel, const ProcessState& process, TraceTime when, std::uint64_t slot)
{
    Movement& movement = channel.movements.next();
    movement.when = when;
    movement.process = process.id;
    movement.transfer = probe::transferOf(process.call.call);
    movement.bytes = amountOf(process.call);
    movement.slot = slot;
    return movement;
}

/// Of one message or a part of one.
inline void addMovement(ChannelState& channel, const ProcessState& process, TraceTime when, std::uint64_t slot,
                        ProcessId sender, std::uint32_t message, std::uint32_t bytes, std::uint32_t offset, bool ends)
{
    Movement& movement = addMovement(channel, process, when, slot);
    movement.runs.resize(1);
    mechanisms::Run& run = movement.runs.front(); // field by field: it costs half of putting a copy there
    run.sender = sender;
    run.firstMessage = message;
    run.count = 1;
    run.bytesEach = bytes;
    run.offset = offset;
    run.ends = ends;
}

// A queue of messages, instead of the templates for streams of bytes.
void entered(SystemState& state, ChannelState& channel, mechanisms::MessageQueue& queue, ProcessState& process);
void sent(SystemState& state, ChannelState& channel, mechanisms::MessageQueue& queue, ProcessState& sender);
void received(SystemState& state, ChannelState& channel, mechanisms::MessageQueue& queue, ProcessState& receiver);
void learnDepth(SystemState& state, ChannelState& channel, mechanisms::MessageQueue& queue, const probe::Event& event);
[[nodiscard]] bool mustWait(const SystemState& state, const ChannelState& channel,
                            const mechanisms::MessageQueue& queue, const ProcessState& process);

// An open file.
inline void entered(SystemState&, ChannelState&, mechanisms::OpenFile&, ProcessState&) {}
void sent(SystemState& state, ChannelState& channel, mechanisms::OpenFile& file, ProcessState& sender);
void received(SystemState& state, ChannelState& channel, mechanisms::OpenFile& file, ProcessState& receiver);
void learnDepth(SystemState& state, ChannelState& channel, mechanisms::OpenFile& file, const probe::Event& event);
[[nodiscard]] inline bool mustWait(const SystemState&, const ChannelState&, const mechanisms::OpenFile&,
                                   const ProcessState&)
{
    return false; // neither of them waits for a regular file
}

// Memory is not called upon: what is read and written beside it goes into files.
inline void entered(SystemState&, ChannelState&, mechanisms::SharedMemory&, ProcessState&) {}
inline void sent(SystemState&, ChannelState&, mechanisms::SharedMemory&, ProcessState&) {}
inline void received(SystemState&, ChannelState&, mechanisms::SharedMemory&, ProcessState&) {}
inline void learnDepth(SystemState&, ChannelState&, mechanisms::SharedMemory&, const probe::Event&) {}
[[nodiscard]] inline bool mustWait(const SystemState&, const ChannelState&, const mechanisms::SharedMemory&,
                                   const ProcessState&)
{
    return false;
}

// Signals move no bytes; what is read and written beside them goes through a pipe that a process has for itself.
inline void entered(SystemState&, ChannelState&, mechanisms::PendingSignals&, ProcessState&) {}
inline void sent(SystemState&, ChannelState&, mechanisms::PendingSignals&, ProcessState&) {}
inline void received(SystemState&, ChannelState&, mechanisms::PendingSignals&, ProcessState&) {}
inline void learnDepth(SystemState&, ChannelState&, mechanisms::PendingSignals&, const probe::Event&) {}
[[nodiscard]] inline bool mustWait(const SystemState&, const ChannelState&, const mechanisms::PendingSignals&,
                                   const ProcessState&)
{
    return false; // the kernel tells whether it does
}

} // namespace sluice::state
