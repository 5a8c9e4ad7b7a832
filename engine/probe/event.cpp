#include "probe/event.h"

#include "base/words.h"

#include <array>

namespace sluice::probe {

namespace {

template <std::size_t N, class E>
std::string_view lookUp(const std::array<std::string_view, N>& names, E value)
{
    const auto index = static_cast<std::size_t>(value);
    return index < N ? names[index] : "?";
}

constexpr std::array<std::string_view, 39> kindNames{"none",
                                                     "process-started",
                                                     "process-ended",
                                                     "call-entered",
                                                     "call-returned",
                                                     "descriptor-opened",
                                                     "descriptor-closed",
                                                     "hold-started",
                                                     "hold-ended",
                                                     "pace-started",
                                                     "pace-ended",
                                                     "setting-changed",
                                                     "stream-broken",
                                                     "socket-named",
                                                     "kernel-depth",
                                                     "kernel-capacity",
                                                     "kernel-process",
                                                     "kernel-socket",
                                                     "kernel-buffer",
                                                     "step-begun",
                                                     "handler-entered",
                                                     "handler-returned",
                                                     "signal-set",
                                                     "record-torn",
                                                     "lock-taken",
                                                     "lock-released",
                                                     "kernel-signals",
                                                     "kernel-program",
                                                     "kernel-call",
                                                     "kernel-traffic",
                                                     "events-lost",
                                                     "memory-mapped",
                                                     "memory-unmapped",
                                                     "memory-touched",
                                                     "memory-timed",
                                                     "measured",
                                                     "kernel-measured",
                                                     "events-off",
                                                     "events-on"};
static_assert(kindNames.size() == static_cast<std::size_t>(EventKind::Last) + 1);

constexpr std::array<std::string_view, 37> callNames{"none",
                                                     "read",
                                                     "write",
                                                     "open",
                                                     "close",
                                                     "mq_open",
                                                     "mq_send",
                                                     "mq_receive",
                                                     "socket",
                                                     "bind",
                                                     "listen",
                                                     "connect",
                                                     "accept",
                                                     "send",
                                                     "recv",
                                                     "mq_notify",
                                                     "sigwaitinfo",
                                                     "sendmsg",
                                                     "recvmsg",
                                                     "dup2",
                                                     "execve",
                                                     "clock_nanosleep",
                                                     "kill",
                                                     "tgkill",
                                                     "sigqueue",
                                                     "sigaction",
                                                     "sigprocmask",
                                                     "futex",
                                                     "waitpid",
                                                     "signalfd",
                                                     "shm_open",
                                                     "ftruncate",
                                                     "mmap",
                                                     "msync",
                                                     "pthread_mutex_lock",
                                                     "move_pages",
                                                     "get_mempolicy"};
constexpr std::array<std::string_view, 52> figureNames{"none",
                                                       "additions",
                                                       "counter-value",
                                                       "lost-updates",
                                                       "recoveries",
                                                       "core",
                                                       "line-offset",
                                                       "padded",
                                                       "accesses",
                                                       "transfers",
                                                       "unclear",
                                                       "proven-moves",
                                                       "proven-found",
                                                       "proven-stays",
                                                       "proven-wrong",
                                                       "add-time-ps",
                                                       "bin",
                                                       "threshold-ns",
                                                       "verdict",
                                                       "sampled-one-in",
                                                       "apart",
                                                       "ring-head",
                                                       "ring-tail",
                                                       "ring-slots",
                                                       "poll-outcome",
                                                       "poll-time-ns",
                                                       "file-system",
                                                       "chunk-time-ps",
                                                       "nodes",
                                                       "page-node",
                                                       "frame",
                                                       "device",
                                                       "inode",
                                                       "file-offset",
                                                       "dirty-bytes",
                                                       "shared-cache",
                                                       "transfers-per-second",
                                                       "overlap-per-mille",
                                                       "preemptions",
                                                       "parent-pid",
                                                       "policy",
                                                       "address-node",
                                                       "lane-tally",
                                                       "lane-stamp",
                                                       "race-rounds",
                                                       "race-turn",
                                                       "race-fact",
                                                       "race-tally",
                                                       "race-stat",
                                                       "race-times",
                                                       "race-arrival-ns",
                                                       "race-size"};
static_assert(figureNames.size() == static_cast<std::size_t>(Figure::Last) + 1);

static_assert(callNames.size() == static_cast<std::size_t>(Call::Last) + 1);

} // namespace

std::string_view name(EventKind kind) { return lookUp(kindNames, kind); }
std::string_view name(Figure figure) { return lookUp(figureNames, figure); }
std::string_view name(Call call) { return lookUp(callNames, call); }

std::string_view name(GatePoint point)
{
    static constexpr std::array<std::string_view, 8> names{
        marked("gate", "call"),  marked("gate", "step"),   marked("gate", "load"), marked("gate", "compute"),
        marked("gate", "store"), marked("gate", "access"), marked("gate", "lock"), marked("gate", "sleep")};
    static_assert(names.size() == static_cast<std::size_t>(GatePoint::Last) + 1);
    return lookUp(names, point);
}

std::string_view name(Evidence evidence)
{
    static constexpr std::array<std::string_view, 4> names{marked("evidence", "probe"), marked("evidence", "kernel"),
                                                           marked("evidence", "derived"), marked("evidence", "model")};
    return lookUp(names, evidence);
}

std::string_view name(End end)
{
    static constexpr std::array<std::string_view, 5> names{"none", "read", "write", "both", "listen"};
    return lookUp(names, end);
}

} // namespace sluice::probe
