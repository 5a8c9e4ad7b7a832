// What `sluice compare` measures, held against plain pairs of processes: with events and without, for each mechanism.

#include "compare/compare.h"
#include "compare/fairness.h"
#include "mechanisms/processors.h"
#include "plain_pairs.h"
#include "results.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <numeric>
#include <sched.h>

namespace sluice::bench {

namespace {

using compare::Through;
using mechanisms::LaneEvents;

constexpr int rounds = 21;

struct Times {
    double roundTripNs = 0, messagesPerSecond = 0;
};

/// As a plain pair counts: the mean of all round trips.
Times timesOf(const compare::Pass& pass)
{
    const auto& trips = pass.taken[0][0];
    const auto& oneWay = pass.taken[1][0];
    return {static_cast<double>(trips.wall) * 2 / static_cast<double>(trips.messages),
            static_cast<double>(oneWay.messages) * 1e9 / static_cast<double>(oneWay.wall)};
}

/// Ratios of all rounds, each of them plain, lane, plain with the lane's two passes turned around every time.
struct Ratios {
    std::vector<double> tripOff, tripOn, throughOff, throughOn, tripBase, throughBase, tripLane, throughLane,
        tripPlainEvents, throughPlainEvents;

    void add(const Times& off, const Times& on, const Times& plain, const PlainTimes& plainWithEvents)
    {
        tripPlainEvents.push_back(plainWithEvents.roundTripNs / plain.roundTripNs);
        throughPlainEvents.push_back(plainWithEvents.messagesPerSecond / plain.messagesPerSecond);
        tripOff.push_back(off.roundTripNs / plain.roundTripNs);
        tripOn.push_back(on.roundTripNs / off.roundTripNs);
        throughOff.push_back(off.messagesPerSecond / plain.messagesPerSecond);
        throughOn.push_back(on.messagesPerSecond / off.messagesPerSecond);
        tripBase.push_back(plain.roundTripNs);
        throughBase.push_back(plain.messagesPerSecond);
        tripLane.push_back(off.roundTripNs);
        throughLane.push_back(off.messagesPerSecond);
    }
};

/// Runs the plain pair, in a program of its own.
PlainTimes plainPair(const compare::Plan& plan, Through through, compare::Processors processors,
                     PlainEvents events = PlainEvents::None)
{
    const std::string command = fmt::format(
        "'{}' {} {} {} {} {} {} {} {} {}", SLUICE_PLAIN_PAIR, compare::name(through), plan.size, plan.roundTrips,
        plan.messages, plan.warmUp, plan.capacity, processors.sender, processors.receiver, static_cast<int>(events));
    PlainTimes times;
    FILE* output = popen(command.c_str(), "r");
    if (!output) return {};
    const bool read = std::fscanf(output, "%lf %lf", &times.roundTripNs, &times.messagesPerSecond) == 2;
    return pclose(output) == 0 && read ? times : PlainTimes{};
}

/// Nothing, and the reason on standard error: no row of the table is missing without a word.
std::optional<Ratios> measure(const compare::Plan& plan, Through through, compare::Processors processors)
{
    Ratios ratios;
    for (int i = 0; i < rounds; ++i) {
        const auto before = plainPair(plan, through, processors);
        const auto order = i % 2 == 0 ? LaneEvents::OffThenOn : LaneEvents::OnThenOff;
        const auto lane = compare::runLane(plan, {through, order, processors}, SLUICE_SUPERVISOR, [] { return true; });
        const auto after = plainPair(plan, through, processors);
        const auto withEvents = plainPair(plan, through, processors, PlainEvents::Plain);
        if (!lane || before.roundTripNs <= 0 || after.roundTripNs <= 0 || withEvents.roundTripNs <= 0) {
            std::cerr << fmt::format("{}, {} B: not measured: {}\n", compare::name(through), plan.size,
                                     lane ? "the plain pair failed" : lane.error().describe());
            return std::nullopt;
        }
        const Times first = timesOf(lane->passes[0]), second = timesOf(lane->passes[1]);
        ratios.add(i % 2 == 0 ? first : second, i % 2 == 0 ? second : first,
                   {std::midpoint(before.roundTripNs, after.roundTripNs),
                    std::midpoint(before.messagesPerSecond, after.messagesPerSecond)},
                   withEvents);
    }
    return ratios;
}

/// So much of each part that it takes a while: what lasts some milliseconds is a few turns of the scheduler, and says
/// another thing each time.
void fillAWhile(compare::Plan& plan, Through through, compare::Processors processors)
{
    constexpr double aWhile = 0.04; // s
    plan.roundTrips = 2'000;
    plan.messages = 20'000;
    plan.warmUp = 200;
    const PlainTimes once = plainPair(plan, through, processors);
    if (once.roundTripNs <= 0) return;
    plan.roundTrips = std::clamp<std::int64_t>(std::llround(aWhile * 1e9 / once.roundTripNs), 2'000, 10'000);
    plan.messages = std::clamp<std::int64_t>(std::llround(aWhile * once.messagesPerSecond), 20'000, 3'000'000);
}

/// While it lives this process and all that it starts are scheduled as SCHED_BATCH (sched(7)): whoever is woken does
/// not cut in. With the ordinary policy it does so or not for the sake of some nanoseconds, and with both ends on one
/// processor that, and not the code, decides about a fifth of the messages (seqpacket, 4 KiB: between 0.005 and 0.2
/// switches more for each of them).
class NobodyCutsIn
{
public:
    NobodyCutsIn() { choose(SCHED_BATCH); }
    ~NobodyCutsIn() { choose(SCHED_OTHER); }
    NobodyCutsIn(const NobodyCutsIn&) = delete;
    NobodyCutsIn& operator=(const NobodyCutsIn&) = delete;

private:
    static void choose(int policy)
    {
        const sched_param none{};
        sched_setscheduler(0, policy, &none);
    }
};

/// Two comparisons, one after the other: do they say the same? Of each lane the ratio of its median to the first
/// lane's.
void compareTwice(Results& results)
{
    compare::Plan plan;
    plan.lanes = {Through::Pipe, Through::Queue, Through::Unix, Through::Tcp};
    plan.pinning = compare::Pinning::One;
    const auto once = [&] {
        return compare::compare(
            plan, [](auto, auto) { return true; }, SLUICE_SUPERVISOR);
    };
    const auto first = once(), second = once();
    if (!first || !second) return;
    const auto ratio = [](const compare::Comparison& all, std::size_t lane) {
        return all.lanes[lane].roundTrip.median.median / all.lanes[0].roundTrip.median.median;
    };
    double worst = 1;
    for (std::size_t i = 1; i < plan.lanes.size(); ++i) {
        const double change = ratio(*second, i) / ratio(*first, i);
        worst = std::max({worst, change, 1 / change});
    }
    results.add({"compare twice: ratios of medians", worst, "×", {}, worst, "the worst of them; aim below 1.15"});
    const bool same = orderBy(*first, compare::Measure::Latency) == orderBy(*second, compare::Measure::Latency);
    results.add({"compare twice: the same order", same ? 1.0 : 0.0, "", {}, {}, "of round trips; aim 1"});
}

} // namespace

void measureLanes(Results& results, std::optional<Through> only)
{
    if (!only) compareTwice(results);
    const NobodyCutsIn policy;
    const int cpu = mechanisms::chooseProcessors().first;
    for (const std::int64_t size : {64, 4096})
        for (std::size_t i = 0; i < mechanisms::throughs; ++i) {
            const auto through = static_cast<Through>(i);
            if (only && through != *only) continue;
            if (through == Through::Signal && size > 64) continue;
            compare::Plan plan;
            plan.size = through == Through::Signal ? mechanisms::lane::signalBytes : size;
            const compare::Processors one{cpu, cpu}; // both on one core: the steadiest figure
            fillAWhile(plan, through, one);
            const auto ratios = measure(plan, through, one);
            if (!ratios) continue;
            const std::string what = fmt::format("{}, {} B: ", compare::name(through), plan.size);
            results.add({what + "one way", median(ratios->throughLane), "/s", median(ratios->throughBase),
                         median(ratios->throughOff), "lane without events against a plain pair; aim 0.95"});
            results.add({what + "round trip", median(ratios->tripLane) / 1e3, "µs", median(ratios->tripBase) / 1e3,
                         median(ratios->tripOff), "the same; aim below 1.05"});
            const double aim = mechanisms::isMemory(through) && size < 4096 ? 0.75 : size >= 4096 ? 0.95 : 0.90;
            const double on = median(ratios->throughOn), tripOn = median(ratios->tripOn);
            results.add({what + "one way with events", on, "×", median(ratios->throughPlainEvents), on,
                         fmt::format("against without; aim {:.2f}; baseline: the plain pair with plain events", aim)});
            results.add({what + "round trip with events", tripOn, "×", median(ratios->tripPlainEvents), tripOn,
                         "against without; the same baseline"});
        }
}

} // namespace sluice::bench
