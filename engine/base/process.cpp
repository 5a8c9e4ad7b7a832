#include "base/process.h"

#include <fcntl.h>
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

Result<UniqueFd> duplicateOrReopen(int pidfd, int pid, int fd)
{
    auto copy = duplicateDescriptor(pidfd, fd);
    if (copy || (copy.error().number != EPERM && copy.error().number != ENOSYS)) return copy;
    const std::string path = "/proc/" + std::to_string(pid) + "/fd/" + std::to_string(fd);
    UniqueFd reopened(open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC));
    if (!reopened) return failedCall("open", path);
    return reopened;
}

} // namespace sluice
