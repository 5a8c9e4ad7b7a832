#pragma once

#include "analysis/loss.h"
#include "timeline/timeline_scene.h"

#include <optional>

namespace sluice::timeline {

/// What lies under a point of the picture: the same things, by the same rules, that are drawn there.
struct Hit {
    scene::Subject subject; ///< Mark, Arrow, Slice, Loss, Depth; None: nothing
    TraceTime time;         ///< of the point
    std::optional<analysis::Mark> mark;
    std::optional<analysis::Arrow> arrow;
    std::optional<analysis::LanePiece> slice;
    std::optional<analysis::Loss> loss;
    std::optional<analysis::DepthPiece> depth;
};

[[nodiscard]] Hit hitAt(const analysis::Timeline& timeline, const trace::TraceView& trace, const TimelineLook& look,
                        QPointF point);

/// One line for people: "writer: blocked for 1.284 ms". Empty for nothing.
[[nodiscard]] QString describe(const Hit& hit, const trace::TraceView& trace);

} // namespace sluice::timeline
