#include "cli/doctor.h"
#include "probe/clock.h"

#include <fmt/format.h>

#include <sched.h>
#include <sys/utsname.h>

#include <cstdlib>

namespace sluice::cli {

namespace {

Check kernel()
{
    constexpr int oldestMajor = 5, oldestMinor = 9; // close_range(2), pidfd_getfd(2), P_PIDFD
    utsname name{};
    uname(&name);
    char* rest = nullptr;
    const long major = std::strtol(name.release, &rest, 10);
    const long minor = *rest == '.' ? std::strtol(rest + 1, nullptr, 10) : 0;
    const std::string value = fmt::format("{} {} {}", name.sysname, name.release, name.machine);
    if (major > oldestMajor || (major == oldestMajor && minor >= oldestMinor)) return fine("kernel", value);
    return warn("kernel", value, "Runs need system calls of Linux 5.9 and will fail.", "Update the kernel.");
}

Check cpus()
{
    cpu_set_t allowed;
    const int count = sched_getaffinity(0, sizeof allowed, &allowed) == 0 ? CPU_COUNT(&allowed) : 0;
    const std::string value = fmt::format("{}", count);
    if (count > 1) return fine("CPUs allowed", value);
    return warn("CPUs allowed", value,
                "The processes take turns: what would run at the same time is drawn one after the other, and the "
                "collector takes time from them.",
                "Allow more: taskset -p, the cpuset of the container, or the settings of the virtual machine.");
}

Check clock()
{
    const std::string source = firstLine("/sys/devices/system/clocksource/clocksource0/current_clocksource");
    const std::string kernel = "kernel's clock source: " + (source.empty() ? "unknown" : source);
    if (probe::safestFastClock() == probe::ClockKind::Tsc) return fine("clock", "time stamp counter; " + kernel);
    return warn("clock", "clock_gettime; " + kernel,
                "Each event costs about twice as much as with the time stamp counter.",
                "None is needed. On a physical machine, boot without clocksource= on the kernel's command line.");
}

} // namespace

std::vector<Check> checkMachine() { return {kernel(), cpus(), clock()}; }

} // namespace sluice::cli
