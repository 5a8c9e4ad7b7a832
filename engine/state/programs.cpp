#include "state/transfer_parts.h"

namespace sluice::state {

using mechanisms::PipeRing;
using mechanisms::Run;

void takeProgram(ProcessState& process, const probe::Event& event)
{
    if (process.activity == Activity::Ended) return;
    process.program = event.detail + 1;
    process.call = {}; // execve(2) does not return
    process.waiting = false;
    refresh(process, event.when(), Evidence::Kernel);
}

void takeProgramCall(ProcessState& process, const probe::Event& event)
{
    if (!process.isProgram() || process.activity == Activity::Ended) return;
    const char letter = static_cast<char>(event.result & 0x7f);
    process.kernel = {letter, event.message, event.when()};
    CallState call;
    call.call = event.call;
    call.fd = event.detail;
    call.channel = event.channelId();
    call.size = event.size;
    call.running = event.call != probe::Call::None;
    const bool same = process.call.running && process.call.call == call.call && process.call.fd == call.fd
                      && process.call.size == call.size;
    call.entered = same ? process.call.entered : event.when();
    process.call = call;
    process.waiting = call.running && (letter == 'S' || letter == 'D') && call.call != probe::Call::ClockNanosleep;
    refresh(process, event.when(), Evidence::Kernel);
}

namespace {

/// A movement of bytes of which only the sum between two samples is known.
void addSum(ChannelState& channel, TraceTime when, ProcessId process, ProcessId sender, probe::Transfer transfer,
            std::uint64_t bytes)
{
    Movement& movement = channel.movements.next();
    movement.when = when;
    movement.process = process;
    movement.transfer = transfer;
    movement.bytes = static_cast<std::uint32_t>(std::min<std::uint64_t>(bytes, UINT32_MAX));
    movement.runs.assign(1, Run{sender, 0, 1, movement.bytes, 0, false});
    const auto* ring = std::get_if<PipeRing>(&channel.object);
    if (!ring) return;
    // The depth is told after this: the pages that these bytes will lie in come next.
    const std::uint64_t pages =
        std::min<std::uint64_t>((bytes + PipeRing::pageBytes - 1) / PipeRing::pageBytes, ring->slotCount());
    movement.slot = transfer == probe::Transfer::Send ? ring->nextIndex() + pages - 1 : model::oldestSlot(*ring);
}

const ProcessState* programWith(const SystemState& state, ChannelId channel, probe::End end)
{
    for (const ProcessState& process : state.processes)
        for (const Descriptor& each : process.descriptors)
            if (process.isProgram() && each.open && each.channel == channel && each.end == end) return &process;
    return nullptr;
}

} // namespace

void takeTraffic(SystemState& state, ProcessState& process, const probe::Event& event)
{
    ChannelState* channel = channelOf(state, event.channelId());
    const auto written = static_cast<std::uint64_t>(std::max<std::int64_t>(event.value(), 0));
    if (!channel || written <= process.written) return;
    const std::uint64_t more = written - std::exchange(process.written, written);
    channel->bytesSent += more;
    addSum(*channel, event.when(), process.id, process.id, probe::Transfer::Send, more);
}

bool usedByPrograms(const SystemState& state, ChannelId channel)
{
    return programWith(state, channel, probe::End::Read) || programWith(state, channel, probe::End::Write);
}

/// What was written and is not inside any more must have been read.
void takeDepthOfPrograms(SystemState& state, ChannelState& channel, const probe::Event& event)
{
    const auto inside = static_cast<std::uint64_t>(event.result);
    const std::uint64_t received = channel.bytesSent > inside ? channel.bytesSent - inside : 0;
    const ProcessState* writer = programWith(state, channel.id, probe::End::Write);
    const ProcessId sender = writer ? writer->id : ProcessId{};
    if (received > channel.bytesReceived) {
        const std::uint64_t more = received - std::exchange(channel.bytesReceived, received);
        if (const ProcessState* reader = programWith(state, channel.id, probe::End::Read))
            addSum(channel, event.when(), reader->id, sender, probe::Transfer::Receive, more);
    }
    auto* ring = std::get_if<PipeRing>(&channel.object);
    if (!ring) return;
    const std::uint64_t known = ring->depthBytes();
    if (inside < known) ring->read(static_cast<std::uint32_t>(known - inside));
    const auto missing = static_cast<std::uint32_t>(inside > known ? inside - known : 0);
    if (missing > 0 && ring->write({sender, 0, 0, missing, false}, missing) < missing)
        model::forget(*ring, static_cast<std::uint32_t>(inside)); // other pages than was thought
    noteDepth(channel, *ring);
    channel.uncertain = false;
}

} // namespace sluice::state
