#pragma once

#include "mechanisms/mechanism.h"

namespace sluice::mechanisms {

/// pipe(2) between two programs, as a shell makes it for `a | b`: fork, dup2, exec.
[[nodiscard]] Mechanism shellPipe();

} // namespace sluice::mechanisms
