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
/// notices. The producer looks after every message; the consumer, whose fence would cost as much as the rest, after at
/// most half the capacity, when it has to look for more bytes anyway: who has waited for room then finds room for many.
class LaneRing
{
public:
    static constexpr std::size_t line = 64; ///< of the cache, in bytes

    LaneRing(std::byte* memory, std::uint32_t capacity)
        : m_shared(reinterpret_cast<Shared*>(memory)),
          m_bytes(memory + sizeof(Shared)),
          m_next(m_bytes),
          m_until(m_bytes),
          m_capacity(capacity)
    {}
    [[nodiscard]] static constexpr std::size_t bytesFor(std::uint32_t capacity) { return sizeof(Shared) + capacity; }

    /// All of it, if that needs no look at the other side; false: use put().
    [[gnu::always_inline]] bool putWhole(const std::byte* data, std::size_t size)
    {
        if (size > static_cast<std::size_t>(m_until - m_next)) [[unlikely]]
            return false;
        copy(m_next, data, size);
        goOn(m_shared->head, size);
        return true;
    }
    /// The same; false: use take().
    [[gnu::always_inline]] bool takeWhole(std::byte* data, std::size_t size)
    {
        if (size > static_cast<std::size_t>(m_until - m_next)) [[unlikely]]
            return false;
        copy(data, m_next, size);
        goOn(m_shared->tail, size);
        return true;
    }
    /// As much as there is room for; 0: it is full.
    std::size_t put(const std::byte* data, std::size_t size)
    {
        const std::uint32_t tail = m_shared->tail.load(std::memory_order_acquire);
        return move(m_shared->head, m_capacity - (m_own - tail), size, m_capacity,
                    [&](std::size_t done, std::size_t part) { std::memcpy(m_next, data + done, part); });
    }
    /// As much as there is; 0: it is empty.
    std::size_t take(std::byte* data, std::size_t size)
    {
        const std::uint32_t head = m_shared->head.load(std::memory_order_acquire);
        return move(m_shared->tail, head - m_own, size, m_capacity / 2,
                    [&](std::size_t done, std::size_t part) { std::memcpy(data + done, m_next, part); });
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
    /// Past so many bytes, which the other side has from then on.
    [[gnu::always_inline]] void goOn(std::atomic<std::uint32_t>& counter, std::size_t size)
    {
        m_next += size;
        m_own += static_cast<std::uint32_t>(size);
        counter.store(m_own, std::memory_order_release);
    }
    /// Up to `most` bytes, over the end of the memory if need be; the other side learns of all of them at once. After
    /// them, at most `unseen` go without another look.
    template <class Copy>
    std::size_t move(std::atomic<std::uint32_t>& counter, std::uint32_t most, std::size_t size, std::size_t unseen,
                     Copy copyPart)
    {
        const std::size_t whole = std::min<std::size_t>(most, size);
        for (std::size_t done = 0; done < whole;) {
            const std::size_t part = std::min(whole - done, untilEnd());
            copyPart(done, part);
            done += part;
            m_own += static_cast<std::uint32_t>(part);
            m_next = m_bytes + (m_own & (m_capacity - 1));
        }
        m_until = m_next + std::min({most - whole, untilEnd(), unseen});
        if (whole > 0) counter.store(m_own, std::memory_order_release);
        return whole;
    }
    [[nodiscard]] std::size_t untilEnd() const { return static_cast<std::size_t>(m_bytes + m_capacity - m_next); }

    /// memcpy(3); one line of the cache without a call. Its first word apart: who numbers messages has stored it just
    /// now, and a wider load would wait for that.
    static void copy(std::byte* to, const std::byte* from, std::size_t size)
    {
        constexpr std::size_t word = 8;
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
    std::byte* m_next;  ///< where it puts its next byte, or takes it from
    std::byte* m_until; ///< up to there it may, without another look
    std::uint32_t m_capacity;
    std::uint32_t m_own = 0; ///< what it has put in, or taken out: a view is one side's, from the beginning
};

} // namespace sluice::mechanisms
