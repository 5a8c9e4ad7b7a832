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

    /// Puts an event in, with the time that `stamp()` tells, or counts it as lost when the ring is full.
    ///
    /// A signal handler may interrupt this anywhere and put in events of its own: they wait in `m_late` until the one
    /// that was interrupted is in. Handlers run to their end before the code that they have interrupted goes on, so
    /// plain variables with compiler fences are enough (signal-safety(7)). An event is taken by value and inlined: it
    /// never stands in memory before it stands in the ring.
    template <class Stamp>
    [[gnu::always_inline]] void put(Event event, const Stamp& stamp)
    {
        if (m_busy) [[unlikely]]
            return putLate(event, stamp);
        m_busy = true;
        std::atomic_signal_fence(std::memory_order_seq_cst);
        event.time = stamp();
        std::atomic_signal_fence(std::memory_order_seq_cst);
        while (m_anyLate) [[unlikely]]
            { // their time is before this one's, or becomes so
                takeLate();
                event.time = stamp();
                std::atomic_signal_fence(std::memory_order_seq_cst);
            }
        if (m_pendingLoss != 0 || m_head == m_fullAt) [[unlikely]] {
            if (makeRoom(event.time, event.process)) push(event);
        } else {
            push(event);
        }
        std::atomic_signal_fence(std::memory_order_seq_cst);
        m_busy = false;
        std::atomic_signal_fence(std::memory_order_seq_cst);
        if (m_anyLate) [[unlikely]]
            takeAllLate();
    }
    /// The same for an event that has its time; not in a process whose signal handlers put some in too.
    void put(Event event)
    {
        put(event, [&event] { return event.time; });
    }

private:
    /// Called by a handler that has interrupted put(), and that may itself be interrupted by another one: a place is
    /// taken before it is filled, and with it the time, so that places and times have the same order. Nobody looks at
    /// it before all handlers have returned.
    template <class Stamp>
    [[gnu::noinline]] void putLate(Event event, const Stamp& stamp)
    {
        std::uint32_t place = m_latePut.load(std::memory_order_relaxed);
        do {
            if (place - m_lateTaken >= mostLate) {
                m_lateLost.fetch_add(1, std::memory_order_relaxed);
                m_anyLate = true;
                return;
            }
            event.time = stamp();
        } while (!m_latePut.compare_exchange_weak(place, place + 1, std::memory_order_relaxed));
        std::atomic_signal_fence(std::memory_order_seq_cst);
        m_late[place % mostLate] = event;
        m_anyLate = true;
    }
    void takeLate();
    void takeAllLate();
    /// The ring seems full, or has been. False: it is, and the event is lost.
    bool makeRoom(std::int64_t time, std::uint16_t process);
    /// Four stores of eight bytes, and the line that the next events need is asked for: the other core has it.
    [[gnu::always_inline]] void push(const Event& event)
    {
        const std::uint64_t where = m_head & (m_capacity - 1);
        auto* slot = reinterpret_cast<std::byte*>(m_events + where);
        const auto put64 = [slot](std::size_t offset, std::uint64_t bits) {
            std::memcpy(slot + offset, &bits, sizeof bits);
        };
        put64(0, static_cast<std::uint64_t>(event.time));
        put64(8, event.message | std::uint64_t{event.size} << 32);
        put64(16, static_cast<std::uint32_t>(event.result) | std::uint64_t{event.detail} << 32);
        put64(24, event.process | std::uint64_t{event.channel} << 16 | std::uint64_t{event.line} << 32
                      | std::uint64_t{static_cast<std::uint8_t>(event.kind)} << 48
                      | std::uint64_t{static_cast<std::uint8_t>(event.call)} << 56);
        m_header->head.store(++m_head, std::memory_order_release);
#if defined(__x86_64__)
        asm volatile("prefetchw %0" : : "m"(m_events[(m_head + prefetchAhead) & (m_capacity - 1)]));
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
    Event m_late[mostLate];
};

} // namespace sluice::probe
