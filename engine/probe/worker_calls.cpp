// The system calls that workers make through the probe: each held at the gate before, and reported around.

#include "probe/reported.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <mqueue.h>
#include <netinet/in.h>
#include <string>
#include <unistd.h>

namespace sluice::probe {

namespace {
Event about(Call call, ChannelId channel, std::uint32_t detail, std::uint32_t size)
{
    Event event;
    event.call = call;
    event.channel = channel.value;
    event.detail = detail;
    event.size = size;
    return event;
}
} // namespace

int Worker::open(const char* path, int flags, ChannelId channel, End end, Where where)
{
    return opening(about(Call::Open, channel, 0, static_cast<std::uint32_t>(end)), end, where,
                   [&] { return ::open(path, flags); });
}

int Worker::mqOpen(const char* name, int flags, long maxMessages, long maxSize, ChannelId channel, End end, Where where)
{
    const std::uint32_t how = static_cast<std::uint32_t>(end) | ((flags & O_CREAT) != 0 ? createFlag : 0)
                              | ((flags & O_EXCL) != 0 ? exclusiveFlag : 0);
    Event event = about(Call::MqOpen, channel, 0, how);
    event.message = static_cast<std::uint32_t>(maxMessages);
    return opening(event, end, where, [&] {
        mq_attr attributes{};
        attributes.mq_maxmsg = maxMessages;
        attributes.mq_msgsize = maxSize;
        return ::mq_open(name, flags, 0600, &attributes);
    });
}

int Worker::mqNotify(int queue, int signal, Where where)
{
    return static_cast<int>(reported(Call::MqNotify, queue, static_cast<std::size_t>(signal), where, [&] {
        sigevent how{};
        how.sigev_notify = SIGEV_SIGNAL;
        how.sigev_signo = signal;
        return ::mq_notify(queue, &how);
    }));
}

int Worker::sigWaitInfo(int signal, int queue, Where where)
{
    return static_cast<int>(reported(Call::SigWaitInfo, queue, static_cast<std::size_t>(signal), where, [&] {
        sigset_t awaited;
        sigemptyset(&awaited);
        sigaddset(&awaited, signal);
        return ::sigwaitinfo(&awaited, nullptr);
    }));
}

int Worker::socket(int domain, int type, Where where)
{
    const Event event =
        about(Call::Socket, channel(), static_cast<std::uint32_t>(domain), static_cast<std::uint32_t>(type));
    return opening(event, End::None, where, [&] { return ::socket(domain, type | SOCK_CLOEXEC, 0); });
}

int Worker::bind(int fd, const sockaddr* address, socklen_t size, Where where)
{
    const auto result = static_cast<int>(reported(Call::Bind, fd, 0, where, [&] { return ::bind(fd, address, size); }));
    if (result == 0) sayNames(fd);
    return result;
}

int Worker::listen(int fd, int backlog, Where where)
{
    const auto result = static_cast<int>(
        reported(Call::Listen, fd, static_cast<std::size_t>(backlog), where, [&] { return ::listen(fd, backlog); }));
    if (result == 0) hasDescriptor(fd, channel(), End::Listen);
    return result;
}

int Worker::connect(int fd, const sockaddr* address, socklen_t size, End end, Where where)
{
    const std::uint16_t port =
        address->sa_family == AF_INET ? ntohs(reinterpret_cast<const sockaddr_in*>(address)->sin_port) : 0;
    const auto result =
        static_cast<int>(reported(Call::Connect, fd, port, where, [&] { return ::connect(fd, address, size); }));
    const int error = errno;
    if (result == 0) {
        hasDescriptor(fd, channel(), end);
        sayNames(fd);
    }
    errno = error;
    return result;
}

int Worker::accept(int fd, End end, Where where)
{
    const int connection = opening(about(Call::Accept, channel(), static_cast<std::uint32_t>(fd), 0), end, where,
                                   [&] { return ::accept4(fd, nullptr, nullptr, SOCK_CLOEXEC); });
    const int error = errno;
    if (connection >= 0) sayNames(connection);
    errno = error;
    return connection;
}

namespace {
/// Room for a message of one byte that carries one descriptor: cmsg(3).
struct DescriptorMessage {
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    char byte = 0;
    iovec part{&byte, 1};
    msghdr head{};

    DescriptorMessage()
    {
        head.msg_iov = &part;
        head.msg_iovlen = 1;
        head.msg_control = control;
        head.msg_controllen = sizeof control;
    }
};
} // namespace

int Worker::sendDescriptor(int socket, int fd, Where where)
{
    DescriptorMessage message;
    cmsghdr* rights = CMSG_FIRSTHDR(&message.head);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof fd);
    std::memcpy(CMSG_DATA(rights), &fd, sizeof fd);
    return static_cast<int>(reported(Call::SendDescriptor, socket, static_cast<std::size_t>(fd), where,
                                     [&] { return ::sendmsg(socket, &message.head, MSG_NOSIGNAL); }));
}

int Worker::receiveDescriptor(int socket, End end, Where where)
{
    return opening(about(Call::ReceiveDescriptor, channel(), static_cast<std::uint32_t>(socket), 0), end, where, [&] {
        DescriptorMessage message;
        if (::recvmsg(socket, &message.head, MSG_CMSG_CLOEXEC) < 0) return -1;
        int fd = -1;
        errno = EPIPE; // the end of the stream, or a message without a descriptor
        const cmsghdr* rights = CMSG_FIRSTHDR(&message.head);
        if (rights && rights->cmsg_type == SCM_RIGHTS) std::memcpy(&fd, CMSG_DATA(rights), sizeof fd);
        return fd;
    });
}

/// The ports of a TCP socket, as getsockname(2) and getpeername(2) tell them.
void Worker::sayNames(int fd)
{
    sockaddr_in own{}, peer{};
    socklen_t size = sizeof own;
    if (getsockname(fd, reinterpret_cast<sockaddr*>(&own), &size) != 0 || own.sin_family != AF_INET) return;
    size = sizeof peer;
    const bool connected = getpeername(fd, reinterpret_cast<sockaddr*>(&peer), &size) == 0;
    Event event;
    event.kind = EventKind::SocketNamed;
    event.detail = static_cast<std::uint32_t>(fd);
    event.channel = known(fd).channel.value;
    event.size = ntohs(own.sin_port);
    event.result = connected ? ntohs(peer.sin_port) : 0;
    emit(event);
}

int Worker::close(int fd, Where where)
{
    const auto result = static_cast<int>(reported(Call::Close, fd, 0, where, [&] { return ::close(fd); }));
    if (result != 0 && errno == ECANCELED) return result;
    const Known what = known(fd);
    Event event;
    event.kind = EventKind::DescriptorClosed;
    event.detail = static_cast<std::uint32_t>(fd);
    event.channel = what.channel.value;
    event.size = static_cast<std::uint32_t>(what.end);
    emit(event);
    if (fd >= 0 && fd < maxDescriptors) m_known[fd] = {};
    return result;
}

int Worker::dup2(int fd, int number, Where where)
{
    const auto result = static_cast<int>(
        reported(Call::Dup2, fd, static_cast<std::size_t>(number), where, [&] { return ::dup2(fd, number); }));
    if (result >= 0) hasDescriptor(number, known(fd).channel, known(fd).end);
    return result;
}

void Worker::execute(char* const arguments[], std::uint32_t which, Where where)
{
    static char path[] = "PATH=/usr/bin:/bin", locale[] = "LC_ALL=C";
    char* const environment[] = {path, locale, nullptr};
    if (!passGate(Call::Execve, 0, which, calls::lineOf(where))) return;
    m_control.executed.store(1, std::memory_order_seq_cst);
    Event event = aboutCall(Call::Execve, 0, which, where);
    emit(event);
    for (const char* folder : {"/usr/bin/", "/bin/"})
        ::execve((std::string(folder) + arguments[0]).c_str(), arguments, environment);
    const int error = errno;
    m_control.executed.store(0, std::memory_order_seq_cst);
    event.kind = EventKind::CallReturned;
    event.result = -error;
    emit(event);
}

void Worker::hasDescriptor(int fd, ChannelId channel, End end)
{
    if (fd >= 0 && fd < maxDescriptors) m_known[fd] = {channel, end};
    Event event;
    event.kind = EventKind::DescriptorOpened;
    event.detail = static_cast<std::uint32_t>(fd);
    event.channel = channel.value;
    event.size = static_cast<std::uint32_t>(end);
    emit(event);
}

void Worker::reportBrokenStream(int fd, std::uint64_t streamOffset, Where where)
{
    Event event;
    event.kind = EventKind::StreamBroken;
    event.channel = known(fd).channel.value;
    event.detail = static_cast<std::uint32_t>(fd);
    event.size = static_cast<std::uint32_t>(streamOffset);
    event.line = calls::lineOf(where);
    emit(event);
}

} // namespace sluice::probe
