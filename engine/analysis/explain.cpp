#include "analysis/explain_parts.h"

#include "analysis/held.h"
#include "analysis/wait_for.h"
#include "base/error_words.h"
#include "base/names.h"
#include "state/channel_model.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <fmt/format.h>
#include <sys/wait.h>

namespace sluice::analysis {

using probe::Evidence;
using probe::Transfer;
using state::Activity;
using state::ChannelState;
using state::ProcessState;
using state::SystemState;

std::vector<ProcessId> holdersOf(const SystemState& state, ChannelId channel, probe::End end)
{
    std::vector<ProcessId> holders;
    for (const ProcessState& process : state.processes)
        for (const state::Descriptor& each : process.descriptors)
            if (each.open && each.channel == channel && (each.end == end || each.end == probe::End::Both)) {
                holders.push_back(process.id);
                break;
            }
    return holders;
}

namespace {

void addCallFact(const Context& c, Explanation& out)
{
    const auto& call = c.process.call;
    if (call.call == probe::Call::None || c.process.activity == Activity::Held) return;
    if (probe::isAboutSignals(call.call)) return; // they have no descriptor
    const std::string buffer =
        probe::transferOf(call.call) == Transfer::None ? "" : fmt::format(", …, {}", grouped(call.size));
    const std::string shown = probe::isAboutMemory(call.call)
                                  ? fmt::format("{}()", c.callName()) // its first argument is no descriptor
                                  : fmt::format("{}({}{})", c.callName(), call.fd, buffer);
    if (c.process.isProgram())
        out.facts.push_back({Evidence::Kernel, fmt::format("/proc/{}/syscall: {}", c.process.pid, shown)});
    else if (call.running)
        out.facts.push_back({Evidence::Probe, phrase("explain", "{} entered, no return yet").with(shown)});
    else if (call.result < 0)
        out.facts.push_back(
            {Evidence::Probe, phrase("explain", "{} returned -1, {}").with(shown, errnoName(errnoOf(call.result)))});
    else if (call.call == probe::Call::Mmap)
        out.facts.push_back({Evidence::Probe, phrase("explain", "{} returned an address").with(shown)});
    else
        out.facts.push_back(
            {Evidence::Probe,
             phrase("explain", "{} returned {}").with(shown, grouped(static_cast<std::uint64_t>(call.result)))});
}

void addKernelFacts(const Context& c, Explanation& out)
{
    const auto& word = c.process.kernel;
    if (c.process.call.running && word.stateLetter != 0) {
        const std::string& where = c.trace.string(word.waitChannel);
        const std::string plain = word.stateLetter == 'S' ? phrase("explain", "sleeping")
                                  : word.stateLetter == 'R'
                                      ? phrase("explain", "running")
                                      : Phrase(phrase("explain", "in state {}").with(word.stateLetter));
        const bool known = !where.empty() && where != "0";
        out.facts.push_back({Evidence::Kernel, known ? phrase("explain", "{} in {}").with(plain, where) : plain});
    }
}

void addChannelFacts(const ChannelState& channel, Explanation& out)
{
    if (std::holds_alternative<std::monostate>(channel.object)
        || std::holds_alternative<mechanisms::SharedMemory>(channel.object))
        return;
    if (const auto* socket = std::get_if<mechanisms::SocketQueue>(&channel.object))
        return addSocketFacts(channel, *socket, out);
    if (std::holds_alternative<mechanisms::OpenFile>(channel.object)) {
        if (channel.kernelDepthBytes >= 0)
            out.facts.push_back(
                {Evidence::Kernel, phrase("explain", "lseek: the offset is {}").with(channel.kernelDepthBytes)});
        return;
    }
    if (const auto* pending = std::get_if<mechanisms::PendingSignals>(&channel.object)) {
        out.facts.push_back(
            {Evidence::Derived, phrase("explain", "signals that are pending: {}").with(pending->count)});
        return;
    }
    const bool queue = std::holds_alternative<mechanisms::MessageQueue>(channel.object);
    if (channel.kernelDepthBytes >= 0 && queue)
        out.facts.push_back({Evidence::Kernel, fmt::format("mq_getattr: mq_curmsgs = {}", channel.kernelMessages)});
    else if (channel.kernelDepthBytes >= 0)
        out.facts.push_back(
            {Evidence::Kernel, "FIONREAD = " + grouped(static_cast<std::uint64_t>(channel.kernelDepthBytes))});
    if (channel.uncertain) {
        out.facts.push_back({Evidence::Derived, phrase("explain", "events were lost: the depth is not certain")});
        return;
    }
    if (queue) {
        const auto [level, most] = state::fillOf(channel);
        out.facts.push_back({Evidence::Derived, phrase("explain", "{} of {} messages inside").with(level, most)});
        return;
    }
    bool full = false;
    state::model::visit(channel.object, [&full](const auto& object) { full = state::model::full(object); });
    if (full)
        out.facts.push_back({Evidence::Derived,
                             phrase("explain", "capacity {}: no slot is free").with(grouped(channel.capacityBytes))});
    else
        out.facts.push_back(
            {Evidence::Derived, phrase("explain", "{} of {} bytes inside")
                                    .with(grouped(channel.depthBytes), grouped(channel.capacityBytes))});
}

void explainBlocked(const Context& c, Explanation& out)
{
    if (c.ofSignals()) return explainSignalWait(c, out);
    if (c.process.call.call == probe::Call::MutexLock) return explainLockWait(c, out);
    if (c.process.call.call == probe::Call::SigWaitInfo) return explainNotified(c, out);
    if (c.process.call.call == probe::Call::ReceiveDescriptor) return explainNoDescriptor(c, out);
    if (c.process.call.call == probe::Call::Open) return explainOpen(c, out);
    const bool socket = c.channel() && std::holds_alternative<mechanisms::SocketQueue>(c.channel()->object);
    if (socket) return explainSocketWait(c, out);
    const ChannelState* channel = c.channel();
    const auto reason = whyWaiting(c.state, c.process.id);
    out.waiting = c.state.time - c.process.since;
    out.headline = (c.sending() ? phrase("explain", "The {} waits in {}(): the {} is full.")
                                : phrase("explain", "The {} waits in {}(): the {} is empty."))
                       .with(c.name(), c.callName(), c.channelName());
    const auto [level, most] = channel ? state::fillOf(*channel) : state::Fill{};
    const bool queue = c.process.call.call == probe::Call::MqSend || c.process.call.call == probe::Call::MqReceive;
    const std::string fill = !channel || !c.sending() ? std::string()
                             : queue ? phrase("explain", ", {} of {} messages").with(grouped(level), grouped(most))
                                     : phrase("explain", ", {} of {} bytes").with(grouped(level), grouped(most));
    const std::string remedy = queue ? (c.sending() ? phrase("explain", "only mq_receive() can wake it")
                                                    : phrase("explain", "only mq_send() can wake it"))
                               : c.sending()
                                   ? phrase("explain", "only a read, or closing the read end, can wake it")
                                   : phrase("explain", "only a write, or closing the last write end, can wake it");
    out.sentence = (c.sending() ? phrase("explain", "{} {} waits in {}: the {} is full{}; {}")
                                : phrase("explain", "{} {} waits in {}: the {} is empty{}; {}"))
                       .with(c.name(), c.process.pid, c.callWithSize(), c.channelName(), fill, remedy);
    if (!reason) return;
    if (reason->whoCanWake.empty() && channel && !channel->uncertain) explainOwnEnd(c, out);
    for (const ProcessId waker : reason->whoCanWake) {
        const std::string who = c.waker(waker);
        const auto can = [&](const Phrase& how) { out.wakers.push_back(how.with(who)); };
        if (queue && c.sending()) can(phrase("explain", "{}: mq_receive(), which frees a place"));
        else if (queue) can(phrase("explain", "{}: mq_send()"));
        else if (c.sending()) {
            can(phrase("explain", "{}: a read() that empties one slot"));
            can(phrase("explain", "{}: closing its read end, then SIGPIPE"));
        } else {
            can(phrase("explain", "{}: a write()"));
            can(phrase("explain", "{}: closing its write end, then end of file"));
        }
    }
}

void explainEnded(const Context& c, Explanation& out)
{
    const auto& exit = c.process.exit;
    if (exit.code == CLD_EXITED) {
        out.headline = phrase("explain", "The {} has ended.").with(c.name());
        out.sentence = phrase("explain", "{} {} called exit({})").with(c.name(), c.process.pid, exit.status);
        out.facts.push_back({Evidence::Kernel, phrase("explain", "waitid: exited, status {}").with(exit.status)});
        return;
    }
    const std::string signal = signalName(exit.status);
    out.headline = phrase("explain", "{} killed the {}.").with(signal, c.name());
    const std::string why =
        exit.status == SIGPIPE && c.process.call.running
            ? phrase("explain", " in {}: the {} has no reader left").with(c.callWithSize(), c.channelName())
            : std::string();
    out.sentence = phrase("explain", "{} {} was killed by {}{}").with(c.name(), c.process.pid, signal, why);
    out.facts.push_back(
        {Evidence::Kernel, (exit.code == CLD_DUMPED ? phrase("explain", "waitid: killed by {}, its core was dumped")
                                                    : phrase("explain", "waitid: killed by {}"))
                               .with(signal)});
}

void explainHeld(const Context& c, Explanation& out)
{
    out.waiting = c.state.time - c.process.since;
    if (c.process.isProgram()) {
        out.headline = phrase("explain", "You have stopped {}.").with(c.name());
        out.sentence = phrase("explain", "{} {} has got SIGSTOP; SIGCONT lets it go on").with(c.name(), c.process.pid);
        return;
    }
    const auto& held = c.process.heldBefore;
    const std::string what = fmt::format("{}{}", nameOf(held), held.call != probe::Call::None ? "()" : "");
    const bool unknown = held.call == probe::Call::None && held.point == probe::GatePoint::Call;
    const std::string before = unknown ? std::string()
                               : held.point == probe::GatePoint::Sleep
                                   ? phrase("explain", " in its sleep")
                                   : Phrase(phrase("explain", " before {}").with(saidIn("gate", what)));
    out.headline = phrase("explain", "You hold the {}{}.").with(c.name(), before);
    out.sentence = phrase("explain", "{} {} stands at its gate{}; let it go, or let it take one step")
                       .with(c.name(), c.process.pid, before);
    out.facts.push_back({Evidence::Probe, phrase("explain", "at the gate{}").with(before)});
    if (held.line != 0)
        out.facts.push_back({Evidence::Probe, phrase("explain", "at line {} of its source").with(held.line)});
}

void explainError(const Context& c, Explanation& out)
{
    const std::string error = errnoName(errnoOf(c.process.call.result));
    out.headline = phrase("explain", "{}() returned -1: {}.").with(c.callName(), error);
    const std::string meaning = error == "EAGAIN"
                                    ? (c.sending() ? phrase("explain", "O_NONBLOCK is set and there is no room")
                                                   : phrase("explain", "O_NONBLOCK is set and nothing is there"))
                                : error == "EPIPE" ? phrase("explain", "no reader is left, and SIGPIPE is ignored")
                                : error == "EINTR" ? phrase("explain", "a signal handler ran meanwhile")
                                                   : Phrase(errnoWords(errnoOf(c.process.call.result)));
    out.sentence = phrase("explain", "{} {}: {} returned -1, {}: {}")
                       .with(c.name(), c.process.pid, c.callWithSize(), error, meaning);
}

bool atEndOfStream(const ProcessState& process)
{
    const auto& call = process.call;
    return (call.call == probe::Call::Read || call.call == probe::Call::Recv) && !call.running && call.result == 0
           && call.size > 0;
}

void explainGoing(const Context& c, Explanation& out)
{
    const auto& call = c.process.call;
    if (c.process.activity == Activity::InCall) {
        out.headline = phrase("explain", "The {} is in {}().").with(c.name(), c.callName());
        out.sentence = phrase("explain", "{} {} is in {}").with(c.name(), c.process.pid, c.callWithSize());
    } else if (atEndOfStream(c.process)) {
        out.headline = phrase("explain", "The {} has read the end of the stream.").with(c.name());
        out.sentence = phrase("explain", "{} {}: {}({}) returned 0: nobody is left who could write and the {} is empty")
                           .with(c.name(), c.process.pid, c.callName(), call.fd, c.channelName());
    } else {
        out.headline = phrase("explain", "Messages flow: nobody has to wait.");
        if (c.process.sent + c.process.received == 0) out.headline = phrase("explain", "The processes are running.");
        out.sentence = (c.process.done                           ? phrase("explain", "{} {} has done its work")
                        : c.process.activity == Activity::Pacing ? phrase("explain", "{} {} sleeps until its next turn")
                                                                 : phrase("explain", "{} {} runs its own code"))
                           .with(c.name(), c.process.pid);
        if (call.call != probe::Call::None && call.result > 0)
            out.sentence += phrase("explain", "; its last call was {}, {} bytes")
                                .with(c.callName(), grouped(static_cast<std::uint64_t>(call.result)));
    }
}

/// How much a process's plight matters to somebody who looks: the highest is explained.
int weight(const ProcessState& process)
{
    const bool failed = !process.call.running && process.call.result < 0;
    switch (process.activity) {
    case Activity::Ended: return process.exit.code == CLD_EXITED ? 3 : 9;
    case Activity::Blocked: return probe::transferOf(process.call.call) == Transfer::Send ? 8 : 6;
    case Activity::Held: return 5;
    case Activity::Stopped: return 8;
    case Activity::Handling: return 7;
    case Activity::InCall: return 2;
    case Activity::Absent: return 0;
    default: return failed ? 7 : atEndOfStream(process) ? 4 : 1;
    }
}

} // namespace

std::optional<WaitReason> whyWaiting(const SystemState& state, ProcessId id)
{
    if (id.value >= state.processes.size()) return std::nullopt;
    const ProcessState& process = state.processes[id.value];
    using Kind = WaitReason::Kind;
    WaitReason reason{Kind::Pace, id, process.call.channel, process.since, {}};
    if (process.activity == Activity::Pacing) return reason;
    if (process.activity == Activity::Held) {
        reason.kind = Kind::HeldByViewer;
        return reason;
    }
    const auto wait = waitOf(state, id);
    if (!wait) return std::nullopt;
    static constexpr std::array kinds{Kind::ChannelEmpty,    Kind::ChannelFull,    Kind::LockTaken,
                                      Kind::OtherEndNotOpen, Kind::NobodyConnects, Kind::NotAccepted,
                                      Kind::NotSignalled,    Kind::NoDescriptor};
    reason.kind = kinds.at(static_cast<std::size_t>(wait->object));
    for (const Releaser& each : wait->releasers)
        if (each.process != id) reason.whoCanWake.push_back(each.process); // it cannot itself: it waits
    return reason;
}

Explanation explain(const SystemState& state, const trace::TraceView& trace)
{
    const ProcessState* chosen = nullptr;
    for (std::size_t i = 1; i < state.processes.size(); ++i)
        if (!chosen || weight(state.processes[i]) > weight(*chosen)) chosen = &state.processes[i];
    Explanation out = explain(state, trace, chosen ? chosen->id : ProcessId{});
    if (chosen && weight(*chosen) <= 2) out.process = {};
    return out;
}

Explanation explain(const SystemState& state, const trace::TraceView& trace, ProcessId id)
{
    Explanation out;
    const bool known =
        id.value > 0 && id.value < state.processes.size() && id.value <= trace.meta().scenario.processes.size();
    if (!known || state.processes[id.value].activity == Activity::Absent) {
        out.headline = phrase("explain", "Nothing has happened yet.");
        return out;
    }
    const ProcessState& chosen = state.processes[id.value];
    const Context c{state, trace, chosen};
    const bool failed = weight(chosen) == 7 && chosen.activity != Activity::Handling;
    out.process = id;
    if (chosen.activity == Activity::Blocked) explainBlocked(c, out);
    else if (chosen.activity == Activity::Ended) explainEnded(c, out);
    else if (chosen.activity == Activity::Held) explainHeld(c, out);
    else if (chosen.activity == Activity::Handling || chosen.activity == Activity::Stopped) explainSignal(c, out);
    else if (failed) explainError(c, out);
    else explainGoing(c, out);
    if (const auto* memory = c.memory()) {
        if (c.process.activity != Activity::Blocked && c.process.activity != Activity::Held
            && c.process.activity != Activity::Ended)
            explainMemory(c, *memory, out);
        addMemoryFacts(c, *memory, out);
    }
    if (c.ofSignals()) addSignalFacts(c, out);
    addCallFact(c, out);
    addKernelFacts(c, out);
    if (const ChannelState* channel = c.channel()) addChannelFacts(*channel, out);
    return out;
}

} // namespace sluice::analysis
