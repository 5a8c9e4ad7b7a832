// Written as a C program would be: every line is a system call or a loop around one.

#include "plain_pairs.h"

#include "plain_events.h"

#include "mechanisms/lane_buffer.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <linux/futex.h>
#include <mqueue.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <new>
#include <sched.h>
#include <string>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sluice::bench {

namespace {

using compare::Through;

/// Which descriptor each of the two reads from and writes to.
struct Ends {
    int firstIn = -1, firstOut = -1, secondIn = -1, secondOut = -1;
};

bool openPipes(Ends& ends, std::int64_t capacity)
{
    int there[2], back[2];
    if (pipe(there) != 0 || pipe(back) != 0) return false;
    ends = {back[0], there[1], there[0], back[1]};
    return fcntl(there[1], F_SETPIPE_SZ, static_cast<int>(capacity)) >= 0;
}

/// Not the same as a pipe: each write(2) and read(2) also looks after the times of a file.
bool openFifos(Ends& ends, std::int64_t capacity)
{
    const auto open = [&](int& in, int& out) {
        const std::string path = "/tmp/plain-" + std::to_string(getpid());
        if (mkfifo(path.c_str(), 0600) != 0) return false;
        in = ::open(path.c_str(), O_RDONLY | O_NONBLOCK);
        out = ::open(path.c_str(), O_WRONLY);
        unlink(path.c_str());
        return fcntl(in, F_SETFL, 0) == 0 && fcntl(out, F_SETPIPE_SZ, static_cast<int>(capacity)) >= 0;
    };
    return open(ends.secondIn, ends.firstOut) && open(ends.firstIn, ends.secondOut);
}

bool openQueues(Ends& ends, const compare::Plan& plan)
{
    mq_attr attributes{};
    attributes.mq_msgsize = plan.size;
    attributes.mq_maxmsg = std::clamp<long>(plan.capacity / plan.size, 1, 10);
    int queues[2];
    for (int& queue : queues) {
        const std::string name = "/plain-" + std::to_string(getpid());
        queue = mq_open(name.c_str(), O_RDWR | O_CREAT | O_EXCL, 0600, &attributes);
        mq_unlink(name.c_str());
        if (queue < 0) return false;
    }
    ends = {queues[1], queues[0], queues[0], queues[1]};
    return true;
}

void setBuffers(int fd, std::int64_t bytes)
{
    const auto size = static_cast<int>(bytes);
    setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
}

bool openPair(Ends& ends, int type, std::int64_t capacity)
{
    int pair[2];
    if (socketpair(AF_UNIX, type, 0, pair) != 0) return false;
    for (const int fd : pair) setBuffers(fd, capacity);
    ends = {pair[0], pair[0], pair[1], pair[1]};
    return true;
}

bool openTcp(Ends& ends, std::int64_t capacity)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* where = reinterpret_cast<sockaddr*>(&address);
    const int listening = socket(AF_INET, SOCK_STREAM, 0), caller = socket(AF_INET, SOCK_STREAM, 0);
    setBuffers(listening, capacity);
    setBuffers(caller, capacity);
    if (bind(listening, where, size) != 0 || listen(listening, 1) != 0) return false;
    getsockname(listening, where, &size);
    if (connect(caller, where, size) != 0) return false;
    const int called = accept(listening, nullptr, nullptr), yes = 1;
    close(listening);
    for (const int fd : {caller, called}) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    ends = {caller, caller, called, called};
    return called >= 0;
}

void sleepOn(std::atomic<std::uint32_t>& word, std::uint32_t value, std::atomic<std::uint32_t>& sleeps)
{
    sleeps.store(1, std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_seq_cst);
    if (word.load(std::memory_order_relaxed) == value) syscall(SYS_futex, &sleeps, FUTEX_WAIT, 1, nullptr);
    sleeps.store(0, std::memory_order_relaxed);
}

void wake(std::atomic<std::uint32_t>& sleeps)
{
    sleeps.store(0, std::memory_order_relaxed);
    syscall(SYS_futex, &sleeps, FUTEX_WAKE, INT_MAX);
}

/// A ring of whole messages in shared memory, a power of two of them; who finds nothing to do says so and sleeps.
struct Ring {
    alignas(64) std::atomic<std::uint32_t> head;
    alignas(64) std::atomic<std::uint32_t> tail;
    alignas(64) std::atomic<std::uint32_t> readerSleeps;
    alignas(64) std::atomic<std::uint32_t> writerSleeps;
    alignas(64) char messages[1];
};

/// The size of a message is known to the compiler; each side counts for itself and looks at the other's counter only
/// when it must.
template <std::size_t bytes>
struct RingEnd {
    static constexpr bool calls = false;
    Ring* in;
    Ring* out;
    std::uint32_t slots;
    std::uint32_t head = 0, outTail = 0, tail = 0, inHead = 0;

    void send(const char* message, std::size_t)
    {
        while (head - outTail == slots) {
            outTail = out->tail.load(std::memory_order_acquire);
            if (head - outTail == slots) sleepOn(out->tail, outTail, out->writerSleeps);
        }
        std::memcpy(out->messages + (head & (slots - 1)) * bytes, message, bytes);
        out->head.store(++head, std::memory_order_release);
        std::atomic_thread_fence(std::memory_order_seq_cst);
        if (out->readerSleeps.load(std::memory_order_relaxed) != 0) wake(out->readerSleeps);
    }
    void receive(char* message, std::size_t)
    {
        while (tail == inHead) {
            wakeWriter();
            inHead = in->head.load(std::memory_order_acquire);
            if (tail == inHead) sleepOn(in->head, tail, in->readerSleeps);
        }
        std::memcpy(message, in->messages + (tail & (slots - 1)) * bytes, bytes);
        in->tail.store(++tail, std::memory_order_release);
        if ((tail & (slots / 2 - 1)) == 0) wakeWriter();
    }
    /// Where half of it is free, and not at each message: a writer that waits for room then has something to do.
    void wakeWriter()
    {
        std::atomic_thread_fence(std::memory_order_seq_cst);
        if (in->writerSleeps.load(std::memory_order_relaxed) != 0) wake(in->writerSleeps);
    }
};

/// What both processes of a pair see.
struct Shared {
    PlainTimes times;
    std::atomic<pid_t> pids[2];
    std::atomic<std::uint32_t> full[2]; ///< 1: sleeps until signals have been taken
};

struct SignalEnd {
    static constexpr bool calls = true;
    Shared* shared;
    unsigned own;
    siginfo_t info{};
    sigset_t set{};

    void begin()
    {
        while (shared->pids[1 - own] == 0) sched_yield();
        sigaddset(&set, SIGRTMIN + 1);
        info.si_signo = SIGRTMIN + 1;
        info.si_code = SI_QUEUE;
        info.si_pid = getpid();
        info.si_uid = getuid();
    }
    void send(const char* message, std::size_t)
    {
        std::memcpy(&info.si_value.sival_ptr, message, sizeof info.si_value.sival_ptr);
        const pid_t to = shared->pids[1 - own].load(std::memory_order_relaxed);
        while (syscall(SYS_rt_sigqueueinfo, to, SIGRTMIN + 1, &info) != 0 && errno == EAGAIN)
            if (shared->full[own].exchange(1) != 0) {
                const timespec soon{0, 1'000'000};
                syscall(SYS_futex, &shared->full[own], FUTEX_WAIT, 1, &soon);
            }
    }
    void receive(char* message, std::size_t)
    {
        siginfo_t got;
        while (sigwaitinfo(&set, &got) < 0) {}
        std::memcpy(message, &got.si_value.sival_ptr, sizeof got.si_value.sival_ptr);
        if (shared->full[1 - own].load(std::memory_order_relaxed) != 0) wake(shared->full[1 - own]);
    }
};

struct FileEnd {
    static constexpr bool calls = true;
    int in, out;
    void send(const char* message, std::size_t size)
    {
        for (ssize_t n = 0; size > 0 && (n = write(out, message, size)) > 0;
             message += n, size -= static_cast<std::size_t>(n)) {}
    }
    void receive(char* message, std::size_t size)
    {
        for (ssize_t n = 0; size > 0 && (n = read(in, message, size)) > 0;
             message += n, size -= static_cast<std::size_t>(n)) {}
    }
};

struct SocketEnd {
    static constexpr bool calls = true;
    int in, out;
    void send(const char* message, std::size_t size)
    {
        for (ssize_t n = 0; size > 0 && (n = ::send(out, message, size, MSG_NOSIGNAL)) > 0;
             message += n, size -= static_cast<std::size_t>(n)) {}
    }
    void receive(char* message, std::size_t size)
    {
        for (ssize_t n = 0; size > 0 && (n = recv(in, message, size, 0)) > 0;
             message += n, size -= static_cast<std::size_t>(n)) {}
    }
};

struct QueueEnd {
    static constexpr bool calls = true;
    int in, out;
    void send(const char* message, std::size_t size) { (void)mq_send(out, message, size, 0); }
    void receive(char* message, std::size_t size) { (void)mq_receive(in, message, size, nullptr); }
};

double now()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

void stayOn(int cpu)
{
    if (cpu < 0) return;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<unsigned>(cpu), &set);
    sched_setaffinity(0, sizeof set, &set);
}

constexpr unsigned mostSeconds = 30; ///< alarm(2): a pair that comes to a standstill is none

void* shareMemory(std::size_t bytes, int fd = -1)
{
    return mmap(nullptr, bytes, PROT_READ | PROT_WRITE, fd < 0 ? MAP_SHARED | MAP_ANONYMOUS : MAP_SHARED, fd, 0);
}

/// As the lanes have it: so many bytes behind the beginning of a page, where the kernel copies fastest.
char* messageAt(std::size_t place, std::size_t size)
{
    auto* bytes = static_cast<char*>(shareMemory(place + size)) + place;
    std::memset(bytes, 0, size);
    return bytes;
}

// The loops of both have a function of their own, or the compiler takes them, before _exit(2), for what hardly ever
// runs and makes them small instead of fast.

template <class End>
[[gnu::hot, gnu::noinline]] PlainTimes askAndSend(const compare::Plan& plan, End end, char* message)
{
    const auto size = static_cast<std::size_t>(plan.size);
    for (std::int64_t i = 0; i < plan.warmUp; ++i) end.send(message, size), end.receive(message, size);
    const double begin = now();
    for (std::int64_t i = 0; i < plan.roundTrips; ++i) {
        end.send(message, size);
        end.receive(message, size);
    }
    const double middle = now();
    for (std::int64_t i = 0; i < plan.messages; ++i) end.send(message, size);
    end.receive(message, size);
    return {(middle - begin) / static_cast<double>(plan.roundTrips),
            static_cast<double>(plan.messages) * 1e9 / (now() - middle)};
}

template <class End>
[[gnu::hot, gnu::noinline]] void answerAndReceive(const compare::Plan& plan, End end, char* message)
{
    const auto size = static_cast<std::size_t>(plan.size);
    for (std::int64_t i = 0; i < plan.warmUp + plan.roundTrips; ++i) {
        end.receive(message, size);
        end.send(message, size);
    }
    for (std::int64_t i = 0; i < plan.messages; ++i) end.receive(message, size);
    end.send(message, size);
}

template <class End>
PlainTimes runEnds(const compare::Plan& plan, Through through, compare::Processors processors, End first, End second,
                   Shared* shared, const PlainLog* logs)
{
    const auto forkOne = [&](int cpu, End& end, auto loops) {
        const pid_t child = fork();
        if (child != 0) return child;
        alarm(mostSeconds);
        stayOn(cpu);
        if constexpr (requires { end.begin(); }) end.begin();
        loops(messageAt(mechanisms::bestPlace(through), static_cast<std::size_t>(plan.size)));
        _exit(0);
    };
    const pid_t sender =
        forkOne(processors.sender, first, [&](char* message) { shared->times = askAndSend(plan, first, message); });
    const pid_t receiver =
        forkOne(processors.receiver, second, [&](char* message) { answerAndReceive(plan, second, message); });
    shared->pids[0] = sender;
    shared->pids[1] = receiver;
    const int sent = ended(sender, logs);
    if (sent != 0) kill(receiver, SIGKILL); // nothing more will come
    const int received = ended(receiver, logs);
    return sent == 0 && received == 0 ? shared->times : PlainTimes{};
}

template <class End>
PlainTimes run(const compare::Plan& plan, Through through, compare::Processors processors, End first, End second,
               Shared* shared, PlainEvents events)
{
    if (events == PlainEvents::None) return runEnds(plan, through, processors, first, second, shared, nullptr);
    auto* logs = static_cast<PlainLog*>(shareMemory(2 * sizeof(PlainLog)));
    const auto times =
        runEnds(plan, through, processors, Told<End>{first, &logs[0]}, Told<End>{second, &logs[1]}, shared, logs);
    munmap(logs, 2 * sizeof(PlainLog));
    return times;
}

template <std::size_t bytes>
PlainTimes runRing(const compare::Plan& plan, compare::Processors processors, Shared* shared, bool inFile,
                   PlainEvents events)
{
    const auto slots = std::bit_floor(static_cast<std::uint32_t>(plan.capacity) / static_cast<std::uint32_t>(bytes));
    const std::size_t size = sizeof(Ring) + slots * bytes;
    Ring* rings[2];
    for (Ring*& ring : rings) {
        const int fd = inFile ? ::open("/tmp", O_TMPFILE | O_RDWR, 0600) : -1;
        if (inFile && (fd < 0 || posix_fallocate(fd, 0, static_cast<off_t>(size)) != 0)) return {};
        ring = static_cast<Ring*>(shareMemory(size, fd));
        if (fd >= 0) close(fd);
    }
    const auto times = run(plan, Through::Memory, processors, RingEnd<bytes>{rings[1], rings[0], slots},
                           RingEnd<bytes>{rings[0], rings[1], slots}, shared, events);
    for (Ring* ring : rings) munmap(ring, size);
    return times;
}

PlainTimes runSignals(const compare::Plan& plan, compare::Processors processors, Shared* shared, PlainEvents events)
{
    sigset_t set, before;
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN + 1);
    sigprocmask(SIG_BLOCK, &set, &before); // both inherit it
    rlimit limit{}, less{};
    getrlimit(RLIMIT_SIGPENDING, &limit);
    less = limit;
    less.rlim_cur = std::min<rlim_t>(limit.rlim_cur, static_cast<rlim_t>(plan.capacity) / 8);
    setrlimit(RLIMIT_SIGPENDING, &less);
    const auto times =
        run(plan, Through::Signal, processors, SignalEnd{shared, 0}, SignalEnd{shared, 1}, shared, events);
    setrlimit(RLIMIT_SIGPENDING, &limit);
    sigprocmask(SIG_SETMASK, &before, nullptr);
    return times;
}

PlainTimes runThroughDescriptors(const compare::Plan& plan, Through through, compare::Processors processors,
                                 Shared* shared, PlainEvents events)
{
    Ends ends;
    bool opened = false;
    switch (through) {
    case Through::Pipe: opened = openPipes(ends, plan.capacity); break;
    case Through::Fifo: opened = openFifos(ends, plan.capacity); break;
    case Through::Queue: opened = openQueues(ends, plan); break;
    case Through::Tcp: opened = openTcp(ends, plan.capacity); break;
    case Through::Datagram: opened = openPair(ends, SOCK_DGRAM, plan.capacity); break;
    case Through::Seqpacket: opened = openPair(ends, SOCK_SEQPACKET, plan.capacity); break;
    default: opened = openPair(ends, SOCK_STREAM, plan.capacity); break;
    }
    if (!opened) return {};
    const bool files = through == Through::Pipe || through == Through::Fifo, queues = through == Through::Queue;
    const auto as = [&](auto end) {
        using End = decltype(end);
        return run(plan, through, processors, End{ends.firstIn, ends.firstOut}, End{ends.secondIn, ends.secondOut},
                   shared, events);
    };
    const auto times = files ? as(FileEnd{}) : queues ? as(QueueEnd{}) : as(SocketEnd{});
    for (const int fd : {ends.firstIn, ends.firstOut, ends.secondIn, ends.secondOut}) close(fd);
    return times;
}

} // namespace

PlainTimes runPlainPair(const compare::Plan& plan, Through through, compare::Processors processors, PlainEvents events)
{
    auto* shared = new (shareMemory(sizeof(Shared))) Shared{};
    PlainTimes times;
    const bool inFile = through == Through::File;
    if (through == Through::Signal) times = runSignals(plan, processors, shared, events);
    else if (!mechanisms::isMemory(through)) times = runThroughDescriptors(plan, through, processors, shared, events);
    else if (plan.size == 64) times = runRing<64>(plan, processors, shared, inFile, events);
    else if (plan.size == 4096) times = runRing<4096>(plan, processors, shared, inFile, events);
    munmap(shared, sizeof(Shared));
    return times;
}

} // namespace sluice::bench
