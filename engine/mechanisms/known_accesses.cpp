#include "mechanisms/known_accesses.h"

namespace sluice::mechanisms {

namespace {

using probe::monotonicNow;

constexpr std::int64_t knownNs = 3'000'000;
constexpr std::uint32_t chunk = 64; ///< accesses between two looks at the clock

template <class Take>
void timeStays(Word& home, const Stopwatch& stopwatch, const Take& take)
{
    for (std::uint32_t i = 0; i < chunk; ++i) {
        const std::uint64_t begin = ticksBefore();
        home.fetch_add(1, std::memory_order_seq_cst);
        const std::uint64_t ticks = ticksAfter() - begin;
        take(stopwatch.nanoseconds(ticks));
    }
}

} // namespace

void Control::judge(const Threshold& threshold)
{
    timeStays(m_home, m_stopwatch, [&](std::uint32_t ns) {
        if (ns >= threshold.unclearAbove) return;
        ++m_stays;
        if (ns >= threshold.ns) ++m_wrong;
    });
}

void timeKnown(Word& both, Half half, Word& home, const Stopwatch& stopwatch, LineCalibration::Samples& into)
{
    std::uint64_t others = half.othersIn(both.load());
    std::uint32_t chunks = 0;
    for (const std::int64_t until = monotonicNow() + knownNs; monotonicNow() < until; ++chunks) {
        AccessTimes& times = chunks % 2 == 0 ? into.found : into.check;
        for (std::uint32_t i = 0; i < chunk; ++i) {
            const std::uint64_t begin = ticksBefore();
            const std::uint64_t before = both.fetch_add(half.one(), std::memory_order_seq_cst);
            const std::uint64_t ticks = ticksAfter() - begin;
            const std::uint64_t seen = half.othersIn(before);
            if (seen != others) times.add(stopwatch.nanoseconds(ticks), true);
            others = seen;
        }
        timeStays(home, stopwatch, [&](std::uint32_t ns) { times.add(ns, false); });
    }
}

} // namespace sluice::mechanisms
