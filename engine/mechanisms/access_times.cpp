#include "mechanisms/access_times.h"

#include <algorithm>
#include <numeric>

namespace sluice::mechanisms {

namespace {

using Counts = std::array<std::uint32_t, AccessTimes::longest>;

/// The time within which so many of 1,000 are done; 0 of none.
std::uint32_t within(const Counts& counts, std::uint64_t perMille)
{
    const std::uint64_t wanted = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}) * perMille / 1'000;
    std::uint64_t below = 0;
    for (std::uint32_t ns = 0; ns < counts.size(); ++ns)
        if ((below += counts[ns]) > wanted) return ns;
    return 0;
}

/// Hardly any transfer takes longer than this. What does was interrupted, or the line came from farther away.
std::uint32_t longestTransfer(const Counts& moved) { return within(moved, 995) * 3 / 2 + 1; }

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

Threshold Threshold::checkedOn(const AccessTimes& times) const
{
    Threshold checked{ns, unclearAbove};
    for (std::uint32_t took = 0; took < std::min(AccessTimes::longest, unclearAbove); ++took) {
        checked.moves += times.moved[took];
        checked.stays += times.stayed[took];
        if (took < ns) continue;
        checked.found += times.moved[took];
        checked.wrong += times.stayed[took];
    }
    return checked;
}

Threshold findThreshold(const AccessTimes& times)
{
    Threshold best;
    best.unclearAbove = longestTransfer(times.moved);
    const Threshold all = best.checkedOn(times);
    if (all.moves == 0 || all.stays == 0) return all;
    // To take one that stayed for a transfer is five times as bad as to miss one: it is far rarer in separates().
    const auto costOf = [&](std::uint64_t missed, std::uint64_t wrong) {
        return static_cast<double>(missed) / static_cast<double>(all.moves)
               + 5 * static_cast<double>(wrong) / static_cast<double>(all.stays);
    };
    constexpr double allowance = 0.001; // a stray access makes no new valley
    double least = costOf(all.moves, all.stays);
    // If the threshold is t, what moved and took less is missed, and what stayed and took as long or longer is wrong.
    const auto walk = [&](auto&& visit) {
        std::uint64_t missed = 0, wrong = all.stays;
        for (std::uint32_t t = 0; t < std::min(AccessTimes::longest, best.unclearAbove); ++t) {
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
    return best.checkedOn(times);
}

} // namespace sluice::mechanisms
