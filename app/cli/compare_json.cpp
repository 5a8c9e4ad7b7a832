#include "cli/compare_json.h"

#include "compare/fairness.h"
#include "compare/statistics.h"
#include "mechanisms/lane_memory.h"

namespace sluice::cli {

namespace {

using namespace compare;

/// A percentile beyond which nothing lies is null.
Json latencyToJson(const Latency& latency)
{
    const auto at = [&](double percent) -> Json {
        if (!canTell(latency.sorted.size(), percent)) return nullptr;
        return percentile(latency.sorted, percent);
    };
    return {{"count", latency.sorted.size()},
            {"p50_ns", at(50)},
            {"p90_ns", at(90)},
            {"p99_ns", at(99)},
            {"p99_9_ns", at(99.9)},
            {"max_ns", latency.sorted.empty() ? Json() : Json(latency.sorted.back())},
            {"median_ns", spreadToJson(latency.median)}};
}

Json costToJson(const Cost& cost)
{
    return {{"calls", cost.calls},
            {"cpu_ns", cost.cpuTime},
            {"system_ns", cost.systemTime},
            {"voluntary_switches", cost.waits},
            {"involuntary_switches", cost.preemptions},
            {"page_faults", cost.faults}};
}

Json factsToJson(const Facts& facts)
{
    const auto processor = [](int number) { return number < 0 ? Json() : Json(number); };
    return {{"size_bytes", facts.size},
            {"round_trips", facts.roundTrips},
            {"messages", facts.messages},
            {"warm_up", facts.warmUp},
            {"repetitions", facts.repetitions},
            {"interleaved", true},
            {"processes", 2},
            {"waiting", std::string(name(facts.waiting))},
            {"sender_cpu", processor(facts.senderCpu)},
            {"receiver_cpu", processor(facts.receiverCpu)},
            {"events", false},
            {"held_bytes", facts.held},
            {"held_messages", facts.heldMessages()}};
}

Json laneToJson(const Lane& lane)
{
    Json json{{"mechanism", std::string(name(lane.through))}};
    json["error"] = lane.why ? Json(lane.why->describe()) : Json();
    if (lane.why) return json;
    json["facts"] = factsToJson(lane.facts);
    json["round_trip"] = latencyToJson(lane.roundTrip);
    json["one_way"] = latencyToJson(lane.oneWay);
    json["messages_per_second"] = spreadToJson(lane.throughput);
    json["bytes_per_second"] = lane.throughput.median * static_cast<double>(lane.facts.size);
    json["each_message"] = {{"one_at_a_time", costToJson(lane.oneAtATime)},
                            {"as_fast_as_it_goes", costToJson(lane.asFastAsItGoes)},
                            {"copies", {{"count", copiesPerMessage(lane.through)}, {"evidence", "model"}}}};
    json["memory"] = {{"bytes", lane.memory},
                      {"evidence", std::string(probe::name(mechanisms::memoryEvidence(lane.through)))},
                      {"source", std::string(mechanisms::memorySource(lane.through))}};
    json["with_events"] = {{"one_in", eventsOneIn(lane.through)},
                           {"throughput_ratio", spreadToJson(lane.probe.throughput)},
                           {"round_trip_ratio", spreadToJson(lane.probe.roundTrip)}};
    return json;
}

Json orderOf(const Comparison& comparison, Measure measure)
{
    Json order = Json::array();
    for (const std::size_t i : orderBy(comparison, measure))
        if (!comparison.lanes[i].why) order.push_back(std::string(name(comparison.lanes[i].through)));
    return order;
}

Json notComparable(const Comparison& comparison)
{
    Json list = Json::array();
    const auto& lanes = comparison.lanes;
    for (std::size_t i = 0; i < lanes.size(); ++i)
        for (std::size_t j = i + 1; j < lanes.size(); ++j)
            for (const Measure measure : {Measure::Latency, Measure::Throughput}) {
                Json reasons = Json::array();
                for (const Reason reason : reasonsAgainst(lanes[i], lanes[j], measure))
                    reasons.push_back(std::string(name(reason)));
                if (reasons.empty()) continue;
                list.push_back({{"lanes", {std::string(name(lanes[i].through)), std::string(name(lanes[j].through))}},
                                {"by", std::string(name(measure))},
                                {"reasons", std::move(reasons)}});
            }
    return list;
}

} // namespace

Json spreadToJson(const Spread& spread)
{
    return {{"median", spread.median}, {"low", spread.low}, {"high", spread.high}};
}

Json toJson(const std::vector<Comparison>& comparisons)
{
    Json sizes = Json::array();
    for (const Comparison& comparison : comparisons) {
        Json lanes = Json::array();
        for (const Lane& lane : comparison.lanes) lanes.push_back(laneToJson(lane));
        sizes.push_back({{"size_bytes", comparison.plan.size},
                         {"capacity_bytes", comparison.plan.capacity},
                         {"pinning", std::string(name(comparison.plan.pinning))},
                         {"lanes", std::move(lanes)},
                         {"order",
                          {{"latency", orderOf(comparison, Measure::Latency)},
                           {"throughput", orderOf(comparison, Measure::Throughput)}}},
                         {"not_comparable", notComparable(comparison)}});
    }
    return {{"sizes", std::move(sizes)}};
}

} // namespace sluice::cli
