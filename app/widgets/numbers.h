#pragma once

#include "scene/histogram.h"
#include "widgets/frame.h"

#include <span>
#include <vector>

namespace sluice::widgets {

/// How long messages took from the call that sent them to the return of the one that received their last byte.
struct Latency {
    std::size_t count = 0;
    Duration median, p95, p99, longest;
    bool operator==(const Latency&) const = default;
};

[[nodiscard]] Latency latencyOf(std::span<const analysis::Arrow> arrows);

/// One line of the Numbers panel.
struct NumberRow {
    QString group; ///< "writer", "pipe"
    QString label;
    QString value;
    probe::Evidence evidence = probe::Evidence::Probe;
    bool operator==(const NumberRow&) const = default;
};

/// How long the newest messages or signals took, as a distribution.
struct Distribution {
    QString title;
    scene::Histogram histogram; ///< without bars: there is none yet
    Duration median;
    scene::Tone tone = scene::Tone::Data;
};
[[nodiscard]] Distribution distributionOf(const Frame& frame);

/// All counters at the moment shown, process by process, then channel by channel.
[[nodiscard]] std::vector<NumberRow> numbersOf(const Frame& frame);

} // namespace sluice::widgets
