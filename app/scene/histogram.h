#pragma once

#include "base/trace_time.h"
#include "scene/scene.h"
#include "scene/sketch.h"

#include <optional>
#include <span>
#include <vector>

namespace sluice::scene {

/// How often something took how long: bars over an axis of time.
struct Histogram {
    enum class Axis { Logarithmic, Even };
    Duration from, to;                 ///< logarithmic: from > 0
    std::vector<std::uint64_t> counts; ///< of stretches that look equally wide; the last includes `to`
    Axis axis = Axis::Logarithmic;
    bool operator==(const Histogram&) const = default;
};

/// Counts durations into `bars` stretches, whose ends have the same ratio, between the shortest and the longest of
/// them. Nothing from fewer than two.
[[nodiscard]] Histogram histogramOf(std::span<const Duration> taken, std::size_t bars);

/// A line across the bars, with its words above.
struct HistogramMark {
    Duration at;
    QString words;
};

struct HistogramLook {
    Ink axis{12, 400, Tone::Muted, Shape::Face::Mono};
    int labels = 2; ///< along the axis, its ends among them
    Tone bars = Tone::Data;
    std::optional<Duration> parted; ///< bars whose middle is beyond this have the other colour
    Tone beyond = Tone::Signal;
};

/// Bars, axis and marks, all within `room`. Nothing without bars.
void drawHistogram(Sketch& sketch, const QRectF& room, const Histogram& histogram,
                   const std::vector<HistogramMark>& marks, const HistogramLook& look);
/// A picture of nothing else.
[[nodiscard]] Scene buildHistogram(const Histogram& histogram, const std::vector<HistogramMark>& marks, Tone tone,
                                   QSizeF size);

} // namespace sluice::scene
