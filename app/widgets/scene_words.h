#pragma once

#include "scene/scene.h"

#include <QString>

namespace sluice::widgets {

/// What a shape shows, in words, with who vouches for it: for tooltips. Empty for mere decoration.
[[nodiscard]] QString describe(const scene::Scene& scene, const scene::Shape& shape);
/// "probe: a worker reported it".
[[nodiscard]] QString evidenceText(probe::Evidence evidence);

} // namespace sluice::widgets
