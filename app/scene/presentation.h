#pragma once

#include "scene/stage.h"

namespace sluice::scene {

/// The stage for a whole room: the same drawing over the whole width of the screen; what is left of its height goes to
/// the caption, in the largest type that fits there. Of `screen` only the shape counts.
[[nodiscard]] Scene buildPresentation(const state::SystemState& state, const trace::TraceView& trace,
                                      const Caption& caption, const ViewTime& view, QSizeF screen);

} // namespace sluice::scene
