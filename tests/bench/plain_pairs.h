#pragma once

#include "compare/lane_run.h"

namespace sluice::bench {

/// The fastest plain pair of processes one can write for a mechanism, with nothing of the house in it: as few calls as
/// it takes, no probe, no gate, no check of what arrives. What the lanes are held against.
struct PlainTimes {
    double roundTripNs = 0; ///< 0: it could not be made
    double messagesPerSecond = 0;
};
/// `events`: with events written without any care for speed, no bound for better ones. Each process stamps and stores
/// 32 bytes before and after what it does with a message (in memory, where nobody waits in a call, only after), and a
/// third one reads them now and then.
enum class PlainEvents : bool { None, Plain };
[[nodiscard]] PlainTimes runPlainPair(const compare::Plan& plan, compare::Through through,
                                      compare::Processors processors, PlainEvents events);

} // namespace sluice::bench
