#include "collector/collector.h"

#include <algorithm>

namespace sluice::collector {

using probe::Event;
using probe::EventKind;

namespace {
/// A process may lose the CPU between taking the time and putting the event in: mostly for less than this.
constexpr Duration delay = milliseconds(1);
constexpr Duration calibrateEvery = milliseconds(1000);
} // namespace

Collector::Collector(session::Session& session, const scenario::Scenario& scenario, KernelSampler::Intern intern)
    : m_session(session),
      m_scale(session.region().clock(), session.region().startRaw()),
      m_merger(session.region().workers() + 2),
      m_sampler(session, scenario, std::move(intern))
{
    for (std::uint16_t i = 0; i <= session.region().workers(); ++i) m_rings.push_back({session.region().reader({i})});
}

TraceTime Collector::now() const
{
    return std::max(TraceTime{}, m_scale.toTraceTime(probe::rawNow(m_session.region().clock())));
}

void Collector::collect(std::vector<Event>& out)
{
    // Taken before the rings are looked at: whatever happened until then is in them.
    const TraceTime before = now();
    if (before - m_calibrated > calibrateEvery) {
        m_scale.calibrate();
        m_calibrated = before;
    }
    drain();
    sample();
    m_known = std::max(m_known, before - delay);
    m_merger.release(m_known, out);
    m_known = std::max(m_known, m_merger.last());
}

void Collector::finish(std::vector<Event>& out)
{
    while (drain()) {}
    const TraceTime end = now();
    for (std::size_t i = 0; i < m_rings.size(); ++i) {
        Ring& ring = m_rings[i];
        if (const std::uint64_t lost = ring.reader.lost(); lost > ring.marked) markLoss(i, lost - ring.marked, end);
    }
    m_merger.releaseAll(out);
    m_known = std::max(end, m_merger.last());
}

bool Collector::drain()
{
    std::uint64_t before = 0, after = 0;
    for (const Ring& ring : m_rings) before += ring.taken;
    for (std::size_t i = 0; i < m_rings.size(); ++i) drain(i);
    for (const Ring& ring : m_rings) after += ring.taken;
    return after != before;
}

void Collector::drain(std::size_t index)
{
    Ring& ring = m_rings[index];
    m_batch.clear();
    ring.reader.drain(m_batch);
    for (const Event& event : m_batch) take(index, event);
    const std::uint64_t quarantined = ring.reader.quarantined();
    if (quarantined > ring.quarantined) {
        markLoss(index, quarantined - ring.quarantined, now());
        ring.quarantined = quarantined;
    }
}

void Collector::take(std::size_t index, Event event)
{
    Ring& ring = m_rings[index];
    if (event.kind == EventKind::EventsLost) ring.marked += event.size;
    else ++ring.taken;
    event.time = std::max<std::int64_t>(0, m_scale.toTraceTime(event.time).ns);
    m_sampler.note(event);
    m_merger.add(index, event);
}

void Collector::markLoss(std::size_t index, std::uint64_t count, TraceTime when)
{
    Event gap;
    gap.time = when.ns;
    gap.process = static_cast<std::uint16_t>(index);
    gap.kind = EventKind::EventsLost;
    gap.size = static_cast<std::uint32_t>(std::min<std::uint64_t>(count, UINT32_MAX));
    m_merger.add(index, gap);
}

/// No process has emitted anything that has not been drained.
bool Collector::quiet() const
{
    return std::ranges::all_of(m_rings, [](const Ring& ring) {
        return ring.taken + ring.quarantined + ring.reader.lost() == ring.reader.emitted();
    });
}

void Collector::sample()
{
    m_batch.clear();
    m_sampler.sample([this] { return now(); }, [this] { return quiet(); }, m_batch);
    m_samples += m_batch.size();
    for (const Event& event : m_batch) m_merger.add(m_rings.size(), event);
}

std::uint64_t Collector::lost() const
{
    std::uint64_t all = 0;
    for (const Ring& ring : m_rings) all += ring.reader.lost() + ring.quarantined;
    return all;
}

std::uint64_t Collector::emitted() const
{
    std::uint64_t all = m_samples;
    for (const Ring& ring : m_rings) all += ring.reader.emitted();
    return all;
}

} // namespace sluice::collector
