#pragma once

#include "cli/quantities.h"
#include "compare/comparison.h"

namespace sluice::cli {

/// The options of `compare` as text.
struct CompareTexts {
    std::vector<std::string> kinds;
    std::string size = "64", count, repetitions, waiting = "block", pinning = "two", capacity = "65536";
};

/// "pipe, fifo, …": every mechanism that a lane can lead through.
[[nodiscard]] std::string knownKinds();
/// What "sweep" stands for in their place.
inline constexpr std::string_view sweptSizes = "8,64,512,4096,32768,262144,1048576";
/// One plan for each size, in bounds. "all" stands for every kind.
[[nodiscard]] Read<std::vector<compare::Plan>> readPlans(const CompareTexts& texts);

} // namespace sluice::cli
