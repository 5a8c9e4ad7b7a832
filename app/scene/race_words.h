#pragma once

#include "analysis/race_figures.h"

#include <QStringList>

namespace sluice::scene {

/// The name of a lane: "Message queue".
[[nodiscard]] QString laneName(mechanisms::Through through);
/// Why a lane has no turn: "takes no message of 16,384 B (EMSGSIZE)".
[[nodiscard]] QString refusalWords(const analysis::RaceLane& lane, std::int64_t size);
/// "64 B a message", "on CPU 0 and CPU 1" and what else is the same for all.
[[nodiscard]] QStringList circumstances(const analysis::RaceFigures& race);

} // namespace sluice::scene
