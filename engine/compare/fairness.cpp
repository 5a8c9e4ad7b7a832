#include "compare/fairness.h"

#include <algorithm>
#include <numeric>

namespace sluice::compare {

namespace {

constexpr double mostCapacityRatio = 2;
constexpr int fewestRepetitions = 3;

bool pinnedAlike(const Facts& one, const Facts& other)
{
    const auto kind = [](const Facts& facts) {
        if (facts.senderCpu < 0 || facts.receiverCpu < 0) return Pinning::Free;
        return facts.senderCpu == facts.receiverCpu ? Pinning::One : Pinning::Two;
    };
    return kind(one) == kind(other);
}

bool holdAlike(const Facts& one, const Facts& other)
{
    const double less = std::min(one.heldMessages(), other.heldMessages()),
                 more = std::max(one.heldMessages(), other.heldMessages());
    return more <= less * mostCapacityRatio;
}

const Spread& figureOf(const Lane& lane, Measure measure)
{
    return measure == Measure::Latency ? lane.roundTrip.median : lane.throughput;
}

/// The quartiles of the two overlap: which is the quicker one cannot be said.
bool overlap(const Spread& one, const Spread& other) { return one.low <= other.high && other.low <= one.high; }

} // namespace

std::vector<Reason> reasonsAgainst(const Lane& one, const Lane& other, Measure measure)
{
    if (one.why || other.why) return {Reason::DidNotRun};
    std::vector<Reason> found;
    const auto check = [&found](bool same, Reason reason) {
        if (!same) found.push_back(reason);
    };
    const Facts &a = one.facts, &b = other.facts;
    check(a.size == b.size, Reason::OtherSize);
    check(a.messages == b.messages && a.roundTrips == b.roundTrips, Reason::OtherCount);
    check(a.warmUp == b.warmUp, Reason::OtherWarmUp);
    check(a.repetitions == b.repetitions, Reason::OtherRepetitions);
    check(a.waiting == b.waiting, Reason::OtherWaiting);
    check(pinnedAlike(a, b), Reason::OtherPinning);
    if (measure == Measure::Throughput) check(holdAlike(a, b), Reason::OtherCapacity);
    check(std::min(a.repetitions, b.repetitions) >= fewestRepetitions, Reason::TooFewRuns);
    const bool differ = one.through != other.through;
    check(!differ || !overlap(figureOf(one, measure), figureOf(other, measure)), Reason::TooWide);
    return found;
}

std::string_view name(Reason reason)
{
    static constexpr std::array<std::string_view, 10> names{
        "did-not-run",   "other-size",    "other-count",    "other-warm-up", "other-repetitions",
        "other-waiting", "other-pinning", "other-capacity", "too-few-runs",  "too-wide"};
    static_assert(names.size() == static_cast<std::size_t>(Reason::Last) + 1);
    return names[static_cast<std::size_t>(reason)];
}

std::string_view name(Measure measure) { return measure == Measure::Latency ? "latency" : "throughput"; }

std::vector<std::size_t> orderBy(const Comparison& comparison, Measure measure)
{
    std::vector<std::size_t> order(comparison.lanes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const Lane &one = comparison.lanes[a], &other = comparison.lanes[b];
        if (one.why || other.why) return !one.why && other.why;
        return measure == Measure::Latency ? one.roundTrip.median.median < other.roundTrip.median.median
                                           : one.throughput.median > other.throughput.median;
    });
    return order;
}

} // namespace sluice::compare
