#include "compare/compare.h"

#include "compare/statistics.h"
#include "mechanisms/processors.h"

#include <algorithm>

namespace sluice::compare {

using mechanisms::LaneEvents;
using mechanisms::LanePart;

namespace {

Processors choose(Pinning pinning)
{
    if (pinning == Pinning::Free) return {};
    const auto pair = mechanisms::chooseProcessors();
    if (pinning == Pinning::One || pair.second < 0) return {pair.first, pair.first};
    return {pair.first, pair.second};
}

double perSecond(const Pass& pass)
{
    const Taken& sender = pass.taken[static_cast<std::size_t>(LanePart::OneWay)][0];
    return sender.wall > 0 ? static_cast<double>(sender.messages) * 1e9 / static_cast<double>(sender.wall) : 0;
}

double medianOf(std::vector<std::int64_t> values)
{
    std::sort(values.begin(), values.end());
    return static_cast<double>(percentile(values, 50));
}

/// Of the passes without events, both processes together.
Cost costOf(const std::vector<const Pass*>& passes, LanePart part)
{
    Taken sum;
    for (const Pass* pass : passes) {
        const auto& both = pass->taken[static_cast<std::size_t>(part)];
        sum.messages += both[0].messages; // the receiver counts the same ones
        for (const Taken& each : both) {
            sum.calls += each.calls;
            sum.cpuTime += each.cpuTime;
            sum.systemTime += each.systemTime;
            sum.waits += each.waits;
            sum.preemptions += each.preemptions;
            sum.faults += each.faults;
        }
    }
    if (sum.messages == 0) return {};
    const auto each = [&](std::int64_t value) {
        return static_cast<double>(value) / static_cast<double>(sum.messages);
    };
    return {each(sum.calls), each(sum.cpuTime),     each(sum.systemTime),
            each(sum.waits), each(sum.preemptions), each(sum.faults)};
}

Latency latencyOf(const std::vector<const Pass*>& passes, std::vector<std::int64_t> Pass::*times)
{
    Latency latency;
    std::vector<double> medians;
    for (const Pass* pass : passes) {
        latency.sorted.insert(latency.sorted.end(), (pass->*times).begin(), (pass->*times).end());
        medians.push_back(medianOf(pass->*times));
    }
    std::sort(latency.sorted.begin(), latency.sorted.end());
    latency.median = spreadOf(std::move(medians));
    return latency;
}

ProbeCost probeCostOf(const std::vector<LaneRun>& runs)
{
    std::vector<double> throughput, roundTrip;
    for (const LaneRun& run : runs) {
        const auto find = [&](bool events) {
            return std::find_if(run.passes.begin(), run.passes.end(),
                                [&](const Pass& pass) { return pass.events == events; });
        };
        const auto with = find(true), without = find(false);
        if (with == run.passes.end() || without == run.passes.end()) continue;
        if (const double base = perSecond(*without); base > 0) throughput.push_back(perSecond(*with) / base);
        if (const double base = medianOf(without->roundTrips); base > 0)
            roundTrip.push_back(medianOf(with->roundTrips) / base);
    }
    return {spreadOf(std::move(throughput)), spreadOf(std::move(roundTrip))};
}

} // namespace

Result<void> check(const Plan& plan)
{
    const auto within = [](std::int64_t value, std::int64_t least, std::int64_t most,
                           const char* what) -> Result<void> {
        if (value >= least && value <= most) return {};
        return fail(Error::badInput(what, std::to_string(value) + " is not between " + std::to_string(least) + " and "
                                              + std::to_string(most)));
    };
    constexpr std::int64_t mostTrips = 100'000, mostMessages = 1'000'000, mostRepetitions = 101;
    for (const auto& result :
         {within(static_cast<std::int64_t>(plan.lanes.size()), 1, mechanisms::throughs, "kinds"),
          within(plan.size, mechanisms::lane::smallestMessage, mechanisms::lane::largestMessage, "size"),
          within(plan.roundTrips, 1, mostTrips, "round trips"), within(plan.messages, 1, mostMessages, "messages"),
          within(plan.warmUp, 1, mostTrips, "warm-up"), within(plan.repetitions, 1, mostRepetitions, "repetitions"),
          within(plan.capacity, plan.capacity == 0 ? 0 : 4096, 1 << 20, "capacity")})
        if (!result) return result;
    if (plan.waiting == Waiting::Spin) {
        const Processors processors = choose(plan.pinning);
        if (processors.sender >= 0 && processors.sender == processors.receiver)
            return fail(Error::badInput("spin", "on one processor the one that spins keeps the other from running"));
    }
    return {};
}

Lane summarize(const Plan& plan, Through through, Processors processors, const std::vector<LaneRun>& runs)
{
    Lane lane;
    lane.through = through;
    std::vector<const Pass*> plain;
    std::vector<double> held, memory, throughput;
    for (const LaneRun& run : runs) {
        held.push_back(static_cast<double>(run.held));
        memory.push_back(static_cast<double>(run.memory));
        for (const Pass& pass : run.passes)
            if (!pass.events) plain.push_back(&pass);
    }
    for (const Pass* pass : plain) throughput.push_back(perSecond(*pass));
    lane.facts = {plan.size,
                  plan.roundTrips,
                  plan.messages,
                  plan.warmUp,
                  static_cast<int>(runs.size()),
                  plan.waiting,
                  processors.sender,
                  processors.receiver,
                  spreadOf(std::move(held)).median};
    lane.memory = spreadOf(std::move(memory)).median;
    lane.throughput = spreadOf(std::move(throughput));
    lane.roundTrip = latencyOf(plain, &Pass::roundTrips);
    lane.oneWay = latencyOf(plain, &Pass::oneWay);
    lane.oneAtATime = costOf(plain, LanePart::RoundTrips);
    lane.asFastAsItGoes = costOf(plain, LanePart::OneWay);
    lane.probe = probeCostOf(runs);
    return lane;
}

Result<Comparison> compare(const Plan& plan, const Progress& progress, const std::filesystem::path& supervisor)
{
    if (auto allowed = check(plan); !allowed) return fail(allowed.error());
    const Processors processors = choose(plan.pinning);
    const std::size_t lanes = plan.lanes.size(), total = lanes * static_cast<std::size_t>(plan.repetitions);
    std::vector<std::vector<LaneRun>> runs(lanes);
    std::vector<std::optional<Error>> errors(lanes);
    std::size_t done = 0;
    for (int repetition = 0; repetition < plan.repetitions; ++repetition)
        for (std::size_t i = 0; i < lanes; ++i, ++done) {
            const std::size_t which = repetition % 2 == 0 ? i : lanes - 1 - i;
            if (!progress(done, total)) return fail(Error::ofCall("compare", ECANCELED));
            if (errors[which]) continue;
            if (plan.waiting == Waiting::Poll && mechanisms::isMemory(plan.lanes[which])) {
                errors[which] = Error::badInput("poll", "shared memory has no descriptor that poll(2) could wait for");
                continue;
            }
            const auto events = repetition % 2 == 0 ? LaneEvents::OffThenOn : LaneEvents::OnThenOff;
            auto run = runLane(plan, {plan.lanes[which], events, processors}, supervisor,
                               [&] { return progress(done, total); });
            if (!run && run.error().number == ECANCELED) return fail(run.error());
            if (run) runs[which].push_back(std::move(*run));
            else errors[which] = run.error();
        }

    Comparison comparison{plan, {}};
    for (std::size_t i = 0; i < lanes; ++i) {
        comparison.lanes.push_back(summarize(plan, plan.lanes[i], processors, runs[i]));
        comparison.lanes.back().why = errors[i];
    }
    return comparison;
}

} // namespace sluice::compare
