#pragma once

#include <cstdint>
#include <string_view>

namespace sluice::probe {

/// The system calls that workers make through the probe.
enum class Call : std::uint8_t {
    None,
    Read,
    Write,
    Open,
    Close,
    MqOpen,
    MqSend,
    MqReceive,
    Socket, ///< detail: domain, size: type
    Bind,
    Listen,  ///< size: backlog
    Connect, ///< size: port, 0: a path
    Accept,
    Send,
    Recv,
    MqNotify, ///< size: the signal
    SigWaitInfo,
    SendDescriptor,    ///< sendmsg(2) with SCM_RIGHTS; size: the descriptor that goes
    ReceiveDescriptor, ///< recvmsg(2); result: the new descriptor
    Dup2,              ///< size: the number that the descriptor gets
    Execve,            ///< size: which of the programs to choose from
    ClockNanosleep,    ///< of a program without a probe
    ///< detail: the process it is for, size: signal, message: counts the sender's signals; at CallEntered result: the
    ///< value that goes with it
    Kill,
    Tgkill,       ///< the same, for its only thread
    Sigqueue,     ///< the same
    Sigaction,    ///< detail: signal, size: Disposition and flags
    Sigprocmask,  ///< detail: signal, size: SIG_BLOCK or SIG_UNBLOCK
    FutexWait,    ///< detail: number of the lock that it waits for
    WaitPid,      ///< detail: 0; result: pid
    SignalFd,     ///< result: the descriptor
    ShmOpen,      ///< size: End, and createFlag
    Ftruncate,    ///< size: bytes
    Mmap,         ///< detail: fd, size: bytes, message: MapFlags; result: 0
    Msync,        ///< size: bytes
    MutexLock,    ///< pthread_mutex_lock(3) that had to wait (futex(2)); detail: number of the lock
    MovePages,    ///< move_pages(2); size: pages
    GetMempolicy, ///< get_mempolicy(2) of an address
    Last = GetMempolicy
};

/// In `size` of sigaction(2).
enum class Disposition : std::uint8_t { Default, Ignore, Handler };
inline constexpr std::uint32_t restartFlag = 0x100, nodeferFlag = 0x200;

/// In `size` of mq_open(3), above the End.
inline constexpr std::uint32_t endMask = 0xff, createFlag = 0x100, exclusiveFlag = 0x200;

/// Does it send a signal?
[[nodiscard]] constexpr bool sendsSignal(Call call) { return call >= Call::Kill && call <= Call::Sigqueue; }
/// Is it a call about signals, which has no descriptor?
[[nodiscard]] constexpr bool isAboutSignals(Call call) { return call >= Call::Kill && call <= Call::WaitPid; }
/// Is it a call about memory?
[[nodiscard]] constexpr bool isAboutMemory(Call call) { return call >= Call::ShmOpen && call <= Call::GetMempolicy; }
/// Is it a call about sockets that does not move messages?
[[nodiscard]] constexpr bool isAboutSockets(Call call) { return call >= Call::Socket && call <= Call::Accept; }

/// Does it give a descriptor of something that has no number yet?
[[nodiscard]] constexpr bool opens(Call call)
{
    return call == Call::Open || call == Call::MqOpen || call == Call::Socket || call == Call::ShmOpen;
}

/// Does this call put bytes into a channel, take them out, or neither?
enum class Transfer : std::uint8_t { None, Send, Receive };
[[nodiscard]] constexpr Transfer transferOf(Call call)
{
    switch (call) {
    case Call::Write:
    case Call::Send:
    case Call::MqSend: return Transfer::Send;
    case Call::Read:
    case Call::Recv:
    case Call::MqReceive: return Transfer::Receive;
    default: return Transfer::None;
    }
}

/// Bytes that a call moved which asked for `size` and returned `result`: mq_send(3) returns 0 when all went in.
[[nodiscard]] constexpr std::uint32_t amountMoved(Call call, std::int32_t result, std::uint32_t size)
{
    if (call == Call::MqSend) return result == 0 ? size : 0;
    return result > 0 ? static_cast<std::uint32_t>(result) : 0;
}

/// Stable lower-case name: "write". Unknown values give "?".
[[nodiscard]] std::string_view name(Call call);

} // namespace sluice::probe
