#include "mechanisms/lane_memory.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <linux/sock_diag.h>
#include <mqueue.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace sluice::mechanisms {

using probe::Evidence;

namespace {

/// What is queued at a socket: a sender's unread bytes are charged to it (Unix), or wait there and at the receiver
/// (TCP).
std::int64_t memoryOfSocket(int fd)
{
    std::array<std::uint32_t, SK_MEMINFO_VARS> info{};
    socklen_t size = sizeof info;
    constexpr int memInfo = 55; // SO_MEMINFO, which needs asm/socket.h
    if (getsockopt(fd, SOL_SOCKET, memInfo, info.data(), &size) != 0) return 0;
    // What TCP has queued to send is counted once more while it is on its way.
    return std::int64_t{info[SK_MEMINFO_RMEM_ALLOC]} + info[SK_MEMINFO_FWD_ALLOC]
           + std::max(info[SK_MEMINFO_WMEM_ALLOC], info[SK_MEMINFO_WMEM_QUEUED]);
}

/// mq_overview(7), since Linux 3.5.
std::int64_t memoryOfQueue(int queue)
{
    constexpr std::int64_t message = 48, treeNode = 48; // struct msg_msg and posix_msg_tree_node on x86-64
    mq_attr attributes{};
    if (mq_getattr(queue, &attributes) != 0) return 0;
    return attributes.mq_maxmsg * (message + attributes.mq_msgsize)
           + std::min<std::int64_t>(attributes.mq_maxmsg, 32768) * treeNode;
}

std::int64_t memoryOfMapping(std::span<const std::byte> bytes)
{
    const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    const auto first = reinterpret_cast<std::uintptr_t>(bytes.data()) / page * page;
    const std::size_t length = reinterpret_cast<std::uintptr_t>(bytes.data()) + bytes.size() - first;
    std::vector<unsigned char> pages((length + page - 1) / page);
    if (mincore(reinterpret_cast<void*>(first), length, pages.data()) != 0) return 0;
    const auto inside = std::count_if(pages.begin(), pages.end(), [](unsigned char each) { return (each & 1U) != 0; });
    return static_cast<std::int64_t>(inside) * static_cast<std::int64_t>(page);
}

} // namespace

std::int64_t memoryOf(const LaneObject& object, LaneSide side, std::int64_t held)
{
    constexpr std::int64_t queuedSignal = 80;
    const bool sends = side == LaneSide::Sender;
    switch (object.through()) {
    case Through::Pipe:
    case Through::Fifo: return sends ? std::max(fcntl(object.sender().out, F_GETPIPE_SZ), 0) : 0;
    case Through::Queue: return sends ? memoryOfQueue(object.sender().out) : 0;
    case Through::Memory:
    case Through::File: return sends ? memoryOfMapping(object.bytesThere()) : 0;
    case Through::Signal: return sends ? held / lane::signalBytes * queuedSignal : 0;
    default: return memoryOfSocket(sends ? object.sender().out : object.receiver().in);
    }
}

Evidence memoryEvidence(Through through)
{
    return through == Through::Queue || through == Through::Signal ? Evidence::Model : Evidence::Kernel;
}

std::string_view memorySource(Through through)
{
    switch (through) {
    case Through::Pipe:
    case Through::Fifo: return "F_GETPIPE_SZ";
    case Through::Queue: return "RLIMIT_MSGQUEUE";
    case Through::Memory:
    case Through::File: return "mincore";
    case Through::Signal: return "sizeof(struct sigqueue)";
    default: return "SO_MEMINFO";
    }
}

} // namespace sluice::mechanisms
