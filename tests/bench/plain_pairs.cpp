// Written as a C program would be: every line is a system call or a loop around one.

#include "plain_pairs.h"

#include <algorithm>
#include <atomic>
#include <climits>
#include <csignal>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <linux/futex.h>
#include <mqueue.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <string>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

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

/// A ring of whole messages in shared memory; who finds nothing to do says so and sleeps.
struct Ring {
    alignas(64) std::atomic<std::uint32_t> head;
    alignas(64) std::atomic<std::uint32_t> tail;
    alignas(64) std::atomic<std::uint32_t> readerSleeps;
    alignas(64) std::atomic<std::uint32_t> writerSleeps;
    alignas(64) char messages[1];
};

void sleepOn(std::atomic<std::uint32_t>& word, std::uint32_t value, std::atomic<std::uint32_t>& sleeps)
{
    sleeps.store(1, std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_seq_cst);
    if (word.load(std::memory_order_relaxed) == value) syscall(SYS_futex, &sleeps, FUTEX_WAIT, 1, nullptr);
    sleeps.store(0, std::memory_order_relaxed);
}

void wake(std::atomic<std::uint32_t>& sleeps)
{
    std::atomic_thread_fence(std::memory_order_seq_cst);
    if (sleeps.load(std::memory_order_relaxed) == 0) return;
    sleeps.store(0, std::memory_order_relaxed);
    syscall(SYS_futex, &sleeps, FUTEX_WAKE, INT_MAX);
}

struct RingEnd {
    Ring* in;
    Ring* out;
    std::uint32_t slots;
    std::uint32_t inHead = 0, outTail = 0; ///< the other's counters, when they were looked at last

    void send(const char* message, std::size_t size)
    {
        const std::uint32_t head = out->head.load(std::memory_order_relaxed);
        while (head - outTail == slots) {
            outTail = out->tail.load(std::memory_order_acquire);
            if (head - outTail == slots) sleepOn(out->tail, outTail, out->writerSleeps);
        }
        std::memcpy(out->messages + head % slots * size, message, size);
        out->head.store(head + 1, std::memory_order_release);
        wake(out->readerSleeps);
    }
    void receive(char* message, std::size_t size)
    {
        const std::uint32_t tail = in->tail.load(std::memory_order_relaxed);
        while (tail == inHead) {
            inHead = in->head.load(std::memory_order_acquire);
            if (tail == inHead) sleepOn(in->head, tail, in->readerSleeps);
        }
        std::memcpy(message, in->messages + tail % slots * size, size);
        in->tail.store(tail + 1, std::memory_order_release);
        wake(in->writerSleeps);
    }
};

struct FileEnd {
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

template <class End>
PlainTimes run(const compare::Plan& plan, compare::Processors processors, End first, End second)
{
    auto* times = static_cast<PlainTimes*>(
        mmap(nullptr, sizeof(PlainTimes), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    const auto size = static_cast<std::size_t>(plan.size);
    const pid_t sender = fork();
    if (sender == 0) {
        alarm(mostSeconds);
        stayOn(processors.sender);
        std::vector<char> message(size);
        for (std::int64_t i = 0; i < plan.warmUp; ++i)
            first.send(message.data(), size), first.receive(message.data(), size);
        const double begin = now();
        for (std::int64_t i = 0; i < plan.roundTrips; ++i) {
            first.send(message.data(), size);
            first.receive(message.data(), size);
        }
        const double middle = now();
        for (std::int64_t i = 0; i < plan.messages; ++i) first.send(message.data(), size);
        first.receive(message.data(), size);
        *times = {(middle - begin) / static_cast<double>(plan.roundTrips),
                  static_cast<double>(plan.messages) * 1e9 / (now() - middle)};
        _exit(0);
    }
    const pid_t receiver = fork();
    if (receiver == 0) {
        alarm(mostSeconds);
        stayOn(processors.receiver);
        std::vector<char> message(size);
        for (std::int64_t i = 0; i < plan.warmUp + plan.roundTrips; ++i) {
            second.receive(message.data(), size);
            second.send(message.data(), size);
        }
        for (std::int64_t i = 0; i < plan.messages; ++i) second.receive(message.data(), size);
        second.send(message.data(), size);
        _exit(0);
    }
    int sent = 0, received = 0;
    waitpid(sender, &sent, 0);
    if (sent != 0) kill(receiver, SIGKILL); // nothing more will come
    waitpid(receiver, &received, 0);
    const PlainTimes result = sent == 0 && received == 0 ? *times : PlainTimes{};
    munmap(times, sizeof(PlainTimes));
    return result;
}

PlainTimes runRing(const compare::Plan& plan, compare::Processors processors)
{
    const auto slots = static_cast<std::uint32_t>(std::max<std::int64_t>(1, plan.capacity / plan.size));
    const std::size_t bytes = sizeof(Ring) + slots * static_cast<std::size_t>(plan.size);
    Ring* rings[2];
    for (Ring*& ring : rings)
        ring = static_cast<Ring*>(mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    const auto times = run(plan, processors, RingEnd{rings[1], rings[0], slots}, RingEnd{rings[0], rings[1], slots});
    for (Ring* ring : rings) munmap(ring, bytes);
    return times;
}

} // namespace

PlainTimes runPlainPair(const compare::Plan& plan, Through through, compare::Processors processors)
{
    if (through == Through::Memory) return runRing(plan, processors);
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
        return run(plan, processors, End{ends.firstIn, ends.firstOut}, End{ends.secondIn, ends.secondOut});
    };
    const auto times = files ? as(FileEnd{}) : queues ? as(QueueEnd{}) : as(SocketEnd{});
    for (const int fd : {ends.firstIn, ends.firstOut, ends.secondIn, ends.secondOut}) close(fd);
    return times;
}

} // namespace sluice::bench
