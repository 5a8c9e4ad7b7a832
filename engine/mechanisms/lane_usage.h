#pragma once

#include "probe/clock.h"

#include <cstdint>
#include <ctime>
#include <sys/resource.h>

namespace sluice::mechanisms {

/// What this process has used so far, and after a subtraction what it has used meanwhile.
struct Usage {
    std::int64_t wall = 0;        ///< ns, CLOCK_MONOTONIC
    std::int64_t cpu = 0;         ///< ns, CLOCK_PROCESS_CPUTIME_ID
    std::int64_t system = 0;      ///< of these in the kernel, ns (getrusage(2), ru_stime)
    std::int64_t waits = 0;       ///< voluntary context switches (ru_nvcsw)
    std::int64_t preemptions = 0; ///< involuntary ones (ru_nivcsw)
    std::int64_t faults = 0;      ///< page faults that needed no reading (ru_minflt)
    std::int64_t calls = 0;       ///< system calls, as whoever makes them counts

    static Usage now(std::uint64_t calls)
    {
        const auto ns = [](std::int64_t seconds, std::int64_t rest) { return seconds * 1'000'000'000 + rest; };
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        timespec cpu{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
        return {probe::monotonicNow(),
                ns(cpu.tv_sec, cpu.tv_nsec),
                ns(usage.ru_stime.tv_sec, usage.ru_stime.tv_usec * 1000),
                usage.ru_nvcsw,
                usage.ru_nivcsw,
                usage.ru_minflt,
                static_cast<std::int64_t>(calls)};
    }

    friend Usage operator+(const Usage& one, const Usage& other)
    {
        return {one.wall + other.wall,
                one.cpu + other.cpu,
                one.system + other.system,
                one.waits + other.waits,
                one.preemptions + other.preemptions,
                one.faults + other.faults,
                one.calls + other.calls};
    }
    friend Usage operator-(const Usage& after, const Usage& before)
    {
        return {after.wall - before.wall,
                after.cpu - before.cpu,
                after.system - before.system,
                after.waits - before.waits,
                after.preemptions - before.preemptions,
                after.faults - before.faults,
                after.calls - before.calls};
    }
};

} // namespace sluice::mechanisms
