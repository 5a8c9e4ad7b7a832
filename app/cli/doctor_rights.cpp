#include "base/process.h"
#include "cli/doctor.h"

#include <csignal>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <fcntl.h>
#include <fstream>

namespace sluice::cli {

namespace {

/// What the collector does with each worker, tried on a child that only waits.
Check pidfdGetfd()
{
    const pid_t child = fork();
    if (child == 0) {
        pause();
        _exit(0);
    }
    if (child < 0)
        return warn("pidfd_getfd", "not tried: fork failed", "No run can start.",
                    "Raise the limit of processes: ulimit -u");
    auto pidfd = openPidfd(child);
    const bool allowed = pidfd && duplicateDescriptor(pidfd->get(), STDERR_FILENO);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    if (allowed) return fine("pidfd_getfd", "allowed");
    return warn("pidfd_getfd", "not allowed",
                "The kernel's depth of a pipe is read through /proc/PID/fd instead, where that works; depths are still "
                "derived from the calls.",
                "Allow it in the container's seccomp profile, or run with --cap-add SYS_PTRACE.");
}

Check pagemap()
{
    std::uint64_t entry = 0;
    const UniqueFd fd(open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC));
    const auto page = reinterpret_cast<std::uintptr_t>(&entry) / static_cast<std::uintptr_t>(getpagesize());
    const bool read =
        fd && pread(fd.get(), &entry, sizeof entry, static_cast<off_t>(page * sizeof entry)) == sizeof entry;
    constexpr std::uint64_t frameBits = (std::uint64_t{1} << 55) - 1;
    if (read && (entry & frameBits) != 0) return fine("page frames (pagemap)", "readable");
    return warn("page frames (pagemap)", read ? "hidden" : "unreadable",
                "That two addresses share one frame is shown by inode and offset, not by the frame's number.",
                "Nothing is needed; root sees the numbers.");
}

Check tracepoints()
{
    for (const char* file :
         {"/sys/kernel/tracing/events/sched/sched_switch/id", "/sys/kernel/debug/tracing/events/sched/sched_switch/id"})
        if (!firstLine(file).empty()) return fine("tracepoints (tracefs)", "readable");
    return warn("tracepoints (tracefs)", "not readable",
                "When a process left its CPU is known from samples, not from the scheduler itself.",
                "Nothing is needed; as root: mount -t tracefs tracefs /sys/kernel/tracing");
}

Check ptraceScope()
{
    const std::string scope = firstLine("/proc/sys/kernel/yama/ptrace_scope");
    if (scope.empty()) return fine("ptrace_scope", "no restriction (Yama is not in this kernel)");
    if (scope == "0" || scope == "1") return fine("ptrace_scope", scope);
    return warn("ptrace_scope", scope, "Processes cannot be looked into, not even one's own children.",
                "sudo sysctl kernel.yama.ptrace_scope=1");
}

} // namespace

std::vector<Check> checkRights() { return {pidfdGetfd(), pagemap(), tracepoints(), ptraceScope()}; }

} // namespace sluice::cli
