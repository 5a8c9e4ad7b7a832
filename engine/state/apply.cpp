#include "state/apply.h"

#include "mechanisms/mechanism.h"
#include "state/callers.h"
#include "state/channel_model.h"

#include <algorithm>
#include <cerrno>
#include <csignal>

namespace sluice::state {

namespace {

using mechanisms::MessageQueue;
using probe::End;
using probe::Event;
using probe::EventKind;
using probe::Transfer;

void countEnd(SystemState& state, const Descriptor& descriptor, int by)
{
    ChannelState* channel = channelOf(state, descriptor.channel);
    if (!channel) return;
    if (descriptor.end == End::Read || descriptor.end == End::Both) channel->readers += by;
    if (descriptor.end == End::Write || descriptor.end == End::Both) channel->writers += by;
}

void settleAll(SystemState& state, TraceTime when)
{
    for (ChannelState& channel : state.channels) settle(state, channel, when);
}

void closeDescriptor(SystemState& state, Descriptor& descriptor, TraceTime when)
{
    if (!descriptor.open) return;
    descriptor.open = false;
    descriptor.changed = when;
    countEnd(state, descriptor, -1);
}

void openDescriptor(SystemState& state, ProcessState& process, const Event& event)
{
    const Descriptor opened{event.detail,
                            event.channelId(),
                            static_cast<End>(std::min(event.size, static_cast<std::uint32_t>(End::Last))),
                            true,
                            event.when(),
                            0,
                            0};
    auto& table = process.descriptors;
    const auto same =
        std::find_if(table.begin(), table.end(), [&](const Descriptor& each) { return each.fd == opened.fd; });
    constexpr std::size_t maxDescriptors = 64;
    if (same != table.end()) {
        const Descriptor before = *same;
        closeDescriptor(state, *same, event.when());
        *same = opened;
        if (before.open) { // a socket that listens now, or is connected: it keeps its name
            same->port = before.port;
            same->peerPort = before.peerPort;
        }
    } else if (table.size() < maxDescriptors) {
        table.push_back(opened);
    } else {
        return;
    }
    countEnd(state, opened, 1);
    settleAll(state, event.when());
}

/// An end that received, or listened, has gone. If it was the last one, nobody can receive any more: what was on its
/// way is lost, and the sender hears of it. Who sends may go before the other side accepts: nothing is lost by that.
void forgetUnreceived(SystemState& state, ChannelId id)
{
    ChannelState* channel = channelOf(state, id);
    auto* queue = channel ? std::get_if<mechanisms::SocketQueue>(&channel->object) : nullptr;
    if (!queue || channel->readers > 0) return;
    queue->clear();
    channel->depthBytes = 0;
}

void closed(SystemState& state, ProcessState& process, const Event& event)
{
    bool received = false;
    for (Descriptor& each : process.descriptors) {
        if (each.fd != event.detail) continue;
        received = received || each.end != End::Write;
        closeDescriptor(state, each, event.when());
    }
    if (received) forgetUnreceived(state, event.channelId());
    settleAll(state, event.when());
}

/// Written field by field where it stands: a copy of a value that was just put together waits for all of it.
void beginCall(CallState& call, const ProcessState& process, const Event& event)
{
    call = {};
    call.call = event.call;
    call.fd = probe::descriptorOf(event);
    if (event.call == probe::Call::MqSend) call.priority = static_cast<std::uint32_t>(std::max(event.result, 0));
    call.channel = event.channelId();
    call.size = event.size;
    call.message = event.message;
    call.line = event.line;
    call.entered = event.when();
    call.running = true;
    if (probe::transferOf(event.call) == Transfer::Send) call.offset = process.lastOffset;
}

void enter(SystemState& state, ProcessState& process, const Event& event)
{
    if (probe::transferOf(event.call) == Transfer::Send && event.message != process.lastMessage) {
        process.lastMessage = event.message;
        process.lastOffset = 0;
    }
    forgetCall(state, process);
    beginCall(process.call, process, event);
    noteCall(state, process);
    process.kernel.stateLetter = 0;
    process.taken.clear();
    process.leaving.reset();
    ++process.calls;
    process.waiting = event.call == probe::Call::MutexLock; // which is told only if somebody else has the lock
    refresh(process, event.when(), event.call == probe::Call::MutexLock ? Evidence::Derived : Evidence::Probe);
    if (probe::sendsSignal(event.call)) signalLeaves(state, process, event);
    enterTransfer(state, process);
}

void registerForNotification(SystemState& state, const ProcessState& process)
{
    ChannelState* channel = channelOf(state, process.call.channel);
    auto* queue = channel ? std::get_if<mechanisms::MessageQueue>(&channel->object) : nullptr;
    if (!queue) return;
    MessageQueue::Notification notification = queue->notification();
    notification.registered = process.id;
    queue->setNotification(notification);
}

/// A descriptor sets out, or arrives.
void passDescriptor(SystemState& state, const ProcessState& process)
{
    ChannelState* channel = channelOf(state, process.call.channel);
    auto* file = channel ? std::get_if<mechanisms::OpenFile>(&channel->object) : nullptr;
    const CallState& call = process.call;
    if (!file || call.result < 0) return;
    if (call.call == probe::Call::SendDescriptor) {
        file->giver = process.id;
        file->given = call.size;
        file->underWay = true;
        file->sentAt = call.returned;
    } else {
        file->underWay = false;
        file->receivedAt = call.returned;
    }
}

void leave(SystemState& state, ProcessState& process, const Event& event)
{
    CallState& call = process.call;
    if (!call.running || call.call != event.call || call.fd != probe::descriptorOf(event))
        enter(state, process, event); // its entry was lost
    // No call moves more than it was asked to.
    const bool moves = probe::transferOf(call.call) != Transfer::None;
    const std::uint32_t most = moves ? std::min<std::uint32_t>(call.size, INT32_MAX) : INT32_MAX;
    call.result = std::clamp<std::int32_t>(event.result, -4095, static_cast<std::int32_t>(most));
    call.returned = event.when();
    if (event.call == probe::Call::MqReceive) {
        call.message = event.message;
        call.origin = probe::originOf(event);
    }
    call.running = false;
    forgetCall(state, process);
    process.waiting = false;
    if (call.call == probe::Call::SendDescriptor || call.call == probe::Call::ReceiveDescriptor)
        passDescriptor(state, process);
    if (call.call == probe::Call::MqNotify && call.result == 0) registerForNotification(state, process);
    if (probe::sendsSignal(call.call)) signalSent(state, process, event);
    if (call.call == probe::Call::SignalFd || call.call == probe::Call::Read) signalRead(state, process, event);
    if (call.call == probe::Call::Sigaction) dispositionSet(process, event);
    if (call.result == -EINTR) ++process.signals.interrupted;
    refresh(process, event.when(), Evidence::Probe);
    returnFromTransfer(state, process);
}

void hold(ProcessState& process, const Event& event)
{
    process.held = true;
    process.heldBefore = {
        event.call, probe::gatePointOf(event), event.channelId(), event.detail, event.size, event.line, 0};
    refresh(process, event.when(), Evidence::Probe);
}

/// It may be another process in the place of one that has ended.
void start(ProcessState& process, const Event& event)
{
    if (process.activity == Activity::Ended) {
        ProcessState fresh;
        fresh.id = process.id;
        fresh.nonblockingSetting = process.nonblockingSetting;
        fresh.lost = process.lost;
        process = std::move(fresh);
    }
    process.pid = event.result;
    refresh(process, event.when(), Evidence::Kernel);
}

void end(SystemState& state, ProcessState& process, const Event& event)
{
    process.exit = {static_cast<int>(event.size), event.result};
    if (process.exit.code != CLD_EXITED) signalActed(process, event.result, event.when());
    signalsEnd(state, process);
    process.activity = Activity::Ended;
    process.activityEvidence = Evidence::Kernel;
    process.since = event.when();
    process.waiting = process.held = process.pacing = false;
    for (Descriptor& each : process.descriptors) closeDescriptor(state, each, event.when());
    for (ChannelState& channel : state.channels)
        if (auto* memory = std::get_if<mechanisms::SharedMemory>(&channel.object)) memory->processEnded(process.id);
    settleAll(state, event.when());
}

void lose(SystemState& state, ProcessState& process, const Event& event)
{
    process.lost += event.size;
    state.lost += event.size;
    ++state.gaps;
    for (ChannelState& channel : state.channels) channel.uncertain = channel.id.value != 0;
}

void nameSocket(ProcessState& process, const Event& event)
{
    for (Descriptor& each : process.descriptors) {
        if (each.fd != event.detail || !each.open) continue;
        each.port = static_cast<std::uint16_t>(event.size);
        each.peerPort = static_cast<std::uint16_t>(event.result);
    }
}

/// The kernel's word about one of the two sockets of a connection: its buffer, or what is in it.
void takeSocket(SystemState& state, const ProcessState& process, const Event& event)
{
    ChannelState* channel = channelOf(state, event.channelId());
    auto* queue = channel ? std::get_if<mechanisms::SocketQueue>(&channel->object) : nullptr;
    const auto is = [&](const Descriptor& each) { return each.fd == event.detail; };
    const auto descriptor = std::ranges::find_if(process.descriptors, is);
    if (!queue || descriptor == process.descriptors.end()) return;
    const bool sends = descriptor->end == End::Write;
    mechanisms::SocketQueue::Side word = sends ? queue->sender() : queue->receiver();
    if (event.kind == EventKind::KernelBuffer) {
        word.buffer = event.size;
    } else {
        word.queued = event.size;
        word.unsent = event.message;
        word.window = static_cast<std::uint32_t>(std::max(event.result, 0));
        word.tcpState = event.line;
    }
    if (sends) queue->learnSender(word);
    else queue->learnReceiver(word);
}

void tear(SystemState& state, ProcessState& process, const Event& event)
{
    ++process.signals.torn;
    if (ChannelState* channel = channelOf(state, event.channelId())) ++channel->brokenBytes;
}

void takeKernelWord(ProcessState& process, const Event& event)
{
    const bool stopped = process.kernel.stateLetter == 'T';
    process.kernel = {static_cast<char>(event.size & 0x7f), event.detail, event.when()};
    if (stopped != (process.kernel.stateLetter == 'T')) {
        if (stopped) continuedBySignal(process, event.when());
        else stoppedBySignal(process, event.when());
        refresh(process, event.when(), Evidence::Kernel);
    }
    const bool asleep = process.kernel.stateLetter == 'S' || process.kernel.stateLetter == 'D';
    if (!asleep || !process.call.running || process.activity == Activity::Ended) return;
    process.waiting = true;
    const TraceTime since = process.activity == Activity::Blocked ? process.since : process.call.entered;
    process.activity = Activity::Blocked;
    process.activityEvidence = Evidence::Kernel;
    process.since = since;
}

void takeCapacity(SystemState& state, const Event& event)
{
    ChannelState* channel = channelOf(state, event.channelId());
    if (!channel || event.result <= 0) return; // a refused change changes nothing
    channel->capacityBytes = static_cast<std::uint64_t>(event.result);
    model::visit(channel->object,
                 [&](auto& object) { model::setCapacity(object, static_cast<std::uint32_t>(event.result)); });
    settle(state, *channel, event.when());
}

/// What a process, or the kernel, tells of memory that it shares.
void takeMemory(SystemState& state, ProcessState& process, const Event& event)
{
    ChannelState* channel = channelOf(state, event.channelId());
    auto* memory = channel ? std::get_if<mechanisms::SharedMemory>(&channel->object) : nullptr;
    if (!memory) return;
    memory->take(event);
    channel->depthBytes = model::depth(*memory);
    channel->maxDepthBytes = std::max(channel->maxDepthBytes, channel->depthBytes);
    channel->capacityBytes = model::capacity(*memory);
    refresh(process, event.when(), Evidence::Probe);
}

bool isOfSignals(const SystemState& state, ChannelId channel)
{
    return channel.value < state.channels.size()
           && std::holds_alternative<mechanisms::PendingSignals>(state.channels[channel.value].object);
}

/// One that tells anything of itself is not stopped, whatever the kernel said last.
void noteThatItRuns(ProcessState& process, const Event& event)
{
    if (process.kernel.stateLetter != 'T' || evidenceOf(event.kind) != Evidence::Probe) return;
    process.kernel.stateLetter = 0;
    continuedBySignal(process, event.when());
    refresh(process, event.when(), Evidence::Probe);
}

void noteLine(ProcessState& process, const Event& event)
{
    if (event.line == 0 || event.kind == EventKind::HandlerReturned) return;
    process.line = event.line;
    // What is set up on the way to the next step is not part of the flow.
    const bool flow = process.signals.frames.empty() && !probe::isAboutSignals(event.call);
    if (flow) process.signals.flowLine = event.line;
}

void applyToProcess(SystemState& state, ProcessState& process, const Event& event)
{
    switch (event.kind) {
    case EventKind::ProcessStarted: replaceCall(state, process, [&] { start(process, event); }); break;
    case EventKind::ProcessEnded: end(state, process, event); break;
    case EventKind::CallEntered: enter(state, process, event); break;
    case EventKind::CallReturned: leave(state, process, event); break;
    case EventKind::DescriptorOpened: openDescriptor(state, process, event); break;
    case EventKind::DescriptorClosed: closed(state, process, event); break;
    case EventKind::HoldStarted: hold(process, event); break;
    case EventKind::HoldEnded:
    case EventKind::PaceStarted:
    case EventKind::PaceEnded:
        process.held = process.held && event.kind != EventKind::HoldEnded;
        process.pacing = event.kind == EventKind::PaceStarted;
        process.done = process.pacing && event.size == 1;
        refresh(process, event.when(), Evidence::Probe);
        break;
    case EventKind::EventsOff:
    case EventKind::EventsOn:
        process.unobserved = event.kind == EventKind::EventsOff;
        refresh(process, event.when(), Evidence::Probe);
        break;
    case EventKind::KernelProcess: takeKernelWord(process, event); break;
    case EventKind::StepBegun:
        process.signals.step = event.size;
        refresh(process, event.when(), Evidence::Probe);
        break;
    case EventKind::HandlerEntered: replaceCall(state, process, [&] { handlerEntered(state, process, event); }); break;
    case EventKind::HandlerReturned: replaceCall(state, process, [&] { handlerReturned(process, event); }); break;
    case EventKind::RecordTorn: tear(state, process, event); break;
    case EventKind::LockTaken:
    case EventKind::LockReleased:
        if (event.detail >= 32) break;
        process.locks &= ~(1U << event.detail);
        for (ProcessState& other : state.processes) // the dead owner of a robust mutex
            if (event.kind == EventKind::LockTaken && event.size == 1) other.locks &= ~(1U << event.detail);
        if (event.kind == EventKind::LockTaken) process.locks |= 1U << event.detail;
        break;
    case EventKind::SignalSet:
    case EventKind::KernelSignals: takeSignalSet(process, event); break;
    case EventKind::KernelProgram: replaceCall(state, process, [&] { takeProgram(process, event); }); break;
    case EventKind::KernelCall: replaceCall(state, process, [&] { takeProgramCall(process, event); }); break;
    case EventKind::KernelTraffic: takeTraffic(state, process, event); break;
    case EventKind::SocketNamed: nameSocket(process, event); break;
    case EventKind::KernelSocket:
    case EventKind::KernelBuffer: takeSocket(state, process, event); break;
    case EventKind::MemoryMapped:
    case EventKind::MemoryUnmapped:
    case EventKind::MemoryTouched:
    case EventKind::MemoryTimed:
    case EventKind::Measured:
    case EventKind::KernelMeasured: takeMemory(state, process, event); break;
    case EventKind::EventsLost: lose(state, process, event); break;
    default: break;
    }
}

} // namespace

void apply(SystemState& state, const Event& event)
{
    ++state.applied;
    state.time = std::max(state.time, event.when());
    switch (event.kind) {
    case EventKind::SettingChanged:
        if (event.detail < state.settings.size()) state.settings[event.detail] = event.value();
        break;
    case EventKind::KernelDepth:
        if (ChannelState* channel = channelOf(state, event.channelId())) takeKernelDepth(state, *channel, event);
        break;
    case EventKind::KernelCapacity: takeCapacity(state, event); break;
    case EventKind::StreamBroken:
        if (ChannelState* channel = channelOf(state, event.channelId())) ++channel->brokenBytes;
        break;
    default:
        if (event.process >= state.processes.size()) break;
        noteThatItRuns(state.processes[event.process], event);
        applyToProcess(state, state.processes[event.process], event);
        noteLine(state.processes[event.process], event);
        if (isOfSignals(state, event.channelId())) countSignals(state, event.channelId());
        if (event.channel == 0) countSignals(state, state.processes[event.process].signals.channel);
    }
}

} // namespace sluice::state
