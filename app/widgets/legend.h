#pragma once

#include "scene/scene.h"

namespace sluice::widgets {

/// What the colours and patterns mean: a scene like any other, so that it looks exactly like what it explains.
[[nodiscard]] scene::Scene buildLegend();

} // namespace sluice::widgets
