#pragma once

#include "mechanisms/access_times.h"
#include "probe/event.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

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

/// Of a word that two processes add to, each has a half: what an addition brings back tells what the other one has
/// done.
struct Half {
    bool upper = false;
    [[nodiscard]] std::uint64_t one() const { return upper ? std::uint64_t{1} << 32 : 1; }
    [[nodiscard]] std::uint64_t othersIn(std::uint64_t word) const { return upper ? word & UINT32_MAX : word >> 32; }
};

/// Whether the line had moved, access by access, as the values of a word that both add to prove it. If the other one
/// has added, it had. If not, it had stayed, unless the other one was in the middle of an addition: it may have fetched
/// the line and lost it again before it could add. (Beside a change, up to one unchanged access in 300 takes as long as
/// a transfer.) So only those accesses count as stays before and after which no change was seen either.
class Proof
{
public:
    /// The next access; flags as from judge(). Counts into `into`, and returns the flags with what the value says.
    std::uint32_t add(std::uint64_t others, std::uint32_t flags, JudgedAccesses& into)
    {
        const bool moved = std::exchange(m_others, others) != others;
        if (!std::exchange(m_known, true)) return flags;
        const bool movedBefore = std::exchange(m_moved, moved);
        const std::uint32_t before = std::exchange(m_stay, moved || movedBefore ? probe::accessUnclear : flags);
        if (moved) count(flags, into.moves, into.found);
        else count(before, into.stays, into.wrong);
        return flags | probe::accessProven | (moved ? probe::accessMoved : 0);
    }

private:
    static void count(std::uint32_t flags, std::uint64_t& all, std::uint64_t& transfers)
    {
        if ((flags & probe::accessUnclear) != 0) return;
        ++all;
        if ((flags & probe::accessTransferred) != 0) ++transfers;
    }

    std::uint64_t m_others = 0;                  ///< the other's half of the word, as seen last
    bool m_known = false;                        ///< has it been seen?
    bool m_moved = true;                         ///< at the last access
    std::uint32_t m_stay = probe::accessUnclear; ///< the last one's flags, if no change was seen then nor just before
};

} // namespace sluice::mechanisms
