#pragma once

#include "probe/region.h"

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace sluice::probe {

static_assert(std::endian::native == std::endian::little, "events are written as words: RingWriter::push()");

/// Producer's end of one process's ring: no lock, no system call, no allocation. One flow at a time.
class RingWriter
{
public:
    RingWriter(std::byte* ring, std::size_t bytes)
        : m_header(reinterpret_cast<RingHeader*>(ring)),
          m_events(reinterpret_cast<Event*>(ring + ringEventsOffset)),
          m_capacity((bytes - ringEventsOffset) / sizeof(Event)),
          m_head(m_header->head.load(std::memory_order_relaxed)),
          m_fullAt(m_header->tail.load(std::memory_order_acquire) + m_capacity)
    {}

    /// Puts an event in, with the time that the clock tells, or counts it as lost when the ring is full.
    ///
    /// A signal handler may interrupt this anywhere and put in events of its own: they wait in `m_late` until the one
    /// that was interrupted is in. Handlers run to their end before the code that they have interrupted goes on, so
    /// plain variables with compiler fences are enough (signal-safety(7)). All of it is inlined: the event never stands
    /// in memory before it stands in the ring.
    [[gnu::always_inline]] void put(const Event& event, ClockKind clock)
    {
        putAt(bitsOf(event), [clock] { return rawNow(clock); });
    }
    /// The same for an event that has its time; not in a process whose signal handlers put some in too.
    void put(const Event& event)
    {
        putAt(bitsOf(event), [time = event.time] { return time; });
    }

private:
    /// An event without its time, as it stands in memory.
    struct Bits {
        std::uint64_t second, third, fourth;
        [[nodiscard]] std::uint16_t process() const { return static_cast<std::uint16_t>(fourth); }
    };
    [[gnu::always_inline]] static Bits bitsOf(const Event& event)
    {
        return {event.message | std::uint64_t{event.size} << 32,
                static_cast<std::uint32_t>(event.result) | std::uint64_t{event.detail} << 32,
                event.process | std::uint64_t{event.channel} << 16 | std::uint64_t{event.line} << 32
                    | std::uint64_t{static_cast<std::uint8_t>(event.kind)} << 48
                    | std::uint64_t{static_cast<std::uint8_t>(event.call)} << 56};
    }

    /// `stamp` is small and by value, as whatever a function off the usual way is given: nothing has an address.
    template <class Stamp>
    [[gnu::always_inline]] void putAt(Bits event, Stamp stamp)
    {
        if (m_busy) [[unlikely]]
            return putLate(event.second, event.third, event.fourth, stamp);
        m_busy = true;
        std::atomic_signal_fence(std::memory_order_seq_cst);
        std::int64_t time = stamp();
        std::atomic_signal_fence(std::memory_order_seq_cst);
        while (m_anyLate) [[unlikely]]
            { // their time is before this one's, or becomes so
                takeLate();
                time = stamp();
                std::atomic_signal_fence(std::memory_order_seq_cst);
            }
        if ((m_pendingLoss == 0 && m_head != m_fullAt) || makeRoom(time, event.process())) [[likely]]
            push(time, event);
        std::atomic_signal_fence(std::memory_order_seq_cst);
        m_busy = false;
        std::atomic_signal_fence(std::memory_order_seq_cst);
        if (m_anyLate) [[unlikely]]
            takeAllLate();
    }
    /// Called by a handler that has interrupted put(), and that may itself be interrupted by another one: a place is
    /// taken before it is filled, and with it the time, so that places and times have the same order. Nobody looks at
    /// it before all handlers have returned.
    template <class Stamp>
    [[gnu::noinline]] void putLate(std::uint64_t second, std::uint64_t third, std::uint64_t fourth, Stamp stamp)
    {
        std::uint32_t place = m_latePut.load(std::memory_order_relaxed);
        std::int64_t time = 0;
        do {
            if (place - m_lateTaken >= mostLate) {
                m_lateLost.fetch_add(1, std::memory_order_relaxed);
                m_anyLate = true;
                return;
            }
            time = stamp();
        } while (!m_latePut.compare_exchange_weak(place, place + 1, std::memory_order_relaxed));
        std::atomic_signal_fence(std::memory_order_seq_cst);
        m_late[place % mostLate] = {time, {second, third, fourth}};
        m_anyLate = true;
    }
    void takeLate();
    void takeAllLate();
    /// The ring seems full, or has been. False: it is, and the event is lost.
    bool makeRoom(std::int64_t time, std::uint16_t process);
    /// Four stores of eight bytes, and the line that later events need is asked for: the other core has it.
    [[gnu::always_inline]] void push(std::int64_t time, Bits event)
    {
        const std::uint64_t mask = m_capacity - 1, head = m_head;
        Event* const events = m_events;
        auto* slot = reinterpret_cast<std::byte*>(events + (head & mask));
        std::memcpy(slot, &time, sizeof time);
        std::memcpy(slot + 8, &event.second, sizeof event.second);
        std::memcpy(slot + 16, &event.third, sizeof event.third);
        std::memcpy(slot + 24, &event.fourth, sizeof event.fourth);
        m_head = head + 1;
        m_header->head.store(head + 1, std::memory_order_release);
#if defined(__x86_64__)
        asm volatile("prefetchw %0" : : "m"(events[(head + prefetchAhead) & mask]));
#endif
    }
    void lose();

    RingHeader* m_header;
    Event* m_events;
    std::uint64_t m_capacity;
    std::uint64_t m_head;
    std::uint64_t m_fullAt; ///< at which `head` it seems full, by an old `tail`: only then that is looked at again
    std::uint32_t m_pendingLoss = 0;

    // Shared with handlers of the same process.
    static constexpr std::uint32_t mostLate = 32;
    static constexpr std::size_t prefetchAhead = 16; ///< events: eight lines
    volatile bool m_busy = false;
    volatile bool m_anyLate = false;          ///< set after anything is put into m_late, or found no place there
    std::atomic<std::uint32_t> m_latePut = 0; ///< counts up for ever; modulo mostLate a place
    volatile std::uint32_t m_lateTaken = 0;
    std::atomic<std::uint32_t> m_lateLost = 0; ///< found no place
    volatile std::uint32_t m_lateLostTold = 0;
    struct Late {
        std::int64_t time = 0;
        Bits event{};
    };
    Late m_late[mostLate];
};

} // namespace sluice::probe
