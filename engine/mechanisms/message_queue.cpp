#include "mechanisms/message_queue.h"

#include <algorithm>
#include <numeric>

namespace sluice::mechanisms {

namespace {

bool before(const MessageQueue::Message& a, const MessageQueue::Message& b)
{
    return a.priority != b.priority ? a.priority > b.priority : a.order < b.order;
}

} // namespace

std::optional<MessageQueue> MessageQueue::restored(std::uint32_t maxMessages, std::uint32_t maxSize,
                                                   std::uint64_t nextOrder, std::vector<Message> messages)
{
    MessageQueue queue(maxMessages, maxSize);
    queue.m_nextOrder = nextOrder;
    queue.m_messages = std::move(messages);
    const bool newer = std::ranges::any_of(queue.m_messages, [&](const Message& m) { return m.order >= nextOrder; });
    if (newer || !std::ranges::is_sorted(queue.m_messages, before)) return std::nullopt;
    return queue;
}

void MessageQueue::put(Message message)
{
    message.order = m_nextOrder++;
    putBack(message);
}

void MessageQueue::putBack(const Message& message)
{
    m_messages.insert(std::ranges::upper_bound(m_messages, message, before), message);
}

std::optional<MessageQueue::Message> MessageQueue::take()
{
    if (m_messages.empty()) return std::nullopt;
    const Message first = m_messages.front();
    m_messages.erase(m_messages.begin());
    return first;
}

std::optional<MessageQueue::Message> MessageQueue::take(ProcessId sender, std::uint32_t number)
{
    const auto found =
        std::ranges::find_if(m_messages, [&](const Message& m) { return m.sender == sender && m.number == number; });
    if (found == m_messages.end()) return std::nullopt;
    const Message message = *found;
    m_messages.erase(found);
    return message;
}

std::optional<MessageQueue::Message> MessageQueue::takeUnknown(std::uint32_t size)
{
    auto message = take({}, 0);
    if (!message) return std::nullopt;
    std::uint32_t bytes = message->size, others = 0;
    for (const Message& each : m_messages) {
        if (each.number != 0) continue;
        bytes += each.size;
        ++others;
    }
    message->size = std::min(size, bytes);
    bytes -= message->size;
    for (Message& each : m_messages) { // evenly, as nothing more is known of them
        if (each.number != 0) continue;
        each.size = bytes / others;
        bytes -= each.size;
        --others;
    }
    return message;
}

void MessageQueue::clear() { m_messages.clear(); }

std::size_t MessageQueue::placeOf(ProcessId sender, std::uint32_t number) const
{
    const auto found =
        std::ranges::find_if(m_messages, [&](const Message& m) { return m.sender == sender && m.number == number; });
    return found == m_messages.end() ? 0 : static_cast<std::size_t>(found - m_messages.begin());
}

std::size_t MessageQueue::placeFor(std::uint32_t priority) const
{
    const Message last{{}, 0, 0, priority, m_nextOrder};
    return static_cast<std::size_t>(std::ranges::upper_bound(m_messages, last, before) - m_messages.begin());
}

std::uint64_t MessageQueue::depthBytes() const
{
    return std::accumulate(m_messages.begin(), m_messages.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const Message& m) { return sum + m.size; });
}

} // namespace sluice::mechanisms
