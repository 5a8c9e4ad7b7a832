#include "supervisor/protocol.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <sys/socket.h>

namespace sluice::supervisor {

namespace {

/// The reply on the wire. Both sides come from one build; the fields are bounded by the receiver all the same.
struct Reply {
    std::int32_t failed = 0;
    std::int32_t code = 0;   ///< Error::Code
    std::int32_t number = 0; ///< Error::number
    std::uint32_t workers = 0;
    std::int32_t pids[probe::maxWorkers] = {};
    char call[256] = {};
    char context[1024] = {};
};

template <std::size_t N>
void copyText(char (&to)[N], const std::string& text)
{
    std::memcpy(to, text.data(), std::min(text.size(), N - 1)); // the last byte stays 0
}

template <std::size_t N>
std::string textOf(const char (&from)[N])
{
    return {from, strnlen(from, N)};
}

struct alignas(cmsghdr) FdBuffer {
    char bytes[CMSG_SPACE(sizeof(int) * probe::maxWorkers)];
};

/// Takes over the descriptors that came with a packet.
std::vector<UniqueFd> descriptorsOf(msghdr& message)
{
    std::vector<UniqueFd> fds;
    for (cmsghdr* header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        const std::size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(header) + i * sizeof(int), sizeof fd);
            fds.emplace_back(fd);
        }
    }
    return fds;
}

Error hungUp() { return {Error::Code::Missing, "sluice-supervisor", 0, "it ended before its workers stood ready"}; }

} // namespace

Result<void> sendScenario(int socket, std::string_view json)
{
    if (json.size() > maxScenarioBytes) return fail(Error::badInput("scenario", "longer than 128 KiB"));
    if (send(socket, json.data(), json.size(), MSG_NOSIGNAL) < 0)
        return failedCall("send", "scenario to sluice-supervisor");
    return {};
}

Result<std::string> receiveScenario(int socket)
{
    std::string json(maxScenarioBytes, '\0');
    const ssize_t n = recv(socket, json.data(), json.size(), 0);
    if (n < 0) return failedCall("recv", "scenario");
    json.resize(static_cast<std::size_t>(n));
    return json;
}

namespace {

Result<void> sendMessage(int socket, msghdr& message, Reply& wire)
{
    iovec part{&wire, sizeof wire};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (sendmsg(socket, &message, MSG_NOSIGNAL) < 0) return failedCall("sendmsg", "reply to the session");
    return {};
}

} // namespace

Result<void> sendWorkers(int socket, std::span<const StartedWorker> workers)
{
    assert(!workers.empty() && workers.size() <= probe::maxWorkers);
    Reply wire;
    wire.workers = static_cast<std::uint32_t>(workers.size());
    FdBuffer fds{};
    msghdr message{};
    message.msg_control = fds.bytes;
    message.msg_controllen = CMSG_SPACE(sizeof(int) * workers.size());
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int) * workers.size());
    for (std::size_t i = 0; i < workers.size(); ++i) {
        wire.pids[i] = workers[i].pid;
        const int fd = workers[i].pidfd.get();
        std::memcpy(CMSG_DATA(header) + i * sizeof(int), &fd, sizeof fd);
    }
    return sendMessage(socket, message, wire);
}

Result<void> sendFailure(int socket, const Error& error)
{
    Reply wire;
    wire.failed = 1;
    wire.code = static_cast<std::int32_t>(error.code);
    wire.number = error.number;
    copyText(wire.call, error.call);
    copyText(wire.context, error.context);
    msghdr message{};
    return sendMessage(socket, message, wire);
}

Result<std::vector<StartedWorker>> receiveReply(int socket)
{
    Reply wire;
    FdBuffer fds{};
    iovec part{&wire, sizeof wire};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = fds.bytes;
    message.msg_controllen = sizeof fds.bytes;
    ssize_t n = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    // It went with the scenario unread. That is reported first, once; an answer may be waiting behind it.
    if (n < 0 && errno == ECONNRESET) n = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    if (n < 0) return failedCall("recvmsg", "reply of sluice-supervisor");
    std::vector<UniqueFd> received = descriptorsOf(message);
    if (n != sizeof wire) return fail(hungUp());
    if (wire.failed != 0) {
        const auto code = static_cast<Error::Code>(std::clamp(wire.code, 0, static_cast<int>(Error::Code::Missing)));
        return fail(Error{code, textOf(wire.call), wire.number, textOf(wire.context)});
    }
    // Descriptors that found no free place in this process were dropped by the kernel (unix(7), MSG_CTRUNC).
    if ((message.msg_flags & MSG_CTRUNC) != 0 || received.size() != wire.workers)
        return fail(Error::ofCall("recvmsg", EMFILE, "handles of the workers"));
    std::vector<StartedWorker> workers;
    for (std::size_t i = 0; i < received.size(); ++i) workers.push_back({wire.pids[i], std::move(received[i])});
    return workers;
}

} // namespace sluice::supervisor
