#pragma once

#include "collector/kernel_sampler.h"
#include "collector/merger.h"
#include "probe/clock.h"
#include "probe/region.h"
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
    [[nodiscard]] std::uint64_t lost() const;
    [[nodiscard]] std::uint64_t emitted() const; ///< by all processes, and samples of the kernel

private:
    struct Ring {
        probe::RingReader reader;
        std::uint64_t taken = 0;       ///< events, without the marks of gaps
        std::uint64_t quarantined = 0; ///< of which a mark tells already
        std::uint64_t marked = 0;      ///< losses of which a mark tells already
    };

    bool drain();
    void drain(std::size_t ring);
    void take(std::size_t ring, probe::Event event);
    void markLoss(std::size_t ring, std::uint64_t count, TraceTime when);
    void sample();
    [[nodiscard]] bool quiet() const;
    [[nodiscard]] TraceTime now() const;

    session::Session& m_session;
    probe::ClockScale m_scale;
    std::vector<Ring> m_rings; ///< [0]: the supervisor's
    Merger m_merger;           ///< one source for each ring, and one for the samples
    KernelSampler m_sampler;
    std::uint64_t m_samples = 0;
    TraceTime m_known, m_calibrated;
    std::vector<probe::Event> m_batch;
};

} // namespace sluice::collector
