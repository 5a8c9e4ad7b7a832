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

template <class MakeCall>
inline ssize_t Worker::reported(Call call, int fd, std::size_t size, const Where& where, MakeCall makeCall)
{
    if (!unhindered() && !passGate(call, static_cast<std::uint32_t>(fd), size, calls::lineOf(where)))
        return calls::notMade();
    emitCall(EventKind::CallEntered, call, fd, size, 0, calls::lineOf(where));
    const ssize_t result = makeCall();
    emitCall(EventKind::CallReturned, call, fd, size, result, calls::lineOf(where));
    return result;
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
