#include "analysis/explain_parts.h"

#include <fmt/format.h>

namespace sluice::analysis {

using mechanisms::SocketQueue;
using probe::Call;
using probe::Evidence;

namespace {

void explainAccept(const Context& c, Explanation& out)
{
    out.headline = fmt::format("The {} waits in accept(): nobody is calling.", c.name());
    out.sentence = fmt::format("{} {} waits in accept({}): it returns, with a new descriptor, when a client connects",
                               c.name(), c.process.pid, c.process.call.fd);
    out.wakers.emplace_back("any client: connect()");
}

void explainConnect(const Context& c, Explanation& out)
{
    out.headline = fmt::format("The {} waits in connect(): its call is not answered.", c.name());
    out.sentence =
        fmt::format("{} {} waits in connect({}): as many connections wait for accept() as the backlog allows; "
                    "TCP asks again after 1 s, then after 2",
                    c.name(), c.process.pid, c.process.call.fd);
    const auto reason = whyWaiting(c.state, c.process.id);
    for (std::size_t i = 0; reason && i < reason->whoCanWake.size(); ++i)
        out.wakers.push_back(c.name(reason->whoCanWake[i]) + ": accept(), which frees a place");
}

void explainTransfer(const Context& c, Explanation& out)
{
    const auto* channel = c.channel();
    const auto* queue = channel ? std::get_if<SocketQueue>(&channel->object) : nullptr;
    const bool closedWindow = queue && queue->sender().tcpState != 0 && queue->unsent() > 0;
    if (!c.sending()) {
        out.headline = fmt::format("The {} waits in recv(): nothing has arrived.", c.name());
        out.sentence = fmt::format("{} {} waits in {}: the receive buffer is empty; only a send, or the end of the "
                                   "connection, can wake it",
                                   c.name(), c.process.pid, c.callWithSize());
    } else {
        out.headline = closedWindow ? fmt::format("The {} waits in send(): the receiver's window is closed.", c.name())
                                    : fmt::format("The {} waits in send(): the buffer is full.", c.name());
        out.sentence =
            fmt::format("{} {} waits in {}: {} bytes have not been received yet; only recv(), or the end of "
                        "the connection, can wake it",
                        c.name(), c.process.pid, c.callWithSize(), grouped(channel ? channel->depthBytes : 0));
    }
    const auto reason = whyWaiting(c.state, c.process.id);
    for (std::size_t i = 0; reason && i < reason->whoCanWake.size(); ++i) {
        const ProcessId waker = reason->whoCanWake[i];
        const bool held = c.state.processes[waker.value].activity == state::Activity::Held;
        const std::string who = c.name(waker) + (held ? " (held by you)" : "");
        out.wakers.push_back(who + (c.sending() ? ": recv()" : ": send()"));
        out.wakers.push_back(who + ": closing its socket");
    }
}

} // namespace

void explainSocketWait(const Context& c, Explanation& out)
{
    out.waiting = c.state.time - c.process.since;
    if (c.process.call.call == Call::Accept) explainAccept(c, out);
    else if (c.process.call.call == Call::Connect) explainConnect(c, out);
    else explainTransfer(c, out);
}

void addSocketFacts(const state::ChannelState& channel, const SocketQueue& queue, Explanation& out)
{
    const SocketQueue::Side &sender = queue.sender(), &receiver = queue.receiver();
    const auto kernel = [&](const char* what, std::uint64_t value) {
        out.facts.push_back({Evidence::Kernel, fmt::format("{} = {}", what, grouped(value))});
    };
    if (sender.buffer > 0) {
        kernel("SIOCOUTQ", sender.queued);
        if (sender.tcpState != 0) kernel("SIOCOUTQNSD", sender.unsent);
        kernel("SIOCINQ", receiver.queued);
        if (sender.tcpState != 0) kernel("TCP_INFO: window", sender.window);
    }
    if (channel.uncertain) out.facts.push_back({Evidence::Derived, "events were lost: the depth is not certain"});
    else
        out.facts.push_back(
            {Evidence::Derived, fmt::format("{} bytes sent and not received yet", grouped(channel.depthBytes))});
}

} // namespace sluice::analysis
