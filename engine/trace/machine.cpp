#include "trace/machine.h"

#include "mechanisms/mechanism.h"

#include <ctime>
#include <fstream>
#include <sched.h>
#include <sys/utsname.h>

namespace sluice::trace {

namespace {

std::string cpuModel()
{
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("model name"))
            if (const auto colon = line.find(": "); colon != std::string::npos) return line.substr(colon + 2);
    return "unknown CPU";
}

} // namespace

Meta describeRun(const scenario::Scenario& scenario, probe::ClockKind clock)
{
    Meta meta;
    meta.scenario = scenario;
    utsname system{};
    if (uname(&system) == 0) meta.machine = std::string(system.sysname) + " " + system.release + ", ";
    meta.machine += cpuModel();
    meta.clock = clock == probe::ClockKind::Tsc ? "tsc" : "clock_gettime";
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    meta.startedAtUnixNs = std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) meta.allowedCpus = CPU_COUNT(&allowed);
    for (const scenario::ChannelSpec& channel : scenario.channels) {
        const auto* mechanism = mechanisms::find(channel.kind);
        if (!mechanism) continue;
        meta.sources[channel.kind] = mechanism->source;
        if (!mechanism->listing.empty()) meta.sources[channel.kind + ".listing"] = mechanism->listing;
    }
    return meta;
}

} // namespace sluice::trace
