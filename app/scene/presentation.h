#pragma once

#include "scene/stage.h"

namespace sluice::scene {

/// The stage for a whole room: the same drawing as large as the screen allows, without the margins that a window
/// needs; the caption above it in the largest type that fits there. Of `screen` only the shape counts.
[[nodiscard]] Scene buildPresentation(const state::SystemState& state, const trace::TraceView& trace,
                                      const Caption& caption, const ViewTime& view, QSizeF screen);

} // namespace sluice::scene
