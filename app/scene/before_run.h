#pragma once

#include "scenario/scenario.h"
#include "scene/scene.h"

#include <QStringList>

namespace sluice::scene {

/// What there is before a lesson's processes start, in letters for a picture a quarter as large: who, on which kernel
/// objects, each drawn by its kind, and what one can do (`doings`, as many as have room). Nothing in it happens.
inline constexpr QSizeF beforeRunSize{1424, 590};
[[nodiscard]] Scene buildBeforeRun(const scenario::Scenario& scenario, const QStringList& doings);

} // namespace sluice::scene
