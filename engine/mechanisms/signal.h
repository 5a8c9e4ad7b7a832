#pragma once

#include "mechanisms/mechanism.h"

namespace sluice::mechanisms {

/// Signals from one process to another, signal(7): only to workers of the same run, through pidfds.
[[nodiscard]] Mechanism signals();

} // namespace sluice::mechanisms
