#pragma once

#include "mechanisms/mechanism.h"

namespace sluice::mechanisms {

/// Two processes that add to counters in one line of the caches, or each to a line of its own; every access is timed.
[[nodiscard]] Mechanism cacheLine();

} // namespace sluice::mechanisms
