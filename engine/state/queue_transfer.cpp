#include "state/transfer_parts.h"

namespace sluice::state {

using mechanisms::MessageQueue;
using probe::Transfer;

// Who sleeps in mq_receive() is given the message that comes by mq_send() itself: it takes no place in the queue and
// the kernel does not count it (pipelined_send() in ipc/mqueue.c), however late the receiver returns with it (derived).
//
// What is known of a full queue with senders that wait: mq_receive() itself puts in the message of the one that is
// woken (pipelined_receive() in ipc/mqueue.c), and mq_send() returns when its process gets a processor, maybe much
// later. Among equals it is who has waited longest. So that message is put in with the receive (derived: its call has
// moved it and still runs), and taken back as soon as another sender's return or the kernel's count shows that it was
// another.

namespace {

/// Inside such a call; also who was killed in there, for what he sent may have gone in all the same.
bool inside(const ProcessState& process, const ChannelState& channel, Transfer transfer)
{
    return process.call.running && process.call.channel == channel.id
           && probe::transferOf(process.call.call) == transfer;
}

/// Who has been inside such a call for the longest time of those that fit; the dead only if nobody else does.
template <class Fits>
ProcessState* longestInside(SystemState& state, const ChannelState& channel, Transfer transfer, Fits fits)
{
    const auto rank = [](const ProcessState& each) {
        return std::pair(each.activity == Activity::Ended, each.call.entered.ns);
    };
    ProcessState* first = nullptr;
    eachCaller(state, channel, [&](ProcessState& each) {
        if (inside(each, channel, transfer) && fits(each) && (!first || rank(each) < rank(*first))) first = &each;
    });
    return first;
}

bool isNotIn(const ProcessState& sender) { return sender.call.moved == 0; }
bool hasNoneYet(const ProcessState& receiver) { return !receiver.leaving; }

bool is(const MessageQueue::Message& message, ProcessId sender, std::uint32_t number)
{
    return message.sender == sender && message.number == number;
}

/// Who has asked to be told of a message that comes into the empty queue is told, once, unless somebody waits for it.
void notify(const SystemState& state, const ChannelState& channel, MessageQueue& queue, TraceTime when)
{
    MessageQueue::Notification notification = queue.notification();
    if (!queue.messages().empty() || notification.registered.value == 0) return;
    const bool awaited = firstCaller(
        state, channel, [&](const ProcessState& each) { return inTransfer(each, channel.id, Transfer::Receive); });
    if (awaited) return;
    notification.told = std::exchange(notification.registered, {});
    notification.when = when;
    queue.setNotification(notification);
}

/// The message that a sender is about to send has gone in.
void noteThatItIsIn(const SystemState& state, ChannelState& channel, const MessageQueue& queue, ProcessState& sender)
{
    CallState& call = sender.call;
    const TraceTime when = call.running ? state.time : call.returned;
    call.moved = call.size;
    channel.bytesSent += call.size;
    addMovement(channel, sender, when, queue.placeOf(sender.id, call.message), sender.id, call.message, call.size, 0,
                true);
}

MessageQueue::Message messageOf(const ProcessState& sender)
{
    return {sender.id, sender.call.message, sender.call.size, sender.call.priority, 0};
}

/// The message that a sender is about to send goes in now. There is room for it.
void putIn(const SystemState& state, ChannelState& channel, MessageQueue& queue, ProcessState& sender)
{
    notify(state, channel, queue, sender.call.running ? state.time : sender.call.returned);
    queue.put(messageOf(sender));
    noteDepth(channel, queue);
    noteThatItIsIn(state, channel, queue, sender);
}

/// The message of this sender, which has returned, goes to whoever sleeps for one. False: nobody does.
bool handOver(SystemState& state, ChannelState& channel, MessageQueue& queue, ProcessState& sender)
{
    if (channel.uncertain || !queue.messages().empty()) return false;
    ProcessState* receiver = longestInside(state, channel, Transfer::Receive, [](const ProcessState& each) {
        return hasNoneYet(each) && each.waiting && each.activity != Activity::Ended;
    });
    if (!receiver) return false;
    noteThatItIsIn(state, channel, queue, sender);
    queue.put(messageOf(sender)); // for its place in the order, should it turn out that it was in
    receiver->leaving = queue.take();
    return true;
}

/// A sender's message has not gone in after all: whoever seemed to have it has another one, or none.
void takeBack(SystemState& state, ChannelState& channel, MessageQueue& queue, ProcessState& sender)
{
    CallState& call = sender.call;
    if (call.moved == 0) return;
    if (!queue.take(sender.id, call.message))
        for (ProcessState& each : state.processes)
            if (each.leaving && is(*each.leaving, sender.id, call.message)) each.leaving.reset();
    channel.bytesSent -= call.moved;
    call.moved = 0;
    noteDepth(channel, queue);
    if (!call.running || sender.activity == Activity::Ended) return;
    sender.waiting = true; // all the time
    refresh(sender, call.entered, Evidence::Derived);
}

/// What a sender that has not returned seems to have put in, if it is still there.
const MessageQueue::Message* itsMessage(const MessageQueue& queue, const ProcessState& sender)
{
    const auto itsOwn = [&](const MessageQueue::Message& m) { return is(m, sender.id, sender.call.message); };
    const auto found = std::ranges::find_if(queue.messages(), itsOwn);
    return isNotIn(sender) || found == queue.messages().end() ? nullptr : &*found;
}

/// The sender whose message went in last of those that have not returned.
ProcessState* lastToSeemIn(SystemState& state, const ChannelState& channel, const MessageQueue& queue)
{
    ProcessState* last = nullptr;
    std::uint64_t newest = 0;
    eachCaller(state, channel, [&](ProcessState& each) {
        const auto* message = inside(each, channel, Transfer::Send) ? itsMessage(queue, each) : nullptr;
        if (!message || (last && message->order < newest)) return;
        last = &each;
        newest = message->order;
    });
    return last;
}

/// Somebody who is inside mq_receive() must have taken the first message already.
bool takeMessageEarly(SystemState& state, ChannelState& channel, MessageQueue& queue)
{
    ProcessState* receiver = longestInside(state, channel, Transfer::Receive, hasNoneYet);
    if (!receiver) return false;
    receiver->leaving = queue.take();
    noteDepth(channel, queue);
    return receiver->leaving.has_value();
}

/// Fewer are inside than there seem to be: one has been taken, or the one that seemed to be woken was not.
bool explainOneFewer(SystemState& state, ChannelState& channel, MessageQueue& queue)
{
    if (takeMessageEarly(state, channel, queue)) return true;
    if (ProcessState* sender = lastToSeemIn(state, channel, queue)) {
        takeBack(state, channel, queue, *sender);
        return true;
    }
    for (const ProcessState& receiver : state.processes) { // that one's message it cannot have taken, but another
        if (!receiver.leaving || !inside(receiver, channel, Transfer::Receive)) continue;
        ProcessState& sender = state.processes[receiver.leaving->sender.value];
        if (!inside(sender, channel, Transfer::Send) || sender.call.message != receiver.leaving->number) continue;
        takeBack(state, channel, queue, sender);
        return takeMessageEarly(state, channel, queue);
    }
    return false;
}

/// More are inside than there seem to be: one has gone in, or the one that seemed to be taken was not.
bool explainOneMore(SystemState& state, ChannelState& channel, MessageQueue& queue)
{
    if (ProcessState* sender = longestInside(state, channel, Transfer::Send, isNotIn)) {
        putIn(state, channel, queue, *sender);
        return true;
    }
    ProcessState* receiver =
        longestInside(state, channel, Transfer::Receive, [](const ProcessState& each) { return !hasNoneYet(each); });
    if (!receiver) return false;
    queue.putBack(*std::exchange(receiver->leaving, std::nullopt));
    noteDepth(channel, queue);
    return true;
}

/// No more than `most` can be inside now. Without an explanation, it is the first one that has gone.
void leaveAtMost(SystemState& state, ChannelState& channel, MessageQueue& queue, std::size_t most)
{
    while (queue.messages().size() > most) {
        if (explainOneFewer(state, channel, queue)) continue;
        contradict(channel);
        if (!queue.take()) return;
    }
}

/// A place has become free: who waited for one until `when` is woken.
void wake(SystemState& state, ChannelState& channel, MessageQueue& queue, TraceTime when)
{
    if (channel.uncertain || queue.full()) return;
    ProcessState* sender = longestInside(state, channel, Transfer::Send, [&](const ProcessState& each) {
        const bool asleep = each.call.entered < when || each.activityEvidence == Evidence::Kernel;
        return isNotIn(each) && each.waiting && asleep;
    });
    if (sender) putIn(state, channel, queue, *sender);
}

/// The message that a receive has returned, wherever it seemed to be.
std::optional<MessageQueue::Message> takeMessageOut(SystemState& state, ChannelState& channel, MessageQueue& queue,
                                                    const CallState& call)
{
    if (auto message = queue.take(call.origin, call.message)) return message;
    for (ProcessState& other : state.processes) // another receiver did not get it
        if (other.leaving && is(*other.leaving, call.origin, call.message))
            return std::exchange(other.leaving, std::nullopt);
    ProcessState* sender = longestInside(state, channel, Transfer::Send, [&](const ProcessState& each) {
        return isNotIn(each) && each.id == call.origin && each.call.message == call.message;
    });
    if (!sender) return queue.takeUnknown(static_cast<std::uint32_t>(call.result));
    // It went through a queue that may be full before and after: others have made room, or come after it.
    notify(state, channel, queue, state.time);
    noteThatItIsIn(state, channel, queue, *sender);
    return messageOf(*sender);
}

/// How many there are is right, but not how many bytes: another one of those that wait has been woken.
void findWhoWasWoken(SystemState& state, ChannelState& channel, MessageQueue& queue, std::uint64_t bytes)
{
    for (ProcessState& in : state.processes) {
        if (queue.depthBytes() == bytes) return;
        if (!inside(in, channel, Transfer::Send) || !itsMessage(queue, in)) continue;
        ProcessState* other = longestInside(state, channel, Transfer::Send, [&](const ProcessState& each) {
            return isNotIn(each) && queue.depthBytes() + each.call.size == bytes + in.call.size;
        });
        if (!other) continue;
        takeBack(state, channel, queue, in);
        putIn(state, channel, queue, *other);
    }
}

/// What the calls under way must have done already, if so much is inside.
void explainDepth(SystemState& state, ChannelState& channel, MessageQueue& queue, const probe::Event& event)
{
    const std::size_t inside = std::min(event.message, queue.maxMessages());
    while (queue.messages().size() < inside && explainOneMore(state, channel, queue)) {}
    while (queue.messages().size() > inside && explainOneFewer(state, channel, queue)) {}
    if (queue.messages().size() == inside)
        findWhoWasWoken(state, channel, queue, static_cast<std::uint64_t>(event.result));
}

} // namespace

void entered(SystemState&, ChannelState&, MessageQueue&, ProcessState&)
{
    // A message goes in whole or not at all, and nobody can tell before mq_send() returns or somebody makes room.
}

void sent(SystemState& state, ChannelState& channel, MessageQueue& queue, ProcessState& sender)
{
    CallState& call = sender.call;
    if (call.result < 0) {
        const bool seemedIn = call.moved > 0;
        takeBack(state, channel, queue, sender);
        if (seemedIn) wake(state, channel, queue, call.returned);
        return;
    }
    if (call.moved == 0) {
        leaveAtMost(state, channel, queue, queue.maxMessages() - 1U);
        if (!handOver(state, channel, queue, sender)) putIn(state, channel, queue, sender);
    }
    ++sender.sent;
    ++channel.messagesSent;
    channel.recentSends.push_back(call.returned);
}

void received(SystemState& state, ChannelState& channel, MessageQueue& queue, ProcessState& receiver)
{
    CallState& call = receiver.call;
    auto message = std::exchange(receiver.leaving, std::nullopt);
    const bool early = message.has_value();
    if (message && (call.result < 0 || !is(*message, call.origin, call.message))) {
        queue.putBack(*message); // it was another one that this receiver took, or none
        message.reset();
    }
    if (call.result > 0 && !message) {
        message = takeMessageOut(state, channel, queue, call);
        if (!message) contradict(channel);
        else if (!early) wake(state, channel, queue, call.entered);
    }
    leaveAtMost(state, channel, queue, queue.maxMessages());
    noteDepth(channel, queue);
    if (call.result <= 0) return;
    call.moved = static_cast<std::uint32_t>(call.result);
    call.priority = message ? message->priority : 0;
    channel.bytesReceived += call.moved;
    ++receiver.received;
    ++channel.messagesReceived;
    addMovement(channel, receiver, call.returned, 0, call.origin, call.message, call.moved, 0, true);
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
    if (!channel.uncertain) return explainDepth(state, channel, queue, event);
    if (!atRest(state, channel)) return;
    // Which messages these are was lost; how many they are is known again.
    for (ProcessState& process : state.processes) {
        if (inside(process, channel, Transfer::Send)) takeBack(state, channel, queue, process); // it sleeps
        if (inside(process, channel, Transfer::Receive)) process.leaving.reset();
    }
    model::forget(queue, static_cast<std::uint32_t>(std::max(event.result, 0)), event.message);
    noteDepth(channel, queue);
    channel.uncertain = false;
}

} // namespace sluice::state
