#pragma once

#include "mechanisms/access_times.h"
#include "probe/event.h"

#include <algorithm>

namespace sluice::mechanisms {

/// Counts of timed accesses, of each of which its time has told whether the line came from another core.
struct JudgedAccesses {
    std::uint64_t accesses = 0, transfers = 0, unclear = 0;
    std::uint64_t moves = 0, found = 0, stays = 0, wrong = 0; ///< what values prove, as in Threshold
    std::array<std::uint64_t, probe::bins> bins{};

    /// Returns flags as in `detail` of MemoryTimed.
    std::uint32_t judge(std::uint32_t ns, const Threshold& threshold)
    {
        ++accesses;
        ++bins[std::min(ns / probe::binNs, probe::bins - 1)];
        if (ns >= threshold.unclearAbove) {
            ++unclear;
            return probe::accessUnclear;
        }
        if (ns < threshold.ns) return 0;
        ++transfers;
        return probe::accessTransferred;
    }
    /// And a value proves that the line had moved, or that it had not. Returns the flags with that.
    std::uint32_t prove(std::uint32_t flags, bool moved)
    {
        if ((flags & probe::accessUnclear) == 0) {
            ++(moved ? moves : stays);
            if ((flags & probe::accessTransferred) != 0) ++(moved ? found : wrong);
        }
        return flags | probe::accessProven | (moved ? probe::accessMoved : 0);
    }
    void add(const JudgedAccesses& other)
    {
        accesses += other.accesses;
        transfers += other.transfers;
        unclear += other.unclear;
        moves += other.moves;
        found += other.found;
        stays += other.stays;
        wrong += other.wrong;
        for (std::size_t i = 0; i < bins.size(); ++i) bins[i] += other.bins[i];
    }
};

} // namespace sluice::mechanisms
