#pragma once

#include "mechanisms/mechanism.h"

namespace sluice::mechanisms {

/// A segment with a name (shm_open(3)), and pages that were mapped before the fork.
[[nodiscard]] Mechanism memorySegment();
/// One counter that several processes add to, with a lock or without.
[[nodiscard]] Mechanism sharedCounter();
/// A queue without locks in shared memory: one puts in, one takes out.
[[nodiscard]] Mechanism memoryRing();
/// Two counters in one line of the caches, or each in a line of its own; every access is timed.
[[nodiscard]] Mechanism cacheLine();
/// Pages, and the nodes of memory that they are on.
[[nodiscard]] Mechanism memoryNodes();
/// A file that several processes have mapped.
[[nodiscard]] Mechanism mappedFile();
/// A variable that one process polls and another sets.
[[nodiscard]] Mechanism polledVariable();

/// For mechanisms none of whose settings the supervisor carries out.
[[nodiscard]] Result<std::int64_t> notTheKernels(int fd, const Setting& setting, std::int64_t value);

} // namespace sluice::mechanisms
