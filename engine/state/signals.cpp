#include "state/apply.h"

#include <algorithm>
#include <csignal>

namespace sluice::state {

using probe::bitOf;
using probe::Event;
using probe::SignalSet;
using Fate = SentSignal::Fate;

namespace {

constexpr std::size_t mostWaiting = 1024, mostFrames = 32;

/// signal(7), "Standard signals": those whose default is to do nothing.
bool ignoredByDefault(int signal) { return signal == SIGCHLD || signal == SIGURG || signal == SIGWINCH; }

SignalSet pendingSet(const SentSignal& sent)
{
    return sent.how == probe::Call::Tgkill ? SignalSet::PendingThread : SignalSet::PendingProcess;
}

/// signal(7), "Standard signals": those whose default is to stop the process.
bool stopsByDefault(int signal)
{
    return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

/// The bit of a set is that of its oldest signal: worked out again from those that wait.
void countPending(SignalState& signals)
{
    signals.of(SignalSet::PendingThread) = signals.of(SignalSet::PendingProcess) = 0;
    for (const SentSignal& each : signals.waiting)
        if (each.fate == Fate::Pending) signals.of(pendingSet(each)) |= bitOf(each.signal);
}

void decide(SignalState& signals, std::vector<SentSignal>::iterator which, Fate fate, TraceTime when)
{
    SentSignal sent = *which;
    signals.waiting.erase(which);
    sent.fate = fate;
    sent.decided = when;
    signals.decided.push_back(sent);
    if (fate == Fate::Merged) ++signals.merged;
    if (fate == Fate::Ignored) ++signals.ignored;
    countPending(signals);
}

bool throwsAway(const ProcessState& process, int signal)
{
    const SignalState& signals = process.signals;
    const bool continues = signal == SIGCONT && process.activity == Activity::Stopped;
    if (continues) return false;
    if (signals.has(SignalSet::Blocked, signal)) return false;
    if (signals.has(SignalSet::Ignored, signal)) return true;
    return (ignoredByDefault(signal) || signal == SIGCONT) && !signals.has(SignalSet::Caught, signal);
}

/// si_code of sigaction(2) tells how a signal was sent: those for the thread are delivered first.
bool sentAs(const SentSignal& sent, int code)
{
    switch (code) {
    case SI_USER: return sent.how == probe::Call::Kill;
    case SI_TKILL: return sent.how == probe::Call::Tgkill;
    case SI_QUEUE: return sent.how == probe::Call::Sigqueue;
    default: return false; // the kernel's own
    }
}

void arrived(SystemState& state, ProcessState& process, std::vector<SentSignal>::iterator which, TraceTime when)
{
    SignalState& signals = process.signals;
    signals.latencies.push_back({which->signal, when - which->sent});
    decide(signals, which, Fate::Delivered, when);
    if (signals.channel.value < state.channels.size()) ++state.channels[signals.channel.value].messagesReceived;
}

/// All of them that are pending meet this fate; `which` tells them by their number.
template <class Which>
void decidePending(SignalState& signals, Which which, Fate fate, TraceTime when)
{
    for (auto each = signals.waiting.begin(); each != signals.waiting.end();) {
        if (each->fate != Fate::Pending || !which(int{each->signal})) {
            ++each;
            continue;
        }
        decide(signals, each, fate, when);
        each = signals.waiting.begin();
    }
}

/// POSIX, "Signal generation": SIGCONT takes pending stop signals away and they it, whatever becomes of themselves.
void cancelOpposite(SignalState& signals, int signal, TraceTime when)
{
    if (signal == SIGCONT) decidePending(signals, stopsByDefault, Fate::Cancelled, when);
    if (stopsByDefault(signal))
        decidePending(
            signals, [](int each) { return each == SIGCONT; }, Fate::Cancelled, when);
}

ProcessState* receiverOf(SystemState& state, std::uint32_t id)
{
    return id > 0 && id < state.processes.size() ? &state.processes[id] : nullptr;
}

} // namespace

static SentSignal sentBy(const ProcessState& sender, const Event& event)
{
    const auto signal = static_cast<std::uint8_t>(event.size & 0x7f);
    return {sender.id, signal, event.call, event.message, event.result, event.when(), Fate::UnderWay, {}};
}

void signalLeaves(SystemState& state, const ProcessState& sender, const Event& event)
{
    ProcessState* receiver = receiverOf(state, event.detail);
    if (!receiver || receiver->signals.waiting.size() >= mostWaiting) return;
    receiver->signals.waiting.push_back(sentBy(sender, event));
}

/// A standard signal is pending once in each set: later ones are merged into it.
static bool isPendingAlready(const SignalState& signals, int signal, SignalSet set)
{
    return signal < SIGRTMIN && std::ranges::any_of(signals.waiting, [&](const SentSignal& each) {
               return each.fate == Fate::Pending && each.signal == signal && pendingSet(each) == set;
           });
}

/// It is none of those that are followed one by one: true to the count, but not to the order. Unless its handler has
/// been faster than the call that sent it.
static void sentUnfollowed(const ProcessState& sender, ProcessState& receiver, const SentSignal& sent, int result)
{
    SignalState& signals = receiver.signals;
    const bool handled = std::ranges::any_of(signals.decided, [&](const SentSignal& each) {
        return each.sender == sender.id && each.number == sent.number;
    });
    if (handled || result < 0) return;
    if (throwsAway(receiver, sent.signal)) ++signals.ignored;
    else if (isPendingAlready(signals, sent.signal, pendingSet(sent))) ++signals.merged;
    else ++signals.unfollowed;
}

void signalSent(SystemState& state, const ProcessState& sender, const Event& event)
{
    ProcessState* receiver = receiverOf(state, event.detail);
    if (!receiver) return;
    if (event.result == 0 && event.channel < state.channels.size()) {
        ++state.channels[event.channel].messagesSent;
        state.channels[event.channel].recentSends.push_back(event.when());
    }
    SignalState& signals = receiver->signals;
    auto& waiting = signals.waiting;
    if (event.result == 0) cancelOpposite(signals, static_cast<int>(event.size & 0x7f), event.when());
    const auto sent = std::ranges::find_if(waiting, [&](const SentSignal& each) {
        return each.sender == sender.id && each.number == event.message && each.fate == Fate::UnderWay;
    });
    if (sent == waiting.end()) return sentUnfollowed(sender, *receiver, sentBy(sender, event), event.result);
    if (event.result < 0) return decide(signals, sent, Fate::Refused, event.when());
    if (throwsAway(*receiver, sent->signal)) return decide(signals, sent, Fate::Ignored, event.when());
    if (isPendingAlready(signals, sent->signal, pendingSet(*sent)))
        return decide(signals, sent, Fate::Merged, event.when());
    sent->fate = Fate::Pending;
    countPending(signals);
}

void handlerEntered(SystemState& state, ProcessState& process, const Event& event)
{
    SignalState& signals = process.signals;
    const auto signal = static_cast<std::uint8_t>(event.detail & 0x7f);
    HandlerFrame frame;
    frame.signal = signal;
    frame.value = event.result;
    frame.hasValue = static_cast<int>(event.size) == SI_QUEUE;
    frame.entered = event.when();
    frame.line = event.line;
    frame.step = signals.step;
    frame.maskBefore = signals.of(SignalSet::Blocked);
    frame.cut = process.call.running ? process.call.call : probe::Call::None;
    for (const ProcessState& each : state.processes)
        if (each.pid != 0 && each.pid == static_cast<int>(event.message)) frame.sender = each.id;
    const auto which = std::ranges::find_if(signals.waiting, [&](const SentSignal& each) {
        return each.signal == signal && each.sender == frame.sender && sentAs(each, static_cast<int>(event.size));
    });
    if (which != signals.waiting.end()) arrived(state, process, which, event.when());
    else if (frame.sender.value != 0 && signals.unfollowed > 0) --signals.unfollowed;
    ++signals.delivered;
    if ((signals.nodefer & bitOf(signal)) == 0) signals.of(SignalSet::Blocked) |= bitOf(signal);
    if (signals.frames.size() >= mostFrames) return;
    signals.frames.push_back(frame);
    process.cut.push_back(
        {process.call, process.line, process.pacing, process.waiting, process.held, process.heldBefore});
    process.call = {};
    process.pacing = process.waiting = process.held = false;
    refresh(process, event.when(), Evidence::Probe);
}

void handlerReturned(ProcessState& process, const Event& event)
{
    SignalState& signals = process.signals;
    if (signals.frames.empty() || process.cut.empty()) return;
    signals.of(SignalSet::Blocked) = signals.frames.back().maskBefore;
    signals.frames.pop_back();
    const ProcessState::Cut& cut = process.cut.back();
    process.call = cut.call;
    process.line = cut.line;
    process.pacing = cut.pacing;
    process.waiting = cut.waiting;
    process.held = cut.held;
    process.heldBefore = cut.heldBefore;
    process.cut.pop_back();
    refresh(process, event.when(), Evidence::Probe);
}

void signalRead(SystemState& state, ProcessState& process, const Event& event)
{
    SignalState& signals = process.signals;
    if (event.call == probe::Call::SignalFd) {
        signals.signalFd = event.result;
        signals.readSignal = static_cast<std::uint8_t>(event.size & 0x7f);
        return;
    }
    if (signals.signalFd < 0 || event.detail != static_cast<std::uint32_t>(signals.signalFd) || event.result <= 0)
        return;
    const auto which = std::ranges::find(signals.waiting, signals.readSignal, &SentSignal::signal);
    if (which == signals.waiting.end()) return;
    ++signals.delivered;
    arrived(state, process, which, event.when());
}

void dispositionSet(ProcessState& process, const Event& event)
{
    SignalState& signals = process.signals;
    const std::uint64_t bit = bitOf(static_cast<int>(event.detail));
    if (event.result < 0) {
        signals.refused |= bit;
        return;
    }
    const auto what = static_cast<probe::Disposition>(event.size & 0xff);
    const auto put = [bit](std::uint64_t& set, bool in) { set = in ? set | bit : set & ~bit; };
    put(signals.of(SignalSet::Ignored), what == probe::Disposition::Ignore);
    put(signals.of(SignalSet::Caught), what == probe::Disposition::Handler);
    put(signals.restart, (event.size & probe::restartFlag) != 0);
    put(signals.nodefer, (event.size & probe::nodeferFlag) != 0);
    if (what != probe::Disposition::Ignore) return;
    // POSIX: to ignore a signal throws away those of it that are pending.
    const auto same = [&event](int signal) { return signal == static_cast<int>(event.detail); };
    decidePending(signals, same, Fate::Ignored, event.when());
}

/// sigprocmask(2) says 0 and leaves SIGKILL and SIGSTOP out without a word.
static void noteRefusal(ProcessState& process, std::uint64_t blocked)
{
    const CallState& call = process.call;
    if (call.call != probe::Call::Sigprocmask || call.size != SIG_BLOCK) return;
    process.signals.refused |= bitOf(static_cast<int>(call.fd)) & ~blocked;
}

void takeSignalSet(ProcessState& process, const Event& event)
{
    if (event.detail >= probe::signalSets) return;
    const auto bits = static_cast<std::uint64_t>(event.value());
    if (event.kind == probe::EventKind::SignalSet) {
        process.signals.derived[event.detail] = bits;
        process.signals.channel = event.channelId();
        noteRefusal(process, bits);
        return;
    }
    process.signals.kernel[event.detail] = bits;
    if (process.signals.channel.value == 0) process.signals.derived[event.detail] = bits; // it has not told yet
    process.signals.kernelWhen = event.when();
}

void signalActed(ProcessState& process, int signal, TraceTime when)
{
    SignalState& signals = process.signals;
    const auto which = std::ranges::find(signals.waiting, static_cast<std::uint8_t>(signal), &SentSignal::signal);
    if (which != signals.waiting.end()) decide(signals, which, Fate::Acted, when);
}

void stoppedBySignal(ProcessState& process, TraceTime when)
{
    SignalState& signals = process.signals;
    const auto stops = [&](const SentSignal& each) {
        return stopsByDefault(each.signal) && !signals.has(SignalSet::Blocked, each.signal)
               && !signals.has(SignalSet::Caught, each.signal);
    };
    const auto which = std::ranges::find_if(signals.waiting, stops);
    if (which != signals.waiting.end()) decide(signals, which, Fate::Acted, when);
}

void continuedBySignal(ProcessState& process, TraceTime when)
{
    // Where it is caught its handler is still to come.
    if (!process.signals.has(SignalSet::Caught, SIGCONT)) signalActed(process, SIGCONT, when);
}

void signalsEnd(SystemState& state, ProcessState& process)
{
    process.signals.frames.clear();
    process.cut.clear();
    process.signals.waiting.clear();
    process.signals.unfollowed = 0;
    countPending(process.signals);
    countSignals(state, process.signals.channel);
}

void countSignals(SystemState& state, ChannelId channel)
{
    if (channel.value >= state.channels.size()) return;
    auto* pending = std::get_if<mechanisms::PendingSignals>(&state.channels[channel.value].object);
    if (!pending) return;
    pending->count = 0;
    for (const ProcessState& each : state.processes)
        if (each.signals.channel == channel)
            pending->count +=
                static_cast<std::uint32_t>(std::ranges::count(each.signals.waiting, Fate::Pending, &SentSignal::fate))
                + each.signals.unfollowed;
    ChannelState& known = state.channels[channel.value];
    known.depthBytes = pending->count;
    known.maxDepthBytes = std::max(known.maxDepthBytes, known.depthBytes);
}

} // namespace sluice::state
