#include "mechanisms/access_times.h"

#include <algorithm>
#include <numeric>

namespace sluice::mechanisms {

namespace {

constexpr std::uint32_t interruptedFactor = 5; ///< an access that takes so many times a transfer was interrupted

std::uint64_t sumOf(const std::array<std::uint32_t, AccessTimes::longest>& counts)
{
    return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

std::uint32_t medianOf(const std::array<std::uint32_t, AccessTimes::longest>& counts)
{
    const std::uint64_t half = sumOf(counts) / 2;
    std::uint64_t below = 0;
    for (std::uint32_t ns = 0; ns < counts.size(); ++ns)
        if ((below += counts[ns]) > half) return ns;
    return 0;
}

} // namespace

void AccessTimes::add(const AccessTimes& other)
{
    for (std::uint32_t ns = 0; ns < longest; ++ns) {
        stayed[ns] += other.stayed[ns];
        moved[ns] += other.moved[ns];
    }
}

bool Threshold::separates() const
{
    return moves > 0 && stays > 0 && found * 100 >= moves * 99 && wrong * 1000 <= stays;
}

Threshold findThreshold(const AccessTimes& times)
{
    Threshold best;
    best.unclearAbove = std::max(1U, medianOf(times.moved)) * interruptedFactor;
    const std::uint32_t end = std::min(AccessTimes::longest, best.unclearAbove);
    for (std::uint32_t ns = 0; ns < end; ++ns) {
        best.moves += times.moved[ns];
        best.stays += times.stayed[ns];
    }
    if (best.moves == 0 || best.stays == 0) return best;
    // To take one that stayed for a transfer is five times as bad as to miss one: see separates().
    const auto costOf = [&](std::uint64_t missed, std::uint64_t wrong) {
        return static_cast<double>(missed) / static_cast<double>(best.moves)
               + 5 * static_cast<double>(wrong) / static_cast<double>(best.stays);
    };
    constexpr double allowance = 0.001; // a stray access makes no new valley
    double least = costOf(best.moves, best.stays);
    // If the threshold is t, what moved and took less is missed, and what stayed and took as long or longer is wrong.
    const auto walk = [&](auto&& visit) {
        std::uint64_t missed = 0, wrong = best.stays;
        for (std::uint32_t t = 0; t < end; ++t) {
            visit(t, costOf(missed, wrong));
            missed += times.moved[t];
            wrong -= times.stayed[t];
        }
    };
    walk([&](std::uint32_t, double cost) { least = std::min(least, cost); });
    std::uint32_t begin = 0, width = 0, run = 0;
    walk([&](std::uint32_t t, double cost) {
        run = cost <= least + allowance ? run + 1 : 0;
        if (run <= width) return;
        width = run;
        begin = t + 1 - run;
    });
    best.ns = begin + width / 2;
    for (std::uint32_t ns = best.ns; ns < end; ++ns) {
        best.found += times.moved[ns];
        best.wrong += times.stayed[ns];
    }
    return best;
}

} // namespace sluice::mechanisms
