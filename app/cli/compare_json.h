#pragma once

#include "cli/json.h"
#include "compare/comparison.h"

namespace sluice::cli {

/// {"median", "low", "high"}.
[[nodiscard]] Json spreadToJson(const compare::Spread& spread);
/// {"sizes": [{size, …, lanes, order, not_comparable}]}: man sluice.
[[nodiscard]] Json toJson(const std::vector<compare::Comparison>& comparisons);

} // namespace sluice::cli
