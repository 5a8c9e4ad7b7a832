#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace sluice::mechanisms {

/// A queue of bytes in shared memory for one producer and one consumer, without a lock. A view for one of the two; who
/// copies it goes on with the copy. The memory is zeroed before anybody uses it.
///
///      0        64       128          192          256
///      | head   | tail   | consumer   | producer   | bytes …, a power of two of them
///
/// `head` counts bytes put in: the producer's store (release) hands them to the consumer's load (acquire). `tail`
/// counts bytes taken out, and hands the room back in the same way. Both wrap around at 2^32. Who finds nothing to do
/// sets `consumer` or `producer` to 1, looks once more and sleeps on that word; whoever has changed a counter and finds
/// a 1 makes it 0 and wakes. The fences between writing one and reading the other see to it that one of the two
/// notices.
class LaneRing
{
public:
    LaneRing(std::byte* memory, std::uint32_t capacity)
        : m_shared(reinterpret_cast<Shared*>(memory)), m_bytes(memory + sizeof(Shared)), m_capacity(capacity)
    {}
    [[nodiscard]] static constexpr std::size_t bytesFor(std::uint32_t capacity) { return sizeof(Shared) + capacity; }

    /// As much as there is room for; 0: it is full.
    std::size_t put(const std::byte* data, std::size_t size)
    {
        const std::uint32_t head = m_own;
        std::size_t part = size;
        if (m_capacity - (head - m_known) < size) {
            m_known = m_shared->tail.load(std::memory_order_acquire);
            part = std::min<std::size_t>(m_capacity - (head - m_known), size);
            if (part == 0) return 0;
        }
        const std::uint32_t at = head & (m_capacity - 1);
        if (at + part <= m_capacity) [[likely]] {
            copy(m_bytes + at, data, part);
        } else {
            const std::size_t first = m_capacity - at;
            std::memcpy(m_bytes + at, data, first);
            std::memcpy(m_bytes, data + first, part - first);
        }
        m_own = head + static_cast<std::uint32_t>(part);
        m_shared->head.store(m_own, std::memory_order_release);
        return part;
    }
    /// As much as there is; 0: it is empty.
    std::size_t take(std::byte* data, std::size_t size)
    {
        const std::uint32_t tail = m_own;
        std::size_t part = size;
        if (m_known - tail < size) {
            m_known = m_shared->head.load(std::memory_order_acquire);
            part = std::min<std::size_t>(m_known - tail, size);
            if (part == 0) return 0;
        }
        const std::uint32_t at = tail & (m_capacity - 1);
        if (at + part <= m_capacity) [[likely]] {
            copy(data, m_bytes + at, part);
        } else {
            const std::size_t first = m_capacity - at;
            std::memcpy(data, m_bytes + at, first);
            std::memcpy(data + first, m_bytes, part - first);
        }
        m_own = tail + static_cast<std::uint32_t>(part);
        m_shared->tail.store(m_own, std::memory_order_release);
        return part;
    }

    /// What one side waits for: the counter that the other will change, and where it says that it sleeps.
    struct Bell {
        std::atomic<std::uint32_t>& counter;
        std::atomic<std::uint32_t>& waits;
    };
    [[nodiscard]] Bell forBytes() const { return {m_shared->head, m_shared->consumerWaits}; }
    [[nodiscard]] Bell forRoom() const { return {m_shared->tail, m_shared->producerWaits}; }
    /// The counter's value at which the consumer has nothing to take, or the producer no room: each asks for itself.
    [[nodiscard]] std::uint32_t whenEmpty() const { return m_own; }
    [[nodiscard]] std::uint32_t whenFull() const { return m_own - m_capacity; }

private:
    /// memcpy(3); one line of the cache without a call. Its first word apart: who numbers messages has stored it just
    /// now, and a wider load would wait for that.
    static void copy(std::byte* to, const std::byte* from, std::size_t size)
    {
        constexpr std::size_t line = 64, word = 8;
        if (size == line) {
            std::memcpy(to, from, word);
            std::memcpy(to + word, from + word, line - word);
        } else {
            std::memcpy(to, from, size);
        }
    }

    struct Shared {
        alignas(64) std::atomic<std::uint32_t> head;
        alignas(64) std::atomic<std::uint32_t> tail;
        alignas(64) std::atomic<std::uint32_t> consumerWaits;
        alignas(64) std::atomic<std::uint32_t> producerWaits;
    };
    static_assert(std::atomic<std::uint32_t>::is_always_lock_free);

    Shared* m_shared;
    std::byte* m_bytes;
    std::uint32_t m_capacity;
    std::uint32_t m_own = 0;   ///< what it has put in, or taken out: a view is one side's, from the beginning
    std::uint32_t m_known = 0; ///< the other side's counter, when it was looked at last
};

} // namespace sluice::mechanisms
