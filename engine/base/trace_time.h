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

/// Sums wrap: a time from a file that was made to do harm gives a wrong time, never undefined behaviour.
constexpr std::int64_t wrappingSum(std::int64_t a, std::int64_t b)
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}
constexpr std::int64_t wrappingDifference(std::int64_t a, std::int64_t b)
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

constexpr Duration operator-(TraceTime a, TraceTime b) { return {wrappingDifference(a.ns, b.ns)}; }
constexpr TraceTime operator+(TraceTime t, Duration d) { return {wrappingSum(t.ns, d.ns)}; }
constexpr TraceTime operator-(TraceTime t, Duration d) { return {wrappingDifference(t.ns, d.ns)}; }
constexpr Duration operator+(Duration a, Duration b) { return {wrappingSum(a.ns, b.ns)}; }

constexpr Duration seconds(double s) { return {static_cast<std::int64_t>(s * 1e9)}; }
constexpr Duration milliseconds(std::int64_t ms) { return {ms * 1'000'000}; }
constexpr double toSeconds(Duration d) { return static_cast<double>(d.ns) * 1e-9; }
constexpr double toSeconds(TraceTime t) { return static_cast<double>(t.ns) * 1e-9; }

} // namespace sluice
