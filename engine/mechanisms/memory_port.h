#pragma once

#include "base/futex.h"
#include "mechanisms/lane.h"
#include "mechanisms/lane_ring.h"
#include "probe/worker.h"

#include <memory>

namespace sluice::mechanisms {

/// One process's side of a lane through shared memory, where nothing is called but to sleep and to wake. As with
/// descriptors whole messages go in and come out; false: the run is to end.
class MemoryPort
{
public:
    using Where = probe::Worker::Where;

    MemoryPort(probe::Worker& worker, LaneRing in, LaneRing out, Waiting waiting)
        : me(worker), m_in(in), m_out(out), m_waiting(waiting)
    {}
    void waitBy(Waiting waiting) { m_waiting = waiting; }

    [[gnu::always_inline]] bool send(const std::byte* data, std::size_t size, Where where = Where::current())
    {
        if (!isTold()) [[likely]]
            return put(data, size);
        if (!me.mayTouch(probe::GatePoint::Store, where) || !put(data, size)) return false;
        tell(me, probe::Touch::Store, size, where);
        return true;
    }
    [[gnu::always_inline]] bool receive(std::byte* data, std::size_t size, Where where = Where::current())
    {
        if (!isTold()) [[likely]]
            return take(data, size);
        if (!me.mayTouch(probe::GatePoint::Load, where) || !take(data, size)) return false;
        tell(me, probe::Touch::Load, size, where);
        return true;
    }
    std::uint64_t fill(const std::byte* data, std::size_t size)
    {
        std::uint64_t held = 0;
        for (std::size_t n = 0; (n = m_out.put(data, size)) > 0;) held += n;
        wake(m_out.forBytes());
        return held;
    }
    [[nodiscard]] std::uint64_t calls() const { return m_calls; }

private:
    [[gnu::always_inline]] bool put(const std::byte* data, std::size_t size)
    {
        if (!m_out.putWhole(data, size)) [[unlikely]]
            return aside([=](MemoryPort& port) { return port.putInParts(data, size); });
        wake(m_out.forBytes());
        return true;
    }
    [[gnu::always_inline]] bool take(std::byte* data, std::size_t size)
    {
        if (!m_in.takeWhole(data, size)) [[unlikely]]
            return aside([=](MemoryPort& port) { return port.takeInParts(data, size); });
        return true;
    }
    [[gnu::noinline]] bool putInParts(const std::byte* data, std::size_t size)
    {
        for (std::size_t done = 0; done < size;) {
            if (me.stopped()) return false; // two that keep pace never sleep
            const std::size_t part = m_out.put(data + done, size - done);
            done += part;
            if (part > 0) wake(m_out.forBytes());
            else if (!sleep(m_out.forRoom(), m_out.whenFull())) return false;
        }
        return true;
    }
    [[gnu::noinline]] bool takeInParts(std::byte* data, std::size_t size)
    {
        for (std::size_t done = 0; done < size;) {
            if (me.stopped()) return false; // two that keep pace never sleep
            const std::size_t part = m_in.take(data + done, size - done);
            done += part;
            if (part > 0) wake(m_in.forRoom());
            else if (!sleep(m_in.forBytes(), m_in.whenEmpty())) return false;
        }
        return true;
    }
    /// Of its own, or it would take registers from the messages that are not told.
    [[gnu::noinline]] static void tell(probe::Worker& me, probe::Touch how, std::size_t size, Where where)
    {
        me.touched(how, 0, 0, static_cast<std::int64_t>(size), where);
    }
    /// What is off the usual way is done by a copy: a port whose address nobody has can stay in registers.
    template <class Do>
    [[gnu::always_inline]] bool aside(Do what)
    {
        MemoryPort copy = *this;
        const bool done = what(copy);
        std::destroy_at(this);
        std::construct_at(this, copy);
        return done;
    }

    /// Until the counter is no longer `idle`. False: the run is to end.
    [[gnu::always_inline]] bool sleep(LaneRing::Bell bell, std::uint32_t idle)
    {
        wake(m_in.forRoom()); // as takeInParts() does, which this process may not come to for long
        if (m_waiting == Waiting::Spin) {
            while (bell.counter.load(std::memory_order_acquire) == idle && !me.stopped()) pauseBriefly();
            return !me.stopped();
        }
        bell.waits.store(1, std::memory_order_relaxed);
        std::atomic_thread_fence(std::memory_order_seq_cst); // partner: wake()
        if (bell.counter.load(std::memory_order_relaxed) == idle && !me.stopped()) {
            ++m_calls;
            futexWait(bell.waits, 1);
        }
        bell.waits.store(0, std::memory_order_relaxed);
        return !me.stopped();
    }
    [[gnu::always_inline]] void wake(LaneRing::Bell bell)
    {
        if (m_waiting == Waiting::Spin) return;
        std::atomic_thread_fence(std::memory_order_seq_cst); // partner: sleep()
        if (bell.waits.load(std::memory_order_relaxed) == 0) return;
        bell.waits.store(0, std::memory_order_relaxed); // who is about to sleep finds it changed, and looks again
        ++m_calls;
        futexWakeAll(bell.waits);
    }
    /// One message in so many is reported; there, and not at every one, it can be held.
    [[gnu::always_inline]] bool isTold() { return me.reports() && ++m_moved % lane::sampledOneIn == 0; }
    static void pauseBriefly()
    {
#if defined(__x86_64__)
        __builtin_ia32_pause();
#endif
    }

    probe::Worker& me;
    LaneRing m_in, m_out;
    Waiting m_waiting;
    std::uint64_t m_calls = 0;
    std::uint32_t m_moved = 0; ///< messages, both ways
};

} // namespace sluice::mechanisms
