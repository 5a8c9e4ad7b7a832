#include "state/snapshot.h"

#include "state/callers.h"
#include "state/channel_model.h"
#include "state/snapshot_memory.h"
#include "state/snapshot_signals.h"

#include <algorithm>
#include <cstring>

namespace sluice::state {

namespace {

using mechanisms::MessageQueue;
using mechanisms::PipeRing;
using mechanisms::Run;
using mechanisms::SocketQueue;
using state::plausible; // of memory and signals: among those below
using state::transfer;

constexpr std::size_t mostOfOne = 1 << 16; ///< elements of one list

/// Values one behind the other. One function, transfer(), tells what a state consists of; writing and reading follow
/// it.
class Writer
{
public:
    template <class T>
    void value(const T& value)
    {
        static_assert(std::has_unique_object_representations_v<T>); // the same state is always the same bytes
        if (m_size + sizeof value > m_bytes.size()) m_bytes.resize(2 * m_bytes.size() + sizeof value);
        std::memcpy(m_bytes.data() + m_size, &value, sizeof value);
        m_size += sizeof value;
    }
    void value(const bool& flag) { value(static_cast<std::uint8_t>(flag)); }
    template <class List, class F>
    void list(const List& list, F each)
    {
        value(static_cast<std::uint32_t>(list.size()));
        for (const auto& element : list) each(const_cast<std::remove_cvref_t<decltype(element)>&>(element));
    }
    [[nodiscard]] std::vector<std::byte> take()
    {
        m_bytes.resize(m_size);
        return std::move(m_bytes);
    }

private:
    std::vector<std::byte> m_bytes = std::vector<std::byte>(16 << 10); ///< with room for what follows
    std::size_t m_size = 0;
};

class Reader
{
public:
    explicit Reader(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    template <class T>
    void value(T& value)
    {
        static_assert(std::is_trivially_copyable_v<T>);
        if (m_bytes.size() < sizeof value) {
            m_sound = false;
            return;
        }
        std::memcpy(&value, m_bytes.data(), sizeof value);
        m_bytes = m_bytes.subspan(sizeof value);
    }
    void value(bool& flag) // never a byte that is no bool
    {
        std::uint8_t byte = 0;
        value(byte);
        flag = byte != 0;
    }
    template <class List, class F>
    void list(List& list, F each)
    {
        std::uint32_t size = 0;
        value(size);
        list.clear();
        if (size > mostOfOne) m_sound = false;
        for (std::uint32_t i = 0; i < size && m_sound; ++i) {
            typename List::value_type element{};
            each(element);
            list.push_back(std::move(element));
        }
    }
    void fail() { m_sound = false; }
    [[nodiscard]] bool sound() const { return m_sound; }
    [[nodiscard]] std::span<const std::byte> rest() const { return m_bytes; }

private:
    std::span<const std::byte> m_bytes;
    bool m_sound = true;
};

template <class Side>
void transfer(Side& side, std::vector<Run>& runs)
{
    side.list(runs, [&](Run& run) {
        side.value(run.sender);
        side.value(run.firstMessage);
        side.value(run.count);
        side.value(run.bytesEach);
        side.value(run.offset);
        side.value(run.ends);
    });
}

void transfer(Writer& side, PipeRing& ring)
{
    side.value(ring.slotCount());
    side.value(ring.nextIndex());
    side.list(ring.slots(), [&](PipeRing::Slot& slot) {
        side.value(slot.index);
        side.value(slot.offset);
        transfer(side, slot.runs);
    });
}

void transfer(Reader& side, PipeRing& ring)
{
    std::uint32_t slotCount = 0;
    std::uint64_t nextIndex = 0;
    std::vector<PipeRing::Slot> slots;
    side.value(slotCount);
    side.value(nextIndex);
    side.list(slots, [&](PipeRing::Slot& slot) {
        side.value(slot.index);
        side.value(slot.offset);
        transfer(side, slot.runs);
    });
    if (auto restored = PipeRing::restored(slotCount, nextIndex, std::move(slots))) ring = std::move(*restored);
    else side.fail();
}

template <class Side>
void transfer(Side& side, MessageQueue::Message& message)
{
    side.value(message.sender);
    side.value(message.number);
    side.value(message.size);
    side.value(message.priority);
    side.value(message.order);
}

template <class Side>
void transfer(Side& side, std::optional<MessageQueue::Message>& message)
{
    bool there = message.has_value();
    side.value(there);
    if (!there) return message.reset();
    if (!message) message.emplace();
    transfer(side, *message);
}

/// Between its fields is a hole, which is filled.
template <class Side>
void transfer(Side& side, MessageQueue::Notification& notification)
{
    std::uint32_t hole = 0;
    side.value(notification.registered);
    side.value(notification.told);
    side.value(hole);
    side.value(notification.when);
}

template <class Side>
void transfer(Side& side, KernelWord& word)
{
    std::array<std::uint8_t, 3> hole{};
    side.value(word.stateLetter);
    side.value(hole);
    side.value(word.waitChannel);
    side.value(word.when);
}

void transfer(Writer& side, MessageQueue& queue)
{
    side.value(queue.maxMessages());
    side.value(queue.maxSize());
    side.value(queue.nextOrder());
    auto messages = queue.messages();
    side.list(messages, [&](MessageQueue::Message& each) { transfer(side, each); });
    MessageQueue::Notification notification = queue.notification();
    transfer(side, notification);
}

void transfer(Reader& side, MessageQueue& queue)
{
    std::uint32_t maxMessages = 0, maxSize = 0;
    std::uint64_t nextOrder = 0;
    std::vector<MessageQueue::Message> messages;
    side.value(maxMessages);
    side.value(maxSize);
    side.value(nextOrder);
    side.list(messages, [&](MessageQueue::Message& each) { transfer(side, each); });
    MessageQueue::Notification notification;
    transfer(side, notification);
    if (auto restored = MessageQueue::restored(maxMessages, maxSize, nextOrder, std::move(messages)))
        queue = std::move(*restored);
    else side.fail();
    queue.setNotification(notification);
}

template <class Stream>
void transfer(Stream& stream, SocketQueue::Side& side)
{
    stream.value(side.queued);
    stream.value(side.unsent);
    stream.value(side.window);
    stream.value(side.buffer);
    stream.value(side.tcpState);
}

void transfer(Writer& stream, SocketQueue& queue)
{
    auto runs = queue.runs();
    transfer(stream, runs);
    stream.value(queue.unsent());
    SocketQueue::Side sender = queue.sender(), receiver = queue.receiver();
    transfer(stream, sender);
    transfer(stream, receiver);
}

void transfer(Reader& stream, SocketQueue& queue)
{
    std::vector<Run> runs;
    std::uint64_t unsent = 0;
    SocketQueue::Side sender, receiver;
    transfer(stream, runs);
    stream.value(unsent);
    transfer(stream, sender);
    transfer(stream, receiver);
    queue = SocketQueue::restored(queue.boundaries(), std::move(runs), unsent, sender, receiver);
}

template <class Side>
void transfer(Side& side, mechanisms::OpenFile& file)
{
    side.value(file.offset);
    side.value(file.size);
    side.value(file.giver);
    side.value(file.given);
    side.value(file.underWay);
    side.value(file.sentAt);
    side.value(file.receivedAt);
}

template <class Side>
void transfer(Side& side, CallState& call)
{
    side.value(call.call);
    side.value(call.fd);
    side.value(call.channel);
    side.value(call.size);
    side.value(call.message);
    side.value(call.offset);
    side.value(call.moved);
    side.value(call.result);
    side.value(call.priority);
    side.value(call.origin);
    side.value(call.line);
    side.value(call.entered);
    side.value(call.returned);
    side.value(call.running);
}

template <class Side>
void transfer(Side& side, Descriptor& descriptor)
{
    side.value(descriptor.fd);
    side.value(descriptor.channel);
    side.value(descriptor.end);
    side.value(descriptor.open);
    side.value(descriptor.changed);
    side.value(descriptor.port);
    side.value(descriptor.peerPort);
}

template <class Side>
void transfer(Side& side, ProcessState& process)
{
    side.value(process.line);
    side.value(process.locks);
    transfer(side, process.signals);
    side.list(process.cut, [&](ProcessState::Cut& each) {
        transfer(side, each.call);
        side.value(each.line);
        side.value(each.pacing);
        side.value(each.waiting);
        side.value(each.held);
        side.value(each.heldBefore);
    });
    side.value(process.pid);
    side.value(process.activity);
    side.value(process.activityEvidence);
    side.value(process.since);
    transfer(side, process.call);
    side.value(process.held);
    side.value(process.heldBefore);
    side.value(process.pacing);
    side.value(process.done);
    side.value(process.waiting);
    side.value(process.unobserved);
    transfer(side, process.kernel);
    side.value(process.program);
    side.value(process.written);
    side.list(process.descriptors, [&](Descriptor& each) { transfer(side, each); });
    side.value(process.exit);
    side.value(process.lastMessage);
    side.value(process.lastOffset);
    transfer(side, process.leaving);
    transfer(side, process.taken);
    side.value(process.sent);
    side.value(process.received);
    side.value(process.calls);
    side.value(process.lost);
}

template <class Side>
void transfer(Side& side, ChannelState& channel)
{
    model::visit(channel.object, [&](auto& object) { transfer(side, object); });
    side.value(channel.depthBytes);
    side.value(channel.maxDepthBytes);
    side.value(channel.capacityBytes);
    side.value(channel.kernelDepthBytes);
    side.value(channel.kernelMessages);
    side.value(channel.kernelDepthWhen);
    side.value(channel.bytesSent);
    side.value(channel.bytesReceived);
    side.value(channel.messagesSent);
    side.value(channel.messagesReceived);
    side.value(channel.readers);
    side.value(channel.writers);
    side.value(channel.uncertain);
    side.value(channel.causalityBreaks);
    side.value(channel.brokenBytes);
    side.list(channel.movements, [&](Movement& each) {
        side.value(each.when);
        side.value(each.process);
        side.value(each.transfer);
        transfer(side, each.runs);
        side.value(each.bytes);
        side.value(each.slot);
    });
    side.list(channel.recentSends, [&](TraceTime& each) { side.value(each); });
}

/// The kind of each channel and the number of everything are the scenario's, and not in the bytes.
template <class Side>
void transfer(Side& side, SystemState& state)
{
    side.value(state.time);
    side.value(state.applied);
    for (ProcessState& process : state.processes) transfer(side, process);
    for (ChannelState& channel : state.channels) transfer(side, channel);
    side.value(state.settings);
    side.value(state.lost);
    side.value(state.gaps);
}

bool plausible(const SystemState& state)
{
    for (const ChannelState& channel : state.channels)
        if (const auto* memory = std::get_if<mechanisms::SharedMemory>(&channel.object))
            if (!plausible(*memory, state.processes.size())) return false;
    for (const ProcessState& process : state.processes) {
        if (process.activity > Activity::Ended || process.activityEvidence > Evidence::Model) return false;
        if (process.call.call > probe::Call::Last || process.heldBefore.call > probe::Call::Last) return false;
        if (process.heldBefore.point > probe::GatePoint::Last) return false;
        if (process.call.moved > process.call.size) return false;
        if (!plausible(process.signals)) return false;
        if (process.cut.size() != process.signals.frames.size()) return false;
        for (const Descriptor& each : process.descriptors)
            if (each.end > probe::End::Last) return false;
    }
    return true;
}

} // namespace

std::vector<std::byte> toBytes(const SystemState& state)
{
    Writer writer;
    transfer(writer, const_cast<SystemState&>(state)); // only read
    return writer.take();
}

std::optional<SystemState> takeState(std::span<const std::byte>& bytes, const SystemState& initial)
{
    SystemState state = initial;
    Reader reader(bytes);
    transfer(reader, state);
    bytes = reader.rest();
    if (!reader.sound() || !plausible(state)) return std::nullopt;
    for (ChannelState& channel : state.channels) channel.callers = 0;
    for (const ProcessState& process : state.processes) noteCall(state, process);
    return state;
}

std::optional<SystemState> fromBytes(std::span<const std::byte> bytes, const SystemState& initial)
{
    auto state = takeState(bytes, initial);
    return bytes.empty() ? state : std::nullopt;
}

} // namespace sluice::state
