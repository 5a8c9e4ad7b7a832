#pragma once

#include "analysis/timeline.h"
#include "base/result.h"
#include "scene/stage.h"
#include "scene/theme.h"
#include "state/replay.h"

#include <QImage>
#include <QSize>

namespace sluice::record {

/// What a frame consists of besides the stage.
struct FrameParts {
    bool caption = true;
    bool clock = true; ///< real time …
    bool pace = true;  ///< … and beside it what a second on the screen shows
    bool timeline = true;
    bool operator==(const FrameParts&) const = default;
};

/// The timeline of a frame shows as much of the run as takes so long on the screen, at any speed.
inline constexpr double timelineSeconds = 8;

/// A whole frame for a figure or a film: stage above, timeline below, clock in a corner; no window furniture.
/// `shown`: how much of the run the timeline shows, where the speed of this very moment is not what counts; 0: it is.
[[nodiscard]] scene::Scene buildFrame(const state::SystemState& state, const trace::TraceView& trace,
                                      const analysis::Timeline& timeline, const scene::Caption& caption,
                                      const scene::ViewTime& view, QSize size, const FrameParts& parts = {},
                                      Duration shown = {});

[[nodiscard]] QImage renderImage(const scene::Scene& scene, const scene::Theme& theme, QSize size);
/// Writes PNG, SVG or PDF by the file's ending, through a temporary name. Same scene, same bytes.
/// Errors: unknown ending, file not writable.
[[nodiscard]] Result<void> renderFile(const scene::Scene& scene, const scene::Theme& theme, QSize size,
                                      const QString& file);

} // namespace sluice::record
