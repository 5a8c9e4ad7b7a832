#include "analysis/race_figures.h"

#include "scenario/setting_table.h"

#include <algorithm>
#include <cmath>

namespace sluice::analysis {

using mechanisms::LanePart;
using mechanisms::RaceFact;
using mechanisms::RaceSize;
using mechanisms::RaceStat;
using mechanisms::SharedMemory;
using mechanisms::Tally;
using mechanisms::Through;
using probe::Figure;

namespace {

/// The figures of one kind, whose indices begin with that lane.
template <class F>
void eachOf(const SharedMemory& told, Figure what, Through lane, unsigned shift, F f)
{
    for (auto at = std::ranges::lower_bound(told.figures, what, {}, &SharedMemory::Figure::what);
         at != told.figures.end() && at->what == what; ++at)
        if (const unsigned index = at->index; index >> shift == static_cast<unsigned>(lane))
            f(index & ((1U << shift) - 1), at->value);
}

/// No figure is negative, and none beyond a million seconds in ns: only a damaged trace has such ones.
std::int64_t plausible(std::int64_t value) { return std::clamp<std::int64_t>(value, 0, 1'000'000'000'000'000); }
int errnoOf(std::int64_t value) { return static_cast<int>(std::clamp<std::int64_t>(value, 0, 4095)); }

/// The quartiles around the median; a trace from before they were told, or a damaged one, has none.
void mend(compare::Spread& spread)
{
    if (spread.low <= 0 || spread.low > spread.median) spread.low = spread.median;
    if (spread.high < spread.median) spread.high = spread.median;
}

void take(RaceAtSize& at, RaceSize what, std::int64_t value)
{
    const auto number = static_cast<double>(plausible(value));
    switch (what) {
    case RaceSize::Turns: at.turns = plausible(value); break;
    case RaceSize::Refused: at.refused = errnoOf(value); break;
    case RaceSize::RateLow: at.rate.low = number; break;
    case RaceSize::Rate: at.rate.median = number; break;
    case RaceSize::RateHigh: at.rate.high = number; break;
    case RaceSize::TripLow: at.trip.low = number; break;
    case RaceSize::Trip: at.trip.median = number; break;
    case RaceSize::TripHigh: at.trip.high = number; break;
    }
}

void take(RaceLane& lane, RaceStat what, std::int64_t value)
{
    const auto number = static_cast<double>(plausible(value));
    switch (what) {
    case RaceStat::Turns: lane.turns = plausible(value); break;
    case RaceStat::RateLow: lane.rate.low = number; break;
    case RaceStat::RateMedian: lane.rate.median = number; break;
    case RaceStat::RateHigh: lane.rate.high = number; break;
    case RaceStat::TripLow: lane.trip.low = number; break;
    case RaceStat::TripMedian: lane.trip.median = number; break;
    case RaceStat::TripHigh: lane.trip.high = number; break;
    case RaceStat::ProbeTurns: lane.probeTurns = plausible(value); break;
    case RaceStat::ProbeRateLow: lane.probeRate.low = number / 1000; break;
    case RaceStat::ProbeRate: lane.probeRate.median = number / 1000; break;
    case RaceStat::ProbeRateHigh: lane.probeRate.high = number / 1000; break;
    case RaceStat::ProbeTripLow: lane.probeTrip.low = number / 1000; break;
    case RaceStat::ProbeTrip: lane.probeTrip.median = number / 1000; break;
    case RaceStat::ProbeTripHigh: lane.probeTrip.high = number / 1000; break;
    case RaceStat::Held: lane.held = value < 0 ? -1 : plausible(value); break;
    case RaceStat::Memory: lane.memory = value < 0 ? -1 : plausible(value); break;
    case RaceStat::Refused: lane.refused = errnoOf(value); break;
    case RaceStat::RateNewest: lane.newestRate = number; break;
    case RaceStat::TripNewest: lane.newestTrip = number; break;
    }
}

RaceLane laneOf(const SharedMemory& told, Through through)
{
    RaceLane lane;
    lane.through = through;
    eachOf(told, Figure::RaceStat, through, 5,
           [&](unsigned which, std::int64_t value) { take(lane, static_cast<RaceStat>(which), value); });
    if (lane.probeTurns == 0) lane.probeRate = lane.probeTrip = {}; // of a size before
    eachOf(told, Figure::RaceTally, through, 5, [&](unsigned which, std::int64_t value) {
        if ((which & 0xfU) < lane.sums[0].size()) lane.sums.at(which >> 4)[which & 0xfU] = plausible(value);
    });
    eachOf(told, Figure::RaceTimes, through, 11, [&](unsigned which, std::int64_t value) {
        const auto bin = static_cast<std::uint16_t>(which & 0x3ffU);
        if (value <= 0 || bin >= mechanisms::raceBins) return; // only a damaged trace has such ones
        lane.times.at(which >> 10).add(bin, static_cast<std::uint64_t>(plausible(value)));
    });
    eachOf(told, Figure::RaceArrival, through, 5, [&](unsigned point, std::int64_t value) {
        if (point < lane.arrivals.size()) lane.arrivals[point] = plausible(value);
    });
    eachOf(told, Figure::RaceSize, through, 6, [&](unsigned which, std::int64_t value) {
        if ((which & 7U) < lane.sizes.size()) take(lane.sizes[which & 7U], static_cast<RaceSize>(which >> 3), value);
    });
    for (RaceAtSize& each : lane.sizes)
        for (compare::Spread* spread : {&each.rate, &each.trip}) mend(*spread);
    for (compare::Spread* spread : {&lane.rate, &lane.trip, &lane.probeRate, &lane.probeTrip}) mend(*spread);
    return lane;
}

} // namespace

void RaceTimesCount::add(std::uint16_t bin, std::uint64_t count)
{
    m_bins.emplace_back(bin, count);
    m_total += count;
}

std::optional<double> RaceTimesCount::percentile(double percent) const
{
    const auto total = static_cast<double>(m_total);
    if (total * (100 - percent) < 100 - 1e-6) return std::nullopt;
    double rank = total * percent / 100;
    for (const auto& [bin, count] : m_bins) {
        const auto inside = static_cast<double>(count);
        if (rank <= inside) {
            const auto from = static_cast<double>(mechanisms::raceBinFrom(bin)),
                       to = static_cast<double>(mechanisms::raceBinFrom(static_cast<std::uint16_t>(bin + 1)));
            return from + (to - from) * rank / inside;
        }
        rank -= inside;
    }
    return std::nullopt;
}

double RaceLane::perMessage(LanePart part, Tally tally) const
{
    const auto& taken = sums[static_cast<std::size_t>(part)];
    const std::int64_t messages = taken[static_cast<std::size_t>(Tally::Messages)];
    return messages > 0 ? static_cast<double>(taken[static_cast<std::size_t>(tally)]) / static_cast<double>(messages)
                        : 0;
}

double RaceLane::arrivedAfter(double ns) const
{
    double before = 0;
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
        const auto at = std::max(static_cast<double>(arrivals[i]), before + 1e-3);
        if (ns < at) return (static_cast<double>(i) + (ns - before) / (at - before)) / mechanisms::racePoints;
        before = at;
    }
    return 1;
}

double RaceLane::timeFor(double part) const
{
    const double place = std::clamp(part, 0.0, 1.0) * mechanisms::racePoints;
    const auto whole = static_cast<std::size_t>(place);
    const double before = whole == 0 ? 0 : static_cast<double>(arrivals[whole - 1]);
    if (whole >= arrivals.size()) return before;
    return before + (static_cast<double>(arrivals[whole]) - before) * (place - static_cast<double>(whole));
}

RaceFigures RaceFigures::of(const state::SystemState& state, const SharedMemory& told,
                            const scenario::Scenario& scenario)
{
    RaceFigures race;
    const scenario::SettingTable table(scenario);
    const auto setting = [&](std::string_view key) {
        const int index = table.indexOf(key);
        return index < 0 ? 0 : state.settings[static_cast<std::size_t>(index)];
    };
    for (std::size_t i = 0; i < mechanisms::throughs; ++i) {
        const auto through = static_cast<Through>(i);
        if (setting(mechanisms::raceKeyOf(through)) != 0) race.lanes.push_back(laneOf(told, through));
    }
    race.sweeps = setting(mechanisms::raceKey::sweep) != 0;
    race.mostMessages = setting(mechanisms::raceKey::messages);
    if (const auto* rounds = told.newest(Figure::RaceRounds)) {
        race.rounds = plausible(rounds->value);
        race.roundEnded = rounds->when;
    }
    if (const auto* turn = told.newest(Figure::RaceTurn);
        turn && turn->value >= 0 && turn->value < static_cast<std::int64_t>(mechanisms::throughs))
        race.turn = static_cast<Through>(turn->value);
    const auto fact = [&](RaceFact which) {
        const auto* found = told.newest(Figure::RaceFact, static_cast<std::uint16_t>(which));
        return found && found->value >= 0 ? plausible(found->value) : -1;
    };
    race.size = fact(RaceFact::Size);
    race.roundTrips = fact(RaceFact::RoundTrips);
    race.messages = fact(RaceFact::Messages);
    race.warmUp = fact(RaceFact::WarmUp);
    race.waiting = static_cast<mechanisms::Waiting>(std::clamp<std::int64_t>(fact(RaceFact::Waiting), 0, 2));
    race.settled = told.newest(Figure::RaceFact, static_cast<std::uint16_t>(RaceFact::SenderCpu))
                   && told.newest(Figure::RaceFact, static_cast<std::uint16_t>(RaceFact::ReceiverCpu));
    const auto processor = [&](RaceFact which) {
        return static_cast<int>(std::min<std::int64_t>(fact(which), INT16_MAX));
    };
    race.senderCpu = processor(RaceFact::SenderCpu);
    race.receiverCpu = processor(RaceFact::ReceiverCpu);
    return race;
}

const RaceLane* RaceFigures::fastest() const
{
    const RaceLane* best = nullptr;
    for (const RaceLane& lane : lanes)
        if (lane.ran() && (!best || lane.rate.median > best->rate.median)) best = &lane;
    return best;
}

std::vector<compare::Reason> RaceFigures::against(const RaceLane& one, const RaceLane& other,
                                                  compare::Measure measure) const
{
    if (!one.ran() || !other.ran()) return {compare::Reason::DidNotRun};
    // In the middle of a round one lane is a turn ahead: that is no difference.
    const auto turns = static_cast<int>(std::min(one.turns, other.turns));
    const auto facts = [&](const RaceLane& lane) {
        compare::Lane as;
        as.through = lane.through;
        as.facts = {size,
                    roundTrips,
                    messages,
                    warmUp,
                    std::abs(one.turns - other.turns) <= 1 ? turns : static_cast<int>(lane.turns),
                    waiting,
                    senderCpu,
                    receiverCpu,
                    static_cast<double>(lane.held)};
        as.throughput = lane.rate;
        as.roundTrip.median = lane.trip;
        return as;
    };
    return compare::reasonsAgainst(facts(one), facts(other), measure);
}

} // namespace sluice::analysis
