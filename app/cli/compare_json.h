#pragma once

#include "cli/json.h"
#include "compare/comparison.h"

namespace sluice::cli {

/// {"sizes": [{size, …, lanes, order, not_comparable}]}: man sluice.
[[nodiscard]] Json toJson(const std::vector<compare::Comparison>& comparisons);

} // namespace sluice::cli
