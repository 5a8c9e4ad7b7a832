#pragma once

#include "base/result.h"
#include "compare/comparison.h"

#include <filesystem>
#include <functional>

namespace sluice::compare {

/// What one process took for one part of a pass.
struct Taken {
    std::int64_t wall = 0, messages = 0, calls = 0, cpuTime = 0, systemTime = 0, waits = 0, preemptions = 0, faults = 0;
};

/// One pass of one lane.
struct Pass {
    bool events = false;
    std::vector<std::int64_t> roundTrips; ///< ns
    std::vector<std::int64_t> oneWay;     ///< ns, of each message there and of each back
    /// By LanePart; of each its sender and its receiver.
    std::array<std::array<Taken, 2>, 2> taken;
};

struct LaneRun {
    std::vector<Pass> passes;
    std::int64_t held = 0;   ///< bytes that fitted in
    std::int64_t memory = 0; ///< bytes that they took: mechanisms::memoryOf()
};

struct Processors {
    int sender = -1, receiver = -1; ///< -1: whichever the kernel chooses
};

/// For so long nothing may move in a process before its lane is given up.
inline constexpr Duration patience{10'000'000'000};

struct LaneOrder {
    Through through = Through::Pipe;
    mechanisms::LaneEvents events = mechanisms::LaneEvents::Off;
    Processors processors;
    Duration patience = compare::patience;
};

/// Is asked every few milliseconds; false: the run is given up, ECANCELED.
using GoOn = std::function<bool()>;

/// Runs one lane once in two processes of its own, through a session: nothing of it is left when this returns. Errors:
/// limits of the machine; that its processes failed or told too little; ETIMEDOUT: one of them has not moved for too
/// long.
[[nodiscard]] Result<LaneRun> runLane(const Plan& plan, const LaneOrder& order, const std::filesystem::path& supervisor,
                                      const GoOn& goOn);

} // namespace sluice::compare
