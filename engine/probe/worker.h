#pragma once

#include "probe/ring_writer.h"

#include <csignal>
#include <cstddef>
#include <functional>
#include <mqueue.h>
#include <pthread.h>
#include <source_location>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

namespace sluice::probe {

/// The probe in the hand of one worker process: system calls that report themselves, and the gate before each.
/// Roles write `me.write(fd, data, size)` where a program of its own would write `write(fd, data, size)`.
/// Owner: the supervisor's child, for its whole life. Thread: the only one of that process.
class alignas(64) Worker
{
public:
    enum class Events { On, Off };
    using Where = std::source_location;

    /// Where it stands in the run: its channel, where its mechanism's settings begin among all of them, and how many
    /// workers, itself included, have that channel.
    struct Place {
        ChannelId channel{1};
        unsigned firstSetting = 0;
        unsigned workers = 1;
    };

    Worker(Region& region, ProcessId id, Events events, Place place);
    Worker(Region& region, ProcessId id, Events events) : Worker(region, id, events, Place{}) {}

    /// read(2), write(2), close(2): same arguments, results and errno. Held at the gate before, reported around.
    /// If the run is to end, or the descriptor was closed while the worker was held, the call is not made: ECANCELED.
    ssize_t read(int fd, void* buffer, std::size_t size, Where where = Where::current());
    ssize_t write(int fd, const void* data, std::size_t size, Where where = Where::current());
    int close(int fd, Where where = Where::current());
    /// open(2) of a channel that has a name; a descriptor that it gives leads to that end of it.
    int open(const char* path, int flags, ChannelId channel, End end, Where where = Where::current());

    /// mq_open(3) with attributes for a new queue; with O_CREAT both of them count.
    int mqOpen(const char* name, int flags, long maxMessages, long maxSize, ChannelId channel, End end,
               Where where = Where::current());
    int mqSend(int queue, const void* data, std::size_t size, unsigned priority, Where where = Where::current());
    /// Whose message and which one it is, is asked of the bytes: it belongs into the event of the return.
    struct Origin {
        ProcessId sender;
        std::uint32_t message = 0;
    };
    using OriginOf = Origin (*)(const void* data, std::size_t size);
    /// mq_notify(3): SIGEV_SIGNAL with that signal.
    int mqNotify(int queue, int signal, Where where = Where::current());
    /// sigwaitinfo(2) for one signal, which must be blocked; `about` is the descriptor that it will tell of.
    int sigWaitInfo(int signal, int about, Where where = Where::current());
    ssize_t mqReceive(int queue, void* buffer, std::size_t size, unsigned& priority, OriginOf originOf,
                      Where where = Where::current());

    /// socket(2), bind(2), listen(2), connect(2), accept4(2), send(2), recv(2). A new socket belongs to
    /// the worker's channel and leads to no end of it before it is connected.
    int socket(int domain, int type, Where where = Where::current());
    int bind(int fd, const sockaddr* address, socklen_t size, Where where = Where::current());
    int listen(int fd, int backlog, Where where = Where::current());
    /// From then on the socket leads to that end.
    int connect(int fd, const sockaddr* address, socklen_t size, End end, Where where = Where::current());
    int accept(int fd, End end, Where where = Where::current());
    /// send(2) with MSG_NOSIGNAL: a socket whose peer has gone says EPIPE, as servers have it.
    ssize_t send(int fd, const void* data, std::size_t size, Where where = Where::current());
    ssize_t recv(int fd, void* buffer, std::size_t size, Where where = Where::current());

    /// sendmsg(2) with one byte and a descriptor as SCM_RIGHTS.
    int sendDescriptor(int socket, int fd, Where where = Where::current());
    /// recvmsg(2) of such a message: returns the new descriptor, which leads to that end of the worker's channel.
    int receiveDescriptor(int socket, End end, Where where = Where::current());

    // Signals. All of these may be called in a signal handler.

    /// kill(2), tgkill(2) or sigqueue(3) to another worker of this run, through a pidfd: never to a later process with
    /// the same number. `value` is what sigqueue sends. Errors: as these calls; ESRCH if that worker is gone.
    int sendSignal(Call how, ProcessId to, int signal, int value, Where where = Where::current());
    /// sigqueue(3) with what `info` says, to another worker as above: one system call. `message` is that of
    /// nextMessage().
    int sendValue(ProcessId to, siginfo_t& info, Where where = Where::current());
    /// sigwaitinfo(2), or sigtimedwait(2), for a signal of that set, which is blocked; the value that came with it.
    int awaitValue(const sigset_t& set, std::uint64_t& value, const timespec* patience, Where where = Where::current());
    /// sigaction(2): `handler` with SA_SIGINFO, or what the disposition says.
    using Handler = void (*)(int signal, siginfo_t* info, void* context);
    int setDisposition(int signal, Disposition disposition, std::uint32_t flags, Handler handler,
                       Where where = Where::current());
    /// sigprocmask(2) with SIG_BLOCK or SIG_UNBLOCK for one signal; tells the set of blocked ones afterwards.
    int changeMask(int how, int signal, Where where = Where::current());
    /// At the beginning and the end of a handler.
    void handlerEntered(int signal, const siginfo_t& info, Where where = Where::current());
    void handlerReturned(int signal, Where where = Where::current());
    /// One more step of its own code is about to begin: it can be held here. False: the run is to end.
    bool step(std::uint32_t number, Where where = Where::current());
    void reportTornRecord(Where where = Where::current());
    /// Takes a lock that only its own code and its handlers use; waits for ever if the code that was interrupted has
    /// it. False: the run is to end.
    bool lock(std::atomic<std::uint32_t>& word, std::uint32_t number, Where where = Where::current());
    void unlock(std::atomic<std::uint32_t>& word, std::uint32_t number, Where where = Where::current());
    /// Tells the sets of signals that are blocked, ignored and caught just now.
    void tellSignalSets();
    pid_t waitPid(Where where = Where::current()); ///< waitpid(2) of any child, WNOHANG
    /// signalfd(2) for one signal, which leads to the read end of the worker's channel.
    int signalFd(int signal, Where where = Where::current());

    // Memory that processes share.

    /// shm_open(3) with mode 0600: a descriptor that it gives leads to that end of the worker's channel.
    int shmOpen(const char* name, int flags, End end, Where where = Where::current());
    int truncate(int fd, std::size_t bytes, Where where = Where::current());
    /// mmap(2) of a file, MAP_SHARED or MAP_PRIVATE, from its beginning, which is then this process's mapping number
    /// `which`. Null: refused, or the run is to end.
    void* map(int fd, std::size_t bytes, int protection, std::uint32_t flags, std::uint16_t which,
              Where where = Where::current());
    int msync(void* address, std::size_t bytes, Where where = Where::current());
    /// It has that mapping, from before the fork.
    void hasMapping(std::uint16_t which, const void* address, std::size_t bytes, std::uint32_t flags);
    /// One more access of that kind, or sum, is about to be made: it can be held here. False: the run is to end.
    bool mayTouch(GatePoint what, Where where = Where::current())
    {
        return unhindered() || (passGate(Call::None, 0, 0, lineOf(where), what) && !stopped());
    }
    /// It has been made; `offset` in bytes from the beginning of mapping `which`.
    void touched(Touch how, std::uint16_t which, std::size_t offset, std::int64_t value,
                 Where where = Where::current());
    /// One access took so long; `flags` as in `detail` of MemoryTimed.
    void timed(std::uint32_t ns, std::uint32_t flags, std::int64_t value, Where where = Where::current());
    void measured(Figure figure, std::int64_t value, std::uint16_t index = 0);
    /// Has any line of the probe's own, in this process or shared, one byte of this range in it?
    [[nodiscard]] bool sharesALineWith(const void* address, std::size_t bytes) const;
    /// pthread_mutex_lock(3) of a mutex between processes, by a call of its own if it has to wait. Returns 0,
    /// EOWNERDEAD or another error number; ECANCELED: the run is to end.
    int lockMutex(pthread_mutex_t& mutex, std::uint32_t number, Where where = Where::current());
    void unlockMutex(pthread_mutex_t& mutex, std::uint32_t number, Where where = Where::current());
    /// move_pages(2) without moving: the node of each page, or -errno.
    int nodesOfPages(unsigned long count, void** pages, int* nodes, Where where = Where::current());
    /// get_mempolicy(2) of an address: the mode of its policy, with MPOL_F_NODE the node that its page is on. Returns
    /// -errno if it is refused.
    int memoryPolicy(const void* address, unsigned long flags, Where where = Where::current());

    /// dup2(2): `number` then leads to the same end as `fd`.
    int dup2(int fd, int number, Where where = Where::current());
    /// execve(2) of a file in /usr/bin or /bin, with nothing but PATH and LC_ALL=C in its environment. Returns only if
    /// it failed. `which` of the programs to choose from it is. From then on nobody reports but the kernel.
    void execute(char* const arguments[], std::uint32_t which, Where where = Where::current());

    /// From now on it reports events, or none: what they cost is the difference. The switch itself is reported, so that
    /// what nobody sees is not taken for rest. Without events it is not held at its gate.
    void report(Events events);
    [[nodiscard]] bool reports() const { return m_events == Events::On; }
    [[nodiscard]] ClockKind clock() const { return m_clock; } ///< of its events' times
    /// Takes the page faults of its ring beforehand (madvise(2), MADV_POPULATE_WRITE), as if it had been filled once.
    /// Where the kernel cannot do that, they come with the first events.
    void populateRing() const;

    /// Says which channel a descriptor leads to; later calls on it carry the channel's id.
    void hasDescriptor(int fd, ChannelId channel, End end);

    /// The next message begins: the writes that follow carry its number (from 1).
    std::uint32_t nextMessage() { return ++m_message; }
    /// A reader found bytes that nobody wrote.
    void reportBrokenStream(int fd, std::uint64_t streamOffset, Where where = Where::current());

    /// Sleeps until the rate (messages per second, 0: no limit) in setting `rate` allows the next message. While its
    /// gate is closed the viewer sets the pace: it goes on to the gate at once. False: the run is to end.
    bool waitForTurn(int rate, Where where = Where::current());
    /// Sleeps for a while, or until the run is to end. It can be held here: then being let go ends the sleep, and
    /// when the gate opens it sleeps for what is left.
    void sleep(Duration duration, Where where = Where::current());
    /// Sleeps before it makes a call again that has failed. A closed gate cuts that short: it is held before the call.
    void waitToRetry(Duration duration, Where where = Where::current());
    /// Sleeps, and no gate cuts it short: what follows depends on the time that has passed.
    void sleepThrough(Duration duration, Where where = Where::current());
    /// Looks every millisecond until another process has got so far, or the run is to end. No step of its own.
    void waitForOther(const std::function<bool()>& condition, Where where = Where::current());
    /// Sleeps until a change of its settings makes this true, or the run is to end.
    void waitUntil(const std::function<bool()>& condition, Where where = Where::current());
    /// Its work is done. Changes of settings are still attended to.
    void waitUntilStopped(Where where = Where::current());
    void waitForStart();
    [[nodiscard]] ProcessId id() const { return m_id; }
    [[nodiscard]] ChannelId channel() const { return m_place.channel; }
    [[nodiscard]] unsigned workers() const { return m_region.workers(); } ///< of the whole run
    [[nodiscard]] unsigned workersOfChannel() const { return m_place.workers; }
    [[nodiscard]] bool stopped() const { return m_control.stop.load(std::memory_order_relaxed) != 0; }

    /// Value in force; `index` in the mechanism's own table, here and below.
    [[nodiscard]] std::int64_t setting(int index) const;
    /// Called whenever settings may have changed, also while the worker is held or sleeps; `actions` asked since
    /// the last time can be told by requested().
    void onChange(std::function<void()> handler);
    /// Nobody wants anything of this worker: the usual case, looked at before every call.
    [[nodiscard]] bool unhindered() const
    {
        return m_control.version.load(std::memory_order_acquire) == m_attended
               && m_control.gate.load(std::memory_order_relaxed) == 0 && !stopped();
    }
    /// An action has been asked for and not yet been carried out.
    [[nodiscard]] bool requested(int index) const;

private:
    struct Known {
        ChannelId channel;
        End end = End::None;
    };
    /// Another worker, as it was when a signal was sent to it last.
    struct Peer {
        int pidfd = -1; ///< -1: not opened
        pid_t pid = 0;
        const std::atomic<pid_t>* now = nullptr; ///< its number while it has one
    };
    static constexpr int maxDescriptors = 64;

    static std::uint16_t lineOf(const Where& where) { return static_cast<std::uint16_t>(where.line()); }
    void attend();
    /// And nobody wants to know: a call is made as any program would make it.
    [[nodiscard]] bool unobserved() const { return m_events == Events::Off && unhindered(); }
    /// About to do what a HoldStarted with these fields says.
    [[nodiscard]] bool passGate(Call call, std::uint32_t detail, std::size_t size, std::uint16_t line,
                                GatePoint point = GatePoint::Call);
    bool letThrough();
    [[nodiscard]] bool gateClosed() const { return m_control.gate.load(std::memory_order_acquire) != 0; }
    template <class Due>
    std::int64_t napUntil(const Due& due, std::uint16_t line);
    void nap(std::uint32_t version, std::int64_t untilMonotonicNs);
    /// Makes a call, held at the gate before and reported around.
    template <class MakeCall>
    ssize_t reported(Call call, int fd, std::size_t size, const Where& where, MakeCall makeCall);
    template <class MakeCall, class Complete>
    ssize_t reported(Event event, MakeCall makeCall, Complete complete);
    /// The same for a call that gives a descriptor, which then leads to that end of the channel.
    template <class MakeCall>
    int opening(Event event, End end, const Where& where, MakeCall makeCall);
    void sayNames(int fd);
    void emitOf(EventKind kind, std::uint32_t detail, std::uint16_t line);
    void tellSet(SignalSet set, std::uint64_t bits);
    /// -1: it is gone (ESRCH).
    [[nodiscard]] int pidfdOf(ProcessId worker)
    {
        const Peer& peer = m_peers[worker.value % (maxWorkers + 1)];
        if (peer.pidfd >= 0 && peer.pid == peer.now->load(std::memory_order_seq_cst)) [[likely]]
            return peer.pidfd;
        return openPidfd(worker);
    }
    int openPidfd(ProcessId worker);
    [[nodiscard]] Event aboutCall(Call call, int fd, std::size_t size, const Where& where) const;
    void emit(const Event& event);
    void emitInline(Event event);
    [[nodiscard]] Known known(int fd) const { return fd >= 0 && fd < maxDescriptors ? m_known[fd] : Known{}; }

    // What every call looks at is together, in two lines of the cache.
    WorkerControl& m_control;
    Events m_events;
    std::uint32_t m_attended = 0; ///< version of the settings that onChange has seen, or would have
    std::uint32_t m_message = 0;
    ClockKind m_clock;
    ProcessId m_id;
    RingWriter m_ring;
    Known m_known[maxDescriptors];
    Region& m_region;
    Place m_place;
    std::int64_t m_heard[maxSettings] = {}; ///< what onChange is told of now
    bool m_unheard = false;                 ///< settings have changed before there was an onChange
    volatile bool m_attending = false;      ///< calls made by onChange itself pass the gate; handlers leave it alone
    std::int64_t m_lastTurn = 0;            ///< CLOCK_MONOTONIC ns
    std::function<void()> m_onChange;
    Peer m_peers[maxWorkers + 1]; ///< those that it has sent signals to
};

/// Where it counts: an event that never stands in memory before it stands in the ring.
[[gnu::always_inline]] inline void Worker::emitInline(Event event)
{
    if (m_events == Events::Off) return;
    event.process = m_id.value;
    m_ring.put(event, m_clock);
}

inline void Worker::touched(Touch how, std::uint16_t which, std::size_t offset, std::int64_t value, Where where)
{
    Event event;
    event.kind = EventKind::MemoryTouched;
    event.channel = m_place.channel.value;
    event.detail = static_cast<std::uint32_t>(how) | std::uint32_t{which} << 16;
    event.message = static_cast<std::uint32_t>(offset);
    event.setValue(value);
    event.line = lineOf(where);
    emitInline(event);
}

} // namespace sluice::probe

#include "probe/reported.h"
