#pragma once

#include "analysis/timeline.h"
#include "state/replay.h"

#include <optional>

namespace sluice::widgets {

/// The first mark of a kind after a moment.
[[nodiscard]] std::optional<state::Moment> nextMark(const analysis::Timeline& timeline, state::Moment moment,
                                                    analysis::MarkKind kind);
/// The last one before it.
[[nodiscard]] std::optional<state::Moment> previousMark(const analysis::Timeline& timeline, state::Moment moment,
                                                        analysis::MarkKind kind);

} // namespace sluice::widgets
