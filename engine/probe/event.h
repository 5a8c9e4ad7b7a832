#pragma once

#include "base/id.h"
#include "base/trace_time.h"
#include "probe/call.h"
#include "probe/figure.h"

#include <cstdint>
#include <string_view>
#include <type_traits>

namespace sluice::probe {

/// Where a fact comes from. Everything that is drawn can tell which of the four it is.
enum class Evidence : std::uint8_t {
    Probe,   ///< an instrumented worker reported it
    Kernel,  ///< read from the kernel
    Derived, ///< follows from the first two
    Model,   ///< cannot be measured here
};

/// What happened. The comment names the fields used besides `time` and `process`.
enum class EventKind : std::uint8_t {
    None,
    ProcessStarted, ///< result: pid
    ProcessEnded,   ///< size: CLD_EXITED, CLD_KILLED or CLD_DUMPED; result: exit status or signal (waitid(2))
    ///< call, channel, detail: fd, size: bytes asked (open: End; mq_open also createFlag, exclusiveFlag, and message:
    ///< mq_maxmsg), message, line
    CallEntered,
    ///< mq_send: result: priority
    CallReturned, ///< the same, and result: the return value, or -errno
    ///< mq_receive: message and, in the upper half of detail, the sender of what came
    DescriptorOpened, ///< detail: fd, channel, size: End
    DescriptorClosed, ///< detail: fd, channel, size: End
    ///< the worker stands at its gate; line, call, detail, size: what it is about to call, as at CallEntered; result:
    ///< the GatePoint where that is no call
    HoldStarted,
    HoldEnded,   ///< it was let go
    PaceStarted, ///< the worker sleeps until its rate allows the next message, or (size: 1) the run ends; line
    PaceEnded,
    SettingChanged, ///< detail: index in the mechanism's table of settings, size and result: low and high 32 bits
    StreamBroken,   ///< a reader found bytes that were not the ones written; channel, size: offset in the stream
    SocketNamed,    ///< detail: fd of a TCP socket, size: its port, result: its peer's, both on 127.0.0.1; 0: none yet
    KernelDepth,    ///< channel, result: bytes inside (FIONREAD, QSIZE of a queue), message: messages (mq_getattr)
    KernelCapacity, ///< channel, result: bytes it can hold (F_GETPIPE_SZ), or -errno of a refused change
    KernelProcess,  ///< size: state letter of /proc/PID/stat, detail: string id of /proc/PID/wchan
    ///< detail: fd, channel, size: bytes queued (SIOCOUTQ of who sends, SIOCINQ of who receives), message: of
    ///< those not sent yet (SIOCOUTQNSD), result: window (tcpi_snd_wnd), line: tcpi_state
    KernelSocket,
    KernelBuffer, ///< detail: fd, channel, size: SO_SNDBUF or SO_RCVBUF
    StepBegun,    ///< size: number of the step of its own code, from 1; line
    /// message: the sender's pid (si_pid), size: si_code, result: si_value; detail: signal; line
    HandlerEntered,
    HandlerReturned, ///< detail: signal
    SignalSet,       ///< detail: a SignalSet that the worker has made itself, size and result: low and high half
    RecordTorn,      ///< the code that was interrupted, or the handler, found the two halves of a record different
    LockTaken,       ///< detail: number of a lock in user space
    LockReleased,    ///< detail: the same
    KernelSignals,   ///< detail: a SignalSet as /proc/PID/status has it, size and result: low and high half
    KernelProgram,   ///< detail: string id of the program that the process has become (/proc/PID/exe)
    ///< of such a program: call, detail: fd, size: bytes asked (/proc/PID/syscall), channel, result: state letter,
    ///< message: string id of the wait channel; call None: in none that has a name here
    KernelCall,
    KernelTraffic, ///< of such a program: channel, size and result: low and high half of the bytes written so far
    EventsLost,    ///< size: events of this process that found its ring full
    ///< channel; message and the lower half of detail: low 32 and high 16 bits of the address, upper half of detail:
    ///< which of the process's mappings, size: bytes, result: MapFlags
    MemoryMapped,
    MemoryUnmapped, ///< channel, upper half of detail: which mapping
    MemoryTouched,  ///< channel, detail: Touch (above: which mapping), message: offset, size and result: value; line
    MemoryTimed,    ///< one access that was timed: channel, size: nanoseconds, detail: AccessFlags, result: value; line
    Measured,       ///< channel, detail: Figure (above: which of several), size and result: low and high half
    KernelMeasured, ///< the same, read from the kernel
    EventsOff,      ///< until EventsOn the process reports nothing, to be timed without events
    EventsOn,
    Last = EventsOn,
};

/// Before what a worker can be held at its gate. All but calls are its own code.
enum class GatePoint : std::uint8_t {
    Call,    ///< a system call, or what it was is not known
    Step,    ///< of a flow that signals may cut
    Load,    ///< from memory that others share
    Compute, ///< on a value that only it has
    Store,   ///< into memory that others share
    Access,  ///< loads and stores that belong together
    Lock,    ///< takes a lock that others use too
    Sleep,   ///< the end of a sleep
    Last = Sleep,
};

/// Which end of a channel a descriptor leads to. A socket sends or receives on the channel, or waits for connections.
enum class End : std::uint8_t { None, Read, Write, Both, Listen, Last = Listen };

/// The sets of signals of a process: bit n - 1 is signal n (proc(5), /proc/PID/status: SigPnd, ShdPnd, SigBlk, SigIgn,
/// SigCgt).
enum class SignalSet : std::uint8_t { PendingThread, PendingProcess, Blocked, Ignored, Caught, Last = Caught };
inline constexpr std::size_t signalSets = static_cast<std::size_t>(SignalSet::Last) + 1;
[[nodiscard]] constexpr std::uint64_t bitOf(int signal)
{
    return signal >= 1 && signal <= 64 ? std::uint64_t{1} << (signal - 1) : 0;
}
/// In `result` of MemoryMapped: how a range of addresses was mapped (mmap(2)).
inline constexpr std::uint32_t mapShared = 1, mapPrivate = 2, mapOfFile = 4;
/// In `detail` of MemoryTouched.
enum class Touch : std::uint8_t { Load, Store, Add, Last = Add };
/// In `detail` of MemoryTimed: what the time says, and what the value proves where both processes add to one word.
inline constexpr std::uint32_t accessTransferred = 1, accessUnclear = 2, accessProven = 4, accessMoved = 8;

/// One thing that happened, as it stands in the ring and in the trace file (little endian, no padding).
///
///      0        8        12     16       20       24        26        28     30     31    32
///      | time   | message| size | result | detail | process | channel | line | kind | call |
///
/// `time` is a raw clock reading in the ring and nanoseconds since the start of the run in the trace.
/// `message` counts a sender's messages from 1; 0 is none.
struct Event {
    std::int64_t time = 0;
    std::uint32_t message = 0;
    std::uint32_t size = 0;
    std::int32_t result = 0;
    std::uint32_t detail = 0;
    std::uint16_t process = 0;
    std::uint16_t channel = 0;
    std::uint16_t line = 0;
    EventKind kind = EventKind::None;
    Call call = Call::None;

    bool operator==(const Event&) const = default;

    [[nodiscard]] TraceTime when() const { return {time}; }
    [[nodiscard]] ProcessId processId() const { return {process}; }
    [[nodiscard]] ChannelId channelId() const { return {channel}; }
    /// The value carried by SettingChanged, SignalSet, KernelSignals, KernelTraffic, Measured and
    /// MemoryTouched.
    [[nodiscard]] std::int64_t value() const
    {
        return static_cast<std::int64_t>((static_cast<std::uint64_t>(static_cast<std::uint32_t>(result)) << 32) | size);
    }
    void setValue(std::int64_t value)
    {
        size = static_cast<std::uint32_t>(static_cast<std::uint64_t>(value));
        result = static_cast<std::int32_t>(value >> 32);
    }
};
static_assert(sizeof(Event) == 32 && std::is_trivially_copyable_v<Event>);

/// Who vouches for an event of this kind.
[[nodiscard]] constexpr Evidence evidenceOf(EventKind kind)
{
    switch (kind) {
    case EventKind::ProcessStarted:
    case EventKind::ProcessEnded:
    case EventKind::KernelDepth:
    case EventKind::KernelCapacity:
    case EventKind::KernelSocket:
    case EventKind::KernelBuffer:
    case EventKind::KernelSignals:
    case EventKind::KernelProgram:
    case EventKind::KernelCall:
    case EventKind::KernelTraffic:
    case EventKind::KernelMeasured:
    case EventKind::KernelProcess: return Evidence::Kernel;
    case EventKind::EventsLost: return Evidence::Derived;
    default: return Evidence::Probe;
    }
}

/// Of HoldStarted.
[[nodiscard]] constexpr GatePoint gatePointOf(const Event& event)
{
    const bool known = event.result >= 0 && event.result <= static_cast<std::int32_t>(GatePoint::Last);
    return known ? static_cast<GatePoint>(event.result) : GatePoint::Call;
}

[[nodiscard]] constexpr Figure figureOf(const Event& event)
{
    const auto figure = static_cast<std::uint16_t>(event.detail & 0xffffU);
    return figure <= static_cast<std::uint16_t>(Figure::Last) ? static_cast<Figure>(figure) : Figure::None;
}
/// The upper half of `detail`.
[[nodiscard]] constexpr std::uint16_t indexOf(const Event& event)
{
    return static_cast<std::uint16_t>(event.detail >> 16);
}
/// Of MemoryMapped.
[[nodiscard]] constexpr std::uint64_t addressOf(const Event& event)
{
    return std::uint64_t{event.detail & 0xffffU} << 32 | event.message;
}

/// The descriptor in an event about a call.
[[nodiscard]] constexpr std::uint32_t descriptorOf(const Event& event)
{
    return event.call == Call::MqReceive ? event.detail & 0xffffU : event.detail;
}
/// Whose message mq_receive(3) brought; 0: nobody's.
[[nodiscard]] constexpr ProcessId originOf(const Event& event)
{
    return {static_cast<std::uint16_t>(event.call == Call::MqReceive ? event.detail >> 16 : 0)};
}

/// Stable lower-case names, as in `sluice events`: "call-entered", "probe". Unknown values give "?".
[[nodiscard]] std::string_view name(EventKind kind);
[[nodiscard]] std::string_view name(GatePoint point);
[[nodiscard]] std::string_view name(Evidence evidence);
[[nodiscard]] std::string_view name(End end);

} // namespace sluice::probe
