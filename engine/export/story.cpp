#include "export/story.h"

#include "analysis/timeline.h"
#include "state/replay.h"

#include <algorithm>
#include <array>
#include <map>

namespace sluice::exports {

namespace {

using probe::Event;
using probe::EventKind;

/// Sender, channel and number name a message in all of a trace.
std::uint64_t flowOf(ChannelId channel, ProcessId sender, std::uint32_t message)
{
    return std::uint64_t{channel.value} << 48 | std::uint64_t{sender.value} << 32 | message;
}

class Teller
{
public:
    Teller(const trace::TraceView& trace, Listener& listener)
        : m_trace(trace),
          m_listener(listener),
          m_state(state::initialState(trace.meta().scenario)),
          m_activities(m_state.processes.size()),
          m_depths(m_state.channels.size())
    {
        m_timeline.extend(trace);
    }
    void introduce();
    bool run(const Progress& goOn);

private:
    [[nodiscard]] bool carriesSignals(ChannelId channel) const
    {
        const auto& channels = m_trace.meta().scenario.channels;
        return channel.value >= 1 && channel.value <= channels.size() && channels[channel.value - 1].kind == "signal";
    }
    void fetchArrows(TraceTime until);
    void take(const Event& event);
    void returned(const state::ProcessState& process);
    void noteChanges(TraceTime when);
    void finish();

    struct Doing {
        state::Activity activity = state::Activity::Absent;
        TraceTime since;
    };
    const trace::TraceView& m_trace;
    Listener& m_listener;
    state::SystemState m_state;
    analysis::Timeline m_timeline;
    std::vector<Doing> m_activities;                                                  ///< by process
    std::vector<std::uint64_t> m_depths;                                              ///< by channel
    std::map<std::pair<ProcessId, TraceTime>, std::vector<std::uint64_t>> m_arrivals; ///< receiver, and when it had it
    TraceTime m_fetched{-1};
};

void Teller::introduce()
{
    const auto& scenario = m_trace.meta().scenario;
    state::Replay replay(m_trace);
    const state::SystemState& end = replay.at(state::Moment{m_trace.end(), m_trace.eventCount()});
    for (std::size_t i = 1; i < m_state.processes.size(); ++i)
        m_listener.process({static_cast<std::uint16_t>(i)},
                           i <= scenario.processes.size() ? scenario.processes[i - 1].name : "worker",
                           end.processes[i].pid);
    for (std::size_t i = 1; i < m_state.channels.size(); ++i) {
        const bool known = i <= scenario.channels.size();
        const ChannelId id{static_cast<std::uint16_t>(i)};
        m_listener.channel(id, known ? scenario.channels[i - 1].name : "channel",
                           carriesSignals(id) ? "pending signals" : "bytes");
    }
}

/// The messages that arrive up to then, beyond those known already. Signals are no messages: most are taken by no call.
void Teller::fetchArrows(TraceTime until)
{
    if (until <= m_fetched) return;
    for (const analysis::Arrow& arrow : m_timeline.arrows(m_fetched + Duration{1}, until))
        if (!carriesSignals(arrow.channel))
            m_arrivals[{arrow.to, arrow.received}].push_back(flowOf(arrow.channel, arrow.from, arrow.message));
    m_fetched = until;
}

void Teller::returned(const state::ProcessState& process)
{
    CallSlice slice{process.id, process.call};
    const bool sends = probe::transferOf(process.call.call) == probe::Transfer::Send;
    // A write that took a part is not yet the message: only the one that takes its last byte sends it.
    const bool whole = process.call.result == 0 || process.call.result >= std::int64_t{process.call.size};
    if (sends && process.call.message != 0 && process.call.result >= 0 && whole)
        slice.flowOut = flowOf(process.call.channel, process.id, process.call.message);
    if (const auto found = m_arrivals.find({process.id, process.call.returned}); !sends && found != m_arrivals.end()) {
        slice.flowsIn = std::move(found->second);
        m_arrivals.erase(found);
    }
    m_listener.call(slice);
}

void Teller::noteChanges(TraceTime when)
{
    for (std::size_t i = 1; i < m_activities.size(); ++i) {
        const state::ProcessState& process = m_state.processes[i];
        Doing& known = m_activities[i];
        if (process.activity == known.activity) continue;
        const TraceTime since = std::clamp(process.since, known.since, when); // known a little later than it began
        if (known.activity != state::Activity::Absent)
            m_listener.activity({process.id, known.activity, known.since, since});
        known = {process.activity, since};
    }
    for (std::size_t i = 1; i < m_depths.size(); ++i)
        if (const std::uint64_t bytes = m_state.channels[i].depthBytes; bytes != m_depths[i]) {
            m_depths[i] = bytes;
            m_listener.depth(m_state.channels[i].id, when, bytes);
        }
}

void Teller::take(const Event& event)
{
    state::apply(m_state, event);
    m_state.time = event.when();
    noteChanges(event.when());
    if (event.process >= m_state.processes.size()) return;
    const state::ProcessState& process = m_state.processes[event.process];
    if (event.kind == EventKind::CallReturned && event.process != 0) returned(process);
    if (event.kind == EventKind::ProcessEnded) m_listener.ended(process.id, event.when(), process.exit);
    if (event.kind == EventKind::EventsLost) m_listener.lost(process.id, event.when(), event.size);
}

/// What goes on at the end ends there.
void Teller::finish()
{
    const TraceTime end = std::max(m_trace.end(), m_state.time);
    for (std::size_t i = 1; i < m_activities.size(); ++i) {
        const state::ProcessState& process = m_state.processes[i];
        for (const auto& cut : process.cut) // below a handler that has not returned
            if (cut.call.running) m_listener.call({process.id, cut.call, false});
        if (process.call.running) m_listener.call({process.id, process.call, false});
        if (m_activities[i].activity != state::Activity::Absent)
            m_listener.activity({process.id, m_activities[i].activity, m_activities[i].since, end});
    }
}

bool Teller::run(const Progress& goOn)
{
    std::array<Event, 4096> batch;
    std::uint64_t taken = 0;
    while (const std::size_t got = m_trace.read(taken, batch)) {
        fetchArrows(batch[got - 1].when());
        for (std::size_t i = 0; i < got; ++i) take(batch[i]);
        taken += got;
        if (goOn && !goOn(taken)) return false;
    }
    finish();
    return true;
}

} // namespace

bool tell(const trace::TraceView& trace, Listener& listener, const Progress& goOn)
{
    Teller teller(trace, listener);
    teller.introduce();
    return teller.run(goOn);
}

} // namespace sluice::exports
