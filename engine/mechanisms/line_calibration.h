#pragma once

#include "mechanisms/access_times.h"
#include "probe/event.h"

namespace sluice::mechanisms {

/// Decides burst by burst whether transfers can be told from accesses that stayed, and by which threshold. A machine
/// may move its virtual processors between caches at any time, so each burst is judged for itself, and those that were
/// too short are put together. A pure value. Owner: each of the two processes; from the same samples both come to the
/// same result.
class LineCalibration
{
public:
    /// What both processes have measured in one burst. The threshold is found from one half and checked on the other.
    /// Lives in shared memory.
    struct Samples {
        AccessTimes found, check;
        void add(const Samples& other)
        {
            found.add(other.found);
            check.add(other.check);
        }
    };

    void add(const Samples& burst);
    [[nodiscard]] probe::LineVerdict verdict() const { return m_verdict; }
    /// The last good one: 0 ns if there is none yet.
    [[nodiscard]] const Threshold& threshold() const { return m_threshold; }
    /// Has the last burst brought a new threshold?
    [[nodiscard]] bool renewed() const { return m_renewed; }
    /// And would the one before have misjudged it? Then the cores are nearer now, or farther apart.
    [[nodiscard]] bool shifted() const { return m_shifted; }
    /// All accesses of this run that good thresholds were checked on.
    [[nodiscard]] const Threshold& checked() const { return m_checked; }

private:
    void judge();

    Samples m_pending{};
    Threshold m_threshold, m_checked;
    probe::LineVerdict m_verdict = probe::LineVerdict::Calibrating;
    bool m_renewed = false, m_shifted = false;
    int m_bursts = 0; ///< that m_pending is from, and those in which nothing moved
    int m_failed = 0; ///< in a row
};

} // namespace sluice::mechanisms
