#include "mechanisms/known_accesses.h"

#include <array>

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
    m_chunk = {};
    timeStays(m_home, m_stopwatch, [&](std::uint32_t ns) {
        if (ns >= threshold.unclearAbove) return;
        ++m_chunk.stays;
        if (ns >= threshold.ns) ++m_chunk.wrong;
    });
}

void timeKnown(Word& both, Half half, Word& home, const Stopwatch& stopwatch, LineCalibration::Samples& into)
{
    std::uint64_t others = half.othersIn(both.load());
    std::uint32_t chunks = 0;
    const std::int64_t began = monotonicNow();
    for (std::int64_t now = began, last = began; now - began < knownNs; last = now) {
        std::array<std::uint32_t, chunk> moves, stays;
        std::size_t moved = 0, stayed = 0;
        for (std::uint32_t i = 0; i < chunk; ++i) {
            const std::uint64_t begin = ticksBefore();
            const std::uint64_t before = both.fetch_add(half.one(), std::memory_order_seq_cst);
            const std::uint64_t ticks = ticksAfter() - begin;
            const std::uint64_t seen = half.othersIn(before);
            if (seen != others) moves[moved++] = stopwatch.nanoseconds(ticks);
            others = seen;
        }
        timeStays(home, stopwatch, [&](std::uint32_t ns) { stays[stayed++] = ns; });
        now = monotonicNow();
        if (now - last >= interruptedNs) continue;
        AccessTimes& times = ++chunks % 2 == 0 ? into.found : into.check;
        for (std::size_t i = 0; i < moved; ++i) times.add(moves[i], true);
        for (std::size_t i = 0; i < stayed; ++i) times.add(stays[i], false);
    }
}

} // namespace sluice::mechanisms
