#pragma once

#include "base/id.h"
#include "base/trace_time.h"
#include "probe/event.h"
#include "state/recent.h"

#include <array>
#include <cstdint>
#include <vector>

namespace sluice::state {

/// A signal that one worker has sent to another.
struct SentSignal {
    enum class Fate : std::uint8_t {
        UnderWay,  ///< the call that sends it has not returned
        Pending,   ///< in a pending set of the receiver
        Delivered, ///< its handler has been entered
        Merged,    ///< a standard signal that was pending already: this one is gone (signal(7))
        Ignored,   ///< thrown away: SIG_IGN, or that is the default
        Acted,     ///< the default action was carried out
        Refused,   ///< the call failed
        Cancelled, ///< was pending when SIGCONT came, and would have stopped it; or was SIGCONT, and a stop came
        Last = Cancelled,
    };
    ProcessId sender;
    std::uint8_t signal = 0;
    probe::Call how = probe::Call::None;
    std::uint32_t number = 0; ///< counts the sender's signals
    std::int32_t value = 0;   ///< that goes with it: sigqueue(3)
    TraceTime sent;           ///< when the call was entered
    Fate fate = Fate::UnderWay;
    TraceTime decided; ///< when it met its fate
    bool operator==(const SentSignal&) const = default;
};

/// The frame of a handler, pushed where the flow below it was cut.
struct HandlerFrame {
    std::uint8_t signal = 0;
    ProcessId sender;       ///< none: the kernel, or somebody outside
    std::int32_t value = 0; ///< of sigqueue(3)
    bool hasValue = false;
    TraceTime entered;
    std::uint16_t line = 0;
    std::uint32_t step = 0;              ///< of the normal flow, at which it was cut
    std::uint64_t maskBefore = 0;        ///< comes into force again when the handler returns
    probe::Call cut = probe::Call::None; ///< the call in which it was cut, while that runs
    bool operator==(const HandlerFrame&) const = default;
};

/// All about signals that can be drawn of one process.
struct SignalState {
    /// From the sender's call to the handler, or to the read that brought it.
    struct Latency {
        std::uint8_t signal = 0;
        Duration taken{};
        bool operator==(const Latency&) const = default;
    };
    using Sets = std::array<std::uint64_t, probe::signalSets>; ///< by probe::SignalSet
    Sets derived{};                                            ///< what the calls and handlers make of them
    Sets kernel{};                                             ///< as /proc/PID/status had them
    TraceTime kernelWhen;                                      ///< when they were read last; 0: never
    std::uint64_t nodefer = 0;                                 ///< signals whose handlers do not block them
    std::uint64_t restart = 0;                                 ///< signals after which a call goes on by itself
    std::uint32_t step = 0;                                    ///< of its own code; 0: none begun
    std::uint16_t flowLine = 0;                                ///< source line at which its own code is, or was cut
    std::uint64_t torn = 0;                                    ///< records found with halves that differ
    std::uint64_t delivered = 0;                               ///< handlers entered, or read from signalFd
    std::uint64_t merged = 0, ignored = 0;
    std::uint32_t unfollowed = 0;     ///< pending as well: sent when more waited than are followed one by one
    std::uint64_t refused = 0;        ///< signals that it tried to block, catch or ignore, and cannot
    std::uint32_t interrupted = 0;    ///< calls that returned EINTR after a handler
    ChannelId channel;                ///< on which it gets its signals
    std::int32_t signalFd = -1;       ///< a descriptor that one signal is read from, instead of a handler: signalfd(2)
    std::uint8_t readSignal = 0;      ///< that signal
    std::vector<HandlerFrame> frames; ///< innermost last
    std::vector<SentSignal> waiting;  ///< for this process, not yet decided; oldest first
    Recent<SentSignal, 16> decided;   ///< newest last
    Recent<Latency, 64> latencies;    ///< newest last
    bool operator==(const SignalState&) const = default;

    [[nodiscard]] bool has(probe::SignalSet set, int signal) const
    {
        return (derived[static_cast<std::size_t>(set)] & probe::bitOf(signal)) != 0;
    }
    /// Is it read from a descriptor, instead of handled?
    [[nodiscard]] bool reads(int signal) const { return signalFd >= 0 && signal == int{readSignal}; }
    [[nodiscard]] std::uint64_t& of(probe::SignalSet set) { return derived[static_cast<std::size_t>(set)]; }
    [[nodiscard]] std::uint64_t of(probe::SignalSet set) const { return derived[static_cast<std::size_t>(set)]; }
};

} // namespace sluice::state
