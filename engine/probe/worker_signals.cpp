// What workers do with signals, through the probe. All of it is async-signal-safe (signal-safety(7)).

#include "probe/reported.h"

#include "base/futex.h"

#include <cerrno>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace sluice::probe {

namespace {

/// The kernel's own word about one set, as sigprocmask(2) tells it.
std::uint64_t bitsOf(const sigset_t& set)
{
    std::uint64_t bits = 0;
    for (int signal = 1; signal <= 64; ++signal)
        if (sigismember(&set, signal) == 1) bits |= bitOf(signal);
    return bits;
}

/// To the first thread alone. Before Linux 6.9 a pidfd was for the whole process: then by tgkill(2).
int sendToThread(int pidfd, pid_t pid, int signal)
{
    constexpr unsigned thread = 1; // PIDFD_SIGNAL_THREAD, which Debian 12's headers lack
    const int result = calls::sendThrough(pidfd, signal, nullptr, thread);
    if (result == 0 || errno != EINVAL) return result;
    return static_cast<int>(syscall(SYS_tgkill, pid, pid, signal));
}

siginfo_t queued(int signal, int value)
{
    siginfo_t info{};
    info.si_code = SI_QUEUE;
    info.si_signo = signal;
    info.si_pid = getpid();
    info.si_uid = getuid();
    info.si_value.sival_int = value;
    return info;
}

} // namespace

/// The supervisor takes the number away before it reaps a process (Supervisor::reap): if it is still there after the
/// descriptor was opened, it has meant that process all the time. Another number: it was started again.
int Worker::openPidfd(ProcessId worker)
{
    Peer& peer = m_peers[worker.value % (maxWorkers + 1)];
    if (peer.pidfd >= 0) ::close(std::exchange(peer.pidfd, -1));
    const auto& number = m_region.control(worker).pid;
    const pid_t pid = number.load(std::memory_order_seq_cst);
    const int pidfd = pid > 0 ? static_cast<int>(syscall(SYS_pidfd_open, pid, 0)) : -1;
    if (pidfd >= 0 && number.load(std::memory_order_seq_cst) == pid) {
        peer = {pidfd, pid, &number};
        return pidfd;
    }
    if (pidfd >= 0) ::close(pidfd);
    errno = ESRCH;
    return -1;
}

void Worker::emitOf(EventKind kind, std::uint32_t detail, std::uint16_t line)
{
    Event event;
    event.kind = kind;
    event.channel = m_place.channel.value;
    event.detail = detail;
    event.line = line;
    emit(event);
}

void Worker::tellSet(SignalSet set, std::uint64_t bits)
{
    Event event;
    event.kind = EventKind::SignalSet;
    event.channel = m_place.channel.value;
    event.detail = static_cast<std::uint32_t>(set);
    event.setValue(static_cast<std::int64_t>(bits));
    emit(event);
}

void Worker::tellSignalSets()
{
    struct { // as rt_sigaction(2) has it: sigaction(3) hides the two signals that the C library keeps for itself
        void* handler;
        unsigned long flags;
        void* restorer;
        std::uint64_t mask;
    } action{};
    std::uint64_t ignored = 0, caught = 0;
    for (int signal = 1; signal <= 64; ++signal) {
        if (syscall(SYS_rt_sigaction, signal, nullptr, &action, sizeof action.mask) != 0) continue;
        const auto what = reinterpret_cast<std::uintptr_t>(action.handler);
        if (what == reinterpret_cast<std::uintptr_t>(SIG_IGN)) ignored |= bitOf(signal);
        else if (what != reinterpret_cast<std::uintptr_t>(SIG_DFL)) caught |= bitOf(signal);
    }
    sigset_t blocked;
    if (::sigprocmask(SIG_BLOCK, nullptr, &blocked) == 0) tellSet(SignalSet::Blocked, bitsOf(blocked));
    tellSet(SignalSet::Ignored, ignored);
    tellSet(SignalSet::Caught, caught);
}

int Worker::sendSignal(Call how, ProcessId to, int signal, int value, Where where)
{
    if (!unhindered() && !passGate(how, to.value, static_cast<std::size_t>(signal), calls::lineOf(where)))
        return calls::notMade();
    const int pidfd = pidfdOf(to);
    Event event;
    event.kind = EventKind::CallEntered;
    event.call = how;
    event.channel = m_place.channel.value;
    event.detail = to.value;
    event.size = static_cast<std::uint32_t>(signal);
    event.message = ++m_message;
    event.result = how == Call::Sigqueue ? value : 0;
    event.line = calls::lineOf(where);
    siginfo_t info = queued(signal, value);
    emit(event);
    int result = -1;
    if (pidfd < 0) errno = ESRCH;
    else if (how == Call::Sigqueue) result = calls::sendThrough(pidfd, signal, &info);
    else if (how == Call::Kill) result = calls::sendThrough(pidfd, signal, nullptr);
    else result = sendToThread(pidfd, m_region.control(to).pid.load(std::memory_order_relaxed), signal);
    const int error = errno;
    event.kind = EventKind::CallReturned;
    event.result = result < 0 ? -error : result;
    emit(event);
    errno = error;
    return result;
}

int Worker::setDisposition(int signal, Disposition disposition, std::uint32_t flags, Handler handler, Where where)
{
    struct sigaction action {};
    sigemptyset(&action.sa_mask);
    if (disposition == Disposition::Handler) {
        action.sa_sigaction = handler;
        action.sa_flags =
            SA_SIGINFO | ((flags & restartFlag) != 0 ? SA_RESTART : 0) | ((flags & nodeferFlag) != 0 ? SA_NODEFER : 0);
    } else {
        action.sa_handler = disposition == Disposition::Ignore ? SIG_IGN : SIG_DFL;
    }
    const std::size_t what = static_cast<std::size_t>(disposition) | flags;
    return static_cast<int>(
        reported(Call::Sigaction, signal, what, where, [&] { return ::sigaction(signal, &action, nullptr); }));
}

int Worker::changeMask(int how, int signal, Where where)
{
    sigset_t one, now;
    sigemptyset(&one);
    sigaddset(&one, signal);
    const auto result = static_cast<int>(reported(Call::Sigprocmask, signal, static_cast<std::size_t>(how), where,
                                                  [&] { return ::sigprocmask(how, &one, nullptr); }));
    const int error = errno;
    if (::sigprocmask(SIG_BLOCK, nullptr, &now) == 0) tellSet(SignalSet::Blocked, bitsOf(now));
    errno = error;
    return result;
}

void Worker::handlerEntered(int signal, const siginfo_t& info, Where where)
{
    Event event;
    event.kind = EventKind::HandlerEntered;
    event.channel = m_place.channel.value;
    event.detail = static_cast<std::uint32_t>(signal);
    event.message = static_cast<std::uint32_t>(info.si_pid);
    event.size = static_cast<std::uint32_t>(info.si_code);
    event.result = info.si_code == SI_QUEUE ? info.si_value.sival_int : 0;
    event.line = calls::lineOf(where);
    emit(event);
}

void Worker::handlerReturned(int signal, Where where)
{
    emitOf(EventKind::HandlerReturned, static_cast<std::uint32_t>(signal), calls::lineOf(where));
}

bool Worker::step(std::uint32_t number, Where where)
{
    if (!unhindered() && !passGate(Call::None, 0, number, calls::lineOf(where), GatePoint::Step)) return false;
    Event event;
    event.kind = EventKind::StepBegun;
    event.channel = m_place.channel.value;
    event.size = number;
    event.line = calls::lineOf(where);
    emit(event);
    return !stopped();
}

void Worker::reportTornRecord(Where where) { emitOf(EventKind::RecordTorn, 0, calls::lineOf(where)); }

bool Worker::lock(std::atomic<std::uint32_t>& word, std::uint32_t number, Where where)
{
    const auto take = [&word] {
        std::uint32_t free = 0;
        return word.compare_exchange_strong(free, 1, std::memory_order_acquire);
    };
    if (!take()) {
        bool taken = false;
        reported(Call::FutexWait, static_cast<int>(number), 0, where, [&]() -> ssize_t {
            // The end of the run kicks it out of the wait; a wait that begins just after that kick ends soon as well.
            while (!stopped() && !(taken = take())) futexWait(word, 1, monotonicNow() + 100'000'000);
            return taken ? 0 : -1;
        });
        if (!taken) return false;
    }
    emitOf(EventKind::LockTaken, number, calls::lineOf(where));
    return !stopped();
}

void Worker::unlock(std::atomic<std::uint32_t>& word, std::uint32_t number, Where where)
{
    emitOf(EventKind::LockReleased, number, calls::lineOf(where));
    word.store(0, std::memory_order_release);
    futexWakeAll(word);
}

pid_t Worker::waitPid(Where where)
{
    return static_cast<pid_t>(
        reported(Call::WaitPid, 0, 0, where, [] { return static_cast<ssize_t>(::waitpid(-1, nullptr, WNOHANG)); }));
}

int Worker::signalFd(int signal, Where where)
{
    Event event;
    event.call = Call::SignalFd;
    event.channel = m_place.channel.value;
    event.size = static_cast<std::uint32_t>(signal);
    return opening(event, End::Read, where, [signal] {
        sigset_t one;
        sigemptyset(&one);
        sigaddset(&one, signal);
        return ::signalfd(-1, &one, SFD_CLOEXEC);
    });
}

} // namespace sluice::probe
