#include "analysis/timeline.h"

#include "state/channel_model.h"

#include <algorithm>
#include <array>

namespace sluice::analysis {

using probe::EventKind;
using probe::Transfer;
using state::Activity;

void Timeline::begin(const scenario::Scenario& scenario)
{
    m_state = state::initialState(scenario);
    m_lanes.resize(m_state.processes.size());
    m_depths.resize(m_state.channels.size());
    m_underWay.resize(m_state.channels.size());
    m_wasFull.assign(m_state.channels.size(), false);
    m_wasEmpty.assign(m_state.channels.size(), true);
    for (auto& lane : m_lanes) lane.push_back({});
    for (std::size_t i = 0; i < m_depths.size(); ++i) m_depths[i].push_back({{}, 0, m_state.channels[i].capacityBytes});
    m_begun = true;
}

void Timeline::extend(const trace::TraceView& trace)
{
    if (!m_begun) begin(trace.meta().scenario);
    std::array<probe::Event, 1024> batch;
    while (const std::size_t got = trace.read(m_taken, batch)) {
        for (std::size_t i = 0; i < got; ++i) take(batch[i]);
        m_taken += got;
    }
    m_end = trace.end();
    for (auto& lane : m_lanes) lane.back().end = m_end;
}

void Timeline::take(const probe::Event& event)
{
    state::apply(m_state, event);
    const TraceTime when = event.when();
    // One event can change what others do as well: a read wakes a writer.
    for (const state::ProcessState& process : m_state.processes) noteActivity(process, when);
    for (std::size_t i = 1; i < m_state.channels.size(); ++i) noteDepth(m_state.channels[i], when);
    if (event.process >= m_state.processes.size()) return;
    const state::ProcessState& process = m_state.processes[event.process];
    switch (event.kind) {
    case EventKind::CallReturned:
        if (event.result < 0) mark(MarkKind::Error, when, process.id, event.channelId());
        if (event.result <= 0 || event.channel >= m_state.channels.size()) break;
        if (probe::transferOf(event.call) == Transfer::Send) noteSend(process);
        if (probe::transferOf(event.call) == Transfer::Receive) noteReceive(process, m_state.channels[event.channel]);
        break;
    case EventKind::ProcessEnded:
        // CLD_EXITED is 1 (waitid(2)): anything else was a signal's doing.
        mark(event.size == 1 ? MarkKind::Ended : MarkKind::Signal, when, process.id);
        break;
    case EventKind::HoldStarted: mark(MarkKind::Held, when, process.id); break;
    case EventKind::HoldEnded: mark(MarkKind::LetGo, when, process.id); break;
    case EventKind::EventsLost: mark(MarkKind::Lost, when, process.id); break;
    default: break;
    }
}

void Timeline::noteActivity(const state::ProcessState& process, TraceTime when)
{
    auto& lane = m_lanes[process.id.value];
    Slice& last = lane.back();
    if (process.activity == last.activity) return;
    if (process.activity == Activity::Blocked) mark(MarkKind::Blocked, when, process.id, process.call.channel);
    else if (last.activity == Activity::Blocked) mark(MarkKind::Woken, when, process.id, process.call.channel);
    last.end = when;
    if (last.begin == last.end) last = {when, when, process.activity}; // nothing lasts for no time
    else lane.push_back({when, when, process.activity});
}

void Timeline::noteDepth(const state::ChannelState& channel, TraceTime when)
{
    const std::size_t i = channel.id.value;
    auto& points = m_depths[i];
    const DepthPoint now{when, channel.depthBytes, channel.capacityBytes};
    if (now.bytes == points.back().bytes && now.capacity == points.back().capacity) return;
    if (points.back().time == when) points.back() = now;
    else points.push_back(now);

    bool full = false;
    state::model::visit(channel.object, [&full](const auto& object) { full = state::model::full(object); });
    const bool empty = channel.depthBytes == 0;
    if (full && !m_wasFull[i]) mark(MarkKind::Full, when, {}, channel.id);
    if (empty && !m_wasEmpty[i]) mark(MarkKind::Emptied, when, {}, channel.id);
    m_wasFull[i] = full;
    m_wasEmpty[i] = empty;
}

void Timeline::noteSend(const state::ProcessState& process)
{
    const state::CallState& call = process.call;
    if (call.result < 0 || static_cast<std::uint32_t>(call.result) != call.size) return; // the rest follows
    m_underWay[call.channel.value].push_back(
        {call.message, process.id, {}, call.channel, call.entered, call.returned, {}});
    constexpr std::size_t mostUnderWay = 1 << 20; // more small messages than any pipe holds
    if (m_underWay[call.channel.value].size() > mostUnderWay) m_underWay[call.channel.value].pop_front();
}

void Timeline::noteReceive(const state::ProcessState& process, const state::ChannelState& channel)
{
    // The receive's runs are in its movement; what that had no place for is found by the counter instead.
    if (channel.movements.empty()) return;
    auto& underWay = m_underWay[channel.id.value];
    std::uint32_t last = 0;
    ProcessId sender;
    for (const mechanisms::Run& run : channel.movements.back().runs) {
        if (!run.ends) continue;
        last = run.firstMessage + run.count - 1;
        sender = run.sender;
        for (auto it = underWay.begin(); it != underWay.end() && it->message <= last;) {
            if (it->from != sender) {
                ++it;
                continue;
            }
            it->to = process.id;
            it->received = process.call.returned;
            m_arrows.push_back(*it);
            it = underWay.erase(it);
        }
    }
}

void Timeline::mark(MarkKind kind, TraceTime when, ProcessId process, ChannelId channel)
{
    m_marks.push_back({when, m_state.applied, kind, process, channel});
}

namespace {

template <class T, class TimeOf>
std::span<const T> between(const std::vector<T>& all, TraceTime from, TraceTime to, TimeOf timeOf)
{
    const auto first = std::partition_point(all.begin(), all.end(), [&](const T& each) { return timeOf(each) < from; });
    const auto last = std::partition_point(first, all.end(), [&](const T& each) { return timeOf(each) <= to; });
    return {first, last};
}

} // namespace

std::span<const Slice> Timeline::slices(ProcessId process, TraceTime from, TraceTime to) const
{
    if (process.value >= m_lanes.size()) return {};
    const auto& lane = m_lanes[process.value];
    const auto first =
        std::partition_point(lane.begin(), lane.end(), [&](const Slice& each) { return each.end < from; });
    const auto last = std::partition_point(first, lane.end(), [&](const Slice& each) { return each.begin <= to; });
    return {first, last};
}

std::span<const DepthPoint> Timeline::depth(ChannelId channel, TraceTime from, TraceTime to) const
{
    if (channel.value >= m_depths.size()) return {};
    const auto& points = m_depths[channel.value];
    auto first =
        std::partition_point(points.begin(), points.end(), [&](const DepthPoint& each) { return each.time < from; });
    if (first != points.begin()) --first;
    const auto last =
        std::partition_point(first, points.end(), [&](const DepthPoint& each) { return each.time <= to; });
    return {first, last};
}

std::span<const Arrow> Timeline::arrows(TraceTime from, TraceTime to) const
{
    return between(m_arrows, from, to, [](const Arrow& each) { return each.received; });
}

std::span<const Mark> Timeline::marks(TraceTime from, TraceTime to) const
{
    return between(m_marks, from, to, [](const Mark& each) { return each.time; });
}

} // namespace sluice::analysis
