#pragma once

#include "collector/merger.h"
#include "probe/clock.h"
#include "probe/region.h"

#include <vector>

namespace sluice::collector {

/// Takes events out of the rings of a run, puts them on one clock and into one order, and counts every loss.
/// Owner: Collector. Thread: one, the collector's.
class Intake
{
public:
    /// Is told of every event that was taken, on the clock of the trace, before it is put in order.
    class Listener
    {
    public:
        virtual ~Listener() = default;
        virtual void note(const probe::Event& event) = 0;
    };

    /// `region` outlives it and has begun.
    explicit Intake(const probe::Region& region);

    /// Takes what is in the rings. False: nothing was.
    bool drain(Listener& listener);
    /// Events of nobody's ring: samples of the kernel.
    void add(const std::vector<probe::Event>& samples);
    /// As the Merger has it.
    void release(TraceTime horizon, std::vector<probe::Event>& out) { m_merger.release(horizon, out); }
    /// All processes are gone: marks the losses that nobody has marked, and appends all that is left.
    void finish(std::vector<probe::Event>& out);

    void calibrate() { m_scale.calibrate(); }
    [[nodiscard]] TraceTime now() const;
    [[nodiscard]] TraceTime last() const { return m_merger.last(); }
    [[nodiscard]] std::uint64_t lost() const;
    [[nodiscard]] std::uint64_t emitted() const; ///< by all processes
    /// No process has emitted anything that has not been taken.
    [[nodiscard]] bool quiet() const;

private:
    struct Ring {
        probe::RingReader reader;
        std::uint64_t taken = 0;       ///< events, without the marks of gaps
        std::uint64_t quarantined = 0; ///< of which a mark tells already
        std::uint64_t marked = 0;      ///< losses of which a mark tells already
    };

    void drain(std::size_t ring, Listener& listener);
    void markLoss(std::size_t ring, std::uint64_t count, TraceTime when);

    probe::ClockKind m_clock;
    probe::ClockScale m_scale;
    std::vector<Ring> m_rings; ///< [0]: the supervisor's
    Merger m_merger;           ///< one source for each ring, and one for the samples
    std::vector<probe::Event> m_batch;
};

} // namespace sluice::collector
