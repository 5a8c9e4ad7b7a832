#pragma once

#include "state/system_state.h"

namespace sluice::state {

/// Bytes on their way through the channels: what a call must have moved, as soon as that is certain.
///
/// Bytes go in between the entry and the return of a write and come out between those of a read; the probe sees
/// entry and return only. So they are moved at the return, or earlier when something else proves it: a reader has
/// them, the kernel counts them, or a write finds less room than it needs and puts in what fits.
void enterTransfer(SystemState& state, ProcessState& process);
void returnFromTransfer(SystemState& state, ProcessState& process);
/// The kernel was asked how much is inside.
void takeKernelDepth(SystemState& state, ChannelState& channel, const probe::Event& event);

/// A signal on its way from one worker to another, until a handler or a default action meets it.
void signalLeaves(SystemState& state, const ProcessState& sender, const probe::Event& event);
void signalSent(SystemState& state, const ProcessState& sender, const probe::Event& event);
void handlerEntered(SystemState& state, ProcessState& process, const probe::Event& event);
void handlerReturned(ProcessState& process, const probe::Event& event);
/// signalfd(2) has made a descriptor, or a read from it has returned.
void signalRead(SystemState& state, ProcessState& process, const probe::Event& event);
void dispositionSet(ProcessState& process, const probe::Event& event);
void takeSignalSet(ProcessState& process, const probe::Event& event);
/// How many signals wait on a channel, after one of them has moved.
void countSignals(SystemState& state, ChannelId channel);
/// With a process go its handlers and what was pending for it.
void signalsEnd(SystemState& state, ProcessState& process);
/// The default action of a signal was carried out.
void signalActed(ProcessState& process, int signal, TraceTime when);
/// The kernel has been seen to have stopped it, or it has been seen to go on.
void stoppedBySignal(ProcessState& process, TraceTime when);
void continuedBySignal(ProcessState& process, TraceTime when);

/// Of a program without a probe only the kernel tells: what it is, in which call it is, how much it has written.
void takeProgram(ProcessState& process, const probe::Event& event);
void takeProgramCall(ProcessState& process, const probe::Event& event);
void takeTraffic(SystemState& state, ProcessState& process, const probe::Event& event);
/// Do programs without a probe work on this channel? Then what the kernel counts is all that is known.
[[nodiscard]] bool usedByPrograms(const SystemState& state, ChannelId channel);
void takeDepthOfPrograms(SystemState& state, ChannelState& channel, const probe::Event& event);

/// Works out again who waits on the channel, after something has changed there.
void settle(SystemState& state, ChannelState& channel, TraceTime when);
/// Works out again what the process is doing.
void refresh(ProcessState& process, TraceTime when, Evidence evidence);

/// The channel a call goes to, or null.
[[nodiscard]] ChannelState* channelOf(SystemState& state, ChannelId id);

} // namespace sluice::state
