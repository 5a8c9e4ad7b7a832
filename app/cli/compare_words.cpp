#include "cli/compare_words.h"

#include "cli/quantities.h"
#include "compare/fairness.h"
#include "compare/statistics.h"
#include "mechanisms/lane_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace sluice::cli {

namespace {

using namespace compare;

/// Three digits that count, in the unit that suits: "812 ns", "5.24 us".
std::string brief(double ns)
{
    static constexpr std::array<std::pair<double, const char*>, 4> units{
        {{1e9, "s"}, {1e6, "ms"}, {1e3, "us"}, {1, "ns"}}};
    for (const auto& [length, unit] : units) {
        if (ns < length * 0.9995 && length > 1) continue;
        const double value = ns / length;
        return fmt::format("{:.{}f} {}", value, length == 1 || value >= 100 ? 0 : value >= 10 ? 1 : 2, unit);
    }
    return "0 ns";
}

std::string tail(const Latency& latency, double percent)
{
    if (!canTell(latency.sorted.size(), percent)) return "-";
    return brief(static_cast<double>(percentile(latency.sorted, percent)));
}

/// "+3 %" of throughput or time.
std::string change(const Spread& ratio)
{
    if (const auto unseen = ratio.unseenBelow()) return fmt::format("±{:.1f} %", *unseen * 100);
    return fmt::format("{:+.1f} %", (ratio.median - 1) * 100);
}

/// Less than one of a message that goes in piece by piece.
std::string held(double messages)
{
    return messages < 10 ? fmt::format("{:.2g}", messages) : grouped(static_cast<std::uint64_t>(messages));
}

/// KiB, with a star where that follows from a formula and not from the kernel's own word.
std::string memory(const Lane& lane)
{
    const bool model = mechanisms::memoryEvidence(lane.through) == probe::Evidence::Model;
    return fmt::format("{:.{}f} K{}", lane.memory / 1024, lane.memory < 10 * 1024 ? 1 : 0, model ? "*" : "");
}

std::string processorsInWords(const Facts& facts)
{
    if (facts.senderCpu < 0) return "on whichever processor the kernel chose";
    if (facts.senderCpu == facts.receiverCpu) return fmt::format("both on CPU {}", facts.senderCpu);
    return fmt::format("sender on CPU {}, receiver on CPU {}", facts.senderCpu, facts.receiverCpu);
}

std::string waitingInWords(Waiting waiting)
{
    switch (waiting) {
    case Waiting::Block: return "they wait in the call itself";
    case Waiting::Poll: return "they wait in poll(2)";
    case Waiting::Spin: break;
    }
    return "they spin";
}

std::string circumstances(const Comparison& comparison)
{
    const Plan& plan = comparison.plan;
    std::string text =
        fmt::format("{} B · {} round trips, then {} messages one way, after {} to warm up · {} times each, in turn\n",
                    plan.size, grouped(static_cast<std::uint64_t>(plan.roundTrips)),
                    grouped(static_cast<std::uint64_t>(plan.messages)), plan.warmUp, plan.repetitions);
    for (const Lane& lane : comparison.lanes) {
        if (lane.why) continue;
        text += fmt::format("two processes, {} · {} · without events · capacity asked for: {}\n",
                            processorsInWords(lane.facts), waitingInWords(plan.waiting),
                            plan.capacity == 0 ? std::string("the system's")
                                               : grouped(static_cast<std::uint64_t>(plan.capacity)) + " B");
        break;
    }
    return text;
}

std::string line(const Lane& lane)
{
    if (lane.why) return fmt::format("{:<10}cannot: {}\n", name(lane.through), lane.why->describe());
    const Latency& trip = lane.roundTrip;
    return fmt::format(
        "{:<10}{:>9} {:>5.0f} % {:>8} {:>8} {:>8}{:>10}{:>12} {:>5.0f} %{:>9.0f}{:>8.2f}{:>10}{:>8.2f}{:>8.3f}{:>10}"
        "{:>10}{:>9}{:>9}\n",
        name(lane.through), brief(trip.median.median), trip.median.relative() * 100, tail(trip, 90), tail(trip, 99),
        tail(trip, 99.9), tail(lane.oneWay, 50), grouped(static_cast<std::uint64_t>(lane.throughput.median)),
        lane.throughput.relative() * 100, lane.throughput.median * static_cast<double>(lane.facts.size) / 1e6,
        lane.asFastAsItGoes.calls, brief(lane.asFastAsItGoes.cpuTime),
        lane.asFastAsItGoes.waits + lane.asFastAsItGoes.preemptions, lane.asFastAsItGoes.faults,
        held(lane.facts.heldMessages()), memory(lane), change(lane.probe.throughput), change(lane.probe.roundTrip));
}

std::string reasonInWords(Reason reason, Measure measure)
{
    switch (reason) {
    case Reason::DidNotRun: return "one did not run";
    case Reason::OtherSize: return "other sizes";
    case Reason::OtherCount: return "other counts";
    case Reason::OtherWarmUp: return "another warm-up";
    case Reason::OtherRepetitions: return "not run as often as each other";
    case Reason::OtherWaiting: return "they wait in different ways";
    case Reason::OtherPinning: return "on other processors";
    case Reason::OtherCapacity: return "one holds more than twice as many messages, so the other waits more often";
    case Reason::TooFewRuns: return "fewer than three runs: nobody knows how far they spread";
    case Reason::TooWide: break;
    }
    return measure == Measure::Latency ? "their runs overlap, so neither is the quicker one"
                                       : "their runs overlap, so neither gets more through";
}

/// Pairs by what speaks against them.
std::string notComparable(const Comparison& comparison, Measure measure)
{
    std::map<Reason, std::string> pairs;
    const auto& lanes = comparison.lanes;
    for (std::size_t i = 0; i < lanes.size(); ++i)
        for (std::size_t j = i + 1; j < lanes.size(); ++j)
            for (const Reason reason : reasonsAgainst(lanes[i], lanes[j], measure)) {
                if (reason == Reason::DidNotRun) continue; // its line says why
                std::string& list = pairs[reason];
                list +=
                    fmt::format("{}{}/{}", list.empty() ? "" : ", ", name(lanes[i].through), name(lanes[j].through));
            }
    std::string text;
    for (const auto& [reason, list] : pairs)
        text += fmt::format("  by {}, {}: {}\n", name(measure), reasonInWords(reason, measure), list);
    return text;
}

} // namespace

std::string inWords(const Comparison& comparison)
{
    std::string text = circumstances(comparison) + '\n';
    text +=
        fmt::format("{:<10}{:<53}{:<70}{:<22}{:<10}\n", "", "   one message at a time, there and back         one way",
                    "    as fast as it goes, each message", "full, one way", "with events");
    text += fmt::format(
        "{:<10}{:>9} {:>7} {:>8} {:>8} {:>8}{:>10}{:>12} {:>7}{:>9}{:>8}{:>10}{:>8}{:>8}{:>10}{:>10}{:>9}{:>9}\n", "",
        "median", "spread", "p90", "p99", "p99.9", "median", "a second", "spread", "MB/s", "calls", "CPU", "switch",
        "faults", "holds", "memory", "through", "trip");
    for (const Lane& lane : comparison.lanes) text += line(lane);
    for (const Lane& lane : comparison.lanes)
        if (!lane.why && eventsOneIn(lane.through) > 1)
            text += fmt::format("{}: with events, one message in {} is reported\n", name(lane.through),
                                eventsOneIn(lane.through));
    if (std::ranges::any_of(comparison.lanes, [](const Lane& lane) {
            return !lane.why && mechanisms::memoryEvidence(lane.through) == probe::Evidence::Model;
        }))
        text += "* by a formula: RLIMIT_MSGQUEUE's of mq_overview(7), or 80 bytes for each signal; the others as the "
                "kernel tells\n";
    if (std::ranges::any_of(comparison.lanes, [](const Lane& lane) {
            return !lane.why && (lane.probe.throughput.unseenBelow() || lane.probe.roundTrip.unseenBelow());
        }))
        text += "±: that much the repetitions differ, and no difference that events make was seen in them\n";
    const std::string against =
        notComparable(comparison, Measure::Latency) + notComparable(comparison, Measure::Throughput);
    if (!against.empty()) text += "\nnot comparable\n" + against;
    return text;
}

std::string toCsv(const std::vector<Comparison>& comparisons)
{
    std::string text = "mechanism,size_bytes,round_trips,messages,warm_up,repetitions,waiting,sender_cpu,receiver_cpu,"
                       "held_messages,round_trip_p50_ns,round_trip_p90_ns,round_trip_p99_ns,round_trip_p99_9_ns,"
                       "round_trip_low_ns,round_trip_high_ns,one_way_p50_ns,one_way_p99_ns,messages_per_second,"
                       "messages_per_second_low,messages_per_second_high,calls_per_message,copies_per_message,"
                       "cpu_ns_per_message,system_ns_per_message,switches_per_message,throughput_with_events,"
                       "round_trip_with_events,page_faults_per_message,memory_bytes,memory_evidence\n";
    for (const Comparison& comparison : comparisons)
        for (const Lane& lane : comparison.lanes) {
            if (lane.why) continue;
            const auto trip = [&](double percent) { return percentile(lane.roundTrip.sorted, percent); };
            const Facts& facts = lane.facts;
            const Cost& cost = lane.asFastAsItGoes;
            text += fmt::format(
                "{},{},{},{},{},{},{},{},{},{:.0f},{},{},{},{},{:.0f},{:.0f},{},{},{:.0f},{:.0f},{:.0f},"
                "{:.4f},{},{:.1f},{:.1f},{:.4f},{:.4f},{:.4f},{:.4f},{:.0f},{}\n",
                name(lane.through), facts.size, facts.roundTrips, facts.messages, facts.warmUp, facts.repetitions,
                name(facts.waiting), facts.senderCpu, facts.receiverCpu, facts.heldMessages(), trip(50), trip(90),
                trip(99), trip(99.9), lane.roundTrip.median.low, lane.roundTrip.median.high,
                percentile(lane.oneWay.sorted, 50), percentile(lane.oneWay.sorted, 99), lane.throughput.median,
                lane.throughput.low, lane.throughput.high, cost.calls, copiesPerMessage(lane.through), cost.cpuTime,
                cost.systemTime, cost.waits + cost.preemptions, lane.probe.throughput.median,
                lane.probe.roundTrip.median, cost.faults, lane.memory,
                probe::name(mechanisms::memoryEvidence(lane.through)));
        }
    return text;
}

} // namespace sluice::cli
