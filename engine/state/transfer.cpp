#include "state/transfer_parts.h"

namespace sluice::state {

namespace {

using mechanisms::Run;
using probe::Transfer;

/// Puts in at least `bytes` more bytes of the call that a sender is in, if there is room; returns how many it put in.
template <class Object>
std::uint32_t pushIn(ChannelState& channel, Object& object, ProcessState& sender, std::uint32_t bytes)
{
    CallState& call = sender.call;
    const std::uint32_t wanted = std::min(bytes, call.size - call.moved);
    if (wanted == 0) return 0;
    const std::uint32_t moved = model::put(object, sender.id, call, wanted);
    call.moved += moved;
    channel.bytesSent += moved;
    noteDepth(channel, object);
    return moved;
}

template <class Object>
void takeOut(ChannelState& channel, Object& object, ProcessState& reader, std::uint32_t bytes)
{
    for (const Run& run : model::take(object, bytes)) mechanisms::appendRun(reader.taken, run);
    reader.call.moved += bytes;
    channel.bytesReceived += bytes;
    noteDepth(channel, object);
}

/// Bytes went in although there seems to be no room: somebody who is inside a read must have taken some out.
template <class Object>
bool takeEarly(SystemState& state, ChannelState& channel, Object& object)
{
    const auto bytesFor = [&](const ProcessState& reader) {
        return inTransfer(reader, channel.id, Transfer::Receive)
                   ? std::min(reader.call.size - reader.call.moved, model::oldestPart(object))
                   : 0;
    };
    ProcessState* reader = firstCaller(state, channel, [&](const ProcessState& each) { return bytesFor(each) > 0; });
    if (reader) takeOut(channel, object, *reader, bytesFor(*reader));
    return reader != nullptr;
}

/// The reader has taken out less than was thought, for what was in the channel at that moment was less.
template <class Object>
void giveBack(ChannelState& channel, Object& object, ProcessState& reader, std::uint32_t result)
{
    std::vector<Run> kept;
    mechanisms::takeRuns(reader.taken, result, kept);
    model::putBack(object, reader.taken);
    channel.bytesReceived -= reader.call.moved - result;
    reader.call.moved = result;
    reader.taken = std::move(kept);
    noteDepth(channel, object);
}

template <class Object>
void sent(SystemState& state, ChannelState& channel, Object& object, ProcessState& sender)
{
    CallState& call = sender.call;
    const auto result = static_cast<std::uint32_t>(std::max(call.result, 0));
    if (result < call.moved) contradict(channel);
    while (call.moved < result) {
        if (pushIn(channel, object, sender, result - call.moved) > 0) continue;
        if (takeEarly(state, channel, object)) continue;
        model::squeeze(object);
        if (model::room(object, call) > 0) continue;
        contradict(channel);
        channel.bytesSent += result - call.moved;
        call.moved = result;
    }
    if (call.result <= 0) return;
    const bool whole = result == call.size;
    sender.lastOffset = call.offset + result;
    addMovement(channel, sender, call.returned, model::newestSlot(object), sender.id, call.message, result, call.offset,
                whole);
    if (!whole) return;
    ++sender.sent;
    ++channel.messagesSent;
    channel.recentSends.push_back(call.returned);
}

template <class Object>
void received(SystemState& state, ChannelState& channel, Object& object, ProcessState& reader)
{
    CallState& call = reader.call;
    const auto result = static_cast<std::uint32_t>(std::max(call.result, 0));
    if (call.moved > result) giveBack(channel, object, reader, result);
    const std::uint32_t need = result - call.moved;
    // What came out must have gone in: by a write that has not returned yet.
    if (model::depth(object) < need)
        eachCaller(state, channel, [&](ProcessState& sender) {
            if (model::depth(object) < need && inTransfer(sender, channel.id, Transfer::Send))
                pushIn(channel, object, sender, model::surelyIn(object, sender.call, need - model::depth(object)));
        });
    const std::uint64_t slot = model::oldestSlot(object);
    if (model::depth(object) < need) contradict(channel);
    takeOut(channel, object, reader, need);
    call.moved = result;
    if (call.result <= 0) return;
    for (const Run& run : reader.taken) {
        if (!run.ends) continue;
        reader.received += run.count;
        channel.messagesReceived += run.count;
    }
    constexpr std::size_t mostShown = 4;
    auto& shown = addMovement(channel, reader, call.returned, slot).runs;
    shown.assign(reader.taken.begin(),
                 reader.taken.begin() + static_cast<std::ptrdiff_t>(std::min(reader.taken.size(), mostShown)));
    reader.taken.clear();
}

/// More than there is room for: what fits goes in at once.
template <class Object>
void entered(SystemState&, ChannelState& channel, Object& object, ProcessState& process)
{
    const CallState& call = process.call;
    const bool tooBig =
        probe::transferOf(call.call) == Transfer::Send && channel.readers > 0 && model::room(object, call) < call.size;
    if (tooBig) pushIn(channel, object, process, call.size);
}

/// There is more inside than the calls have told: a reader has taken less than it seemed to have, or a writer has put
/// in something already.
template <class Object>
void explainMore(SystemState& state, ChannelState& channel, Object& object, std::uint64_t inside)
{
    const auto missing = [&](std::uint32_t atMost) {
        const std::uint64_t bytes = inside - std::min(inside, channel.depthBytes);
        return static_cast<std::uint32_t>(std::min<std::uint64_t>(bytes, atMost));
    };
    eachCaller(state, channel, [&](ProcessState& reader) {
        if (!inTransfer(reader, channel.id, Transfer::Receive)) return;
        const std::uint32_t back = missing(reader.call.moved);
        if (back > 0) giveBack(channel, object, reader, reader.call.moved - back);
    });
    eachCaller(state, channel, [&](ProcessState& sender) {
        if (inTransfer(sender, channel.id, Transfer::Send))
            pushIn(channel, object, sender, missing(sender.call.size - sender.call.moved));
    });
}

/// The kernel has been asked how much is inside.
template <class Object>
void learnDepth(SystemState& state, ChannelState& channel, Object& object, const probe::Event& event)
{
    const auto inside = static_cast<std::uint64_t>(event.result);
    if (!channel.uncertain && inside > channel.depthBytes) explainMore(state, channel, object, inside);
    if (!channel.uncertain || !atRest(state, channel)) return;
    // Which messages these bytes belong to was lost; how many they are is known again.
    model::forget(object, static_cast<std::uint32_t>(inside));
    noteDepth(channel, object);
    channel.uncertain = false;
}

/// Would this call have to wait, as far as the calls tell?
template <class Object>
bool mustWait(const SystemState& state, const ChannelState& channel, const Object& object, const ProcessState& process)
{
    if (channel.uncertain || nonblocking(state, process)) return false;
    const CallState& call = process.call;
    if (probe::transferOf(call.call) == Transfer::Receive)
        return call.size > 0 && call.moved == 0 && channel.depthBytes == 0 && channel.writers > 0;
    return call.size > call.moved && channel.readers > 0 && model::room(object, call) == 0;
}

/// A sender on a socket waits when the kernel says so, and until it returns.
bool mustWait(const SystemState& state, const ChannelState& channel, const mechanisms::SocketQueue&,
              const ProcessState& process)
{
    if (channel.uncertain || nonblocking(state, process)) return false;
    if (probe::transferOf(process.call.call) == Transfer::Send) return process.waiting;
    return process.call.size > 0 && process.call.moved == 0 && channel.depthBytes == 0 && channel.writers > 0;
}

/// open(2) of a FIFO waits until somebody has the other end, or is about to open it (fifo(7)).
void settleOpens(SystemState& state, const ChannelState& channel, TraceTime when)
{
    const auto opens = [](const ProcessState& process) {
        return process.call.call == probe::Call::Open && process.activity != Activity::Ended;
    };
    if (!firstCaller(state, channel, opens)) return;
    eachCaller(state, channel, [&](ProcessState& process) {
        if (!opens(process)) return;
        const auto wanted = static_cast<probe::End>(process.call.size);
        const bool other = firstCaller(state, channel, [&](const ProcessState& each) {
            return opens(each) && static_cast<probe::End>(each.call.size) != wanted;
        });
        const int holders = wanted == probe::End::Write ? channel.readers : channel.writers;
        const bool wait = !other && holders == 0 && !nonblocking(state, process);
        if (wait == process.waiting) return;
        process.waiting = wait;
        refresh(process, when, Evidence::Derived);
    });
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
    else if (process.held && process.isProgram()) now = Activity::Held; // wherever SIGSTOP found it
    else if (process.kernel.stateLetter == 'T') now = Activity::Stopped;
    else if (process.call.running) now = process.waiting ? Activity::Blocked : Activity::InCall;
    else if (process.held) now = Activity::Held;
    else if (!process.signals.frames.empty()) now = Activity::Handling;
    else if (process.pacing) now = Activity::Pacing;
    else if (process.unobserved) now = Activity::Unobserved;
    if (now == process.activity) return;
    process.activity = now;
    process.activityEvidence = evidence;
    process.since = when;
}

namespace {

template <class Object>
void settleTransfers(SystemState& state, ChannelState& channel, const Object& object, TraceTime when)
{
    eachCaller(state, channel, [&](ProcessState& process) {
        if (probe::transferOf(process.call.call) == Transfer::None || process.activity == Activity::Ended) return;
        if (process.isProgram()) return;
        // What the kernel has confirmed holds until the calls show that the wait is over.
        const bool wait = mustWait(state, channel, object, process)
                          || (channel.uncertain && process.waiting && process.activityEvidence == Evidence::Kernel);
        if (wait == process.waiting) return;
        process.waiting = wait;
        refresh(process, when, Evidence::Derived);
    });
}

} // namespace

void settle(SystemState& state, ChannelState& channel, TraceTime when)
{
    if (channel.callers == 0) return;
    model::visit(channel.object, [&](const auto& object) { settleTransfers(state, channel, object, when); });
    settleOpens(state, channel, when);
}

void enterTransfer(SystemState& state, ProcessState& process)
{
    ChannelState* channel = channelOf(state, process.call.channel);
    if (!channel) return;
    const TraceTime when = process.call.entered;
    model::visit(channel->object, [&](auto& object) {
        if (!channel->uncertain) entered(state, *channel, object, process);
        settleTransfers(state, *channel, object, when);
    });
    settleOpens(state, *channel, when);
}

void returnFromTransfer(SystemState& state, ProcessState& process)
{
    ChannelState* channel = channelOf(state, process.call.channel);
    if (!channel) return;
    const TraceTime when = process.call.returned;
    model::visit(channel->object, [&](auto& object) {
        const Transfer transfer = probe::transferOf(process.call.call);
        if (transfer == Transfer::Send) sent(state, *channel, object, process);
        else if (transfer == Transfer::Receive) received(state, *channel, object, process);
        settleTransfers(state, *channel, object, when);
    });
    settleOpens(state, *channel, when);
}

void takeKernelDepth(SystemState& state, ChannelState& channel, const probe::Event& event)
{
    if (event.result < 0) return;
    channel.kernelDepthBytes = event.result;
    channel.kernelDepthWhen = event.when();
    if (usedByPrograms(state, channel.id)) return takeDepthOfPrograms(state, channel, event);
    model::visit(channel.object, [&](auto& object) { learnDepth(state, channel, object, event); });
    settle(state, channel, event.when());
}

} // namespace sluice::state
