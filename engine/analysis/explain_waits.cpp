#include "analysis/explain_parts.h"

#include "base/names.h"

#include <algorithm>
#include <fmt/format.h>

namespace sluice::analysis {

using state::Activity;
using state::ProcessState;

/// Nobody else holds the other end: the process waits for itself.
void explainOwnEnd(const Context& c, Explanation& out)
{
    const auto end = c.sending() ? probe::End::Read : probe::End::Write;
    const auto own = std::ranges::find_if(c.process.descriptors, [&](const state::Descriptor& each) {
        return each.open && each.channel == c.process.call.channel && each.end == end;
    });
    if (own == c.process.descriptors.end()) return;
    out.headline = (c.sending() ? phrase("explain", "The {} waits for itself: it holds the last read end.")
                                : phrase("explain", "The {} waits for itself: it holds the last write end."))
                       .with(c.name());
    out.sentence =
        (c.sending()
             ? phrase("explain", "{} {} waits in {}: the only open read end of the {} is its own descriptor {}")
             : phrase("explain", "{} {} waits in {}: the only open write end of the {} is its own descriptor {}"))
            .with(c.name(), c.process.pid, c.callWithSize(), c.channelName(), own->fd);
    out.wakers.push_back(phrase("explain", "{}: closing its own descriptor {}").with(c.name(), own->fd));
}

/// A FIFO is opened by both sides, or by nobody.
void explainOpen(const Context& c, Explanation& out)
{
    const bool writes = c.process.call.size == static_cast<std::uint32_t>(probe::End::Write);
    out.waiting = c.state.time - c.process.since;
    out.headline = (writes ? phrase("explain", "The {} waits in open(): nobody has opened the {} for reading.")
                           : phrase("explain", "The {} waits in open(): nobody has opened the {} for writing."))
                       .with(c.name(), c.channelName());
    out.sentence =
        (writes ? phrase("explain", "{} {} waits in open({}): it returns when another process opens it for reading")
                : phrase("explain", "{} {} waits in open({}): it returns when another process opens it for writing"))
            .with(c.name(), c.process.pid, c.channelName());
    const auto reason = whyWaiting(c.state, c.process.id);
    if (!reason) return;
    for (const ProcessId waker : reason->whoCanWake)
        out.wakers.push_back(
            (writes ? phrase("explain", "{}: open() for reading") : phrase("explain", "{}: open() for writing"))
                .with(c.waker(waker)));
}

/// Registered with mq_notify(): a signal will tell of the next message that comes into the empty queue.
void explainNotified(const Context& c, Explanation& out)
{
    const auto* queue = c.channel() ? std::get_if<mechanisms::MessageQueue>(&c.channel()->object) : nullptr;
    const bool registered = queue && queue->notification().registered == c.process.id;
    const std::string signal = signalName(static_cast<int>(c.process.call.size));
    out.waiting = c.state.time - c.process.since;
    out.headline =
        registered ? phrase("explain", "The {} waits for {}: the queue will send it, once.").with(c.name(), signal)
                   : phrase("explain", "The {} waits for {}, but is not registered any more.").with(c.name(), signal);
    out.sentence =
        (registered
             ? phrase("explain", "{} {} waits in sigwaitinfo({}): it comes when a message arrives in the empty queue")
             : phrase("explain",
                      "{} {} waits in sigwaitinfo({}): a registration with mq_notify() counts once, and it has "
                      "been used up"))
            .with(c.name(), c.process.pid, signal);
    const auto reason = whyWaiting(c.state, c.process.id);
    for (std::size_t i = 0; registered && reason && i < reason->whoCanWake.size(); ++i)
        out.wakers.push_back(phrase("explain", "{}: mq_send()").with(c.name(reason->whoCanWake[i])));
}

/// Nobody has sent it a descriptor.
void explainNoDescriptor(const Context& c, Explanation& out)
{
    out.waiting = c.state.time - c.process.since;
    out.headline = phrase("explain", "The {} waits in recvmsg(): no message has come.").with(c.name());
    out.sentence = phrase("explain", "{} {} waits in recvmsg({}) for a message that carries a descriptor (SCM_RIGHTS)")
                       .with(c.name(), c.process.pid, c.process.call.fd);
    for (const ProcessId other : holdersOf(c.state, c.process.call.channel, probe::End::Write))
        if (other != c.process.id) out.wakers.push_back(phrase("explain", "{}: sendmsg()").with(c.name(other)));
}

} // namespace sluice::analysis
