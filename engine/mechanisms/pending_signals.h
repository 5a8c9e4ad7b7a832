#pragma once

#include <cstdint>

namespace sluice::mechanisms {

/// How many signals wait in the kernel for the processes of one channel. Worked out from the calls and handlers
/// (evidence: derived); which ones they are is in the state of each process. A value: part of SystemState.
struct PendingSignals {
    std::uint32_t count = 0;
    bool operator==(const PendingSignals&) const = default;
};

} // namespace sluice::mechanisms
