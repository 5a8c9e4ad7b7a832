#include "compare/statistics.h"

#include "base/quartiles.h"

#include <algorithm>
#include <cmath>

namespace sluice::compare {

std::int64_t percentile(std::span<const std::int64_t> sorted, double percent)
{
    if (sorted.empty()) return 0;
    // The tolerance keeps 99.9 % of 1,000 at rank 999, whatever the fractions of two make of it.
    const double rank = std::ceil(percent / 100 * static_cast<double>(sorted.size()) - 1e-9);
    const auto index = static_cast<std::size_t>(std::max(rank, 1.0)) - 1;
    return sorted[std::min(index, sorted.size() - 1)];
}

bool canTell(std::size_t values, double percent)
{
    return static_cast<double>(values) * (100 - percent) / 100 > 1 - 1e-9;
}

Spread spreadOf(std::vector<double> values)
{
    const Quartiles quartiles = quartilesOf(std::move(values));
    return {quartiles.median, quartiles.low, quartiles.high};
}

std::vector<std::size_t> logarithmicBins(std::span<const std::int64_t> values, double from, double to, std::size_t bins)
{
    std::vector<std::size_t> counts(bins);
    const double scale = static_cast<double>(bins) / std::log(to / from);
    for (const std::int64_t value : values) {
        const double place = std::log(std::max(static_cast<double>(value), 1e-9) / from) * scale;
        ++counts[static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(bins - 1)))];
    }
    return counts;
}

} // namespace sluice::compare
