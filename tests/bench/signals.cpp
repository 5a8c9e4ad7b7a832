// From sending a signal to its handler, between two real processes: what the probe adds.

#include "base/mapping.h"
#include "probe/worker.h"
#include "results.h"

#include <atomic>
#include <csignal>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sluice::bench {

namespace {

using Events = probe::Worker::Events;

constexpr int rounds = 21, signalsPerRound = 400;
constexpr std::size_t ringBytes = 1 << 20; // holds all events of a round: nobody drains meanwhile

/// What sender and receiver tell each other, in memory that both have.
struct Shared {
    std::atomic<std::int64_t> handled{0}; ///< when the last handler could begin its work; 0: not yet
    std::atomic<bool> ready{false};
};

probe::Worker* handlersWorker = nullptr;
Shared* handlersShared = nullptr;

void onSignal(int signal, siginfo_t* info, void*)
{
    handlersWorker->handlerEntered(signal, *info);
    handlersShared->handled.store(probe::monotonicNow(), std::memory_order_release);
    handlersWorker->handlerReturned(signal);
}

void pinToCpu(int which)
{
    cpu_set_t allowed, one;
    CPU_ZERO(&one);
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0 || CPU_COUNT(&allowed) < 2) return;
    for (int cpu = 0, seen = 0; cpu < CPU_SETSIZE; ++cpu)
        if (CPU_ISSET(cpu, &allowed) && seen++ == which) CPU_SET(cpu, &one);
    sched_setaffinity(0, sizeof one, &one);
}

[[noreturn]] void receive(probe::Region& region, Events events, Shared& shared)
{
    pinToCpu(1);
    probe::Worker me(region, {2}, events);
    handlersWorker = &me;
    handlersShared = &shared;
    me.setDisposition(SIGUSR1, probe::Disposition::Handler, 0, onSignal);
    shared.ready.store(true);
    for (;;) pause(); // until it is killed
}

/// Median nanoseconds from before the call that sends to the first line of the handler's own work.
double latencyRun(Events events)
{
    auto region = probe::Region::create(2, ringBytes, probe::safestFastClock());
    auto memory = Mapping::shared(sizeof(Shared));
    if (!region || !memory) return 0;
    auto& shared = *new (memory->data()) Shared;
    region->setStartRaw(1);
    const pid_t receiver = fork();
    if (receiver == 0) receive(*region, events, shared);
    region->control({2}).pid.store(receiver);
    cpu_set_t before;
    sched_getaffinity(0, sizeof before, &before);
    pinToCpu(0);
    while (!shared.ready.load()) sched_yield();
    probe::Worker me(*region, {1}, events);
    std::vector<double> taken;
    for (int i = 0; i < signalsPerRound; ++i) {
        shared.handled.store(0);
        const std::int64_t sent = probe::monotonicNow();
        if (me.sendSignal(probe::Call::Kill, {2}, SIGUSR1, 0) != 0) break;
        std::int64_t handled = 0;
        while ((handled = shared.handled.load(std::memory_order_acquire)) == 0) {}
        taken.push_back(static_cast<double>(handled - sent));
    }
    kill(receiver, SIGKILL);
    waitpid(receiver, nullptr, 0);
    sched_setaffinity(0, sizeof before, &before);
    return median(taken);
}

} // namespace

void measureSignals(Results& results)
{
    std::vector<double> with, without, ratios;
    for (int i = 0; i < rounds; ++i) {
        const double a1 = latencyRun(Events::On), b1 = latencyRun(Events::Off), b2 = latencyRun(Events::Off),
                     a2 = latencyRun(Events::On);
        with.insert(with.end(), {a1, a2});
        without.insert(without.end(), {b1, b2});
        ratios.push_back((a1 + a2) / (b1 + b2));
    }
    results.add({"signal: from sending to its handler", median(with) / 1e3, "µs", median(without) / 1e3, median(ratios),
                 "with events against without"});
}

} // namespace sluice::bench
