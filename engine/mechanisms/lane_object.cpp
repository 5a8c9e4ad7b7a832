#include "mechanisms/lane_object.h"

#include <algorithm>
#include <bit>
#include <fcntl.h>
#include <mqueue.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <new>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace sluice::mechanisms {

using probe::End;

namespace {

constexpr std::int64_t systemsMessages = 10; ///< msg_max(7) unless an administrator raised it

Result<void> setCapacity(int pipe, std::int64_t bytes)
{
    if (bytes == 0 || fcntl(pipe, F_GETPIPE_SZ) == bytes) return {};
    if (fcntl(pipe, F_SETPIPE_SZ, static_cast<int>(bytes)) >= 0) return {};
    return failedCall("fcntl", "F_SETPIPE_SZ " + std::to_string(bytes) + "; limit: /proc/sys/fs/pipe-max-size");
}

void setOption(int fd, int level, int option, std::int64_t value)
{
    const auto number = static_cast<int>(value);
    setsockopt(fd, level, option, &number, sizeof number);
}

/// Both buffers: the kernel doubles the value and counts its own bookkeeping too (socket(7)).
void setBuffers(int socket, std::int64_t bytes)
{
    if (bytes == 0) return;
    setOption(socket, SOL_SOCKET, SO_SNDBUF, bytes);
    setOption(socket, SOL_SOCKET, SO_RCVBUF, bytes);
}

/// A message goes in as a whole or not at all: tried once, and taken out again.
Result<void> holdsOneMessage(int from, int to, std::int64_t size)
{
    std::vector<std::byte> message(static_cast<std::size_t>(size));
    if (::send(from, message.data(), message.size(), MSG_DONTWAIT | MSG_NOSIGNAL) < 0) {
        Error error = Error::ofCall("send", errno, "a message of " + std::to_string(size) + " B");
        error.code = Error::Code::Limit;
        error.context += "; limit: /proc/sys/net/core/wmem_max";
        return fail(error);
    }
    if (::recv(to, message.data(), message.size(), MSG_DONTWAIT) < 0) return failedCall("recv");
    return {};
}

} // namespace

Result<std::unique_ptr<LaneObject>> LaneObject::create(Through through, Wanted wanted, Names& names)
{
    std::unique_ptr<LaneObject> lane(new LaneObject(through));
    auto notes = Mapping::shared(sizeof(Notes));
    if (!notes) return fail(notes.error());
    lane->m_notes = std::move(*notes);
    new (lane->m_notes.data()) Notes{};
    if (auto opened = lane->open(wanted, names); !opened) return fail(opened.error());
    return lane;
}

Result<void> LaneObject::open(Wanted wanted, Names& names)
{
    switch (m_through) {
    case Through::Pipe: return openPipes(wanted.capacity);
    case Through::Fifo: return openFifos(wanted.capacity, names);
    case Through::Queue: return openQueues(wanted, names);
    case Through::Unix: return openUnix(wanted, names);
    case Through::Tcp: return openTcp(wanted);
    case Through::Pair: return openPair(SOCK_STREAM, wanted);
    case Through::Datagram: return openPair(SOCK_DGRAM, wanted);
    case Through::Seqpacket: return openPair(SOCK_SEQPACKET, wanted);
    case Through::Memory: return mapRings(wanted.capacity);
    case Through::File: return mapFile(wanted.capacity, names);
    case Through::Signal: break;
    }
    if (wanted.size > lane::signalBytes)
        return fail({Error::Code::Limit, "sigqueue", EMSGSIZE, "a signal carries one value of 8 bytes"});
    m_mostSignals = wanted.capacity / lane::signalBytes;
    return {};
}

Result<void> LaneObject::openPipes(std::int64_t capacity)
{
    for (auto [in, out] : {std::pair(&m_thereIn, &m_thereOut), std::pair(&m_backIn, &m_backOut)}) {
        int ends[2];
        if (::pipe(ends) != 0) return failedCall("pipe");
        in->reset(ends[0]);
        out->reset(ends[1]);
        if (auto set = setCapacity(out->get(), capacity); !set) return set;
    }
    return {};
}

/// Opened here and inherited. Without O_NONBLOCK each open(2) would wait for the other.
Result<void> LaneObject::openFifos(std::int64_t capacity, Names& names)
{
    const auto open = [&](std::string_view what, UniqueFd& in, UniqueFd& out) -> Result<void> {
        const auto path = names.file(what);
        if (!path) return fail(path.error());
        if (mkfifo(path->c_str(), 0600) != 0) return failedCall("mkfifo", *path);
        in.reset(::open(path->c_str(), O_RDONLY | O_NONBLOCK));
        out.reset(::open(path->c_str(), O_WRONLY));
        const int error = errno;
        unlink(path->c_str());
        if (!in || !out) return fail(Error::ofCall("open", error, *path));
        fcntl(in.get(), F_SETFL, fcntl(in.get(), F_GETFL) & ~O_NONBLOCK);
        return setCapacity(out.get(), capacity);
    };
    if (auto there = open("there", m_thereIn, m_thereOut); !there) return there;
    return open("back", m_backIn, m_backOut);
}

/// It is bounded in messages: as many as the capacity would hold, within the system's limit.
Result<void> LaneObject::openQueues(Wanted wanted, Names& names)
{
    mq_attr attributes{};
    attributes.mq_msgsize = wanted.size;
    attributes.mq_maxmsg =
        wanted.capacity == 0 ? systemsMessages : std::clamp<long>(wanted.capacity / wanted.size, 1, systemsMessages);
    const auto open = [&](std::string_view what, UniqueFd& in, UniqueFd& out) -> Result<void> {
        const auto name = names.messageQueue(what);
        if (!name) return fail(name.error());
        // Two descriptions: O_NONBLOCK, which one end sets for a while, is not the other's.
        in.reset(mq_open(name->c_str(), O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600, &attributes));
        if (in) {
            out.reset(mq_open(name->c_str(), O_WRONLY | O_CLOEXEC));
            const int error = errno;
            mq_unlink(name->c_str());
            if (out) return {};
            return fail(Error::ofCall("mq_open", error, *name));
        }
        Error error = Error::ofCall("mq_open", errno, "mq_msgsize " + std::to_string(wanted.size));
        if (error.number == EINVAL) {
            error.code = Error::Code::Limit;
            error.context += "; limits: /proc/sys/fs/mqueue/msgsize_max and RLIMIT_MSGQUEUE (ulimit -q)";
        }
        return fail(error);
    };
    if (auto there = open("there", m_thereIn, m_thereOut); !there) return there;
    return open("back", m_backIn, m_backOut);
}

Result<void> LaneObject::openPair(int type, Wanted wanted)
{
    int ends[2];
    if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends) != 0) return failedCall("socketpair");
    m_thereIn.reset(ends[0]);
    m_thereOut.reset(ends[1]);
    // A message that has to go in as a whole must fit, whatever the capacity.
    const bool whole = type != SOCK_STREAM;
    const std::int64_t bytes = whole && wanted.capacity > 0 ? std::max(wanted.capacity, wanted.size) : wanted.capacity;
    for (const int end : ends) setBuffers(end, bytes);
    return whole ? holdsOneMessage(ends[1], ends[0], wanted.size) : Result<void>{};
}

Result<void> LaneObject::openUnix(Wanted wanted, Names& names)
{
    const auto path = names.file("socket");
    if (!path) return fail(path.error());
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path->size() >= sizeof address.sun_path)
        return fail({Error::Code::Limit, "bind", ENAMETOOLONG,
                     *path + ": a socket's path has at most 107 characters; set XDG_RUNTIME_DIR to a shorter one"});
    path->copy(address.sun_path, sizeof address.sun_path - 1);
    const auto* where = reinterpret_cast<const sockaddr*>(&address);
    const UniqueFd listening(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!listening || bind(listening.get(), where, sizeof address) != 0) return failedCall("bind", *path);
    if (listen(listening.get(), 1) != 0) return failedCall("listen", *path);
    m_thereOut.reset(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!m_thereOut || connect(m_thereOut.get(), where, sizeof address) != 0) return failedCall("connect", *path);
    m_thereIn.reset(accept4(listening.get(), nullptr, nullptr, SOCK_CLOEXEC));
    unlink(path->c_str());
    if (!m_thereIn) return failedCall("accept", *path);
    for (const UniqueFd* end : {&m_thereIn, &m_thereOut}) setBuffers(end->get(), wanted.capacity);
    return {};
}

/// On 127.0.0.1, where the kernel picks the port. Anybody on the machine could call there: only the connection that was
/// made here is taken.
Result<void> LaneObject::openTcp(Wanted wanted)
{
    sockaddr_in address{}, caller{}, own{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* where = reinterpret_cast<sockaddr*>(&address);
    const UniqueFd listening(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!listening || bind(listening.get(), where, size) != 0) return failedCall("bind", "127.0.0.1");
    setBuffers(listening.get(), wanted.capacity); // a receive buffer counts from the handshake on
    if (listen(listening.get(), 8) != 0 || getsockname(listening.get(), where, &size) != 0) return failedCall("listen");
    m_thereOut.reset(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!m_thereOut) return failedCall("socket");
    setBuffers(m_thereOut.get(), wanted.capacity);
    if (connect(m_thereOut.get(), where, size) != 0) return failedCall("connect", "127.0.0.1");
    if (getsockname(m_thereOut.get(), reinterpret_cast<sockaddr*>(&own), &size) != 0) return failedCall("getsockname");
    do { // strangers are hung up on
        size = sizeof caller;
        m_thereIn.reset(accept4(listening.get(), reinterpret_cast<sockaddr*>(&caller), &size, SOCK_CLOEXEC));
        if (!m_thereIn) return failedCall("accept");
    } while (caller.sin_port != own.sin_port);
    for (const UniqueFd* end : {&m_thereIn, &m_thereOut}) setOption(end->get(), IPPROTO_TCP, TCP_NODELAY, 1);
    return {};
}

namespace {
std::uint32_t ringBytesFor(std::int64_t capacity)
{
    constexpr std::int64_t systems = 65536; // as a pipe has it
    return std::bit_floor(static_cast<std::uint32_t>(capacity == 0 ? systems : capacity));
}
} // namespace

Result<void> LaneObject::mapRings(std::int64_t capacity)
{
    m_ringBytes = ringBytesFor(capacity);
    auto rings = Mapping::shared(2 * LaneRing::bytesFor(m_ringBytes));
    if (!rings) return fail(rings.error());
    m_rings = std::move(*rings);
    return {};
}

/// Its blocks are taken at once: a store into a file for which there is no room would end the process.
Result<void> LaneObject::mapFile(std::int64_t capacity, Names& names)
{
    m_ringBytes = ringBytesFor(capacity);
    const std::size_t bytes = 2 * LaneRing::bytesFor(m_ringBytes);
    const auto path = names.file("ring");
    if (!path) return fail(path.error());
    const UniqueFd file(::open(path->c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file) return failedCall("open", *path);
    unlink(path->c_str());
    if (const int error = posix_fallocate(file.get(), 0, static_cast<off_t>(bytes)); error != 0)
        return fail(Error::ofCall("posix_fallocate", error, *path));
    auto rings = Mapping::map(file.get(), bytes, Mapping::Access::ReadWrite);
    if (!rings) return fail(rings.error());
    m_rings = std::move(*rings);
    return {};
}

std::vector<KernelObject::Descriptor> LaneObject::descriptors() const
{
    std::vector<Descriptor> all;
    const bool twoWays = !m_backIn; // a socket carries both
    const auto add = [&all](const UniqueFd& fd, End end) {
        if (fd) all.push_back({fd.get(), end});
    };
    add(m_thereIn, twoWays ? End::Both : End::Read);
    add(m_thereOut, twoWays ? End::Both : End::Write);
    add(m_backIn, End::Read);
    add(m_backOut, End::Write);
    return all;
}

void LaneObject::releaseInSupervisor()
{
    for (UniqueFd* fd : {&m_thereIn, &m_thereOut, &m_backIn, &m_backOut}) fd->reset();
    m_rings = {};
    m_notes = {};
}

LaneObject::Ends LaneObject::sender() const
{
    return m_backIn ? Ends{m_backIn.get(), m_thereOut.get()} : Ends{m_thereOut.get(), m_thereOut.get()};
}

LaneObject::Ends LaneObject::receiver() const
{
    return m_backIn ? Ends{m_thereIn.get(), m_backOut.get()} : Ends{m_thereIn.get(), m_thereIn.get()};
}

} // namespace sluice::mechanisms
