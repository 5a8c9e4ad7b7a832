#include "analysis/race_figures.h"
#include "base/names.h"
#include "export/writers.h"
#include "mechanisms/lane_memory.h"
#include "state/replay.h"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::exports {

using analysis::RaceAtSize;
using analysis::RaceFigures;
using analysis::RaceLane;
using mechanisms::LanePart;
using mechanisms::RaceWay;
using mechanisms::SharedMemory;
using mechanisms::Tally;

namespace {

constexpr std::string_view columns =
    "mechanism,size_bytes,turns,error,round_trips,messages,warm_up,waiting,sender_cpu,receiver_cpu,"
    "messages_per_second,messages_per_second_low,messages_per_second_high,round_trip_ns,round_trip_low_ns,"
    "round_trip_high_ns,round_trip_p99_ns,round_trip_p99_9_ns,calls_per_message,cpu_ns_per_message,"
    "switches_per_message,held_bytes,memory_bytes,memory_evidence\r\n";

/// What stands in the first columns; nothing where the lane did not run.
std::string beginning(const RaceFigures& race, const RaceLane& lane, std::int64_t size, const RaceAtSize& at)
{
    const std::int64_t messages = race.sweeps ? std::clamp<std::int64_t>(mechanisms::raceMostBytes / size, 1,
                                                                         std::max<std::int64_t>(race.mostMessages, 1))
                                              : race.messages;
    std::string text = fmt::format("{},{},{},{},{},{},{},{},{},{},", compare::name(lane.through), size, at.turns,
                                   at.refused != 0 ? errnoName(at.refused) : std::string(), race.roundTrips, messages,
                                   race.warmUp, compare::name(race.waiting), race.senderCpu, race.receiverCpu);
    if (!at.ran()) return text + ",,,,,,";
    return text
           + fmt::format("{:.0f},{:.0f},{:.0f},{:.0f},{:.0f},{:.0f},", at.rate.median, at.rate.low, at.rate.high,
                         at.trip.median, at.trip.low, at.trip.high);
}

/// What only a race of one size tells.
std::string end(const RaceLane& lane)
{
    if (!lane.ran()) return ",,,,,,,\r\n";
    const auto each = [&](Tally tally) { return lane.perMessage(LanePart::OneWay, tally); };
    const auto beyond = [&](double percent) {
        const auto ns = lane.timesOf(RaceWay::RoundTrip).percentile(percent);
        return ns ? fmt::format("{:.0f}", *ns) : std::string();
    };
    const auto known = [](std::int64_t bytes) { return bytes < 0 ? std::string() : std::to_string(bytes); };
    return fmt::format("{},{},{:.4f},{:.1f},{:.4f},{},{},{}\r\n", beyond(99), beyond(99.9), each(Tally::Calls),
                       each(Tally::CpuTime), each(Tally::Waits) + each(Tally::Preemptions), known(lane.held),
                       known(lane.memory), probe::name(mechanisms::memoryEvidence(lane.through)));
}

} // namespace

bool isRace(const trace::TraceView& trace)
{
    const auto& channels = trace.meta().scenario.channels;
    return std::ranges::any_of(channels, [](const auto& channel) { return channel.kind.starts_with("race"); });
}

bool writeRaceTable(const trace::TraceView& trace, Output& out, const Progress& goOn)
{
    const state::SystemState state = state::Replay(trace).at(trace.end());
    out << columns;
    for (const auto& channel : state.channels) {
        const auto* told = std::get_if<SharedMemory>(&channel.object);
        if (!told || !told->newest(probe::Figure::RaceFact)) continue;
        const RaceFigures race = RaceFigures::of(state, *told, trace.meta().scenario);
        for (const RaceLane& lane : race.lanes) {
            if (!race.sweeps) {
                out << beginning(race, lane, race.size, {lane.turns, lane.refused, lane.rate, lane.trip}) << end(lane);
                continue;
            }
            for (std::size_t i = 0; i < lane.sizes.size(); ++i)
                out << beginning(race, lane, mechanisms::raceSizes[i], lane.sizes[i]) << end({});
        }
    }
    return !goOn || goOn(trace.eventCount());
}

} // namespace sluice::exports
