#pragma once

#include "probe/worker.h"

#include <cerrno>
#include <sys/syscall.h>

/// How a system call is made through the probe. The end of worker.h: where messages are moved, all of this is inlined,
/// because after a system call the processor has often forgotten where a function returns to.
namespace sluice::probe {

namespace calls {

inline std::uint16_t lineOf(const Worker::Where& where) { return static_cast<std::uint16_t>(where.line()); }

inline int notMade()
{
    errno = ECANCELED;
    return -1;
}

/// pidfd_send_signal(2): with `info` a value goes with it, as by sigqueue(3).
inline int sendThrough(int pidfd, int signal, siginfo_t* info, unsigned flags = 0)
{
    return static_cast<int>(syscall(SYS_pidfd_send_signal, pidfd, signal, info, flags));
}

} // namespace calls

[[gnu::always_inline]] inline Event Worker::aboutCall(Call call, int fd, std::size_t size, const Where& where) const
{
    Event event;
    event.kind = EventKind::CallEntered;
    event.call = call;
    event.detail = static_cast<std::uint32_t>(fd);
    event.channel = known(fd).channel.value;
    event.size = static_cast<std::uint32_t>(size);
    event.message = transferOf(call) == Transfer::Send ? m_message : 0;
    event.line = calls::lineOf(where);
    return event;
}

/// `complete` adds what only the return can tell. Leaves errno as the call has left it: the caller looks at it next.
template <class MakeCall, class Complete>
[[gnu::always_inline]] inline ssize_t Worker::reported(Event event, MakeCall makeCall, Complete complete)
{
    emitInline(event);
    const ssize_t result = makeCall();
    event.kind = EventKind::CallReturned;
    event.result = result < 0 ? -errno : static_cast<std::int32_t>(result);
    complete(event, result);
    emitInline(event);
    return result;
}

template <class MakeCall>
[[gnu::always_inline]] inline ssize_t Worker::reported(Call call, int fd, std::size_t size, const Where& where,
                                                       MakeCall makeCall)
{
    if (!unhindered() && !passGate(call, static_cast<std::uint32_t>(fd), size, calls::lineOf(where)))
        return calls::notMade();
    return reported(aboutCall(call, fd, size, where), makeCall, [](Event&, ssize_t) {});
}

/// `event` says what is called, on which channel.
template <class MakeCall>
inline int Worker::opening(Event event, End end, const Where& where, MakeCall makeCall)
{
    if (!unhindered() && !passGate(event.call, event.detail, event.size, calls::lineOf(where))) return calls::notMade();
    event.line = calls::lineOf(where);
    event.kind = EventKind::CallEntered;
    emit(event);
    const int opened = makeCall();
    const int error = errno;
    event.kind = EventKind::CallReturned;
    event.result = opened < 0 ? -error : opened;
    emit(event);
    if (opened >= 0) hasDescriptor(opened, {event.channel}, end);
    errno = error;
    return opened;
}

// The calls that move messages.

[[gnu::always_inline]] inline ssize_t Worker::read(int fd, void* buffer, std::size_t size, Where where)
{
    if (unobserved()) return ::read(fd, buffer, size);
    return reported(Call::Read, fd, size, where, [&] { return ::read(fd, buffer, size); });
}

[[gnu::always_inline]] inline ssize_t Worker::write(int fd, const void* data, std::size_t size, Where where)
{
    if (unobserved()) return ::write(fd, data, size);
    return reported(Call::Write, fd, size, where, [&] { return ::write(fd, data, size); });
}

[[gnu::always_inline]] inline ssize_t Worker::send(int fd, const void* data, std::size_t size, Where where)
{
    if (unobserved()) return ::send(fd, data, size, MSG_NOSIGNAL);
    return reported(Call::Send, fd, size, where, [&] { return ::send(fd, data, size, MSG_NOSIGNAL); });
}

[[gnu::always_inline]] inline ssize_t Worker::recv(int fd, void* buffer, std::size_t size, Where where)
{
    if (unobserved()) return ::recv(fd, buffer, size, 0);
    return reported(Call::Recv, fd, size, where, [&] { return ::recv(fd, buffer, size, 0); });
}

[[gnu::always_inline]] inline int Worker::mqSend(int queue, const void* data, std::size_t size, unsigned priority,
                                                 Where where)
{
    const auto make = [&] { return ::mq_send(queue, static_cast<const char*>(data), size, priority); };
    if (unobserved()) return make();
    if (!unhindered() && !passGate(Call::MqSend, static_cast<std::uint32_t>(queue), size, lineOf(where)))
        return calls::notMade();
    Event event = aboutCall(Call::MqSend, queue, size, where);
    event.result = static_cast<std::int32_t>(priority);
    return static_cast<int>(reported(event, make, [](Event&, ssize_t) {}));
}

[[gnu::always_inline]] inline ssize_t Worker::mqReceive(int queue, void* buffer, std::size_t size, unsigned& priority,
                                                        OriginOf originOf, Where where)
{
    const auto make = [&] { return ::mq_receive(queue, static_cast<char*>(buffer), size, &priority); };
    if (unobserved()) return make();
    if (!unhindered() && !passGate(Call::MqReceive, static_cast<std::uint32_t>(queue), size, lineOf(where)))
        return calls::notMade();
    return reported(aboutCall(Call::MqReceive, queue, size, where), make, [&](Event& event, ssize_t result) {
        if (result <= 0) return;
        const Origin origin = originOf(buffer, static_cast<std::size_t>(result));
        event.message = origin.message;
        event.detail |= std::uint32_t{origin.sender.value} << 16;
    });
}

[[gnu::always_inline]] inline int Worker::sendValue(ProcessId to, siginfo_t& info, Where where)
{
    const auto signal = static_cast<std::uint32_t>(info.si_signo);
    if (!unhindered() && !passGate(Call::Sigqueue, to.value, signal, lineOf(where))) return calls::notMade();
    const int pidfd = pidfdOf(to);
    if (pidfd < 0) return -1;
    const auto make = [&] { return calls::sendThrough(pidfd, info.si_signo, &info); };
    if (unobserved()) return make();
    Event event;
    event.kind = EventKind::CallEntered;
    event.call = Call::Sigqueue;
    event.channel = m_place.channel.value;
    event.detail = to.value;
    event.size = signal;
    event.message = m_message;
    event.result = info.si_value.sival_int;
    event.line = lineOf(where);
    return static_cast<int>(reported(event, make, [](Event&, ssize_t) {}));
}

[[gnu::always_inline]] inline int Worker::awaitValue(const sigset_t& set, std::uint64_t& value,
                                                     const timespec* patience, Where where)
{
    const auto make = [&] {
        siginfo_t info;
        const int signal = patience ? ::sigtimedwait(&set, &info, patience) : ::sigwaitinfo(&set, &info);
        if (signal > 0) value = reinterpret_cast<std::uintptr_t>(info.si_value.sival_ptr);
        return signal;
    };
    if (unobserved()) return make();
    if (!unhindered() && !passGate(Call::SigWaitInfo, 0, 0, lineOf(where))) return calls::notMade();
    Event event = aboutCall(Call::SigWaitInfo, 0, 0, where);
    event.channel = m_place.channel.value;
    return static_cast<int>(reported(event, make, [](Event&, ssize_t) {}));
}

} // namespace sluice::probe
