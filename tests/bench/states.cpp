// State: one more event, and any moment.

#include "analysis/timeline.h"
#include "results.h"
#include "state/replay.h"
#include "support/random_run.h"

#include <random>

namespace sluice::bench {

namespace {

const trace::TraceView& longRun()
{
    static const trace::TraceView trace = test::randomRun(2, 200'000).trace();
    return trace;
}

const std::vector<probe::Event>& events()
{
    static const std::vector<probe::Event> all = [] {
        std::vector<probe::Event> read(longRun().eventCount());
        longRun().read(0, read);
        return read;
    }();
    return all;
}

void apply(benchmark::State& state)
{
    for (auto _ : state) {
        state::SystemState system = state::initialState(longRun().meta().scenario);
        for (const probe::Event& event : events()) state::apply(system, event);
        benchmark::DoNotOptimize(system.applied);
    }
}

void readOnly(benchmark::State& state)
{
    for (auto _ : state) {
        std::uint64_t sum = 0;
        for (const probe::Event& event : events()) sum += event.size + static_cast<std::uint64_t>(event.time);
        benchmark::DoNotOptimize(sum);
    }
}

void copyState(benchmark::State& state)
{
    state::Replay replay(longRun());
    const state::SystemState system = replay.at(longRun().end());
    for (auto _ : state) {
        state::SystemState copy = system;
        benchmark::DoNotOptimize(copy);
    }
}

void seek(benchmark::State& state)
{
    state::Replay replay(longRun());
    (void)replay.at(longRun().end());
    std::mt19937_64 random(3);
    for (auto _ : state) {
        const auto t = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(longRun().end().ns));
        benchmark::DoNotOptimize(replay.at(TraceTime{t}).applied);
    }
}

void timelineExtend(benchmark::State& state)
{
    for (auto _ : state) {
        analysis::Timeline timeline;
        timeline.extend(longRun());
        benchmark::DoNotOptimize(timeline.end());
    }
}

} // namespace

void registerStates()
{
    benchmark::RegisterBenchmark("state apply", apply);
    benchmark::RegisterBenchmark("state read", readOnly);
    benchmark::RegisterBenchmark("state copy", copyState);
    benchmark::RegisterBenchmark("state seek", seek);
    benchmark::RegisterBenchmark("timeline extend", timelineExtend);
}

void addStates(const Medians& medians, Results& results)
{
    const auto count = static_cast<double>(events().size());
    const double apply = medians.of("state apply") / count;
    results.add(
        {"state: apply an event", apply, "ns", medians.of("state read") / count, {}, "against only reading it"});
    results.add({"state: copy", medians.of("state copy") / 1e3, "µs", {}, {}, ""});
    results.add({"state: any moment of " + std::to_string(events().size()) + " events",
                 medians.of("state seek") / 1e3,
                 "µs",
                 medians.of("state apply") / 1e3,
                 {},
                 "against playing all of them"});
    results.add(
        {"timeline: take in an event", medians.of("timeline extend") / count, "ns", apply, {}, "against apply"});
}

} // namespace sluice::bench
