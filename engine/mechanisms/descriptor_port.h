#pragma once

#include "mechanisms/lane.h"
#include "mechanisms/lane_object.h"
#include "probe/worker.h"

#include <cerrno>
#include <fcntl.h>
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

} // namespace sluice::mechanisms
