#pragma once

#include "scene/sketch.h"
#include "timeline/layout.h"

namespace sluice::timeline {

/// How many bytes a channel holds: a filled staircase under the dashed line of what it can hold.
void drawDepth(scene::Sketch& sketch, const Layout::Row& row, const analysis::Timeline& timeline,
               const TimelineLook& look, const std::vector<Part>& parts);

struct DepthPoint {
    TraceTime time;
    std::uint64_t bytes = 0; ///< from here on
    std::uint64_t capacity = 0;
    bool operator==(const DepthPoint&) const = default;
};

/// The steps of a curve; where a piece stands for many, its least and its greatest value are among them.
[[nodiscard]] std::vector<DepthPoint> pointsOf(const std::vector<analysis::DepthPiece>& pieces);

/// The staircase: time along x, bytes along y. Where it has three steps and more within a column, a band from
/// the least to the greatest of them takes its place; columns lie on a grid that is fixed in time.
struct Staircase {
    QPolygonF top;                ///< the whole of it, by the greatest; to be filled down to nothing
    std::vector<QPolygonF> lines; ///< where steps can be told apart
    std::vector<QRectF> bands;
};
inline constexpr double bandColumn = 2; // pixels

[[nodiscard]] Staircase staircase(std::span<const DepthPoint> points, const TimeAxis& axis, const Part& part,
                                  std::uint64_t DepthPoint::*value);

} // namespace sluice::timeline
