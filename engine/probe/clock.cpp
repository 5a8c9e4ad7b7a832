#include "probe/clock.h"

#include <fstream>
#include <string>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace sluice::probe {

namespace {

/// CPUID 0x80000007, EDX bit 8: the TSC ticks at one rate in every power state (Intel SDM, vol. 3, "Invariant TSC").
bool hasInvariantTsc()
{
#if defined(__x86_64__)
    unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
    return __get_cpuid(0x80000007, &eax, &ebx, &ecx, &edx) != 0 && (edx & (1U << 8)) != 0;
#else
    return false;
#endif
}

struct Pair {
    std::int64_t raw = 0;
    std::int64_t ns = 0;
};

/// Both clocks at one instant: of a few tries, the one in which the raw clock moved least around the other.
Pair readPair(ClockKind kind)
{
    Pair best;
    std::int64_t narrowest = INT64_MAX;
    for (int i = 0; i < 5; ++i) {
        const std::int64_t before = rawNow(kind);
        const std::int64_t ns = monotonicNow();
        const std::int64_t after = rawNow(kind);
        if (after - before < narrowest) {
            narrowest = after - before;
            best = {before + (after - before) / 2, ns};
        }
    }
    return best;
}

} // namespace

ClockKind safestFastClock()
{
    std::ifstream file("/sys/devices/system/clocksource/clocksource0/current_clocksource");
    std::string source;
    file >> source;
    return source == "tsc" && hasInvariantTsc() ? ClockKind::Tsc : ClockKind::Monotonic;
}

ClockScale::ClockScale(ClockKind kind, std::int64_t startRaw) : m_kind(kind), m_startRaw(startRaw), m_baseRaw(startRaw)
{
    if (kind == ClockKind::Monotonic) return;
    // A first slope from two pairs 2 ms apart; calibrate() sharpens it as the run goes on.
    const Pair first = readPair(kind);
    Pair second = first;
    while (second.ns - first.ns < 2'000'000) second = readPair(kind);
    m_firstRaw = first.raw;
    m_firstNs = first.ns;
    m_nsPerTick = static_cast<double>(second.ns - first.ns) / static_cast<double>(second.raw - first.raw);
}

void ClockScale::calibrate()
{
    if (m_kind == ClockKind::Monotonic) return;
    const Pair now = readPair(m_kind);
    if (now.ns - m_firstNs < 10'000'000) return;
    // The new slope begins where the old one has got to, so that no reading ever moves back.
    m_baseNs = toTraceTime(now.raw).ns;
    m_baseRaw = now.raw;
    m_nsPerTick = static_cast<double>(now.ns - m_firstNs) / static_cast<double>(now.raw - m_firstRaw);
}

TraceTime ClockScale::toTraceTime(std::int64_t raw) const
{
    if (m_kind == ClockKind::Monotonic) return {raw - m_startRaw};
    return {m_baseNs + static_cast<std::int64_t>(static_cast<double>(raw - m_baseRaw) * m_nsPerTick)};
}

} // namespace sluice::probe
