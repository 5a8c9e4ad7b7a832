#pragma once

#include "mechanisms/mechanism.h"

namespace sluice::mechanisms {

/// Anonymous pipes, pipe(2): a writer and a reader that share one through fork(2).
[[nodiscard]] Mechanism pipe();

/// FIONREAD and F_GETPIPE_SZ of the pipe behind a descriptor; nothing if there is none.
[[nodiscard]] KernelView viewPipe(int fd, int unused);

} // namespace sluice::mechanisms
