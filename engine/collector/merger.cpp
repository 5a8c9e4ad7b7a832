#include "collector/merger.h"

#include <algorithm>
#include <limits>

namespace sluice::collector {

using probe::Event;
using probe::EventKind;
using probe::Transfer;

namespace {
constexpr Duration patience = milliseconds(50);
}

bool Merger::lacksItsCause(const Event& event) const
{
    if (m_incomplete || event.kind != EventKind::CallReturned || event.result <= 0 || event.channel >= m_flows.size())
        return false;
    if (probe::transferOf(event.call) != Transfer::Receive) return false;
    const ProcessId origin = probe::originOf(event);
    if (origin.value > 0 && origin.value < m_lastEntered.size() && m_lastEntered[origin.value] < event.message)
        return true;
    const Flow& flow = m_flows[event.channel];
    return flow.received + static_cast<std::uint64_t>(event.result) > flow.entered;
}

void Merger::count(const Event& event)
{
    if (event.kind == EventKind::EventsLost) m_incomplete = true;
    if (event.channel >= m_flows.size()) return;
    Flow& flow = m_flows[event.channel];
    const bool returned = event.kind == EventKind::CallReturned;
    if (!returned && event.kind != EventKind::CallEntered) return;
    const std::uint64_t moved = probe::amountMoved(event.call, event.result, event.size);
    switch (probe::transferOf(event.call)) {
    case Transfer::Send:
        if (event.process < m_lastEntered.size())
            m_lastEntered[event.process] = std::max(m_lastEntered[event.process], event.message);
        flow.entered += returned ? moved - event.size : event.size; // modulo 2^64
        break;
    case Transfer::Receive: flow.received += returned ? moved : 0; break;
    case Transfer::None: break;
    }
}

/// The source whose first event is the next one. Causes are looked for beyond the horizon too.
Merger::Source* Merger::next(TraceTime horizon, bool patient)
{
    Source* earliest = nullptr;
    Source* waiting = nullptr;
    for (Source& source : m_sources) {
        if (source.empty()) continue;
        const Event& event = source.front();
        if (patient && lacksItsCause(event)) {
            if (event.when() <= horizon && (!waiting || event.time < waiting->front().time)) waiting = &source;
        } else if (!earliest || event.time < earliest->front().time) {
            earliest = &source;
        }
    }
    if (earliest && (earliest->front().when() <= horizon || waiting)) return earliest;
    return waiting && waiting->front().when() + patience < horizon ? waiting : nullptr;
}

void Merger::add(std::size_t source, std::span<const Event> events)
{
    if (events.empty()) return;
    Source& to = m_sources[source];
    if (to.first > to.events.size() / 2) { // what was taken makes room
        to.events.erase(to.events.begin(), to.events.begin() + static_cast<std::ptrdiff_t>(to.first));
        to.first = 0;
    }
    to.events.insert(to.events.end(), events.begin(), events.end());
    m_fronts[source] = to.front().time;
}

void Merger::emit(Source& source, std::vector<Event>& out)
{
    Event& event = out.emplace_back(source.events[source.first++]);
    event.time = std::max(event.time, m_last.ns);
    m_last = event.when();
    count(event);
}

/// Hands on the next event, and those after it of the same source that come before anybody else's first: nobody needs
/// to be asked for them. False: there is none that may go.
bool Merger::emitEarliest(TraceTime horizon, bool patient, std::vector<Event>& out)
{
    std::size_t index = 0;
    std::int64_t earliest = none, others = none; // of two that have the same time the first source goes first
    for (std::size_t i = 0; i < m_fronts.size(); ++i) {
        const std::int64_t time = m_fronts[i];
        if (time < earliest) {
            others = earliest;
            earliest = time;
            index = i;
        } else {
            others = std::min(others, time);
        }
    }
    if (earliest > horizon.ns || earliest == none) return false;
    if (patient && lacksItsCause(m_sources[index].front())) {
        Source* source = next(horizon, true);
        if (!source) return false;
        index = static_cast<std::size_t>(source - m_sources.data());
        others = 0; // one alone: what waits for its cause may have got it
    }
    Source& source = m_sources[index];
    const std::int64_t end = std::min(others, horizon.ns + 1);
    do emit(source, out);
    while (!source.empty() && source.front().time < end && !(patient && lacksItsCause(source.front())));
    m_fronts[index] = source.empty() ? none : source.front().time;
    return true;
}

void Merger::release(TraceTime horizon, std::vector<Event>& out)
{
    while (emitEarliest(horizon, true, out)) {}
}

void Merger::releaseAll(std::vector<Event>& out)
{
    const TraceTime end{std::numeric_limits<std::int64_t>::max() / 2};
    while (emitEarliest(end, true, out)) {}
    while (emitEarliest(end, false, out)) {}
}

} // namespace sluice::collector
