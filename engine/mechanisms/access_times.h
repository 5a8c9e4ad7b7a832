#pragma once

#include <array>
#include <cstdint>

namespace sluice::mechanisms {

/// How often an access took so many nanoseconds, apart for those for which the line had to come from another core and
/// those for which it had stayed. Which is which must be known: it calibrates the threshold between the two. Of fixed
/// size, without pointers: lives in shared memory.
struct AccessTimes {
    static constexpr std::uint32_t longest = 1024; ///< ns; what takes longer was interrupted and is left out
    std::array<std::uint32_t, longest> stayed{}, moved{};

    void add(std::uint32_t ns, bool hasMoved)
    {
        if (ns < longest) ++(hasMoved ? moved : stayed)[ns];
    }
    void add(const AccessTimes& other);
};

/// Where to draw the line between the two humps, and how good it is.
struct Threshold {
    std::uint32_t ns = 0;           ///< what takes as long or longer is a transfer
    std::uint32_t unclearAbove = 0; ///< what takes as long or longer was interrupted: it tells nothing
    std::uint64_t moves = 0, found = 0;
    std::uint64_t stays = 0, wrong = 0;

    /// At least 99 of 100 transfers found, and at most 1 of 1,000 accesses that stayed taken for one.
    [[nodiscard]] bool separates() const;
    /// The same threshold, counted on other accesses than those that it was found from.
    [[nodiscard]] Threshold checkedOn(const AccessTimes& times) const;
};

/// The middle of the widest valley in which the fewest accesses are misjudged. Nothing moved, or nothing stayed: 0 ns.
[[nodiscard]] Threshold findThreshold(const AccessTimes& times);

} // namespace sluice::mechanisms
