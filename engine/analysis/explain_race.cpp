#include "analysis/explain_parts.h"
#include "analysis/race_figures.h"
#include "base/names.h"
#include "mechanisms/lane_memory.h"
#include "scenario/setting_table.h"

#include <algorithm>
#include <cmath>

namespace sluice::analysis {

using compare::Measure;
using compare::Reason;
using compare::Spread;
using mechanisms::raceSizes;
using mechanisms::Through;
using mechanisms::Waiting;
using probe::Evidence;
using state::Activity;

namespace {

std::string laneName(Through through)
{
    const mechanisms::Mechanism& race = *mechanisms::find("race");
    const int setting = mechanisms::settingIndex(race, mechanisms::raceKeyOf(through));
    return setting < 0 ? std::string() : saidIn("settings", race.settings[static_cast<std::size_t>(setting)].label);
}

std::string whole(double number) { return grouped(static_cast<std::uint64_t>(std::llround(std::max(number, 0.0)))); }
std::string whole(std::int64_t number)
{
    return grouped(static_cast<std::uint64_t>(std::max<std::int64_t>(number, 0)));
}

/// The one that has its turn, else the fastest: what is to be said of a single one is said of it.
const RaceLane* focusOf(const RaceFigures& race)
{
    if (!race.turn) return race.fastest();
    const auto found = std::ranges::find(race.lanes, *race.turn, &RaceLane::through);
    return found == race.lanes.end() ? nullptr : &*found;
}

/// All facts of one moment of a race. Lives as long as one addRaceFacts().
class RaceFacts
{
public:
    RaceFacts(const RaceFigures& race, Explanation& out) : m_race(race), m_out(out) {}

    void circumstances()
    {
        if (m_race.size < 0 || m_race.roundTrips < 0 || m_race.messages < 0 || m_race.warmUp < 0) return;
        add(Evidence::Probe,
            phrase("explain", "{} B a message: {} round trips, then {} one way, after {} that do not count")
                .with(whole(m_race.size), whole(m_race.roundTrips), whole(m_race.messages), whole(m_race.warmUp)));
        const std::string waits = m_race.waiting == Waiting::Block  ? phrase("explain", "each waits in its call")
                                  : m_race.waiting == Waiting::Poll ? phrase("explain", "each waits in poll(2)")
                                                                    : phrase("explain", "each asks again and again");
        const std::string where =
            !m_race.settled        ? std::string()
            : m_race.senderCpu < 0 ? phrase("explain", "; the kernel chooses the processors")
            : m_race.senderCpu == m_race.receiverCpu
                ? phrase("explain", "; both on CPU {}").with(m_race.senderCpu)
                : phrase("explain", "; on CPU {} and CPU {}").with(m_race.senderCpu, m_race.receiverCpu);
        add(Evidence::Probe, waits + where);
        if (m_race.rounds > 0)
            add(Evidence::Probe,
                phrase("explain", "{} rounds so far; every other one goes backwards").with(whole(m_race.rounds)));
    }

    void lane(const RaceLane& lane)
    {
        if (m_race.sweeps) return laneAtSize(lane);
        if (lane.refused != 0) return refusal(laneName(lane.through), lane.refused);
        if (!lane.ran())
            return add(Evidence::Derived, phrase("explain", "{}: no result yet").with(laneName(lane.through)));
        newest(phrase("explain", "{}: {} messages a second in its newest turn")
                   .with(laneName(lane.through), whole(lane.newestRate)),
               lane.newestRate, lane.rate, lane.turns);
        newest(phrase("explain", "there and back: {} ns in its newest turn, half of them within")
                   .with(whole(lane.newestTrip)),
               lane.newestTrip, lane.trip, lane.turns);
        against(lane);
        full(lane);
        if (lane.probeRate.median > 0) withEvents(lane);
    }

    void withEvents(const RaceLane& lane)
    {
        if (const auto unseen = lane.probeRate.unseenBelow())
            add(Evidence::Derived,
                phrase("explain", "its turns differ by {} %: what events cost was not seen in {} turns with them")
                    .with(std::lround(*unseen * 100), whole(lane.probeTurns)));
        else
            add(Evidence::Derived, phrase("explain", "with events {} % of its messages get through, by {} turns")
                                       .with(std::lround(lane.probeRate.median * 100), whole(lane.probeTurns)));
    }

    /// All that have no turn.
    void refused()
    {
        for (const RaceLane& each : m_race.lanes)
            if (!m_race.sweeps && each.refused != 0 && each.through != m_race.turn)
                refusal(laneName(each.through), each.refused);
    }

private:
    void add(Evidence evidence, std::string text) { m_out.facts.push_back({evidence, std::move(text)}); }

    static std::string inWords(const Spread& spread, std::int64_t turns)
    {
        return phrase("explain", "median of {} turns: {}, quartiles {} and {}")
            .with(whole(turns), whole(spread.median), whole(spread.low), whole(spread.high));
    }
    void newest(const std::string& words, double value, const Spread& of, std::int64_t turns)
    {
        if (value > 0) add(Evidence::Probe, words);
        add(Evidence::Derived, inWords(of, turns));
    }

    void laneAtSize(const RaceLane& lane)
    {
        const auto size = std::ranges::find(raceSizes, m_race.size);
        if (size == raceSizes.end()) return;
        const RaceAtSize& at = lane.sizes[static_cast<std::size_t>(size - raceSizes.begin())];
        if (at.refused != 0) return refusal(laneName(lane.through), at.refused);
        if (!at.ran())
            return add(Evidence::Derived, phrase("explain", "{}: no result yet").with(laneName(lane.through)));
        add(Evidence::Derived,
            phrase("explain", "{}, messages a second: {}").with(laneName(lane.through), inWords(at.rate, at.turns)));
        add(Evidence::Derived, tripInWords(at.trip, at.turns));
    }
    static std::string tripInWords(const Spread& ns, std::int64_t turns)
    {
        constexpr double many = 10'000; // from there on digits that nobody reads
        if (ns.median < many) return phrase("explain", "there and back, in ns: {}").with(inWords(ns, turns));
        const Spread us{ns.median / 1e3, ns.low / 1e3, ns.high / 1e3};
        return phrase("explain", "there and back, in µs: {}").with(inWords(us, turns));
    }

    void refusal(const std::string& name, int error)
    {
        add(Evidence::Probe,
            error == EMSGSIZE
                ? phrase("explain", "{} takes no message of {} B (EMSGSIZE)").with(name, whole(m_race.size))
            : error == EOPNOTSUPP ? phrase("explain", "{} has no descriptor that poll(2) could wait for").with(name)
                                  : phrase("explain", "{} cannot be made here: {}").with(name, errnoName(error)));
    }

    /// Whether it may be held against the fastest one.
    void against(const RaceLane& lane)
    {
        const RaceLane* best = m_race.fastest();
        if (!best || best == &lane) {
            if (best) add(Evidence::Derived, phrase("explain", "it gets the most messages through"));
            return;
        }
        const auto reasons = m_race.against(*best, lane, Measure::Throughput);
        const std::string name = laneName(best->through);
        if (reasons.empty())
            add(Evidence::Derived,
                phrase("explain", "comparable with {}: it gets {} % of its messages through")
                    .with(name, std::lround(100 * lane.rate.median / std::max(best->rate.median, 1.0))));
        for (const Reason reason : reasons) notComparable(reason, name, lane, *best);
    }

    void notComparable(Reason reason, const std::string& name, const RaceLane& lane, const RaceLane& best)
    {
        const auto holds = [&](const RaceLane& each) {
            return whole(each.held / std::max<std::int64_t>(m_race.size, 1));
        };
        switch (reason) {
        case Reason::OtherCapacity:
            return add(Evidence::Derived, phrase("explain", "not comparable with {}: it holds {} messages, not {}")
                                              .with(name, holds(lane), holds(best)));
        case Reason::TooFewRuns:
            return add(Evidence::Derived, phrase("explain", "not comparable with {}: too few rounds yet").with(name));
        case Reason::TooWide:
            return add(Evidence::Derived, phrase("explain", "not to be told from {}: their turns overlap").with(name));
        case Reason::OtherRepetitions:
            return add(Evidence::Derived, phrase("explain", "not comparable with {}: not as many turns").with(name));
        default: return;
        }
    }

    void full(const RaceLane& lane)
    {
        if (lane.held < 0) return;
        add(Evidence::Probe, phrase("explain", "{} B fit in, measured").with(whole(lane.held)));
        if (lane.memory > 0)
            add(mechanisms::memoryEvidence(lane.through),
                phrase("explain", "{} B of memory when it is full ({})")
                    .with(whole(lane.memory), mechanisms::memorySource(lane.through)));
    }

    const RaceFigures& m_race;
    Explanation& m_out;
};

RaceFigures figuresOf(const Context& c, const mechanisms::SharedMemory& memory)
{
    return RaceFigures::of(c.state, memory, c.trace.meta().scenario);
}

} // namespace

void explainRace(const Context& c, const mechanisms::SharedMemory& memory, Explanation& out)
{
    const RaceFigures race = figuresOf(c, memory);
    if (!race.turn) {
        out.headline = phrase("explain", "Between two rounds: both sleep.");
        if (race.rounds == 0) out.headline = phrase("explain", "Each mechanism has its turn.");
        return;
    }
    const bool timed = c.process.activity == Activity::Unobserved;
    out.headline = (timed ? phrase("explain", "{} has its turn: timed without events.")
                          : phrase("explain", "{} has its turn: every call is reported."))
                       .with(laneName(*race.turn));
}

void addRaceFacts(const Context& c, const mechanisms::SharedMemory& memory, Explanation& out)
{
    const RaceFigures race = figuresOf(c, memory);
    RaceFacts facts(race, out);
    if (const RaceLane* lane = focusOf(race)) facts.lane(*lane);
    facts.refused();
    facts.circumstances();
}

} // namespace sluice::analysis
