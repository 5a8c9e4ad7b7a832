#pragma once

#include "base/trace_time.h"
#include "scene/duration.h"

#include <QString>

#include <vector>

namespace sluice::timeline {

/// Time ↔ pixel. A plain value, tested without a window.
struct TimeAxis {
    TraceTime from; ///< time at x = left
    double nsPerPixel = 1e6;
    double left = 0;     ///< x of `from`
    double width = 1000; ///< pixels shown

    [[nodiscard]] double x(TraceTime t) const { return left + static_cast<double>(t.ns - from.ns) / nsPerPixel; }
    [[nodiscard]] TraceTime time(double x) const;
    [[nodiscard]] TraceTime to() const { return time(left + width); }
    /// A digest of what is shorter may stand for it: two pixels, so that nothing is drawn more than one column from
    /// where it was.
    [[nodiscard]] Duration grain() const { return {static_cast<std::int64_t>(2 * nsPerPixel)}; }

    /// Zooms by `factor` (> 1: closer) with the time under `x` staying where it is. Bounded to 1 ns … 1 h per
    /// pixel.
    [[nodiscard]] TimeAxis zoomed(double factor, double x) const;
    /// Shows what lies `pixels` further to the right.
    [[nodiscard]] TimeAxis panned(double pixels) const;
    /// Shows [a, b] in full.
    [[nodiscard]] static TimeAxis fitting(TraceTime a, TraceTime b, double left, double width);

    struct Tick {
        double x = 0;
        QString label;     ///< "2.8 ms", all in one unit; empty where there is no room for it
        double labelX = 0; ///< its middle: x, moved inwards at the edges
    };
    /// Round times, at least `minSpacing` pixels apart; labels never leave [left, left + width].
    [[nodiscard]] std::vector<Tick> ticks(double minSpacing) const;

    bool operator==(const TimeAxis&) const = default;
};

using scene::formatDuration;

} // namespace sluice::timeline
