#pragma once

#include "compare/comparison.h"

#include <span>

namespace sluice::compare {

/// The nearest rank: the smallest value that at least `percent` (above 0, at most 100) of all are not above. 0 of none.
[[nodiscard]] std::int64_t percentile(std::span<const std::int64_t> sorted, double percent);

/// Fewer values than these cannot tell that percentile: nothing lies beyond it. 99.9 needs 1,000.
[[nodiscard]] bool canTell(std::size_t values, double percent);

/// Median and quartiles; between two values in the middle, half-way. All 0 of none.
[[nodiscard]] Spread spreadOf(std::vector<double> values);

/// How many values lie in each of `bins` bins that are equally wide on a logarithmic scale from `from` to `to`
/// (0 < from < to); what lies outside is counted in the first or last one.
[[nodiscard]] std::vector<std::size_t> logarithmicBins(std::span<const std::int64_t> values, double from, double to,
                                                       std::size_t bins);

} // namespace sluice::compare
