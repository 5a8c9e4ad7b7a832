#include "mechanisms/known_accesses.h"

namespace sluice::mechanisms {

namespace {

using probe::monotonicNow;

constexpr std::int64_t staysNs = 1'000'000, movesNs = 2'000'000;
constexpr std::uint32_t chunk = 64; ///< accesses between two looks at the clock

AccessTimes& halfFor(std::uint32_t number, LineCalibration::Samples& samples)
{
    return number % 2 == 0 ? samples.found : samples.check;
}

} // namespace

void timeStays(Word& home, const Stopwatch& stopwatch, LineCalibration::Samples& into)
{
    std::uint32_t chunks = 0;
    for (const std::int64_t until = monotonicNow() + staysNs; monotonicNow() < until; doOtherWork(), ++chunks)
        for (std::uint32_t i = 0; i < chunk; ++i) {
            const std::uint64_t begin = ticksBefore();
            home.fetch_add(1, std::memory_order_seq_cst);
            const std::uint64_t ticks = ticksAfter() - begin;
            halfFor(chunks, into).add(stopwatch.nanoseconds(ticks), false);
        }
}

void timeMoves(Word& both, Half half, const Stopwatch& stopwatch, LineCalibration::Samples& into)
{
    struct {
        std::uint32_t ns;
        bool moved;
    } accesses[chunk];
    std::uint32_t chunks = 0;
    std::uint64_t others = half.othersIn(both.load());
    for (const std::int64_t until = monotonicNow() + movesNs; monotonicNow() < until; doOtherWork()) {
        bool anyMoved = false;
        for (auto& access : accesses) {
            const std::uint64_t begin = ticksBefore();
            const std::uint64_t before = both.fetch_add(half.one(), std::memory_order_seq_cst);
            const std::uint64_t ticks = ticksAfter() - begin;
            access = {stopwatch.nanoseconds(ticks), half.othersIn(before) != others};
            others = half.othersIn(before);
            anyMoved = anyMoved || access.moved;
        }
        if (!anyMoved) continue;
        for (const auto& access : accesses) halfFor(chunks, into).add(access.ns, access.moved);
        ++chunks;
    }
}

} // namespace sluice::mechanisms
