#pragma once

#include "mechanisms/lane_object.h"

namespace sluice::mechanisms {

enum class LaneSide : std::uint8_t { Sender, Receiver };

/// What the messages of a full lane take of this machine's memory, one way, as far as the end that asks is charged for
/// it: both ends together are the lane's. `held`: bytes of messages inside.
///
///   pipe, fifo      F_GETPIPE_SZ: pages of its slots, all of which are taken then (kernel)
///   sockets         SO_MEMINFO: what the kernel charges to this socket, with its own bookkeeping (kernel)
///   ring, file      mincore(2): pages of the ring that are in memory (kernel)
///   mq              RLIMIT_MSGQUEUE's formula, mq_overview(7) (model)
///   signal          struct sigqueue, 80 bytes each on x86-64 (model)
///
/// 0 if it cannot be told.
[[nodiscard]] std::int64_t memoryOf(const LaneObject& object, LaneSide side, std::int64_t held);
/// Who vouches for it.
[[nodiscard]] probe::Evidence memoryEvidence(Through through);
/// The call or the formula: "SO_MEMINFO".
[[nodiscard]] std::string_view memorySource(Through through);

} // namespace sluice::mechanisms
