#pragma once

#include "analysis/timeline.h"
#include "scene/scene.h"
#include "timeline/time_axis.h"
#include "trace/trace_view.h"

#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace sluice::timeline {

struct TimelineLook {
    QSizeF size{1440, 300};
    TimeAxis axis;
    TraceTime playhead;
    bool live = false;      ///< what lies after the playhead is absent; else it is faded
    bool depthLanes = true; ///< fold away when there is little room
    /// Rows that the viewer has folded to a strip: processes, channels.
    std::set<std::uint16_t> foldedLanes, foldedDepths;
    double column = 1;     ///< how wide the columns are that narrow slices share; video blurs what is narrow
    bool foldable = false; ///< the names say that a click folds them
    std::optional<std::pair<TraceTime, TraceTime>> loop;
    std::vector<TraceTime> bookmarks;
    std::optional<Duration> shortened; ///< gaps longer than that are passed over quickly: folds are marked
    bool overview = false;             ///< the whole run in a strip below; also left out when there is little room
};

/// Lanes, arrows, depth curves, marks, axis and playhead. One rectangle per pixel column where slices are
/// denser. A pure function of its arguments.
[[nodiscard]] scene::Scene buildTimeline(const analysis::Timeline& timeline, const trace::TraceView& trace,
                                         const TimelineLook& look);

/// Width of the names left of the lanes; the axis begins there.
inline constexpr double nameColumn = 128;

} // namespace sluice::timeline
