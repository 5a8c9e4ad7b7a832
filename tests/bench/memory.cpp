#include "base/mapping.h"
#include "mechanisms/processors.h"
#include "probe/clock.h"
#include "results.h"

#include <atomic>
#include <new>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sluice::bench {

namespace {

constexpr std::size_t page = 4096, lineBytes = 64;
constexpr std::int64_t windowNs = 300'000;
constexpr std::size_t windows = 41;
constexpr int rounds = 21;

using Word = std::atomic<std::uint64_t>;

/// Each process notes how many additions it has made in each window, in which both begin together.
struct Counts {
    Word reached[2];
    double ns[2][windows];
};

void pinTo(int processor)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<unsigned>(processor), &set);
    sched_setaffinity(0, sizeof set, &set);
}

void addTogether(Word& word, Counts& counts, int me)
{
    for (std::size_t window = 0; window < windows; ++window) {
        counts.reached[me].store(window + 1);
        while (counts.reached[1 - me].load() < window + 1) {}
        const std::int64_t began = probe::monotonicNow();
        std::int64_t count = 0, now = began;
        for (; now - began < windowNs; now = probe::monotonicNow(), count += 256)
            for (int i = 0; i < 256; ++i) word.fetch_add(1);
        // Who has lost its processor meanwhile was not there for all of it: neither was the other one's company.
        const bool whole = now - began < windowNs * 3 / 2;
        counts.ns[me][window] = whole ? static_cast<double>(now - began) / static_cast<double>(count) : 0;
    }
}

/// Two processes on two cores, `distance` bytes between their counters: nanoseconds per addition, in the windows in
/// which both ran all the time.
double pairOfAdders(const mechanisms::ProcessorPair& processors, std::size_t distance)
{
    auto memory = Mapping::shared(3 * page);
    if (!memory) return 0;
    const auto wordAt = [&](std::size_t offset) { return reinterpret_cast<Word*>(memory->data() + offset); };
    auto& counts = *new (memory->data() + page) Counts{};
    const pid_t other = fork();
    if (other == 0) {
        pinTo(processors.second);
        addTogether(*wordAt(distance), counts, 1);
        _exit(0);
    }
    cpu_set_t before;
    sched_getaffinity(0, sizeof before, &before);
    pinTo(processors.first);
    addTogether(*wordAt(0), counts, 0);
    sched_setaffinity(0, sizeof before, &before);
    waitpid(other, nullptr, 0);
    std::vector<double> whole;
    for (std::size_t window = 0; window < windows; ++window)
        if (counts.ns[0][window] > 0 && counts.ns[1][window] > 0)
            whole.push_back((counts.ns[0][window] + counts.ns[1][window]) / 2);
    return median(whole);
}

} // namespace

void measureMemory(Results& results)
{
    const mechanisms::ProcessorPair processors = mechanisms::chooseProcessors();
    if (processors.second < 0) return; // there is no second cache that the line could go to
    std::vector<double> same, padded, ratios;
    for (int i = 0; i < rounds; ++i) {
        const double a1 = pairOfAdders(processors, sizeof(Word)), b1 = pairOfAdders(processors, 2 * lineBytes);
        const double b2 = pairOfAdders(processors, 2 * lineBytes), a2 = pairOfAdders(processors, sizeof(Word));
        same.insert(same.end(), {a1, a2});
        padded.insert(padded.end(), {b1, b2});
        ratios.push_back((a1 + a2) / (b1 + b2));
    }
    results.add({"atomic add, two in one line", median(same), "ns", median(padded), median(ratios),
                 "against a line for each; aim at least 3"});
}

} // namespace sluice::bench
