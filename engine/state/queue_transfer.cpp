#include "state/transfer_parts.h"

namespace sluice::state {

using mechanisms::MessageQueue;
using mechanisms::Run;
using probe::Transfer;

namespace {

/// Who has asked to be told of a message that comes into the empty queue is told, once, unless somebody waits for it.
void notify(const SystemState& state, const ChannelState& channel, MessageQueue& queue, TraceTime when)
{
    MessageQueue::Notification notification = queue.notification();
    const bool awaited = std::ranges::any_of(
        state.processes, [&](const ProcessState& each) { return inTransfer(each, channel.id, Transfer::Receive); });
    if (!queue.messages().empty() || notification.registered.value == 0 || awaited) return;
    notification.told = std::exchange(notification.registered, {});
    notification.when = when;
    queue.setNotification(notification);
}

/// The message that a sender is about to send goes in now.
void putIn(const SystemState& state, ChannelState& channel, MessageQueue& queue, ProcessState& sender)
{
    CallState& call = sender.call;
    notify(state, channel, queue, call.running ? state.time : call.returned);
    queue.put({sender.id, call.message, call.size, call.priority, 0});
    call.moved = call.size;
    channel.bytesSent += call.size;
    noteDepth(channel, queue);
}

/// Somebody who is inside mq_receive() must have taken the first message already.
bool takeEarly(SystemState& state, ChannelState& channel, MessageQueue& queue)
{
    for (ProcessState& receiver : state.processes) {
        if (!inTransfer(receiver, channel.id, Transfer::Receive) || receiver.leaving) continue;
        receiver.leaving = queue.take();
        return receiver.leaving.has_value();
    }
    return false;
}

/// A sender whose message has come out although its mq_send() has not returned.
ProcessState* senderUnderWay(SystemState& state, const ChannelState& channel, const CallState& received)
{
    for (ProcessState& sender : state.processes)
        if (sender.id == received.origin && inTransfer(sender, channel.id, Transfer::Send) && sender.call.moved == 0
            && sender.call.message == received.message)
            return &sender;
    return nullptr;
}

} // namespace

void entered(SystemState&, ChannelState&, MessageQueue&, ProcessState&)
{
    // A message goes in whole or not at all, and nobody can tell before mq_send() returns.
}

void sent(SystemState& state, ChannelState& channel, MessageQueue& queue, ProcessState& sender)
{
    CallState& call = sender.call;
    if (call.result < 0) return;
    if (call.moved == 0) {
        if (queue.full() && !takeEarly(state, channel, queue)) contradict(channel);
        putIn(state, channel, queue, sender);
    }
    const Run run{sender.id, call.message, 1, call.size, 0, true};
    addMovement(channel, sender, {&run, 1}, queue.placeOf(sender.id, call.message));
    ++sender.sent;
    ++channel.messagesSent;
    channel.recentSends.push_back(call.returned);
}

void received(SystemState& state, ChannelState& channel, MessageQueue& queue, ProcessState& receiver)
{
    CallState& call = receiver.call;
    auto message = std::exchange(receiver.leaving, std::nullopt);
    if (message && (call.result < 0 || message->sender != call.origin || message->number != call.message)) {
        queue.putBack(*message); // it was another one that this receiver took, or none
        message.reset();
    }
    noteDepth(channel, queue);
    if (call.result <= 0) return;
    if (!message) message = queue.take(call.origin, call.message);
    if (!message) {
        if (ProcessState* sender = senderUnderWay(state, channel, call)) {
            putIn(state, channel, queue, *sender);
            message = queue.take(call.origin, call.message);
        } else {
            contradict(channel);
        }
    }
    noteDepth(channel, queue);
    call.moved = static_cast<std::uint32_t>(call.result);
    call.priority = message ? message->priority : 0;
    channel.bytesReceived += call.moved;
    ++receiver.received;
    ++channel.messagesReceived;
    const Run run{call.origin, call.message, 1, call.moved, 0, true};
    addMovement(channel, receiver, {&run, 1}, 0);
}

bool mustWait(const SystemState& state, const ChannelState& channel, const MessageQueue& queue,
              const ProcessState& process)
{
    if (channel.uncertain || nonblocking(state, process)) return false;
    if (probe::transferOf(process.call.call) == Transfer::Receive)
        return queue.messages().empty() && !process.leaving; // also when nobody is left who could send
    return process.call.moved == 0 && queue.full();
}

void learnDepth(SystemState& state, ChannelState& channel, MessageQueue& queue, const probe::Event& event)
{
    channel.kernelMessages = event.message;
    bool atRest = true;
    for (ProcessState& process : state.processes) {
        if (!process.call.running || process.call.channel != channel.id) continue;
        const bool sends = inTransfer(process, channel.id, Transfer::Send);
        if (!process.waiting && probe::transferOf(process.call.call) != Transfer::None) atRest = false;
        if (!channel.uncertain && sends && process.call.moved == 0 && event.message > queue.messages().size())
            putIn(state, channel, queue, process); // the kernel has it already
    }
    while (!channel.uncertain && event.message < queue.messages().size() && takeEarly(state, channel, queue))
        noteDepth(channel, queue); // and what is not there any more has been taken
    if (!channel.uncertain || !atRest) return;
    // Which messages these are was lost; how many they are is known again.
    model::forget(queue, static_cast<std::uint32_t>(std::max(event.result, 0)), event.message);
    noteDepth(channel, queue);
    channel.uncertain = false;
}

} // namespace sluice::state
