#include "mechanisms/meeting_place.h"

#include "probe/clock.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

namespace sluice::mechanisms {

namespace {

/// 0 for a socket of another domain.
std::uint32_t portOf(int socket, decltype(&getsockname) ask)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    if (ask(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0 || address.sin_family != AF_INET) return 0;
    return ntohs(address.sin_port);
}

} // namespace

Result<Mapping> MeetingPlace::create() { return Mapping::shared(sizeof(Page)); }

MeetingPlace::MeetingPlace(const Mapping& mapping) : m_page(reinterpret_cast<Page*>(mapping.data())) {}

void MeetingPlace::open(int boundSocket) const
{
    m_page->port.store(portOf(boundSocket, getsockname), std::memory_order_relaxed);
    m_page->ready.store(1, std::memory_order_release); // partner: ready()
}

bool MeetingPlace::ready() const { return m_page->ready.load(std::memory_order_acquire) != 0; }
std::uint16_t MeetingPlace::port() const
{
    return static_cast<std::uint16_t>(m_page->port.load(std::memory_order_relaxed));
}

void MeetingPlace::sayConnected(int socket) const
{
    const std::uint32_t port = portOf(socket, getsockname);
    for (auto& caller : m_page->callers)
        if (std::uint32_t nobody = 0; caller.compare_exchange_strong(nobody, port, std::memory_order_acq_rel)) return;
}

bool MeetingPlace::isOurs(int connection) const
{
    constexpr std::int64_t patience = 1'000'000'000; // a caller may stand at its gate
    const std::uint32_t port = portOf(connection, getpeername);
    if (port == 0) return true;
    const std::int64_t until = probe::monotonicNow() + patience;
    do {
        for (auto& caller : m_page->callers)
            if (caller.load(std::memory_order_acquire) == port) return true;
        poll(nullptr, 0, 1);
    } while (probe::monotonicNow() < until);
    return false;
}

} // namespace sluice::mechanisms
