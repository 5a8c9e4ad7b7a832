#include "base/mapping.h"
#include "mechanisms/processors.h"
#include "probe/clock.h"
#include "results.h"

#include <atomic>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sluice::bench {

namespace {

constexpr std::size_t page = 4096, lineBytes = 64;
constexpr std::int64_t runNs = 5'000'000;
constexpr int rounds = 21;

using Word = std::atomic<std::uint64_t>;

void pinTo(int processor)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<unsigned>(processor), &set);
    sched_setaffinity(0, sizeof set, &set);
}

/// Additions for five milliseconds, together with the other process; nanoseconds per addition.
double addTogether(Word& word, Word& ready)
{
    ready.fetch_add(1);
    while (ready.load() < 2) {}
    const std::int64_t began = probe::monotonicNow();
    std::int64_t count = 0, now = began;
    for (; now - began < runNs; now = probe::monotonicNow(), count += 1'024)
        for (int i = 0; i < 1'024; ++i) word.fetch_add(1);
    return static_cast<double>(now - began) / static_cast<double>(count);
}

/// Two processes on two cores, `distance` bytes between their counters.
double pairOfAdders(const mechanisms::ProcessorPair& processors, std::size_t distance)
{
    auto memory = Mapping::shared(2 * page);
    if (!memory) return 0;
    const auto wordAt = [&](std::size_t offset) { return reinterpret_cast<Word*>(memory->data() + offset); };
    const pid_t other = fork();
    if (other == 0) {
        pinTo(processors.second);
        addTogether(*wordAt(distance), *wordAt(page));
        _exit(0);
    }
    cpu_set_t before;
    sched_getaffinity(0, sizeof before, &before);
    pinTo(processors.first);
    const double ns = addTogether(*wordAt(0), *wordAt(page));
    sched_setaffinity(0, sizeof before, &before);
    waitpid(other, nullptr, 0);
    return ns;
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
