#pragma once

#include "compare/comparison.h"

namespace sluice::compare {

/// What two lanes are held against each other by.
enum class Measure : std::uint8_t {
    Latency,    ///< one message at a time
    Throughput, ///< as fast as it goes: here it matters how much fits in
};

/// Why two lanes cannot be compared.
enum class Reason : std::uint8_t {
    DidNotRun,
    OtherSize,
    OtherCount,
    OtherWarmUp,
    OtherRepetitions,
    OtherWaiting,  ///< one sleeps while the other spins
    OtherPinning,  ///< one crosses processors and the other does not, or the kernel chose
    OtherCapacity, ///< one holds more than twice as many messages
    TooFewRuns,    ///< fewer than three repetitions: nobody knows how far they spread
    TooWide,       ///< a lane's own repetitions differ by more than the two lanes do
    Last = TooWide
};

/// All that speaks against holding them against each other; none: they are comparable.
[[nodiscard]] std::vector<Reason> reasonsAgainst(const Lane& one, const Lane& other, Measure measure);
[[nodiscard]] inline bool comparable(const Lane& one, const Lane& other, Measure measure)
{
    return reasonsAgainst(one, other, measure).empty();
}

/// "other-waiting": for machines.
[[nodiscard]] std::string_view name(Reason reason);
[[nodiscard]] std::string_view name(Measure measure);

/// Where the lanes can be told apart: quicker first, those that did not run at the end.
[[nodiscard]] std::vector<std::size_t> orderBy(const Comparison& comparison, Measure measure);

} // namespace sluice::compare
