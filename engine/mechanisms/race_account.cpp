#include "mechanisms/race_account.h"

#include "probe/worker.h"

#include <algorithm>
#include <cmath>

namespace sluice::mechanisms {

using probe::Figure;
using probe::Worker;

namespace {

/// More turns than these change no median any more; the oldest go.
constexpr std::size_t mostTurns = 200;

void remember(std::vector<double>& values, double value)
{
    if (values.size() == mostTurns) values.erase(values.begin());
    values.push_back(value);
}

const Usage& senders(const RaceTurn& turn, LanePart part) { return turn.used[static_cast<std::size_t>(part)][0]; }

double rateOf(const RaceOrder& order, const RaceTurn& turn)
{
    const std::int64_t wall = senders(turn, LanePart::OneWay).wall;
    return wall > 0 ? static_cast<double>(order.messages) * 1e9 / static_cast<double>(wall) : 0;
}

double medianOf(std::span<const std::int64_t> times) { return quartilesOf({times.begin(), times.end()}).median; }

} // namespace

void RaceAccount::Speeds::add(double rate, double trip)
{
    remember(rates, rate);
    remember(trips, trip);
}

void RaceAccount::tell(RaceStat stat, double value, Worker& me) const
{
    me.measured(Figure::RaceStat, std::llround(value), raceIndex(m_lane, stat));
}

void RaceAccount::add(const RaceOrder& order, const RaceTurn& turn, Worker& me)
{
    (order.events ? m_reported : m_plain).add(rateOf(order, turn), medianOf(turn.roundTrips));
    if (turn.held >= 0) tell(RaceStat::Held, static_cast<double>(m_held = turn.held), me);
    if (turn.memory >= 0) tell(RaceStat::Memory, static_cast<double>(turn.memory), me);
    if (m_refused != 0) refuse(0, me);
    if (!order.events) {
        for (std::size_t part = 0; part < m_sums.size(); ++part) {
            Usage both{};
            for (const Usage& each : turn.used[part]) both = both + each;
            both.wall = turn.used[part][0].wall; // the two run beside each other
            const std::int64_t messages =
                part == static_cast<std::size_t>(LanePart::RoundTrips) ? 2 * order.roundTrips : order.messages;
            const std::array<std::int64_t, 8> taken{both.wall,   messages,   both.calls,       both.cpu,
                                                    both.system, both.waits, both.preemptions, both.faults};
            for (std::size_t i = 0; i < taken.size(); ++i) {
                m_sums[part][i] += taken[i];
                me.measured(Figure::RaceTally, m_sums[part][i],
                            raceIndex(m_lane, static_cast<LanePart>(part), static_cast<Tally>(i)));
            }
        }
        count(RaceWay::RoundTrip, turn.roundTrips, me);
        count(RaceWay::OneWay, turn.oneWay, me);
        for (std::uint16_t point = 0; point < racePoints; ++point)
            me.measured(Figure::RaceArrival, turn.arrivals[point], raceArrival(m_lane, point));
        tell(RaceStat::RateNewest, rateOf(order, turn), me);
        tell(RaceStat::TripNewest, medianOf(turn.roundTrips), me);
    }
    tellSpeeds(me);
}

void RaceAccount::tellSpeeds(Worker& me) const
{
    const Quartiles rate = quartilesOf(m_plain.rates), trip = quartilesOf(m_plain.trips);
    tell(RaceStat::RateLow, rate.low, me);
    tell(RaceStat::RateMedian, rate.median, me);
    tell(RaceStat::RateHigh, rate.high, me);
    tell(RaceStat::TripLow, trip.low, me);
    tell(RaceStat::TripMedian, trip.median, me);
    tell(RaceStat::TripHigh, trip.high, me);
    tell(RaceStat::Turns, static_cast<double>(m_plain.rates.size()), me);
    tell(RaceStat::ProbeTurns, static_cast<double>(m_reported.rates.size()), me);
    if (m_reported.rates.empty()) return;
    tellProbe({RaceStat::ProbeRateLow, RaceStat::ProbeRate, RaceStat::ProbeRateHigh}, rate,
              quartilesOf(m_reported.rates), me);
    tellProbe({RaceStat::ProbeTripLow, RaceStat::ProbeTrip, RaceStat::ProbeTripHigh}, trip,
              quartilesOf(m_reported.trips), me);
}

/// The turns with events and those without are not pairs, and both differ among themselves: how far the one could be
/// from the other lies between the two furthest pairs of quartiles.
void RaceAccount::tellProbe(std::array<RaceStat, 3> stats, const Quartiles& plain, const Quartiles& reported,
                            Worker& me) const
{
    if (plain.low <= 0) return;
    tell(stats[0], 1000 * reported.low / plain.high, me);
    tell(stats[1], 1000 * reported.median / plain.median, me);
    tell(stats[2], 1000 * reported.high / plain.low, me);
}

void RaceAccount::count(RaceWay way, std::span<const std::int64_t> times, Worker& me)
{
    auto& bins = m_bins[static_cast<std::size_t>(way)];
    std::vector<std::uint16_t> changed;
    for (const std::int64_t ns : times) {
        const std::uint16_t bin = raceBin(ns);
        ++bins[bin];
        if (std::ranges::find(changed, bin) == changed.end()) changed.push_back(bin);
    }
    for (const std::uint16_t bin : changed) me.measured(Figure::RaceTimes, bins[bin], raceIndex(m_lane, way, bin));
}

void RaceAccount::startAgain(Worker& me)
{
    for (const auto way : {RaceWay::RoundTrip, RaceWay::OneWay})
        for (std::uint16_t bin = 0; bin < raceBins; ++bin)
            if (m_bins[static_cast<std::size_t>(way)][bin] > 0)
                me.measured(Figure::RaceTimes, 0, raceIndex(m_lane, way, bin));
    *this = RaceAccount(m_lane);
    for (const auto stat : {RaceStat::Turns, RaceStat::ProbeTurns, RaceStat::Refused}) tell(stat, 0, me);
    for (const auto stat : {RaceStat::Held, RaceStat::Memory}) tell(stat, -1, me);
}

void RaceAccount::refuse(int error, Worker& me)
{
    if (error == m_refused) return;
    m_refused = error;
    tell(RaceStat::Refused, error, me);
}

void SweepAccount::add(std::size_t size, const RaceOrder& order, const RaceTurn& turn, Worker& me)
{
    At& at = m_at.at(size);
    remember(at.rates, rateOf(order, turn));
    remember(at.trips, medianOf(turn.roundTrips));
    const auto tell = [&](RaceSize what, double value) {
        me.measured(Figure::RaceSize, std::llround(value), raceIndex(m_lane, what, size));
    };
    const Quartiles rate = quartilesOf(at.rates), trip = quartilesOf(at.trips);
    tell(RaceSize::RateLow, rate.low);
    tell(RaceSize::Rate, rate.median);
    tell(RaceSize::RateHigh, rate.high);
    tell(RaceSize::TripLow, trip.low);
    tell(RaceSize::Trip, trip.median);
    tell(RaceSize::TripHigh, trip.high);
    tell(RaceSize::Turns, static_cast<double>(at.rates.size()));
}

void SweepAccount::refuse(std::size_t size, int error, Worker& me) const
{
    me.measured(Figure::RaceSize, error, raceIndex(m_lane, RaceSize::Refused, size));
}

} // namespace sluice::mechanisms
