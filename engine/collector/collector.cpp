#include "collector/collector.h"

#include <algorithm>

namespace sluice::collector {

using probe::Event;

namespace {
/// A process may lose the CPU between taking the time and putting the event in: mostly for less than this.
constexpr Duration delay = milliseconds(1);
constexpr Duration calibrateEvery = milliseconds(1000);
} // namespace

Collector::Collector(session::Session& session, const scenario::Scenario& scenario, KernelSampler::Intern intern)
    : m_intake(session.region()), m_sampler(session, scenario, std::move(intern))
{}

void Collector::collect(std::vector<Event>& out)
{
    // Taken before the rings are looked at: whatever happened until then is in them.
    const TraceTime before = m_intake.now();
    if (before - m_calibrated > calibrateEvery) {
        m_intake.calibrate();
        m_calibrated = before;
    }
    m_intake.drain(m_sampler);
    sample();
    m_known = std::max(m_known, before - delay);
    m_intake.release(m_known, out);
    m_known = std::max(m_known, m_intake.last());
}

void Collector::finish(std::vector<Event>& out)
{
    while (m_intake.drain(m_sampler)) {}
    const TraceTime end = m_intake.now();
    m_intake.finish(out);
    m_known = std::max(end, m_intake.last());
}

void Collector::sample()
{
    m_samples.clear();
    m_sampler.sample([this] { return m_intake.now(); }, [this] { return m_intake.quiet(); }, m_samples);
    m_sampled += m_samples.size();
    m_intake.add(m_samples);
}

} // namespace sluice::collector
