#include "analysis/explain_parts.h"

#include <fmt/format.h>

namespace sluice::analysis {

using mechanisms::SocketQueue;
using probe::Call;
using probe::Evidence;

namespace {

void explainAccept(const Context& c, Explanation& out)
{
    out.headline = phrase("explain", "The {} waits in accept(): nobody is calling.").with(c.name());
    out.sentence =
        phrase("explain", "{} {} waits in accept({}): it returns, with a new descriptor, when a client connects")
            .with(c.name(), c.process.pid, c.process.call.fd);
    out.wakers.push_back(phrase("explain", "any client: connect()"));
}

void explainConnect(const Context& c, Explanation& out)
{
    out.headline = phrase("explain", "The {} waits in connect(): its call is not answered.").with(c.name());
    out.sentence =
        phrase("explain", "{} {} waits in connect({}): as many connections wait for accept() as the backlog allows; "
                          "TCP asks again after 1 s, then after 2")
            .with(c.name(), c.process.pid, c.process.call.fd);
    const auto reason = whyWaiting(c.state, c.process.id);
    for (std::size_t i = 0; reason && i < reason->whoCanWake.size(); ++i)
        out.wakers.push_back(
            phrase("explain", "{}: accept(), which frees a place").with(c.name(reason->whoCanWake[i])));
}

void explainTransfer(const Context& c, Explanation& out)
{
    const auto* channel = c.channel();
    const auto* queue = channel ? std::get_if<SocketQueue>(&channel->object) : nullptr;
    const bool closedWindow = queue && queue->sender().tcpState != 0 && queue->unsent() > 0;
    if (!c.sending()) {
        out.headline = phrase("explain", "The {} waits in recv(): nothing has arrived.").with(c.name());
        out.sentence =
            phrase("explain", "{} {} waits in {}: the receive buffer is empty; only a send, or the end of the "
                              "connection, can wake it")
                .with(c.name(), c.process.pid, c.callWithSize());
    } else {
        out.headline =
            closedWindow ? phrase("explain", "The {} waits in send(): the receiver's window is closed.").with(c.name())
                         : phrase("explain", "The {} waits in send(): the buffer is full.").with(c.name());
        out.sentence =
            phrase("explain", "{} {} waits in {}: {} bytes have not been received yet; only recv(), or the end of "
                              "the connection, can wake it")
                .with(c.name(), c.process.pid, c.callWithSize(), grouped(channel ? channel->depthBytes : 0));
    }
    const auto reason = whyWaiting(c.state, c.process.id);
    for (std::size_t i = 0; reason && i < reason->whoCanWake.size(); ++i) {
        const std::string who = c.waker(reason->whoCanWake[i]);
        out.wakers.push_back(
            (c.sending() ? phrase("explain", "{}: recv()") : phrase("explain", "{}: send()")).with(who));
        out.wakers.push_back(phrase("explain", "{}: closing its socket").with(who));
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
    if (channel.uncertain)
        out.facts.push_back({Evidence::Derived, phrase("explain", "events were lost: the depth is not certain")});
    else
        out.facts.push_back(
            {Evidence::Derived,
             phrase("explain", "{} bytes sent and not received yet").with(grouped(channel.depthBytes))});
}

} // namespace sluice::analysis
