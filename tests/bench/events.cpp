// The cost of one event, from the worker's call to the merged sequence.

#include "collector/merger.h"
#include "probe/region.h"
#include "results.h"
#include "support/random_run.h"

#include <cstring>

namespace sluice::bench {

namespace {

using probe::Event;

constexpr std::size_t ringEvents = 1 << 15; // 1 MiB: stays in the cache, as it does between real calls

Event callEvent(std::uint32_t i)
{
    Event event;
    event.kind = probe::EventKind::CallEntered;
    event.call = probe::Call::Write;
    event.channel = 1;
    event.process = 1;
    event.detail = 4;
    event.size = 4096;
    event.message = i;
    event.line = 120;
    return event;
}

/// What it cannot be cheaper than: the time stamp and a store of 32 bytes.
void floor(benchmark::State& state)
{
    const probe::ClockKind clock = probe::safestFastClock();
    std::vector<Event> ring(ringEvents);
    std::uint32_t i = 0;
    for (auto _ : state) {
        Event event = callEvent(i);
        event.time = probe::rawNow(clock);
        ring[i++ % ringEvents] = event;
        benchmark::ClobberMemory();
    }
}

void emit(benchmark::State& state)
{
    const probe::ClockKind clock = probe::safestFastClock();
    std::vector<std::byte> memory(probe::ringEventsOffset + ringEvents * sizeof(Event) + 64);
    auto* ring = memory.data() + (64 - reinterpret_cast<std::uintptr_t>(memory.data()) % 64) % 64;
    auto* header = new (ring) probe::RingHeader{};
    probe::RingWriter writer(ring, probe::ringEventsOffset + ringEvents * sizeof(Event));
    std::uint32_t i = 0;
    for (auto _ : state) {
        Event event = callEvent(i++);
        event.time = probe::rawNow(clock);
        writer.put(event);
        // The collector's part, which another core does: once in a while there is room again.
        if (i % (ringEvents / 2) == 0) header->tail.store(header->head.load(std::memory_order_relaxed));
        benchmark::ClobberMemory();
    }
}

const std::vector<Event>& someEvents()
{
    static const std::vector<Event> events = test::randomRun(1, 20'000).events();
    return events;
}

void merge(benchmark::State& state)
{
    std::vector<Event> out;
    for (auto _ : state) {
        collector::Merger merger(3);
        out.clear();
        for (const Event& event : someEvents()) merger.add(event.process, event);
        merger.release({INT64_MAX / 2}, out);
        benchmark::DoNotOptimize(out.data());
    }
}

void copy(benchmark::State& state)
{
    std::vector<Event> out(someEvents().size());
    for (auto _ : state) {
        std::memcpy(out.data(), someEvents().data(), out.size() * sizeof(Event));
        benchmark::ClobberMemory();
    }
}

} // namespace

void registerEvents()
{
    benchmark::RegisterBenchmark("event floor", floor);
    benchmark::RegisterBenchmark("event emit", emit);
    benchmark::RegisterBenchmark("events merge", merge);
    benchmark::RegisterBenchmark("events copy", copy);
}

void addEvents(const Medians& medians, Results& results)
{
    const auto count = static_cast<double>(someEvents().size());
    results.add({"event: put into the ring",
                 medians.of("event emit"),
                 "ns",
                 medians.of("event floor"),
                 {},
                 "against time stamp + 32-byte store; at most 1.5"});
    results.add({"event: merged",
                 medians.of("events merge") / count,
                 "ns",
                 medians.of("events copy") / count,
                 {},
                 "against a plain copy"});
}

} // namespace sluice::bench
