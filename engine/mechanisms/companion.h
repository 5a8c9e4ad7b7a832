#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>

namespace sluice::mechanisms {

/// Two processes find out whether they run at the same time: each has a pulse, and sees the other's. Having arrived is
/// not enough, for who has arrived may have lost its processor since. Thread: that of each process.
class Companion
{
public:
    /// In shared memory, a line for each.
    struct Pulses {
        struct alignas(64) Side {
            std::atomic<std::uint64_t> reached; ///< phase; store release, partner: the other's meet()
            std::atomic<std::uint64_t> met;     ///< phase in which it has seen the other one alive
            std::atomic<std::uint64_t> pulse;   ///< changes as long as it runs
        };
        std::array<Side, 2> sides;
    };

    Companion(Pulses& pulses, std::size_t slot) : m_mine(pulses.sides.at(slot)), m_other(pulses.sides.at(1 - slot)) {}

    /// Both go on at the same moment. False: the other one does not run within so many nanoseconds, because it is held,
    /// has ended or gets no processor. Phases count up.
    bool meet(std::uint64_t phase, std::int64_t patienceNs, const std::function<bool()>& stopped);
    /// Has the other one, met or not, come to that phase by now? Of phase 0: no.
    [[nodiscard]] bool hasReached(std::uint64_t phase) const
    {
        return phase != 0 && m_other.reached.load(std::memory_order_acquire) >= phase;
    }
    /// Called again and again in one phase. Has the other one been in the same phase and running since the last call?
    bool beat(std::uint64_t phase)
    {
        m_mine.pulse.store(phase << countBits | (++m_beats & countMask), std::memory_order_relaxed);
        const std::uint64_t other = m_other.pulse.load(std::memory_order_relaxed);
        const bool alive = other >> countBits == phase && other != m_seen;
        m_seen = other;
        return alive;
    }

private:
    static constexpr unsigned countBits = 20;
    static constexpr std::uint64_t countMask = (1U << countBits) - 1;

    Pulses::Side &m_mine, &m_other;
    std::uint64_t m_beats = 0, m_seen = 0;
};

} // namespace sluice::mechanisms
