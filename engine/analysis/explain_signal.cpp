#include "analysis/explain_parts.h"

#include "base/names.h"

#include <fmt/format.h>

namespace sluice::analysis {

using probe::Evidence;
using probe::SignalSet;
using state::Activity;

namespace {

std::string setOf(std::uint64_t bits)
{
    std::string names;
    for (int signal = 1; signal <= 64; ++signal)
        if ((bits & probe::bitOf(signal)) != 0) names += (names.empty() ? "" : ", ") + signalName(signal);
    return names.empty() ? std::string(phrase("explain", "nothing")) : names;
}

} // namespace

void explainSignalWait(const Context& c, Explanation& out)
{
    const auto& signals = c.process.signals;
    out.waiting = c.state.time - c.process.since;
    if (c.process.waitsForItself() && !signals.frames.empty()) {
        const std::string signal = signalName(signals.frames.back().signal);
        out.headline = phrase("explain", "Deadlock: the {} waits for itself.").with(c.name());
        out.sentence =
            phrase("explain", "{} {}: the handler of {} waits for a lock that the code it has interrupted holds; "
                              "that code goes on only when the handler returns")
                .with(c.name(), c.process.pid, signal);
        out.wakers.push_back(phrase("explain", "nobody: the end of the process alone ends this wait"));
    } else {
        out.headline = phrase("explain", "The {} waits in {}() until a signal comes.").with(c.name(), c.callName());
        out.sentence = phrase("explain", "{} {} waits in {}").with(c.name(), c.process.pid, c.callWithSize());
        const bool read = signals.signalFd >= 0 && c.process.call.fd == static_cast<std::uint32_t>(signals.signalFd);
        out.wakers.push_back(read ? phrase("explain", "{}: it is read from this descriptor, signalfd(2)")
                                        .with(signalName(signals.readSignal))
                                  : std::string(phrase("explain", "any signal that it has a handler for")));
    }
}

void explainSignal(const Context& c, Explanation& out)
{
    const auto& signals = c.process.signals;
    if (c.process.activity == Activity::Stopped || signals.frames.empty()) {
        out.waiting = c.state.time - c.process.since;
        out.headline = phrase("explain", "A signal has stopped the {}.").with(c.name());
        out.sentence =
            phrase("explain", "{} {} is stopped; SIGCONT lets it go on, SIGKILL ends it").with(c.name(), c.process.pid);
        out.facts.push_back({Evidence::Kernel, phrase("explain", "/proc/PID/stat: T, stopped")});
        return;
    }
    const state::HandlerFrame& frame = signals.frames.back();
    out.headline =
        phrase("explain", "{} has cut into the {}: its handler runs.").with(signalName(frame.signal), c.name());
    const std::string where = frame.cut != probe::Call::None ? phrase("explain", "in {}()").with(probe::name(frame.cut))
                              : signals.frames.size() > 1    ? std::string(phrase("explain", "in another handler"))
                                                             : phrase("explain", "at step {}").with(frame.step);
    out.sentence = phrase("explain", "{} {} was cut {}; when the handler returns it goes on there")
                       .with(c.name(), c.process.pid, where);
}

void addSignalFacts(const Context& c, Explanation& out)
{
    const auto& signals = c.process.signals;
    const std::uint64_t pending = signals.of(SignalSet::PendingThread) | signals.of(SignalSet::PendingProcess);
    out.facts.push_back({Evidence::Derived, phrase("explain", "pending: {}").with(setOf(pending))});
    if (signals.kernelWhen.ns == 0) return;
    const auto kernel = [&](SignalSet set) { return signals.kernel[static_cast<std::size_t>(set)]; };
    out.facts.push_back(
        {Evidence::Kernel,
         "SigPnd | ShdPnd: " + setOf(kernel(SignalSet::PendingThread) | kernel(SignalSet::PendingProcess))});
    out.facts.push_back({Evidence::Kernel, "SigBlk: " + setOf(kernel(SignalSet::Blocked))});
}

} // namespace sluice::analysis
