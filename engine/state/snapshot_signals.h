#pragma once

#include "mechanisms/pending_signals.h"
#include "state/signal_state.h"

#include <algorithm>

/// What a snapshot holds of signals. For snapshot.cpp only.
namespace sluice::state {

template <class Side>
void transfer(Side& side, mechanisms::PendingSignals& signals)
{
    side.value(signals.count);
}

template <class Side>
void transfer(Side& side, SentSignal& sent)
{
    side.value(sent.sender);
    side.value(sent.signal);
    side.value(sent.how);
    side.value(sent.number);
    side.value(sent.value);
    side.value(sent.sent);
    side.value(sent.fate);
    side.value(sent.decided);
}

template <class Side>
void transfer(Side& side, HandlerFrame& frame)
{
    side.value(frame.signal);
    side.value(frame.sender);
    side.value(frame.value);
    side.value(frame.hasValue);
    side.value(frame.entered);
    side.value(frame.line);
    side.value(frame.step);
    side.value(frame.maskBefore);
    side.value(frame.cut);
}

template <class Side>
void transfer(Side& side, SignalState& signals)
{
    side.value(signals.derived);
    side.value(signals.kernel);
    side.value(signals.kernelWhen);
    side.value(signals.nodefer);
    side.value(signals.restart);
    side.value(signals.step);
    side.value(signals.flowLine);
    side.value(signals.torn);
    side.value(signals.delivered);
    side.value(signals.merged);
    side.value(signals.ignored);
    side.value(signals.unfollowed);
    side.value(signals.refused);
    side.value(signals.interrupted);
    side.value(signals.channel);
    side.value(signals.signalFd);
    side.value(signals.readSignal);
    side.list(signals.frames, [&](HandlerFrame& each) { transfer(side, each); });
    side.list(signals.waiting, [&](SentSignal& each) { transfer(side, each); });
    side.list(signals.decided, [&](SentSignal& each) { transfer(side, each); });
    side.list(signals.latencies, [&](SignalState::Latency& each) {
        side.value(each.signal);
        side.value(each.taken);
    });
}

inline bool plausible(const SignalState& signals)
{
    const auto known = [](const SentSignal& each) {
        return each.fate <= SentSignal::Fate::Last && each.how <= probe::Call::Last;
    };
    return std::ranges::all_of(signals.waiting, known) && std::ranges::all_of(signals.decided, known);
}

} // namespace sluice::state
