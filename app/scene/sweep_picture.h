#pragma once

#include "compare/comparison.h"
#include "scene/scene.h"

namespace sluice::scene {

/// From so many sizes on there is a curve.
inline constexpr std::size_t fewestSwept = 3;

/// The same mechanisms over several sizes of message, both axes logarithmic: bytes a second one way, and the median of
/// a round trip. One line each, with the quartiles of its repetitions, and its name where it ends. Where a mechanism
/// could not carry a size its line stops, and below it says why.
[[nodiscard]] Scene buildSweep(const std::vector<compare::Comparison>& comparisons);

} // namespace sluice::scene
