#pragma once

#include "mechanisms/line_calibration.h"
#include "mechanisms/timed_access.h"

namespace sluice::mechanisms {

/// Of a word that two processes add to, each has a half: what an addition brings back tells what the other one has
/// done.
struct Half {
    bool upper = false;
    [[nodiscard]] std::uint64_t one() const { return upper ? std::uint64_t{1} << 32 : 1; }
    [[nodiscard]] std::uint64_t othersIn(std::uint64_t word) const { return upper ? word & UINT32_MAX : word >> 32; }
};

// Times accesses for which it is known whether the line came or had stayed: half of them into each half of `into`.

/// To a line that nobody else has, for a millisecond: it stays.
void timeStays(Word& home, const Stopwatch& stopwatch, LineCalibration::Samples& into);
/// To one word that the other one adds to as well, for two milliseconds. A chunk in which it has not, because it does
/// not run, is left out.
void timeMoves(Word& both, Half half, const Stopwatch& stopwatch, LineCalibration::Samples& into);

} // namespace sluice::mechanisms
