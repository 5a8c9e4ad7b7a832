#pragma once

#include "compare/fairness.h"
#include "mechanisms/race.h"
#include "mechanisms/shared_memory.h"
#include "state/system_state.h"

#include <array>
#include <optional>
#include <vector>

namespace sluice::analysis {

/// How often something took how long, by the bins of mechanisms::raceBin().
class RaceTimesCount
{
public:
    void add(std::uint16_t bin, std::uint64_t count);
    [[nodiscard]] std::uint64_t total() const { return m_total; }
    [[nodiscard]] const std::vector<std::pair<std::uint16_t, std::uint64_t>>& bins() const { return m_bins; }
    /// In ns, as far into its bin as its rank is; none where fewer values lie beyond than one.
    [[nodiscard]] std::optional<double> percentile(double percent) const;

private:
    std::vector<std::pair<std::uint16_t, std::uint64_t>> m_bins; ///< ascending, without empty ones
    std::uint64_t m_total = 0;
};

/// What a lane got at one of mechanisms::raceSizes.
struct RaceAtSize {
    std::int64_t turns = 0;
    int refused = 0;            ///< errno: why it takes no such messages
    compare::Spread rate, trip; ///< messages per second; ns
    [[nodiscard]] bool ran() const { return refused == 0 && turns > 0; }
};

/// One mechanism in a race, as its figures tell at one moment.
struct RaceLane {
    mechanisms::Through through = mechanisms::Through::Pipe;
    int refused = 0; ///< errno: why it has no turn
    std::int64_t turns = 0, probeTurns = 0;
    compare::Spread rate, trip;                        ///< messages per second one way; ns there and back
    double newestRate = 0, newestTrip = 0;             ///< of the newest turn without events; 0: none
    compare::Spread probeRate, probeTrip;              ///< 0.97: with events 97 % of what is without; 0: not known yet
    std::int64_t held = -1, memory = -1;               ///< bytes, of a full one; -1: not known
    std::array<std::array<std::int64_t, 8>, 2> sums{}; ///< by LanePart and Tally
    std::array<RaceTimesCount, 2> times;               ///< by RaceWay
    std::array<std::int64_t, mechanisms::racePoints> arrivals{}; ///< ns, of the newest turn without events
    std::array<RaceAtSize, mechanisms::raceSizes.size()> sizes;  ///< of a sweep

    [[nodiscard]] bool ran() const { return refused == 0 && turns > 0; }
    /// Of both processes together, for each message of that part.
    [[nodiscard]] double perMessage(mechanisms::LanePart part, mechanisms::Tally tally) const;
    [[nodiscard]] const RaceTimesCount& timesOf(mechanisms::RaceWay way) const
    {
        return times[static_cast<std::size_t>(way)];
    }
    /// Of a turn's messages the part that had arrived after so many ns; and the other way round.
    [[nodiscard]] double arrivedAfter(double ns) const;
    [[nodiscard]] double timeFor(double part) const;
};

/// What a race's figures tell at one moment. A value.
struct RaceFigures {
    std::vector<RaceLane> lanes; ///< those that are to take part, in their order
    std::int64_t rounds = 0;
    TraceTime roundEnded;                    ///< the last of them
    std::optional<mechanisms::Through> turn; ///< who has it
    std::int64_t size = 0, roundTrips = 0, messages = 0, warmUp = 0;
    mechanisms::Waiting waiting = mechanisms::Waiting::Block;
    int senderCpu = -1, receiverCpu = -1; ///< -1: the kernel chooses …
    bool settled = false;                 ///< … and both have told
    bool sweeps = false;                  ///< over all sizes: the lanes have their figures at each, and none over all
    std::int64_t mostMessages = 0;        ///< one way, of such a sweep: large ones are fewer

    [[nodiscard]] static RaceFigures of(const state::SystemState& state, const mechanisms::SharedMemory& told,
                                        const scenario::Scenario& scenario);
    /// The fastest of those that ran, or null.
    [[nodiscard]] const RaceLane* fastest() const;
    /// What speaks against holding the one against the other; the weightiest first.
    [[nodiscard]] std::vector<compare::Reason> against(const RaceLane& one, const RaceLane& other,
                                                       compare::Measure measure) const;
};

} // namespace sluice::analysis
