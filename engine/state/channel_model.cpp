#include "state/channel_model.h"

#include "mechanisms/mechanism.h"

#include <algorithm>

namespace sluice::state {

namespace model {

std::uint32_t put(PipeRing& ring, ProcessId sender, const CallState& call, std::uint32_t bytes)
{
    // pipe_write() fills whole pages before anybody else can look. What goes into the newest page is less than one.
    constexpr std::uint32_t page = PipeRing::pageBytes;
    const bool first = call.moved == 0;
    const std::uint32_t merged = first ? ring.mergeable(call.size) : 0;
    const std::uint64_t whole =
        bytes <= merged ? merged : merged + (std::uint64_t{bytes} - merged + page - 1) / page * page;
    bytes = static_cast<std::uint32_t>(std::min<std::uint64_t>(whole, call.size - call.moved));
    const bool ends = call.moved + bytes == call.size; // a call always asks for all that is left of its message
    return ring.write({sender, call.message, call.offset + call.moved, bytes, ends}, first ? call.size : 0);
}

std::vector<Run> take(PipeRing& ring, std::uint32_t bytes) { return ring.read(bytes); }
void putBack(PipeRing& ring, const std::vector<Run>& runs) { ring.repack(runs); }
void squeeze(PipeRing& ring) { ring.repack(); }

std::uint32_t room(const PipeRing& ring, const CallState& call)
{
    // Only a write that begins may go on in the newest page, so the rest of a call has the free slots alone.
    return call.moved == 0 ? ring.room(call.size) : ring.roomInSlots(call.size - call.moved);
}

std::uint32_t surelyIn(const PipeRing&, const CallState& call, std::uint64_t)
{
    return call.size - call.moved; // a write holds the pipe for itself until nothing more fits
}

std::uint64_t depth(const PipeRing& ring) { return ring.depthBytes(); }
std::uint64_t capacity(const PipeRing& ring) { return ring.capacityBytes(); }
bool full(const PipeRing& ring) { return ring.full(); }

std::uint32_t oldestPart(const PipeRing& ring) { return ring.slots().empty() ? 0 : ring.slots().front().length; }

void setCapacity(PipeRing& ring, std::uint32_t bytes) { ring.setCapacity(bytes); }

void forget(PipeRing& ring, std::uint32_t depth)
{
    ring.clear();
    if (depth > 0) ring.write({{}, 0, 0, depth, false}, depth);
}

std::uint64_t newestSlot(const PipeRing& ring) { return ring.nextIndex() == 0 ? 0 : ring.nextIndex() - 1; }

std::uint64_t oldestSlot(const PipeRing& ring)
{
    return ring.slots().empty() ? ring.nextIndex() : ring.slots().front().index;
}

std::uint64_t depth(const MessageQueue& queue) { return queue.depthBytes(); }
std::uint64_t capacity(const MessageQueue& queue) { return std::uint64_t{queue.maxMessages()} * queue.maxSize(); }
bool full(const MessageQueue& queue) { return queue.full(); }
void setCapacity(MessageQueue&, std::uint32_t) {}

void forget(MessageQueue& queue, std::uint32_t depth, std::uint32_t messages)
{
    queue.clear();
    for (std::uint32_t i = 0; i < std::min(messages, queue.maxMessages()); ++i)
        queue.put({{}, 0, depth / messages + (i < depth % messages ? 1 : 0), 0, 0});
}

std::uint32_t put(SocketQueue& queue, ProcessId sender, const CallState& call, std::uint32_t bytes)
{
    const bool ends = call.moved + bytes == call.size;
    queue.put({sender, call.message, 1, bytes, call.offset + call.moved, ends});
    return bytes;
}

std::vector<Run> take(SocketQueue& queue, std::uint32_t bytes) { return queue.take(bytes); }
void putBack(SocketQueue& queue, const std::vector<Run>& runs) { queue.putBack(runs); }
void squeeze(SocketQueue&) {}
std::uint32_t room(const SocketQueue&, const CallState& call) { return call.size; }
std::uint32_t surelyIn(const SocketQueue& queue, const CallState& call, std::uint64_t missing)
{
    const std::uint32_t rest = call.size - call.moved;
    // A stream takes a call in parts, and what is left may never come: a signal ends the wait in between.
    return queue.boundaries() == SocketQueue::Boundaries::Kept
               ? rest
               : static_cast<std::uint32_t>(std::min<std::uint64_t>(rest, missing));
}

std::uint64_t depth(const SocketQueue& queue) { return queue.depthBytes(); }
std::uint64_t capacity(const SocketQueue& queue) { return queue.sender().buffer + queue.receiver().buffer; }
std::uint32_t oldestPart(const SocketQueue& queue) { return queue.runs().empty() ? 0 : queue.runs().front().bytesEach; }
void setCapacity(SocketQueue&, std::uint32_t) {}

void forget(SocketQueue& queue, std::uint32_t depth)
{
    queue.clear();
    if (depth > 0) queue.put({{}, 0, 1, depth, 0, false});
}

bool full(const SocketQueue& queue) { return queue.unsent() > 0; }
std::uint64_t newestSlot(const SocketQueue& queue) { return queue.unsent() > 0 ? 0 : 1; }
std::uint64_t oldestSlot(const SocketQueue&) { return 1; }

namespace {

/// What SharedMemory::sum() gives; figures are sorted, and there may be thousands of others.
std::int64_t sumOf(const SharedMemory& memory, probe::Figure what)
{
    std::uint64_t all = 0;
    auto each = std::ranges::lower_bound(memory.figures, what, {}, &SharedMemory::Figure::what);
    for (; each != memory.figures.end() && each->what == what; ++each)
        if (each->index == 0) all += static_cast<std::uint64_t>(each->value);
    return static_cast<std::int64_t>(all);
}

} // namespace

std::uint64_t depth(const SharedMemory& memory)
{
    if (memory.figures.empty() || memory.figures.back().what < probe::Figure::RingHead) return 0;
    const std::int64_t head = sumOf(memory, probe::Figure::RingHead), tail = sumOf(memory, probe::Figure::RingTail);
    if (tail < 0 || head <= tail) return 0;
    return std::min(static_cast<std::uint64_t>(head - tail), capacity(memory));
}

std::uint64_t capacity(const SharedMemory& memory)
{
    if (memory.figures.empty() || memory.figures.back().what < probe::Figure::RingSlots) return 0;
    return static_cast<std::uint64_t>(std::max<std::int64_t>(sumOf(memory, probe::Figure::RingSlots), 0));
}

} // namespace model

Fill fillOf(const ChannelState& channel)
{
    if (const auto* queue = std::get_if<mechanisms::MessageQueue>(&channel.object))
        return {queue->messages().size(), queue->maxMessages()};
    if (const auto* signals = std::get_if<mechanisms::PendingSignals>(&channel.object)) return {signals->count, 0};
    if (const auto* memory = std::get_if<mechanisms::SharedMemory>(&channel.object))
        return {model::depth(*memory), model::capacity(*memory)};
    return {channel.depthBytes, channel.capacityBytes};
}

model::Object makeObject(const scenario::Scenario& scenario, const scenario::ChannelSpec& channel)
{
    if (channel.kind == "shell") return mechanisms::PipeRing(65'536);
    if (channel.kind == "pipe") {
        const std::int64_t capacity = scenario::initialValue(scenario, "pipe.capacity");
        return mechanisms::PipeRing(static_cast<std::uint32_t>(capacity));
    }
    if (channel.kind == "mq")
        return mechanisms::MessageQueue(static_cast<std::uint32_t>(scenario::initialValue(scenario, "queue.maxmsg")),
                                        static_cast<std::uint32_t>(scenario::initialValue(scenario, "queue.msgsize")));
    using Boundaries = mechanisms::SocketQueue::Boundaries;
    if (channel.kind == "tcp" || channel.kind == "unix" || channel.kind == "pair")
        return mechanisms::SocketQueue(Boundaries::None);
    if (channel.kind == "datagram" || channel.kind == "seqpacket") return mechanisms::SocketQueue(Boundaries::Kept);
    if (channel.kind == "descriptor") return mechanisms::OpenFile();
    if (channel.kind == "signal") return mechanisms::PendingSignals();
    const auto* mechanism = mechanisms::find(channel.kind);
    if (mechanism && mechanisms::isToldInFigures(*mechanism)) return mechanisms::SharedMemory();
    return std::monostate();
}

} // namespace sluice::state
