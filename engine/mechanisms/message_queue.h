#pragma once

#include "base/id.h"
#include "base/trace_time.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace sluice::mechanisms {

/// A POSIX message queue, worked out from the calls (evidence: derived): whole messages in the order of their delivery,
/// which is the highest priority first and, within one, the oldest first (mq_receive(3)). A value: part of SystemState.
class MessageQueue
{
public:
    struct Message {
        ProcessId sender;
        std::uint32_t number = 0;
        std::uint32_t size = 0;
        std::uint32_t priority = 0;
        std::uint64_t order = 0; ///< counts up as messages go in
        bool operator==(const Message&) const = default;
    };
    /// mq_notify(3): one process is told, once, when a message comes into the empty queue and nobody waits for it.
    struct Notification {
        ProcessId registered; ///< who is to be told; 0: nobody
        ProcessId told;       ///< who was told last …
        TraceTime when;       ///< … and when
        bool operator==(const Notification&) const = default;
    };

    explicit MessageQueue(std::uint32_t maxMessages = 10, std::uint32_t maxSize = 8192)
        : m_maxMessages(maxMessages), m_maxSize(maxSize)
    {}
    /// One that was taken apart before. Nothing if it cannot have been one.
    [[nodiscard]] static std::optional<MessageQueue> restored(std::uint32_t maxMessages, std::uint32_t maxSize,
                                                              std::uint64_t nextOrder, std::vector<Message> messages);

    /// Goes behind all of its priority. `order` is given by the queue, unless it comes back into it.
    void put(Message message);
    void putBack(const Message& message);
    [[nodiscard]] std::optional<Message> take(); ///< the next in order
    [[nodiscard]] std::optional<Message> take(ProcessId sender, std::uint32_t number);
    /// One of those of which only the sum of their bytes is known (number 0), now that it turns out to have `size`.
    [[nodiscard]] std::optional<Message> takeUnknown(std::uint32_t size);
    void clear();
    void setNotification(const Notification& notification) { m_notification = notification; }

    [[nodiscard]] const Notification& notification() const { return m_notification; }
    [[nodiscard]] const std::vector<Message>& messages() const { return m_messages; } ///< the next one first
    [[nodiscard]] std::uint32_t maxMessages() const { return m_maxMessages; }
    [[nodiscard]] std::uint32_t maxSize() const { return m_maxSize; } ///< of one message
    [[nodiscard]] std::uint64_t nextOrder() const { return m_nextOrder; }
    [[nodiscard]] std::uint64_t depthBytes() const;
    /// How many are delivered before this one; 0 if it is not there.
    [[nodiscard]] std::size_t placeOf(ProcessId sender, std::uint32_t number) const;
    /// How many would be delivered before a message that goes in now.
    [[nodiscard]] std::size_t placeFor(std::uint32_t priority) const;
    [[nodiscard]] bool full() const { return m_messages.size() >= m_maxMessages; }
    bool operator==(const MessageQueue&) const = default;

private:
    std::vector<Message> m_messages;
    Notification m_notification;
    std::uint64_t m_nextOrder = 0;
    std::uint32_t m_maxMessages, m_maxSize;
};

} // namespace sluice::mechanisms
