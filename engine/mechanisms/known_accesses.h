#pragma once

#include "mechanisms/judged_accesses.h"
#include "mechanisms/line_calibration.h"
#include "mechanisms/timed_access.h"

namespace sluice::mechanisms {

inline constexpr std::uint32_t accessesOfChunk = 64; ///< between two looks at the clock and at the other process

/// Each access of a chunk for itself: `take` gets what it has brought back, and its nanoseconds.
template <class Access, class Take>
void timeChunk(Word& word, const Access& access, const Stopwatch& stopwatch, const Take& take)
{
    for (std::uint32_t i = 0; i < accessesOfChunk; ++i) {
        const std::uint64_t begin = ticksBefore();
        const std::uint64_t before = access(word);
        const std::uint64_t ticks = ticksAfter() - begin;
        take(before, stopwatch.nanoseconds(ticks));
    }
}

/// The same accesses to a line that nobody else has: it stays. They are what each process does between those to the
/// observed line, and tell how far the clock can be trusted at that moment: what this system does not see, such as a
/// neighbour on the other half of the core, can make every hundredth access take as long as a transfer.
class Control
{
public:
    Control(Word& home, const Stopwatch& stopwatch) : m_home(home), m_stopwatch(stopwatch) {}
    /// One chunk, about two microseconds; it counts once it is said to.
    template <class Access>
    void judge(const Access& access, const Threshold& threshold)
    {
        m_chunk = {};
        timeChunk(m_home, access, m_stopwatch, [&](std::uint64_t, std::uint32_t ns) { m_chunk.judge(ns, threshold); });
    }
    void count() { m_judged.add(m_chunk); }
    /// Are they told from transfers twice as well as a threshold has to tell them, but for one, which is no rate yet?
    /// The observed line's are disturbed somewhat more often.
    [[nodiscard]] bool isTrustworthy() const
    {
        return m_judged.transfers <= (m_judged.accesses - m_judged.unclear) / 2'000 + 1;
    }

private:
    Word& m_home;
    const Stopwatch& m_stopwatch;
    JudgedAccesses m_judged, m_chunk; ///< all that count; the last ones
};

inline constexpr std::int64_t interruptedNs = 300'000; ///< no chunk of accesses takes that long by itself

/// For three milliseconds times accesses of which it is known whether the line came or had stayed, half of them into
/// each half of `into`: by turns a chunk to a word that the other one adds to as well, of which those count that are
/// proven to have moved, and a chunk to a line that nobody else has. What was interrupted is left out: afterwards the
/// caches are others'.
void timeKnown(Word& both, Half half, Word& home, const Stopwatch& stopwatch, LineCalibration::Samples& into);

} // namespace sluice::mechanisms
