#include "analysis/segment_builder.h"

#include "state/channel_model.h"
#include "state/snapshot.h"
#include "state/touched.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace sluice::analysis {

using probe::Event;
using probe::EventKind;
using probe::Transfer;
using state::Activity;

namespace {

bool isFull(const state::ChannelState& channel)
{
    bool full = false;
    state::model::visit(channel.object, [&full](const auto& object) { full = state::model::full(object); });
    return full;
}

/// More messages than can be on their way in the channel. Where receives were lost there seem to be more: all that
/// would be looked through with each receive.
std::size_t mostUnderWay(const state::ChannelState& channel)
{
    constexpr std::size_t smallOnesInAnyPipe = 1 << 20;
    const auto* queue = std::get_if<mechanisms::MessageQueue>(&channel.object);
    return queue ? queue->maxMessages() + probe::maxWorkers : smallOnesInAnyPipe; // with those just taken out
}

std::uint32_t narrow(std::uint64_t bytes)
{
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(bytes, UINT32_MAX));
}

} // namespace

SegmentBuilder::SegmentBuilder(const scenario::Scenario& scenario)
    : SegmentBuilder(scenario, state::initialState(scenario))
{}

SegmentBuilder::SegmentBuilder(const scenario::Scenario& scenario, state::SystemState state)
    : m_layout(scenario),
      m_state(std::move(state)),
      m_channels(m_state.channels.size()),
      m_receivedEarly(m_state.processes.size()),
      m_since(m_state.processes.size(), m_state.time)
{
    m_group.lanes.resize(m_state.processes.size());
    m_group.depths.resize(m_state.channels.size());
    for (std::size_t i = 1; i < m_channels.size(); ++i) {
        m_channels[i].wasFull = isFull(m_state.channels[i]);
        m_channels[i].wasEmpty = m_state.channels[i].depthBytes == 0;
    }
}

std::unique_ptr<SegmentBuilder> SegmentBuilder::after(const scenario::Scenario& scenario,
                                                      std::span<const std::byte> checkpoint)
{
    auto state = state::takeState(checkpoint, state::initialState(scenario));
    if (!state) return nullptr;
    auto builder = std::unique_ptr<SegmentBuilder>(new SegmentBuilder(scenario, std::move(*state)));
    return builder->takeUnderWay(checkpoint) ? std::move(builder) : nullptr;
}

/// The state, and the messages that are on their way, so that their arrows can be finished.
std::vector<std::byte> SegmentBuilder::checkpoint() const
{
    constexpr std::size_t mostUnderWay = 1024; // of each channel; a checkpoint stays small
    std::vector<std::byte> bytes = state::toBytes(m_state);
    const auto put = [&bytes](const void* data, std::size_t size) {
        const auto* begin = static_cast<const std::byte*>(data);
        bytes.insert(bytes.end(), begin, begin + size);
    };
    for (const Channel& channel : m_channels) {
        const auto count = static_cast<std::uint32_t>(std::min(channel.underWay.size(), mostUnderWay));
        put(&count, sizeof count);
        for (std::uint32_t i = 0; i < count; ++i) put(bytesOf(channel.underWay[i]).data(), sizeof(Arrow));
    }
    put(m_receivedEarly.data(), m_receivedEarly.size() * sizeof(std::uint32_t));
    return bytes;
}

bool SegmentBuilder::takeUnderWay(std::span<const std::byte> bytes)
{
    const auto get = [&bytes](void* data, std::size_t size) {
        if (bytes.size() < size) return false;
        std::memcpy(data, bytes.data(), size);
        bytes = bytes.subspan(size);
        return true;
    };
    for (Channel& channel : m_channels) {
        std::uint32_t count = 0;
        if (!get(&count, sizeof count) || count > bytes.size() / sizeof(Arrow)) return false;
        for (std::uint32_t i = 0; i < count; ++i) {
            Arrow arrow;
            if (!get(&arrow, sizeof arrow)) return false;
            channel.underWay.push_back(arrow);
        }
    }
    return get(m_receivedEarly.data(), m_receivedEarly.size() * sizeof(std::uint32_t)) && bytes.empty();
}

void SegmentBuilder::take(std::span<const Event> events, std::vector<trace::Extract>& done)
{
    for (const Event& event : events) {
        if (m_state.applied % segment::eventsPerGroup == 0) {
            if (m_inGroup) closeGroup(event.when());
            if (m_segment.groups() == segment::groups) done.push_back(finishSegment());
            beginGroup(event.when());
        }
        take(event);
    }
}

void SegmentBuilder::beginGroup(TraceTime when)
{
    // Before the first event of all nothing has been: the picture begins at 0.
    m_group.begin = m_state.applied == 0 ? TraceTime{} : when;
    m_group.firstEvent = m_state.applied;
    m_group.arrows = 0;
    m_group.firstArrow = {};
    m_group.marks = 0;
    for (std::size_t i = 0; i < m_group.lanes.size(); ++i) {
        LaneDigest& lane = m_group.lanes[i];
        lane.ns.fill(0);
        lane.first = lane.last = m_state.processes[i].activity;
        lane.changed = false;
    }
    for (std::size_t i = 0; i < m_group.depths.size(); ++i) {
        const auto [level, most] = state::fillOf(m_state.channels[i]);
        const std::uint32_t depth = narrow(level);
        DepthDigest& digest = m_group.depths[i];
        digest.first = digest.last = digest.least = digest.greatest = depth;
        digest.capacity = narrow(most);
        digest.changed = false;
    }
    std::ranges::fill(m_since, m_group.begin);
    m_details.begin(m_group.begin, m_group.firstEvent);
    m_inGroup = true;
}

/// What goes on at its end has done so until then.
void SegmentBuilder::close(Digest& group, TraceTime end) const
{
    group.end = std::max(end, group.begin);
    for (std::size_t i = 0; i < group.lanes.size(); ++i)
        group.lanes[i].ns[static_cast<std::size_t>(group.lanes[i].last)] +=
            static_cast<float>((group.end - m_since[i]).ns);
}

void SegmentBuilder::closeGroup(TraceTime end)
{
    close(m_group, end);
    m_layout.write(m_group, m_segment.records);
    m_segment.offsets.push_back(static_cast<std::uint32_t>(m_details.bytes().size()));
}

OpenSegment SegmentBuilder::open(TraceTime end) const
{
    OpenSegment segment = m_segment;
    segment.details.assign(m_details.bytes().begin(), m_details.bytes().end());
    if (!m_inGroup) return segment;
    Digest group = m_group;
    close(group, end);
    m_layout.write(group, segment.records);
    segment.offsets.push_back(static_cast<std::uint32_t>(segment.details.size()));
    return segment;
}

/// What is stored of a segment that is complete, and its head.
std::vector<std::byte> SegmentBuilder::summary(std::vector<std::byte>& head) const
{
    const std::size_t size = m_layout.size();
    const auto beginOf = [size](int level) { return segment::recordsBefore(level) * size; };
    const std::size_t offsets = beginOf(segment::deepest + 1);
    const std::size_t details = offsets + m_segment.offsets.size() * sizeof(std::uint32_t);
    std::vector<std::byte> all(details + m_details.bytes().size());
    std::memcpy(all.data() + beginOf(segment::deepest), m_segment.records.data(), m_segment.records.size());
    std::memcpy(all.data() + offsets, m_segment.offsets.data(), details - offsets);
    std::memcpy(all.data() + details, m_details.bytes().data(), m_details.bytes().size());
    // Level by level from the groups up: four records make one of the next.
    std::size_t count = segment::groups;
    for (int level = segment::deepest; level > 1; --level) {
        count /= segment::fold;
        for (std::size_t i = 0; i < count; ++i)
            m_layout.join(all.data() + beginOf(level) + i * segment::fold * size, segment::fold,
                          all.data() + beginOf(level - 1) + i * size);
    }
    head.resize(size);
    m_layout.join(all.data(), segment::fold, head.data());
    return all;
}

trace::Extract SegmentBuilder::finishSegment()
{
    trace::Extract extract;
    extract.summary = summary(extract.head);
    extract.checkpoint = checkpoint();
    m_segment.records.clear();
    m_segment.offsets.resize(1);
    m_details.clear();
    return extract;
}

namespace {

/// Calls f with each place of a bit.
template <class F>
void eachBit(std::uint32_t bits, const F& f)
{
    for (; bits != 0; bits &= bits - 1) f(static_cast<std::size_t>(std::countr_zero(bits)));
}

} // namespace

void SegmentBuilder::take(const Event& event)
{
    // One event can change what others do as well: a read wakes a writer.
    const state::Touched touched = state::touchedBy(m_state, event);
    state::apply(m_state, event);
    const TraceTime when = event.when();
    eachBit(touched.processes, [&](std::size_t i) {
        if (m_state.processes[i].activity != m_group.lanes[i].last) noteActivity(m_state.processes[i], when);
    });
    eachBit(touched.channels & ~1U, [&](std::size_t i) { noteDepth(m_state.channels[i], when); });
    if (event.process < m_state.processes.size()) noteOwn(event);
}

void SegmentBuilder::noteOwn(const Event& event)
{
    const state::ProcessState& process = m_state.processes[event.process];
    const TraceTime when = event.when();
    switch (event.kind) {
    case EventKind::CallReturned:
        noteDelivered(process, when); // read from a signalfd
        if (event.result < 0) mark(MarkKind::Error, when, process.id, event.channelId());
        if (state::amountOf(process.call) == 0 || event.channel == 0 || event.channel >= m_state.channels.size()) break;
        if (probe::transferOf(event.call) == Transfer::Send) noteSend(process);
        if (probe::transferOf(event.call) == Transfer::Receive) noteReceive(process, m_state.channels[event.channel]);
        break;
    case EventKind::ProcessEnded:
        // CLD_EXITED is 1 (waitid(2)): anything else was a signal's doing.
        mark(event.size == 1 ? MarkKind::Ended : MarkKind::Signal, when, process.id);
        break;
    case EventKind::HandlerEntered:
        mark(MarkKind::Signal, when, process.id, {}, static_cast<std::uint8_t>(event.detail & 0x7f));
        noteDelivered(process, when);
        break;
    case EventKind::HoldStarted: mark(MarkKind::Held, when, process.id); break;
    case EventKind::HoldEnded: mark(MarkKind::LetGo, when, process.id); break;
    case EventKind::EventsLost: mark(MarkKind::Lost, when, process.id); break;
    default: break;
    }
}

void SegmentBuilder::noteActivity(const state::ProcessState& process, TraceTime when)
{
    LaneDigest& lane = m_group.lanes[process.id.value];
    TraceTime& since = m_since[process.id.value];
    lane.ns[static_cast<std::size_t>(lane.last)] += static_cast<float>((when - since).ns);
    since = when;
    m_details.activity(when, process.id, process.activity);
    if (process.activity == Activity::Blocked) mark(MarkKind::Blocked, when, process.id, process.call.channel);
    else if (lane.last == Activity::Blocked) mark(MarkKind::Woken, when, process.id, process.call.channel);
    lane.last = process.activity;
    lane.changed = true;
}

void SegmentBuilder::noteDepth(const state::ChannelState& channel, TraceTime when)
{
    DepthDigest& digest = m_group.depths[channel.id.value];
    const auto [level, most] = state::fillOf(channel);
    const std::uint32_t bytes = narrow(level), capacity = narrow(most);
    if (capacity != digest.capacity) {
        m_details.capacity(when, channel.id, capacity);
        digest.capacity = capacity;
        digest.changed = true;
    }
    if (bytes == digest.last) return;
    m_details.depth(when, channel.id, bytes);
    digest.last = bytes;
    digest.least = std::min(digest.least, bytes);
    digest.greatest = std::max(digest.greatest, bytes);
    digest.changed = true;

    Channel& known = m_channels[channel.id.value];
    const bool full = isFull(channel), empty = bytes == 0;
    if (full && !known.wasFull) mark(MarkKind::Full, when, {}, channel.id);
    if (empty && !known.wasEmpty) mark(MarkKind::Emptied, when, {}, channel.id);
    known.wasFull = full;
    known.wasEmpty = empty;
}

void SegmentBuilder::noteSend(const state::ProcessState& process)
{
    const state::CallState& call = process.call;
    if (call.result < 0 || state::amountOf(call) != call.size) return; // the rest follows
    if (call.channel.value >= m_channels.size() || m_receivedEarly[process.id.value] == call.message) return;
    auto& underWay = m_channels[call.channel.value].underWay;
    Arrow& arrow = underWay.emplace_back();
    arrow.message = call.message;
    arrow.from = process.id;
    arrow.channel = call.channel;
    arrow.sendEntered = call.entered;
    arrow.sent = call.returned;
    if (underWay.size() > mostUnderWay(m_state.channels[call.channel.value])) underWay.pop_front();
}

void SegmentBuilder::noteReceive(const state::ProcessState& process, const state::ChannelState& channel)
{
    // The receive's runs are in its movement; what that had no place for is found by the counter instead.
    if (channel.movements.empty()) return;
    auto& underWay = m_channels[channel.id.value].underWay;
    for (const mechanisms::Run& run : channel.movements.back().runs) {
        if (!run.ends) continue;
        const std::uint32_t last = run.firstMessage + run.count - 1;
        const bool queue = process.call.call == probe::Call::MqReceive;
        for (auto it = underWay.begin(); it != underWay.end();) {
            // Out of a stream came all of this sender's that went in before; out of a queue, this message alone.
            if (it->from == run.sender && it->message > last && !queue) break;
            if (it->from != run.sender || (queue && it->message != last)) {
                ++it;
                continue;
            }
            it->to = process.id;
            it->received = process.call.returned;
            noteArrow(*it);
            if (it == underWay.begin()) { // as a rule
                underWay.pop_front();
                it = underWay.begin();
            } else {
                it = underWay.erase(it);
            }
        }
        if (run.sender.value >= m_state.processes.size()) continue;
        // The last byte came out before the send that put it in has returned.
        const state::CallState& call = m_state.processes[run.sender.value].call;
        if (!call.running || call.message != last || probe::transferOf(call.call) != Transfer::Send) continue;
        const TraceTime now = process.call.returned;
        noteArrow({call.message, run.sender, process.id, channel.id, call.entered, now, now});
        m_receivedEarly[run.sender.value] = call.message;
    }
}

/// A signal has reached its handler, or was read, just now.
void SegmentBuilder::noteDelivered(const state::ProcessState& process, TraceTime when)
{
    const auto& signals = process.signals;
    if (signals.decided.empty()) return;
    const state::SentSignal& sent = signals.decided.back();
    if (sent.fate != state::SentSignal::Fate::Delivered || sent.decided != when) return;
    noteArrow({sent.number, sent.sender, process.id, signals.channel, sent.sent, sent.sent, when});
}

void SegmentBuilder::noteArrow(const Arrow& arrow)
{
    m_details.arrow(arrow);
    if (m_group.arrows++ == 0) m_group.firstArrow = arrow;
}

void SegmentBuilder::mark(MarkKind kind, TraceTime when, ProcessId process, ChannelId channel, std::uint8_t signal)
{
    m_details.mark({when, m_state.applied, kind, process, channel, signal});
    m_group.marks = static_cast<std::uint16_t>(m_group.marks | 1U << static_cast<unsigned>(kind));
}

} // namespace sluice::analysis
