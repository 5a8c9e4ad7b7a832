#pragma once

#include "collector/intake.h"
#include "collector/kernel_sampler.h"
#include "session/session.h"

#include <vector>

namespace sluice::collector {

/// Takes the events of a run out of the rings, asks the kernel for its own view, and hands both on in one order.
/// Every event that was emitted is handed on or counted as lost.
/// Owner: trace::Recording. Thread: one, the collector's.
class Collector
{
public:
    /// `session` has begun and outlives the collector.
    Collector(session::Session& session, const scenario::Scenario& scenario, KernelSampler::Intern intern);

    /// Appends what is known to have happened up to about a millisecond ago, in order.
    void collect(std::vector<probe::Event>& out);
    /// All processes are gone: appends all that is left.
    void finish(std::vector<probe::Event>& out);

    /// Everything up to this moment has been handed on.
    [[nodiscard]] TraceTime known() const { return m_known; }
    [[nodiscard]] std::uint64_t lost() const { return m_intake.lost(); }
    /// By all processes, and samples of the kernel.
    [[nodiscard]] std::uint64_t emitted() const { return m_intake.emitted() + m_sampled; }

private:
    void sample();

    Intake m_intake;
    KernelSampler m_sampler;
    std::uint64_t m_sampled = 0; ///< samples so far
    TraceTime m_known, m_calibrated;
    std::vector<probe::Event> m_samples;
};

} // namespace sluice::collector
