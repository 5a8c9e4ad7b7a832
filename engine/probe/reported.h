#pragma once

#include "probe/worker.h"

#include <cerrno>

/// How a system call is made through the probe. For this room only.
namespace sluice::probe {

namespace calls {

inline std::uint16_t lineOf(const Worker::Where& where) { return static_cast<std::uint16_t>(where.line()); }

inline int notMade()
{
    errno = ECANCELED;
    return -1;
}

} // namespace calls

inline Event Worker::aboutCall(Call call, int fd, std::size_t size, const Where& where) const
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
inline ssize_t Worker::reported(Call call, int fd, std::size_t size, const Where& where, MakeCall makeCall)
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

} // namespace sluice::probe
