#include "cli/race_json.h"

#include "analysis/race_figures.h"
#include "base/names.h"
#include "cli/compare_json.h"
#include "mechanisms/lane_memory.h"

namespace sluice::cli {

using analysis::RaceFigures;
using analysis::RaceLane;
using mechanisms::LanePart;
using mechanisms::RaceWay;
using mechanisms::Tally;
using probe::Evidence;

namespace {

/// A percentile beyond which nothing lies is null.
Json timesToJson(const analysis::RaceTimesCount& times)
{
    const auto at = [&](double percent) {
        return times.percentile(percent) ? Json(*times.percentile(percent)) : Json();
    };
    return {
        {"count", times.total()}, {"p50_ns", at(50)}, {"p90_ns", at(90)}, {"p99_ns", at(99)}, {"p99_9_ns", at(99.9)}};
}

Json costs(const RaceLane& lane, LanePart part)
{
    const auto each = [&](Tally tally) { return lane.perMessage(part, tally); };
    return {{"calls", each(Tally::Calls)},
            {"cpu_ns", each(Tally::CpuTime)},
            {"system_ns", each(Tally::SystemTime)},
            {"voluntary_switches", each(Tally::Waits)},
            {"involuntary_switches", each(Tally::Preemptions)},
            {"page_faults", each(Tally::Faults)}};
}

/// At each size of a sweep that it has had a turn with, or was refused.
Json sizesOf(const RaceLane& lane)
{
    Json sizes = Json::array();
    for (std::size_t i = 0; i < lane.sizes.size(); ++i) {
        const analysis::RaceAtSize& at = lane.sizes[i];
        if (at.turns == 0 && at.refused == 0) continue;
        Json json{{"size_bytes", mechanisms::raceSizes[i]},
                  {"turns", at.turns},
                  {"error", at.refused != 0 ? Json(errnoName(at.refused)) : Json()}};
        if (at.ran()) {
            json["messages_per_second"] = spreadToJson(at.rate);
            json["round_trip_ns"] = spreadToJson(at.trip);
        }
        sizes.push_back(std::move(json));
    }
    return sizes;
}

Json raceLaneToJson(const RaceLane& lane)
{
    Json json{{"mechanism", std::string(compare::name(lane.through))},
              {"turns", lane.turns},
              {"error", lane.refused != 0 ? Json(errnoName(lane.refused)) : Json()}};
    if (Json sizes = sizesOf(lane); !sizes.empty()) json["sizes"] = std::move(sizes);
    if (!lane.ran()) return json;
    json["messages_per_second"] = spreadToJson(lane.rate);
    json["round_trip_ns"] = spreadToJson(lane.trip);
    json["round_trips"] = timesToJson(lane.timesOf(RaceWay::RoundTrip));
    json["one_way"] = timesToJson(lane.timesOf(RaceWay::OneWay));
    json["each_message"] = {{"one_at_a_time", costs(lane, LanePart::RoundTrips)},
                            {"as_fast_as_it_goes", costs(lane, LanePart::OneWay)}};
    json["copies"] = {{"each_message", compare::copiesPerMessage(lane.through)},
                      {"evidence", probe::name(Evidence::Model)}};
    json["held_bytes"] = lane.held >= 0 ? Json(lane.held) : Json();
    if (lane.memory > 0)
        json["memory"] = {{"bytes", lane.memory}, {"evidence", probe::name(mechanisms::memoryEvidence(lane.through))}};
    const auto ratio = [](const compare::Spread& spread) { return spread.median > 0 ? spreadToJson(spread) : Json(); };
    json["with_events"] = {{"turns", lane.probeTurns},
                           {"throughput_ratio", ratio(lane.probeRate)},
                           {"round_trip_ratio", ratio(lane.probeTrip)}};
    json["evidence"] = probe::name(Evidence::Derived);
    return json;
}

} // namespace

Json raceToJson(const state::SystemState& state, const mechanisms::SharedMemory& told,
                const scenario::Scenario& scenario)
{
    const RaceFigures race = RaceFigures::of(state, told, scenario);
    if (race.size < 0) return nullptr;
    const auto processor = [](int number) { return number < 0 ? Json() : Json(number); };
    Json lanes = Json::array();
    for (const RaceLane& lane : race.lanes) lanes.push_back(raceLaneToJson(lane));
    return {{"rounds", race.rounds},
            {"turn", race.turn ? Json(std::string(compare::name(*race.turn))) : Json()},
            {"size_bytes", race.size},
            {"round_trips", race.roundTrips},
            {"messages", race.messages},
            {"warm_up", race.warmUp},
            {"waiting", std::string(compare::name(race.waiting))},
            {"sender_cpu", processor(race.senderCpu)},
            {"receiver_cpu", processor(race.receiverCpu)},
            {"lanes", lanes}};
}

} // namespace sluice::cli
