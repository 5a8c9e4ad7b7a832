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
    return names.empty() ? "nothing" : names;
}

} // namespace

void explainSignalWait(const Context& c, Explanation& out)
{
    const auto& signals = c.process.signals;
    out.waiting = c.state.time - c.process.since;
    if (c.process.waitsForItself() && !signals.frames.empty()) {
        const std::string signal = signalName(signals.frames.back().signal);
        out.headline = fmt::format("Deadlock: the {} waits for itself.", c.name());
        out.sentence = fmt::format("{} {}: the handler of {} waits for a lock that the code it has interrupted holds; "
                                   "that code goes on only when the handler returns",
                                   c.name(), c.process.pid, signal);
        out.wakers.push_back("nobody: the end of the process alone ends this wait");
    } else {
        out.headline = fmt::format("The {} waits in {}() until a signal comes.", c.name(), c.callName());
        out.sentence = fmt::format("{} {} waits in {}", c.name(), c.process.pid, c.callWithSize());
        const bool read = signals.signalFd >= 0 && c.process.call.fd == static_cast<std::uint32_t>(signals.signalFd);
        out.wakers.push_back(read ? signalName(signals.readSignal) + ": it is read from this descriptor, signalfd(2)"
                                  : "any signal that it has a handler for");
    }
}

void explainSignal(const Context& c, Explanation& out)
{
    const auto& signals = c.process.signals;
    if (c.process.activity == Activity::Stopped || signals.frames.empty()) {
        out.waiting = c.state.time - c.process.since;
        out.headline = fmt::format("A signal has stopped the {}.", c.name());
        out.sentence = fmt::format("{} {} is stopped; SIGCONT lets it go on, SIGKILL ends it", c.name(), c.process.pid);
        out.facts.push_back({Evidence::Kernel, "/proc/PID/stat: T, stopped"});
        return;
    }
    const state::HandlerFrame& frame = signals.frames.back();
    out.headline = fmt::format("{} has cut into the {}: its handler runs.", signalName(frame.signal), c.name());
    const std::string where = frame.cut != probe::Call::None ? fmt::format("in {}()", probe::name(frame.cut))
                              : signals.frames.size() > 1    ? std::string("in another handler")
                                                             : fmt::format("at step {}", frame.step);
    out.sentence =
        fmt::format("{} {} was cut {}; when the handler returns it goes on there", c.name(), c.process.pid, where);
}

void addSignalFacts(const Context& c, Explanation& out)
{
    const auto& signals = c.process.signals;
    const std::uint64_t pending = signals.of(SignalSet::PendingThread) | signals.of(SignalSet::PendingProcess);
    out.facts.push_back({Evidence::Derived, "pending: " + setOf(pending)});
    if (signals.kernelWhen.ns == 0) return;
    const auto kernel = [&](SignalSet set) { return signals.kernel[static_cast<std::size_t>(set)]; };
    out.facts.push_back(
        {Evidence::Kernel,
         "SigPnd | ShdPnd: " + setOf(kernel(SignalSet::PendingThread) | kernel(SignalSet::PendingProcess))});
    out.facts.push_back({Evidence::Kernel, "SigBlk: " + setOf(kernel(SignalSet::Blocked))});
}

} // namespace sluice::analysis
