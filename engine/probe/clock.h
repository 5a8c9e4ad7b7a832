#pragma once

#include "base/trace_time.h"

#include <cstdint>
#include <ctime>

namespace sluice::probe {

/// The cheapest monotonic source that is safe here. Tsc needs an invariant TSC that is also the kernel's
/// clocksource (/sys/devices/system/clocksource/clocksource0/current_clocksource); else CLOCK_MONOTONIC in ns.
enum class ClockKind : std::uint32_t { Monotonic, Tsc };

[[nodiscard]] ClockKind safestFastClock();

/// CLOCK_MONOTONIC in nanoseconds.
[[nodiscard]] inline std::int64_t monotonicNow()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

/// Raw reading: TSC ticks, or CLOCK_MONOTONIC nanoseconds. Inline: most of an event's cost is this reading.
[[nodiscard]] inline std::int64_t rawNow([[maybe_unused]] ClockKind kind)
{
#if defined(__x86_64__)
    if (kind == ClockKind::Tsc) [[likely]]
        return static_cast<std::int64_t>(__builtin_ia32_rdtsc()); // <x86intrin.h> would take every compilation a second
#endif
    return monotonicNow();
}

/// Turns raw readings into nanoseconds since a start, from (raw, CLOCK_MONOTONIC) pairs taken now and then.
/// Conversion is monotonic: a later reading never gets an earlier time. Thread: one.
class ClockScale
{
public:
    ClockScale(ClockKind kind, std::int64_t startRaw);
    /// Takes another pair of readings; call it about once a second.
    void calibrate();
    [[nodiscard]] TraceTime toTraceTime(std::int64_t raw) const;

private:
    ClockKind m_kind;
    std::int64_t m_startRaw;
    std::int64_t m_firstRaw = 0, m_firstNs = 0;
    std::int64_t m_baseRaw; ///< where the present slope begins
    std::int64_t m_baseNs = 0;
    double m_nsPerTick = 1;
};

} // namespace sluice::probe
