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
    const char* word = c.sending() ? "read" : "write";
    out.headline = fmt::format("The {} waits for itself: it holds the last {} end.", c.name(), word);
    out.sentence = fmt::format("{} {} waits in {}: the only open {} end of the {} is its own descriptor {}", c.name(),
                               c.process.pid, c.callWithSize(), word, c.channelName(), own->fd);
    out.wakers.push_back(fmt::format("{}: closing its own descriptor {}", c.name(), own->fd));
}

/// A FIFO is opened by both sides, or by nobody.
void explainOpen(const Context& c, Explanation& out)
{
    const bool writes = c.process.call.size == static_cast<std::uint32_t>(probe::End::Write);
    const char* other = writes ? "reading" : "writing";
    out.waiting = c.state.time - c.process.since;
    out.headline =
        fmt::format("The {} waits in open(): nobody has opened the {} for {}.", c.name(), c.channelName(), other);
    out.sentence = fmt::format("{} {} waits in open({}): it returns when another process opens it for {}", c.name(),
                               c.process.pid, c.channelName(), other);
    const auto reason = whyWaiting(c.state, c.process.id);
    if (!reason) return;
    for (const ProcessId waker : reason->whoCanWake) {
        const bool held = c.state.processes[waker.value].activity == Activity::Held;
        out.wakers.push_back(fmt::format("{}{}: open() for {}", c.name(waker), held ? " (held by you)" : "", other));
    }
}

/// Registered with mq_notify(): a signal will tell of the next message that comes into the empty queue.
void explainNotified(const Context& c, Explanation& out)
{
    const auto* queue = c.channel() ? std::get_if<mechanisms::MessageQueue>(&c.channel()->object) : nullptr;
    const bool registered = queue && queue->notification().registered == c.process.id;
    const std::string signal = signalName(static_cast<int>(c.process.call.size));
    out.waiting = c.state.time - c.process.since;
    out.headline = registered ? fmt::format("The {} waits for {}: the queue will send it, once.", c.name(), signal)
                              : fmt::format("The {} waits for {}, but is not registered any more.", c.name(), signal);
    out.sentence = fmt::format("{} {} waits in sigwaitinfo({}): {}", c.name(), c.process.pid, signal,
                               registered ? "it comes when a message arrives in the empty queue"
                                          : "a registration with mq_notify() counts once, and it has been used up");
    const auto reason = whyWaiting(c.state, c.process.id);
    for (std::size_t i = 0; registered && reason && i < reason->whoCanWake.size(); ++i)
        out.wakers.push_back(c.name(reason->whoCanWake[i]) + ": mq_send()");
}

/// Nobody has sent it a descriptor.
void explainNoDescriptor(const Context& c, Explanation& out)
{
    out.waiting = c.state.time - c.process.since;
    out.headline = fmt::format("The {} waits in recvmsg(): no message has come.", c.name());
    out.sentence = fmt::format("{} {} waits in recvmsg({}) for a message that carries a descriptor (SCM_RIGHTS)",
                               c.name(), c.process.pid, c.process.call.fd);
    for (const ProcessId other : holdersOf(c.state, c.process.call.channel, probe::End::Write))
        if (other != c.process.id) out.wakers.push_back(c.name(other) + ": sendmsg()");
}

} // namespace sluice::analysis
