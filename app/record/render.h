#pragma once

#include "analysis/timeline.h"
#include "base/result.h"
#include "scene/stage.h"
#include "scene/theme.h"
#include "state/replay.h"

#include <QImage>
#include <QSize>

#include <optional>

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

/// How a frame's timeline shows time where the speed changes: that of the very moment does not say it all.
struct TimeWindow {
    Duration shown{};                  ///< so much of the run; 0: timelineSeconds at the moment's speed
    std::optional<Duration> shortened; ///< gaps longer than that are passed over quickly: folds are marked
    bool operator==(const TimeWindow&) const = default;
};

/// A whole frame for a figure or a film: stage above, timeline below, clock in a corner; no window furniture.
[[nodiscard]] scene::Scene buildFrame(const state::SystemState& state, const trace::TraceView& trace,
                                      const analysis::Timeline& timeline, const scene::Caption& caption,
                                      const scene::ViewTime& view, QSize size, const FrameParts& parts = {},
                                      const TimeWindow& window = {});

[[nodiscard]] QImage renderImage(const scene::Scene& scene, const scene::Theme& theme, QSize size);
/// Writes PNG, SVG or PDF by the file's ending, through a temporary name. Same scene, same bytes.
/// Errors: unknown ending, file not writable.
[[nodiscard]] Result<void> renderFile(const scene::Scene& scene, const scene::Theme& theme, QSize size,
                                      const QString& file);

} // namespace sluice::record
