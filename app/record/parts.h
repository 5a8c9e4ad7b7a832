#pragma once

#include "scene/scene.h"

namespace sluice::record {

/// Puts a scene into another one, at a place.
void append(scene::Scene& whole, scene::Scene part, QPointF offset);

} // namespace sluice::record
