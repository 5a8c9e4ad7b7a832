#pragma once

#include "compare/comparison.h"
#include "scene/scene.h"

namespace sluice::scene {

/// Of every picture of comparisons.
inline constexpr double comparisonWidth = 1440;

/// Mechanisms side by side: of each the distribution of its round trips, how much gets through, and what a message
/// costs. One part for each size, below each other; axes are the same within a part. What cannot be held against the
/// quickest one, by time or by throughput, has another colour, bars are hatched too, and it says why.
[[nodiscard]] Scene buildComparison(const std::vector<compare::Comparison>& comparisons);

} // namespace sluice::scene
