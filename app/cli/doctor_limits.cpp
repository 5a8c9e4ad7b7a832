#include "cli/doctor.h"
#include "cli/quantities.h"

#include <fmt/format.h>

#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cstdlib>

namespace sluice::cli {

namespace {

constexpr std::uint64_t mib = 1 << 20;

std::uint64_t numberIn(const char* file) { return std::strtoull(firstLine(file).c_str(), nullptr, 10); }

Check pipeMaxSize()
{
    const std::uint64_t most = numberIn("/proc/sys/fs/pipe-max-size");
    const std::string value = grouped(most) + " bytes (/proc/sys/fs/pipe-max-size)";
    if (most >= mib || geteuid() == 0) return fine("largest pipe", value);
    return warn("largest pipe", value, "The capacity of a pipe cannot be set to more than that.",
                "sudo sysctl fs.pipe-max-size=1048576");
}

/// Beyond the soft limit the kernel gives a user's new pipes one or two pages only, pipe(7).
Check pipePages()
{
    const std::uint64_t soft = numberIn("/proc/sys/fs/pipe-user-pages-soft");
    const std::uint64_t hard = numberIn("/proc/sys/fs/pipe-user-pages-hard");
    const std::string value = fmt::format("soft {} pages, hard {} (0: none)", grouped(soft), grouped(hard));
    if ((soft == 0 || soft >= 1024) && (hard == 0 || hard >= 1024)) return fine("pages of a user's pipes", value);
    return warn("pages of a user's pipes", value, "A pipe may be smaller than its lesson says.",
                "sudo sysctl fs.pipe-user-pages-soft=16384 fs.pipe-user-pages-hard=0");
}

std::string limitInWords(rlim_t limit) { return limit == RLIM_INFINITY ? "unlimited" : grouped(limit); }

Check limitOf(const char* name, decltype(RLIMIT_NOFILE) which, rlim_t enough, const char* cost, const char* remedy)
{
    rlimit limit{};
    getrlimit(which, &limit);
    const std::string value =
        fmt::format("{} (hard limit {})", limitInWords(limit.rlim_cur), limitInWords(limit.rlim_max));
    if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= enough) return fine(name, value);
    return warn(name, value, cost, remedy);
}

Check sharedMemory()
{
    struct statvfs info {};
    if (statvfs("/dev/shm", &info) != 0)
        return warn("/dev/shm", "missing",
                    "Sluice itself does not need it (it uses memfd); programs with shm_open(3) do.",
                    "sudo mount -t tmpfs tmpfs /dev/shm");
    const std::uint64_t freeBytes = std::uint64_t{info.f_bavail} * info.f_frsize;
    const std::string value = fmt::format("{} MiB free", grouped(freeBytes / mib));
    if (freeBytes >= 16 * mib) return fine("/dev/shm", value);
    return warn("/dev/shm", value,
                "Sluice itself does not need it (it uses memfd); programs with shm_open(3) may fail.",
                "sudo mount -o remount,size=50% /dev/shm");
}

Check messageQueues()
{
    const std::uint64_t messages = numberIn("/proc/sys/fs/mqueue/msg_max");
    const std::uint64_t bytes = numberIn("/proc/sys/fs/mqueue/msgsize_max");
    rlimit limit{};
    getrlimit(RLIMIT_MSGQUEUE, &limit);
    const std::string value = fmt::format("{} messages of {} bytes a queue, {} bytes a user", grouped(messages),
                                          grouped(bytes), limitInWords(limit.rlim_cur));
    if (messages > 0) return fine("POSIX message queues", value);
    return warn("POSIX message queues", "not in this kernel", "There are no message queues to look at.",
                "Use a kernel with CONFIG_POSIX_MQUEUE.");
}

} // namespace

std::vector<Check> checkLimits()
{
    return {pipeMaxSize(),
            pipePages(),
            limitOf("open files", RLIMIT_NOFILE, 256, "A run with many processes may not start.", "ulimit -n 1024"),
            limitOf("processes", RLIMIT_NPROC, 256, "Processes may not be forked.", "ulimit -u 4096"),
            sharedMemory(),
            messageQueues()};
}

} // namespace sluice::cli
