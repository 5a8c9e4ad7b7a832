#pragma once

#include "base/trace_time.h"
#include "scene/scene.h"

#include <span>
#include <vector>

namespace sluice::scene {

/// How often something took how long: bars over a logarithmic axis from `from` to `to`.
struct Histogram {
    Duration from, to;
    std::vector<std::uint64_t> counts; ///< of stretches whose ends have the same ratio; the last includes `to`
    bool operator==(const Histogram&) const = default;
};

/// Counts durations into `bars` stretches between the shortest and the longest of them. Nothing from fewer than two.
[[nodiscard]] Histogram histogramOf(std::span<const Duration> taken, std::size_t bars);

/// A line across the bars, with its words above.
struct HistogramMark {
    Duration at;
    QString words;
};

/// Its picture, `size` large: bars, the ends of the axis, the marks. Empty without bars.
[[nodiscard]] Scene buildHistogram(const Histogram& histogram, const std::vector<HistogramMark>& marks, Tone tone,
                                   QSizeF size);

} // namespace sluice::scene
