#pragma once

#include "mechanisms/mechanism.h"

namespace sluice::mechanisms {

/// Anonymous pipes, pipe(2): a writer and a reader that share one through fork(2).
[[nodiscard]] Mechanism pipe();

} // namespace sluice::mechanisms
