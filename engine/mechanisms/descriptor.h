#pragma once

#include "mechanisms/mechanism.h"

namespace sluice::mechanisms {

/// A descriptor that goes from one process to another, over a socket pair: SCM_RIGHTS in unix(7).
[[nodiscard]] Mechanism passedDescriptor();

} // namespace sluice::mechanisms
