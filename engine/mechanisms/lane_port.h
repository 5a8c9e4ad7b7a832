#pragma once

#include "base/futex.h"
#include "mechanisms/lane.h"
#include "mechanisms/lane_object.h"
#include "probe/worker.h"

#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <poll.h>

namespace sluice::mechanisms {

/// The line of a role's own text that wants a message to move: it is the one that runs.
using Where = probe::Worker::Where;

/// The calls that move bytes through a kind of descriptor.
struct ReadWrite {
    [[gnu::always_inline]] static ssize_t out(probe::Worker& me, int fd, const std::byte* data, std::size_t size,
                                              Where where)
    {
        return me.write(fd, data, size, where);
    }
    [[gnu::always_inline]] static ssize_t in(probe::Worker& me, int fd, std::byte* data, std::size_t size, Where where)
    {
        return me.read(fd, data, size, where);
    }
};
struct SendRecv {
    [[gnu::always_inline]] static ssize_t out(probe::Worker& me, int fd, const std::byte* data, std::size_t size,
                                              Where where)
    {
        return me.send(fd, data, size, where);
    }
    [[gnu::always_inline]] static ssize_t in(probe::Worker& me, int fd, std::byte* data, std::size_t size, Where where)
    {
        return me.recv(fd, data, size, where);
    }
};
struct QueueCalls {
    [[gnu::always_inline]] static ssize_t out(probe::Worker& me, int fd, const std::byte* data, std::size_t size,
                                              Where where)
    {
        return me.mqSend(fd, data, size, 0, where) == 0 ? static_cast<ssize_t>(size) : -1;
    }
    [[gnu::always_inline]] static ssize_t in(probe::Worker& me, int fd, std::byte* data, std::size_t size, Where where)
    {
        unsigned priority = 0;
        constexpr auto nobody = [](const void*, std::size_t) { return probe::Worker::Origin{}; };
        return me.mqReceive(fd, data, size, priority, nobody, where);
    }
};

/// A queue takes only a buffer for its largest message (mq_receive(3), EMSGSIZE): of one that has room for the largest
/// there is.
struct RoomyQueueCalls {
    [[gnu::always_inline]] static ssize_t out(probe::Worker& me, int fd, const std::byte* data, std::size_t size,
                                              Where where)
    {
        return QueueCalls::out(me, fd, data, size, where);
    }
    [[gnu::always_inline]] static ssize_t in(probe::Worker& me, int fd, std::byte* data, std::size_t, Where where)
    {
        return QueueCalls::in(me, fd, data, lane::largestMessage, where);
    }
};

inline void setNonblocking(int fd, bool on)
{
    const int flags = fcntl(fd, F_GETFL);
    fcntl(fd, F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
}

/// One process's side of a lane that leads through descriptors. Whole messages go in and come out, with as many calls
/// as that takes. False: the run is to end, or the other side has gone.
template <class Calls>
class DescriptorPort
{
public:
    DescriptorPort(probe::Worker& worker, LaneObject::Ends ends, Waiting waiting) : me(worker), m_ends(ends)
    {
        waitBy(waiting);
    }
    void waitBy(Waiting waiting)
    {
        m_waiting = waiting;
        setNonblocking(m_ends.in, waiting != Waiting::Block);
        setNonblocking(m_ends.out, waiting != Waiting::Block);
    }

    [[gnu::always_inline]] bool send(const std::byte* data, std::size_t size, Where where = Where::current())
    {
        me.nextMessage();
        for (std::size_t done = 0; done < size;) {
            ++m_calls;
            const ssize_t n = Calls::out(me, m_ends.out, data + done, size - done, where);
            if (n > 0) done += static_cast<std::size_t>(n);
            else if (!canGoOn(m_ends.out, POLLOUT)) return false;
        }
        return true;
    }
    [[gnu::always_inline]] bool receive(std::byte* data, std::size_t size, Where where = Where::current())
    {
        for (std::size_t done = 0; done < size;) {
            if (m_waiting != Waiting::Block && !await(m_ends.in, POLLIN)) return false;
            ++m_calls;
            const ssize_t n = Calls::in(me, m_ends.in, data + done, size - done, where);
            if (n > 0) done += static_cast<std::size_t>(n);
            else if (n == 0 || !canGoOn(m_ends.in, POLLIN)) return false;
        }
        return true;
    }
    /// Puts in messages until there is no room; returns the bytes that went in.
    std::uint64_t fill(const std::byte* data, std::size_t size, Where where = Where::current())
    {
        setNonblocking(m_ends.out, true);
        std::uint64_t held = 0;
        for (ssize_t n = 0; (n = Calls::out(me, m_ends.out, data, size, where)) > 0;)
            held += static_cast<std::uint64_t>(n);
        setNonblocking(m_ends.out, m_waiting != Waiting::Block);
        return held;
    }
    [[nodiscard]] std::uint64_t calls() const { return m_calls; }

private:
    /// After a call that moved nothing.
    [[gnu::always_inline]] bool canGoOn(int fd, short what)
    {
        if (errno == EAGAIN) return await(fd, what);
        return errno == EINTR && !me.stopped();
    }
    [[gnu::always_inline]] bool await(int fd, short what)
    {
        pollfd watched{fd, what, 0};
        while (!me.stopped()) {
            ++m_calls;
            if (poll(&watched, 1, m_waiting == Waiting::Spin ? 0 : -1) > 0) return true;
        }
        return false;
    }

    probe::Worker& me;
    LaneObject::Ends m_ends;
    Waiting m_waiting = Waiting::Block;
    std::uint64_t m_calls = 0;
};

/// The same through shared memory, where nothing is called but to sleep and to wake.
class MemoryPort
{
public:
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
