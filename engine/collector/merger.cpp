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

void Merger::emit(Source& source, std::vector<Event>& out)
{
    Event event = source.front();
    source.pop_front();
    event.time = std::max(event.time, m_last.ns);
    m_last = event.when();
    count(event);
    out.push_back(event);
}

void Merger::release(TraceTime horizon, std::vector<Event>& out)
{
    while (Source* source = next(horizon, true)) emit(*source, out);
}

void Merger::releaseAll(std::vector<Event>& out)
{
    const TraceTime end{std::numeric_limits<std::int64_t>::max() / 2};
    while (Source* source = next(end, true)) emit(*source, out);
    while (Source* source = next(end, false)) emit(*source, out);
}

} // namespace sluice::collector
