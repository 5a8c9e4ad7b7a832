#pragma once

#include "base/quartiles.h"
#include "mechanisms/lane_usage.h"
#include "mechanisms/race.h"

#include <array>
#include <span>
#include <vector>

namespace sluice::mechanisms {

/// What a lane is asked for in one turn: the same of all lanes in a round.
struct RaceOrder {
    std::int64_t size = 0, roundTrips = 0, messages = 0, warmUp = 0;
    Waiting waiting = Waiting::Block;
    bool events = false;
    bool fill = false; ///< how much fits in is measured first
    bool operator==(const RaceOrder&) const = default;
};

/// What one turn took.
struct RaceTurn {
    std::vector<std::int64_t> roundTrips; ///< ns
    std::vector<std::int64_t> oneWay;     ///< ns, of each message there and of each back
    /// ns from the first message one way until so many of its sixteenths had arrived.
    std::array<std::int64_t, racePoints> arrivals{};
    std::array<std::array<Usage, 2>, 2> used{}; ///< by LanePart; of the sender and of the receiver
    std::int64_t held = -1;                     ///< bytes that fitted in, if that was measured
    std::int64_t memory = -1;                   ///< bytes that both ends were charged for then
};

/// Keeps what all turns of one lane took, and tells it anew after each. Owner: the sender of a race.
class RaceAccount
{
public:
    explicit RaceAccount(Through lane) : m_lane(lane) {}

    /// Of a turn with that order. Turns with events only tell what those cost.
    void add(const RaceOrder& order, const RaceTurn& turn, probe::Worker& me);
    /// Other circumstances begin: what was is no longer counted.
    void startAgain(probe::Worker& me);
    /// The lane has no turn, for this reason; 0: it has.
    void refuse(int error, probe::Worker& me);
    [[nodiscard]] bool knowsHeld() const { return m_held >= 0; }

private:
    /// Of each turn: messages per second, and the median of its round trips in ns.
    struct Speeds {
        std::vector<double> rates, trips;
        void add(double rate, double trip);
    };
    void count(RaceWay way, std::span<const std::int64_t> times, probe::Worker& me);
    void tell(RaceStat stat, double value, probe::Worker& me) const;
    void tellSpeeds(probe::Worker& me) const;
    void tellProbe(std::array<RaceStat, 3> stats, const Quartiles& plain, const Quartiles& reported,
                   probe::Worker& me) const;

    Through m_lane;
    std::array<std::array<std::int64_t, 8>, 2> m_sums{};         ///< by LanePart and Tally
    std::array<std::array<std::uint32_t, raceBins>, 2> m_bins{}; ///< by RaceWay
    Speeds m_plain, m_reported;                                  ///< without events, and with them
    std::int64_t m_held = -1;
    int m_refused = 0;
};

/// The same over sizes: of each lane at each size the median of its turns.
class SweepAccount
{
public:
    explicit SweepAccount(Through lane) : m_lane(lane) {}
    void add(std::size_t size, const RaceOrder& order, const RaceTurn& turn, probe::Worker& me);
    void refuse(std::size_t size, int error, probe::Worker& me) const;

private:
    struct At {
        std::vector<double> rates, trips;
    };
    Through m_lane;
    std::array<At, raceSizes.size()> m_at;
};

} // namespace sluice::mechanisms
