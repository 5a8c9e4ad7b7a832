#pragma once

#include "base/futex.h"
#include "mechanisms/lane_object.h"
#include "probe/worker.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/signalfd.h>

namespace sluice::mechanisms {

/// One process's side of a lane of real-time signals. Each carries one value (sigqueue(3)); it stays pending until the
/// other takes it with sigwaitinfo(2) or, who waits in poll(2), from a signalfd(2). How many may be pending is
/// RLIMIT_SIGPENDING of who receives them, which is set to the lane's capacity. At that limit sigqueue(3) says EAGAIN,
/// and no call waits for room: the sender asks once more and then sleeps in futex(2), until the other has taken one and
/// wakes it, or for a millisecond, because others may use up what all processes of a user have together.
class SignalPort
{
public:
    using Where = probe::Worker::Where;

    SignalPort(probe::Worker& worker, LaneObject& object, Waiting waiting, bool sends)
        : me(worker), notes(object.notes()), m_waiting(waiting), m_own(sends ? 0 : 1)
    {
        notes.process[m_own].store(me.id().value, std::memory_order_release);
        sigemptyset(&m_set);
        sigaddset(&m_set, number());
        sigprocmask(SIG_BLOCK, &m_set, nullptr); // or it would end the process
        rlimit limit{};
        getrlimit(RLIMIT_SIGPENDING, &limit);
        if (const auto most = static_cast<rlim_t>(object.mostSignals()); most > 0 && most < limit.rlim_cur) {
            limit.rlim_cur = most;
            setrlimit(RLIMIT_SIGPENDING, &limit);
        }
        waitBy(waiting);
        m_info.si_signo = number();
        m_info.si_code = SI_QUEUE;
        m_info.si_pid = getpid();
        m_info.si_uid = getuid();
    }

    void waitBy(Waiting waiting)
    {
        m_waiting = waiting;
        if (waiting != Waiting::Poll || m_fd >= 0) return;
        m_fd = me.signalFd(number());
        fcntl(m_fd, F_SETFL, O_NONBLOCK);
    }

    [[gnu::always_inline]] bool send(const std::byte* data, std::size_t, Where where = Where::current())
    {
        me.nextMessage();
        std::memcpy(&m_info.si_value.sival_ptr, data, valueBytes);
        for (;;) {
            ++m_calls;
            if (me.sendValue(other(), m_info, where) == 0) return true;
            if (errno == EAGAIN ? !awaitRoom() : errno != EINTR || me.stopped()) return false;
        }
    }
    [[gnu::always_inline]] bool receive(std::byte* data, std::size_t, Where where = Where::current())
    {
        std::uint64_t value = 0;
        while (!take(value, where))
            if ((errno != EINTR && errno != EAGAIN) || me.stopped()) return false;
        std::memcpy(data, &value, valueBytes);
        auto& full = notes.full[1 - m_own];
        if (full.load(std::memory_order_relaxed) != 0) { // after the kernel took the signal off: see awaitRoom()
            full.store(0, std::memory_order_relaxed);
            ++m_calls;
            futexWakeAll(full);
        }
        return true;
    }
    std::uint64_t fill(const std::byte*, std::size_t size)
    {
        std::uint64_t held = 0;
        while (me.sendValue(other(), m_info) == 0) held += size;
        return held;
    }
    [[nodiscard]] std::uint64_t calls() const { return m_calls; }

private:
    /// A message is at least as long (lane::smallestMessage); no more of it goes along.
    static constexpr std::size_t valueBytes = sizeof(sigval);
    static_assert(lane::smallestMessage >= valueBytes);

    static int number() { return SIGRTMIN + 1; }
    [[nodiscard]] ProcessId other() const { return {notes.process[1 - m_own].load(std::memory_order_acquire)}; }

    [[gnu::always_inline]] bool take(std::uint64_t& value, Where where)
    {
        if (m_waiting == Waiting::Poll) return takeFromDescriptor(value, where);
        constexpr timespec atOnce{};
        ++m_calls;
        return me.awaitValue(m_set, value, m_waiting == Waiting::Spin ? &atOnce : nullptr, where) > 0;
    }
    [[gnu::noinline]] bool takeFromDescriptor(std::uint64_t& value, Where where)
    {
        pollfd watched{m_fd, POLLIN, 0};
        ++m_calls;
        if (poll(&watched, 1, -1) < 0) return false;
        signalfd_siginfo info{};
        ++m_calls;
        if (me.read(m_fd, &info, sizeof info, where) != static_cast<ssize_t>(sizeof info)) return false;
        value = info.ssi_ptr;
        return true;
    }
    /// False: the run is to end.
    bool awaitRoom()
    {
        if (m_waiting == Waiting::Spin) return !me.stopped();
        auto& full = notes.full[m_own];
        if (full.exchange(1, std::memory_order_seq_cst) == 0)
            return !me.stopped(); // asks again: one may have been taken
        ++m_calls;
        futexWait(full, 1, probe::monotonicNow() + 1'000'000);
        return !me.stopped();
    }

    probe::Worker& me;
    LaneObject::Notes& notes;
    Waiting m_waiting;
    unsigned m_own; ///< 0: the sender
    sigset_t m_set{};
    siginfo_t m_info{};
    int m_fd = -1;
    std::uint64_t m_calls = 0;
};

} // namespace sluice::mechanisms
