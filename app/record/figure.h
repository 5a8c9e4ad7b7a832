#pragma once

#include "record/studio.h"

#include <vector>

namespace sluice::record {

/// A still picture of a run: of one moment, of several beside each other, or of time alone.
struct FigurePlan {
    enum class What {
        Frame,    ///< stage and timeline; of several moments a strip over one timeline
        Stage,    ///< without the timeline
        Timeline, ///< nothing else
    };
    What what = What::Frame;
    std::vector<TraceTime> moments; ///< of the timeline: where its playhead stands; none: at the run's end
    TraceTime from, to;             ///< what the timeline shows; the same twice: what fits the moments
    QSize size;                     ///< in pixels; empty: as suits what is shown, 1920 wide
    int columns = 0;                ///< of a strip; 0: so that it comes near the shape of a screen
};

struct Figure {
    scene::Scene scene;
    QSize size;
};
/// The same arguments give the same figure. Moments beyond the run's end are its end.
[[nodiscard]] Figure buildFigure(Studio& studio, const FigurePlan& plan);
[[nodiscard]] inline Figure buildFigure(const trace::TraceView& trace, const FigurePlan& plan)
{
    Studio studio(trace);
    return buildFigure(studio, plan);
}

} // namespace sluice::record
