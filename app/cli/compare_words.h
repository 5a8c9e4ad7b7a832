#pragma once

#include "compare/comparison.h"

#include <string>

namespace sluice::cli {

/// A table for people: the circumstances, a line for each mechanism, and what cannot be compared and why.
[[nodiscard]] std::string inWords(const compare::Comparison& comparison);
/// One line for each mechanism and size, with a line of names above the first.
[[nodiscard]] std::string toCsv(const std::vector<compare::Comparison>& comparisons);

} // namespace sluice::cli
