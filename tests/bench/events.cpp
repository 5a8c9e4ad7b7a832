// The cost of one event, from the worker's call to the merged sequence.

#include "base/mapping.h"
#include "collector/merger.h"
#include "mechanisms/processors.h"
#include "probe/worker.h"
#include "results.h"
#include "support/random_run.h"

#include <atomic>
#include <chrono>
#include <cstring>
#include <iostream>
#include <sched.h>
#include <thread>

namespace sluice::bench {

namespace {

using probe::Event;

constexpr std::size_t ringBytes = std::size_t{8} << 20; ///< as a lane's processes have it
constexpr std::uint32_t batch = 100'000;                ///< events back to back, which all fit in
constexpr int rounds = 21;

/// The least that an event can be: the time stamp and a store of 32 bytes, into a ring that another core empties.
struct PlainRing {
    struct alignas(64) Counter {
        std::atomic<std::uint64_t> value{0};
    };
    Counter head, tail;
    static constexpr std::uint64_t capacity = ringBytes / sizeof(Event);
    Mapping memory = std::move(*Mapping::shared(ringBytes)); ///< as processes have to share it
    Event* events = reinterpret_cast<Event*>(memory.data());
    std::uint64_t own = 0, tailSeen = 0; ///< the writer's
    std::uint64_t next = 0;              ///< the reader's

    void put(probe::ClockKind clock, std::uint32_t number)
    {
        if (own - tailSeen == capacity) {
            tailSeen = tail.value.load(std::memory_order_acquire);
            if (own - tailSeen == capacity) return;
        }
        Event& event = events[own % capacity];
        event.time = probe::rawNow(clock);
        event.message = 0;
        event.size = number;
        event.result = 0;
        event.detail = 0;
        event.process = 1;
        event.channel = 1;
        event.line = 120;
        event.kind = probe::EventKind::MemoryTouched;
        event.call = probe::Call::None;
        head.value.store(++own, std::memory_order_release);
    }
    void drain(std::vector<Event>& out)
    {
        const std::uint64_t end = head.value.load(std::memory_order_acquire);
        for (; next != end; ++next) out.push_back(events[next % capacity]);
        tail.value.store(next, std::memory_order_release);
    }
};

void stayOn(int cpu)
{
    if (cpu < 0) return;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<unsigned>(cpu), &set);
    sched_setaffinity(0, sizeof set, &set);
}

/// On the other core, every millisecond as the collector does it.
template <class Drain>
std::jthread readerOn(int cpu, Drain drain)
{
    return std::jthread([cpu, drain](const std::stop_token& stop) {
        stayOn(cpu);
        std::vector<Event> out;
        while (!stop.stop_requested()) {
            out.clear();
            drain(out);
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    });
}

/// ns an event, of a batch.
template <class Put>
double timeOf(Put put)
{
    const std::int64_t begin = probe::monotonicNow();
    for (std::uint32_t i = 0; i < batch; ++i) put(i);
    const auto took = static_cast<double>(probe::monotonicNow() - begin);
    std::this_thread::sleep_for(std::chrono::milliseconds(5)); // the reader takes the rest
    return took / batch;
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
    benchmark::RegisterBenchmark("events merge", merge);
    benchmark::RegisterBenchmark("events copy", copy);
}

void addEvents(const Medians& medians, Results& results)
{
    const auto count = static_cast<double>(someEvents().size());
    results.add({"event: merged",
                 medians.of("events merge") / count,
                 "ns",
                 medians.of("events copy") / count,
                 {},
                 "against a plain copy"});
}

void measureEvents(Results& results)
{
    cpu_set_t before;
    sched_getaffinity(0, sizeof before, &before);
    const auto cpus = mechanisms::chooseProcessors();
    const probe::ClockKind clock = probe::safestFastClock();
    auto region = probe::Region::create(1, ringBytes, clock);
    if (!region) return;
    probe::Worker worker(*region, {1}, probe::Worker::Events::On);
    worker.populateRing();
    PlainRing plain;
    auto reader = region->reader({1});
    std::vector<double> ratios, own, floor;
    {
        const auto one = readerOn(cpus.second, [&](std::vector<Event>& out) { plain.drain(out); });
        const auto other = readerOn(cpus.second, [&](std::vector<Event>& out) { reader.drain(out); });
        stayOn(cpus.first);
        const auto plainly = [&] { return timeOf([&](std::uint32_t i) { plain.put(clock, i); }); };
        const auto emitted = [&] {
            return timeOf([&](std::uint32_t i) { worker.touched(probe::Touch::Add, 0, 0, i); });
        };
        plainly(), emitted();              // pages and caches
        for (int i = 0; i < rounds; ++i) { // A B B A
            const double a = plainly(), b = emitted(), c = emitted(), d = plainly();
            ratios.push_back((b + c) / (a + d));
            own.push_back((b + c) / 2);
            floor.push_back((a + d) / 2);
        }
    }
    sched_setaffinity(0, sizeof before, &before);
    if (reader.lost() > 0) std::cerr << "event: " << reader.lost() << " were lost while it was measured\n";
    results.add({"event: reading the clock",
                 timeOf([&](std::uint32_t) { benchmark::DoNotOptimize(probe::rawNow(clock)); }),
                 "ns",
                 {},
                 {},
                 "the part of an event that this machine decides; four of them to a message"});
    results.add({"event: into the ring", median(own), "ns", median(floor), median(ratios),
                 "against time stamp + 32-byte store, read on the other core; aim below 1.2"});
}

} // namespace sluice::bench
