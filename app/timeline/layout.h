#pragma once

#include "timeline/timeline_scene.h"

#include <optional>
#include <vector>

namespace sluice::timeline {

/// Where each row of a timeline stands: marks above, lanes of processes, depths of channels, the axis below.
struct Layout {
    struct Row {
        std::uint16_t id = 0; ///< process or channel
        QString name;
        QRectF rect; ///< beside the name
        bool folded = false;
    };
    QRectF marks;
    std::vector<Row> lanes;
    std::vector<Row> depths; ///< none when folded away
    QRectF axis;
    QRectF overview; ///< empty: none

    [[nodiscard]] const Row* lane(ProcessId process) const;
    /// Where the name of a row stands, from the picture's left edge.
    [[nodiscard]] static QRectF nameOf(const Row& row);
};

[[nodiscard]] Layout layoutOf(const scenario::Scenario& scenario, const TimelineLook& look);

/// A part of the shown time that is painted in one way: what has happened, or what is still to come.
struct Part {
    TraceTime from, to;
    double opacity = 1;
};

/// Up to the playhead; after it only in replay, faded.
[[nodiscard]] std::vector<Part> partsOf(const TimelineLook& look, TraceTime end);

} // namespace sluice::timeline
