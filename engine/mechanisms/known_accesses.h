#pragma once

#include "mechanisms/judged_accesses.h"
#include "mechanisms/line_calibration.h"
#include "mechanisms/timed_access.h"

#include <utility>

namespace sluice::mechanisms {

/// Additions to a line that nobody else has: it stays. They are what each process does between its accesses to the
/// observed line, and tell how far the clock can be trusted at that moment: what this system does not see, such as a
/// neighbour on the other half of the core, can make every hundredth access take as long as a transfer.
class Control
{
public:
    Control(Word& home, const Stopwatch& stopwatch) : m_home(home), m_stopwatch(stopwatch) {}
    /// One chunk, about two microseconds; it counts once it is said to.
    void judge(const Threshold& threshold);
    void count()
    {
        m_stays += std::exchange(m_chunk.stays, 0);
        m_wrong += std::exchange(m_chunk.wrong, 0);
    }
    /// Are they told from transfers twice as well as a threshold has to tell them? The observed line's are disturbed
    /// somewhat more often.
    [[nodiscard]] bool isTrustworthy() const { return m_wrong * 2'000 <= m_stays; }

private:
    Word& m_home;
    const Stopwatch& m_stopwatch;
    std::uint64_t m_stays = 0, m_wrong = 0;
    struct {
        std::uint64_t stays = 0, wrong = 0;
    } m_chunk; ///< the last one
};

inline constexpr std::int64_t interruptedNs = 300'000; ///< no chunk of accesses takes that long by itself

/// For three milliseconds times accesses of which it is known whether the line came or had stayed, half of them into
/// each half of `into`: by turns a chunk to a word that the other one adds to as well, of which those count that are
/// proven to have moved, and a chunk to a line that nobody else has. What was interrupted is left out: afterwards the
/// caches are others'.
void timeKnown(Word& both, Half half, Word& home, const Stopwatch& stopwatch, LineCalibration::Samples& into);

} // namespace sluice::mechanisms
