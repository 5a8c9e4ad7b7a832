#pragma once

#include <compare>
#include <cstdint>

namespace sluice {

/// A length of real time in nanoseconds.
struct Duration {
    std::int64_t ns = 0;
    auto operator<=>(const Duration&) const = default;
};

/// A moment of a run: nanoseconds since the run began.
struct TraceTime {
    std::int64_t ns = 0;
    auto operator<=>(const TraceTime&) const = default;
};

constexpr Duration operator-(TraceTime a, TraceTime b) { return {a.ns - b.ns}; }
constexpr TraceTime operator+(TraceTime t, Duration d) { return {t.ns + d.ns}; }
constexpr TraceTime operator-(TraceTime t, Duration d) { return {t.ns - d.ns}; }
constexpr Duration operator+(Duration a, Duration b) { return {a.ns + b.ns}; }

constexpr Duration seconds(double s) { return {static_cast<std::int64_t>(s * 1e9)}; }
constexpr Duration milliseconds(std::int64_t ms) { return {ms * 1'000'000}; }
constexpr double toSeconds(Duration d) { return static_cast<double>(d.ns) * 1e-9; }
constexpr double toSeconds(TraceTime t) { return static_cast<double>(t.ns) * 1e-9; }

} // namespace sluice
