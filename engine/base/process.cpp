#include "base/process.h"

#include <sys/syscall.h>

namespace sluice {

Result<UniqueFd> openPidfd(int pid)
{
    UniqueFd fd(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
    if (!fd) return failedCall("pidfd_open", "process " + std::to_string(pid));
    return fd;
}

Result<void> sendSignal(int pidfd, int signal)
{
    if (syscall(SYS_pidfd_send_signal, pidfd, signal, nullptr, 0) != 0) return failedCall("pidfd_send_signal");
    return {};
}

Result<UniqueFd> duplicateDescriptor(int pidfd, int fd)
{
    UniqueFd copy(static_cast<int>(syscall(SYS_pidfd_getfd, pidfd, fd, 0)));
    if (!copy) return failedCall("pidfd_getfd", "descriptor " + std::to_string(fd));
    return copy;
}

} // namespace sluice
