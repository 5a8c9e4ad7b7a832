#include "collector/intake.h"

#include <algorithm>

namespace sluice::collector {

using probe::Event;
using probe::EventKind;

Intake::Intake(const probe::Region& region)
    : m_clock(region.clock()), m_scale(region.clock(), region.startRaw()), m_merger(region.workers() + 2)
{
    for (std::uint16_t i = 0; i <= region.workers(); ++i) m_rings.push_back({region.reader({i})});
}

TraceTime Intake::now() const { return std::max(TraceTime{}, m_scale.toTraceTime(probe::rawNow(m_clock))); }

bool Intake::drain(Listener& listener)
{
    std::uint64_t before = 0, after = 0;
    for (const Ring& ring : m_rings) before += ring.taken;
    for (std::size_t i = 0; i < m_rings.size(); ++i) drain(i, listener);
    for (const Ring& ring : m_rings) after += ring.taken;
    return after != before;
}

void Intake::drain(std::size_t index, Listener& listener)
{
    Ring& ring = m_rings[index];
    m_batch.clear();
    ring.reader.drain(m_batch);
    std::uint64_t marks = 0;
    for (Event& event : m_batch) {
        event.time = std::max<std::int64_t>(0, m_scale.toTraceTime(event.time).ns);
        if (event.kind == EventKind::EventsLost) [[unlikely]] {
            ring.marked += event.size;
            ++marks;
        }
        listener.note(event);
    }
    ring.taken += m_batch.size() - marks;
    m_merger.add(index, m_batch);
    const std::uint64_t quarantined = ring.reader.quarantined();
    if (quarantined > ring.quarantined) {
        markLoss(index, quarantined - ring.quarantined, now());
        ring.quarantined = quarantined;
    }
}

void Intake::add(const std::vector<Event>& samples) { m_merger.add(m_rings.size(), samples); }

void Intake::finish(std::vector<Event>& out)
{
    const TraceTime end = now();
    for (std::size_t i = 0; i < m_rings.size(); ++i) {
        Ring& ring = m_rings[i];
        if (const std::uint64_t lost = ring.reader.lost(); lost > ring.marked) markLoss(i, lost - ring.marked, end);
    }
    m_merger.releaseAll(out);
}

void Intake::markLoss(std::size_t index, std::uint64_t count, TraceTime when)
{
    Event gap;
    gap.time = when.ns;
    gap.process = static_cast<std::uint16_t>(index);
    gap.kind = EventKind::EventsLost;
    gap.size = static_cast<std::uint32_t>(std::min<std::uint64_t>(count, UINT32_MAX));
    m_merger.add(index, gap);
}

bool Intake::quiet() const
{
    return std::ranges::all_of(m_rings, [](const Ring& ring) {
        return ring.taken + ring.quarantined + ring.reader.lost() == ring.reader.emitted();
    });
}

std::uint64_t Intake::lost() const
{
    std::uint64_t all = 0;
    for (const Ring& ring : m_rings) all += ring.reader.lost() + ring.quarantined;
    return all;
}

std::uint64_t Intake::emitted() const
{
    std::uint64_t all = 0;
    for (const Ring& ring : m_rings) all += ring.reader.emitted();
    return all;
}

} // namespace sluice::collector
