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
    case Transfer::Send: flow.entered += returned ? moved - event.size : event.size; break; // modulo 2^64
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
    Source& to = m_sources[source];
    if (to.first > to.events.size() / 2) { // what was taken makes room
        to.events.erase(to.events.begin(), to.events.begin() + static_cast<std::ptrdiff_t>(to.first));
        to.first = 0;
    }
    to.events.insert(to.events.end(), events.begin(), events.end());
}

void Merger::emit(Source& source, std::vector<Event>& out)
{
    Event& event = out.emplace_back(source.events[source.first++]);
    event.time = std::max(event.time, m_last.ns);
    m_last = event.when();
    count(event);
}

/// The first of that source, which is the next one, and those after it that come before anybody else's first: nobody
/// needs to be asked for them again.
void Merger::emitRun(Source& source, TraceTime horizon, bool patient, std::vector<Event>& out)
{
    std::int64_t others = horizon.ns + 1;
    for (const Source& each : m_sources)
        if (&each != &source && !each.empty()) others = std::min(others, each.front().time);
    do emit(source, out);
    while (!source.empty() && source.front().time < others && !(patient && lacksItsCause(source.front())));
}

void Merger::release(TraceTime horizon, std::vector<Event>& out)
{
    while (Source* source = next(horizon, true)) emitRun(*source, horizon, true, out);
}

void Merger::releaseAll(std::vector<Event>& out)
{
    const TraceTime end{std::numeric_limits<std::int64_t>::max() / 2};
    while (Source* source = next(end, true)) emitRun(*source, end, true, out);
    while (Source* source = next(end, false)) emitRun(*source, end, false, out);
}

} // namespace sluice::collector
