#pragma once

#include <vector>

namespace sluice {

struct Quartiles {
    double low = 0, median = 0, high = 0;
};
/// Where a value would lie between two, as far between them as its place is. All 0 of none.
[[nodiscard]] Quartiles quartilesOf(std::vector<double> values);

} // namespace sluice
