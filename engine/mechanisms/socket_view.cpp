#include "mechanisms/socket_view.h"

#include <algorithm>
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace sluice::mechanisms {

namespace {

std::int64_t amountOf(int fd, unsigned long request)
{
    int bytes = 0;
    return ioctl(fd, request, &bytes) == 0 ? bytes : -1;
}

int optionOf(int fd, int option)
{
    int value = 0;
    socklen_t size = sizeof value;
    return getsockopt(fd, SOL_SOCKET, option, &value, &size) == 0 ? value : -1;
}

/// All 0 for what is not TCP, and in fields that this kernel does not have.
tcp_info infoOf(int fd)
{
    tcp_info info{};
    socklen_t size = sizeof info;
    if (optionOf(fd, SO_PROTOCOL) == IPPROTO_TCP) getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size);
    return info;
}

} // namespace

KernelView viewConnection(int sender, int receiver)
{
    KernelView view;
    if (sender < 0 || receiver < 0) return view;
    const tcp_info out = infoOf(sender), in = infoOf(receiver);
    const bool tcp = out.tcpi_state != 0;
    view.sender = {.queued = amountOf(sender, SIOCOUTQ),
                   .unsent = tcp ? amountOf(sender, SIOCOUTQNSD) : 0,
                   .window = out.tcpi_snd_wnd,
                   .buffer = optionOf(sender, SO_SNDBUF),
                   .tcpState = out.tcpi_state};
    view.receiver = {.queued = amountOf(receiver, SIOCINQ),
                     .unsent = 0,
                     .window = 0,
                     .buffer = optionOf(receiver, SO_RCVBUF),
                     .tcpState = in.tcpi_state};
    const int type = optionOf(receiver, SO_TYPE);
    if (type == SOCK_DGRAM) { // SIOCINQ is the size of the next one alone; but what is charged to nobody is not there
        if (view.sender.queued == 0) view.depthBytes = 0;
        return view;
    }
    // What was sent and not taken in is sent again: it is in neither count.
    const auto onTheWay = static_cast<std::int64_t>(out.tcpi_bytes_sent - out.tcpi_bytes_retrans)
                          - static_cast<std::int64_t>(in.tcpi_bytes_received);
    view.depthBytes = view.sender.unsent + view.receiver.queued + std::max<std::int64_t>(onTheWay, 0);
    view.capacityBytes = tcp ? view.sender.buffer + view.receiver.buffer : view.sender.buffer;
    return view;
}

} // namespace sluice::mechanisms
