#pragma once

#include "base/trace_time.h"
#include "mechanisms/message_queue.h"
#include "mechanisms/open_file.h"
#include "mechanisms/pending_signals.h"
#include "mechanisms/pipe_ring.h"
#include "mechanisms/shared_memory.h"
#include "mechanisms/socket_queue.h"
#include "probe/event.h"
#include "probe/region.h"
#include "scenario/scenario.h"
#include "state/recent.h"
#include "state/signal_state.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace sluice::state {

using probe::Evidence;

/// What a process is doing, as it is drawn on its card and in its lane.
enum class Activity : std::uint8_t {
    Absent,     ///< not started yet
    Running,    ///< between probes, on its own code
    Pacing,     ///< sleeps until its rate allows the next message, or its work is done
    InCall,     ///< inside a system call that can go on
    Blocked,    ///< inside a system call that waits for somebody else
    Held,       ///< stands at its gate because the viewer holds it
    Handling,   ///< in a signal handler, on its own code
    Stopped,    ///< by a signal
    Unobserved, ///< is timed without events: nobody knows what it does
    Ended,
};

struct Descriptor {
    std::uint32_t fd = 0;
    ChannelId channel; ///< none: stdin, stdout, stderr, other
    probe::End end = probe::End::None;
    bool open = true;                     ///< false: was closed; kept so that the closing can be seen
    TraceTime changed;                    ///< when it was opened or closed
    std::uint16_t port = 0, peerPort = 0; ///< of a TCP socket on 127.0.0.1; 0: none yet
    bool operator==(const Descriptor&) const = default;
};

/// A system call, while it runs and after it has returned.
struct CallState {
    probe::Call call = probe::Call::None;
    std::uint32_t fd = 0;
    ChannelId channel;
    std::uint32_t size = 0;     ///< bytes asked
    std::uint32_t message = 0;  ///< for a sender
    std::uint32_t offset = 0;   ///< for a sender: bytes of this message that earlier calls have already put in
    std::uint32_t moved = 0;    ///< bytes known to have gone in or come out so far (while it runs: derived)
    std::int32_t result = 0;    ///< once returned: value or -errno
    std::uint32_t priority = 0; ///< of a message that is sent, or that came
    ProcessId origin;           ///< of a receive that has returned: whose message it was
    std::uint16_t line = 0;     ///< source line of the call
    TraceTime entered;
    TraceTime returned; ///< valid when !running
    bool running = false;
    bool operator==(const CallState&) const = default;
};

/// In a set of processes: there are no more than 32.
[[nodiscard]] constexpr std::uint32_t processBit(ProcessId id) { return std::uint32_t{1} << id.value; }
static_assert(probe::maxWorkers < 32);

/// Bytes that a call which has returned put in or took out.
[[nodiscard]] constexpr std::uint32_t amountOf(const CallState& call)
{
    return probe::amountMoved(call.call, call.result, call.size);
}

/// What a process that stands at its gate is about to do.
struct HeldBefore {
    probe::Call call = probe::Call::None;
    probe::GatePoint point = probe::GatePoint::Call; ///< without a call: what else
    ChannelId channel;
    std::uint32_t fd = 0; ///< or what else `detail` is of such a call
    std::uint32_t size = 0;
    std::uint16_t line = 0;
    std::uint16_t unused = 0; ///< no byte of it is without a value: it is stored as it is
    bool operator==(const HeldBefore&) const = default;
};

/// The kernel's own word about a process, when it was last asked.
struct KernelWord {
    char stateLetter = 0;          ///< of /proc/PID/stat, 0: never asked
    std::uint32_t waitChannel = 0; ///< string id of /proc/PID/wchan
    TraceTime when;
    bool operator==(const KernelWord&) const = default;
};

struct Exit {
    int code = 0;   ///< CLD_EXITED, CLD_KILLED, CLD_DUMPED
    int status = 0; ///< exit status or signal number
    bool operator==(const Exit&) const = default;
};

struct ProcessState {
    ProcessId id;
    int pid = 0;
    Activity activity = Activity::Absent;
    Evidence activityEvidence = Evidence::Probe; ///< Blocked: Kernel once a sample has confirmed it, else Derived
    TraceTime since;                             ///< when the activity began
    CallState call;                              ///< current, else last
    bool held = false;                           ///< stands at its gate …
    HeldBefore heldBefore;                       ///< … about to make this call
    bool pacing = false;                         ///< sleeps until its next turn …
    bool done = false;                           ///< … or has none any more: it waits for the end of the run
    bool waiting = false;                        ///< inside a call that waits for somebody else
    bool unobserved = false;                     ///< it reports nothing for a while
    KernelWord kernel;
    std::uint32_t program = 0; ///< one more than the string id of the program it has become; 0: it is a worker still
    std::uint64_t written = 0; ///< bytes that this program has written (/proc/PID/io)
    std::uint16_t line = 0;    ///< of its role's source: where its last event comes from
    std::uint32_t locks = 0;   ///< that it holds: bit n is lock n
    SignalState signals;
    /// What was going on below each handler that runs: it goes on when that returns.
    struct Cut {
        CallState call;
        std::uint16_t line = 0;
        bool pacing = false, waiting = false, held = false;
        HeldBefore heldBefore;
        bool operator==(const Cut&) const = default;
    };
    std::vector<Cut> cut; ///< innermost last, as many as signals.frames
    std::vector<Descriptor> descriptors;
    Exit exit;
    std::uint32_t lastMessage = 0; ///< a sender's message under way or last sent …
    std::uint32_t lastOffset = 0;  ///< … and how many of its bytes have gone in
    int nonblockingSetting = -1;   ///< index of the setting that makes its calls return at once, or -1
    std::optional<mechanisms::MessageQueue::Message> leaving; ///< likewise, of a queue
    std::vector<mechanisms::Run> taken; ///< what a receive that still runs must have taken out already
    std::uint64_t sent = 0;             ///< messages whose last byte went in
    std::uint64_t received = 0;         ///< messages whose last byte came out here
    std::uint64_t calls = 0;
    std::uint64_t lost = 0; ///< events of this process that found its ring full
    bool operator==(const ProcessState&) const = default;

    /// Only the kernel tells of it: it has become a program without a probe.
    [[nodiscard]] bool isProgram() const { return program != 0; }
    /// A handler waits for a lock that the code it has interrupted holds: nobody will ever release it.
    [[nodiscard]] bool waitsForItself() const
    {
        return call.running && call.call == probe::Call::FutexWait && call.fd < 32 && (locks >> call.fd & 1U) != 0;
    }
    [[nodiscard]] std::uint32_t programName() const { return program - 1; } ///< string id, if isProgram()
};

/// One movement that can still be seen: bytes that have just gone in or come out.
struct Movement {
    TraceTime when;
    ProcessId process;
    probe::Transfer transfer = probe::Transfer::None;
    std::vector<mechanisms::Run> runs; ///< at most 4; the rest is summed up in `bytes`
    std::uint32_t bytes = 0;
    std::uint64_t slot = 0; ///< index of the newest slot touched (send) or oldest (receive)
    bool operator==(const Movement&) const = default;
};

struct ChannelState {
    ChannelId id;
    std::variant<std::monostate, mechanisms::PipeRing, mechanisms::MessageQueue, mechanisms::SocketQueue,
                 mechanisms::OpenFile, mechanisms::PendingSignals, mechanisms::SharedMemory>
        object;
    std::uint64_t depthBytes = 0; ///< derived from the calls
    std::uint64_t maxDepthBytes = 0;
    std::uint64_t capacityBytes = 0;
    std::int64_t kernelDepthBytes = -1; ///< last FIONREAD, -1: never asked
    std::uint32_t kernelMessages = 0;   ///< of a queue, at the same time
    TraceTime kernelDepthWhen;
    std::uint64_t bytesSent = 0, bytesReceived = 0;
    std::uint64_t messagesSent = 0, messagesReceived = 0;
    int readers = 0, writers = 0;      ///< open descriptors of each end, in all workers
    std::uint32_t callers = 0;         ///< a bit for each process whose call on it runs: processBit()
    bool uncertain = false;            ///< events were lost: depth unknown until the kernel is asked at rest
    std::uint64_t causalityBreaks = 0; ///< bytes came out that nobody had put in; 0 unless events were lost
    std::uint64_t brokenBytes = 0;     ///< StreamBroken events
    Recent<Movement, 24> movements;    ///< newest last
    Recent<TraceTime, 32> recentSends; ///< newest last: for the rate
    bool operator==(const ChannelState&) const = default;
};

/// All that can be drawn at one moment: one copyable value.
/// It is a function of the scenario and the events up to `applied`; nothing else may be drawn.
struct SystemState {
    TraceTime time;                                          ///< of the moment that was asked for
    std::uint64_t applied = 0;                               ///< events in it
    std::vector<ProcessState> processes;                     ///< [0] is the supervisor, then the scenario's order
    std::vector<ChannelState> channels;                      ///< [0] is unused, then the scenario's order
    std::array<std::int64_t, probe::maxSettings> settings{}; ///< values in force, by index in scenario::SettingTable
    std::uint64_t lost = 0;                                  ///< events that found a full ring, in `gaps` gaps
    std::uint64_t gaps = 0;
    bool operator==(const SystemState&) const = default;
};

/// Before the first event: the scenario's processes, absent, and its channels, empty.
[[nodiscard]] SystemState initialState(const scenario::Scenario& scenario);

/// The state after one more event. Never fails: an event that contradicts the state is counted, not obeyed.
void apply(SystemState& state, const probe::Event& event);

/// Messages per second of real time through a channel, over its most recent sends before state.time; 0 when idle.
[[nodiscard]] double messageRate(const SystemState& state, ChannelId channel);

[[nodiscard]] std::string_view name(Activity activity);

} // namespace sluice::state
