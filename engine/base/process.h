#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

namespace sluice {

/// pidfd_open(2).
[[nodiscard]] Result<UniqueFd> openPidfd(int pid);

/// Sends a signal to exactly that process, never to a later one with the same number: pidfd_send_signal(2).
Result<void> sendSignal(int pidfd, int signal);

/// A duplicate of another process's descriptor: pidfd_getfd(2). Needs the right to ptrace that process.
/// While it is open the kernel counts it as one more user of that end of a pipe: close it at once.
[[nodiscard]] Result<UniqueFd> duplicateDescriptor(int pidfd, int fd);

/// The same, and where pidfd_getfd is not allowed the file behind /proc/PID/fd/FD is opened once more, for writing:
/// good for the write end of a pipe. `pid` must be the process of `pidfd`.
[[nodiscard]] Result<UniqueFd> duplicateOrReopen(int pidfd, int pid, int fd);

} // namespace sluice
