#pragma once

#include "base/trace_time.h"

#include <cstdint>

namespace sluice::probe {

/// The cheapest monotonic source that is safe here. Tsc needs an invariant TSC that is also the kernel's
/// clocksource (/sys/devices/system/clocksource/clocksource0/current_clocksource); else CLOCK_MONOTONIC in ns.
enum class ClockKind : std::uint32_t { Monotonic, Tsc };

[[nodiscard]] ClockKind safestFastClock();

/// Raw reading: TSC ticks, or CLOCK_MONOTONIC nanoseconds.
[[nodiscard]] std::int64_t rawNow(ClockKind kind);

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
