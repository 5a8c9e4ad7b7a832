#pragma once

#include "compare/lane_run.h"

namespace sluice::bench {

/// The fastest plain pair of processes one can write for a mechanism, with nothing of the house in it: as few calls as
/// it takes, no probe, no gate, no check of what arrives. What the lanes are held against.
struct PlainTimes {
    double roundTripNs = 0; ///< 0: it could not be made
    double messagesPerSecond = 0;
};
[[nodiscard]] PlainTimes runPlainPair(const compare::Plan& plan, compare::Through through,
                                      compare::Processors processors);

} // namespace sluice::bench
