#pragma once

#include "mechanisms/mechanism.h"

namespace sluice::mechanisms {

/// POSIX message queues: mq_overview(7).
[[nodiscard]] Mechanism messageQueue();

} // namespace sluice::mechanisms
