// What things cost, as ratios of medians from one run. Never a pass or a fail: the machine is not always as quiet.
//     sluice_bench [FILE.json [PART...]]        PART: see `parts`, or the name of a lane; without one, all of them

#include "base/memory.h"
#include "compare/comparison.h"
#include "results.h"

#include <QApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <iostream>
#include <string_view>

using namespace sluice::bench;

namespace {

struct Part {
    std::string_view name;
    void (*announce)(); ///< to the library; null: it measures by itself
    void (*add)(const Medians&, Results&);
};

template <void (*measure)(Results&)>
void byItself(const Medians&, Results& results)
{
    measure(results);
}

void lanes(const Medians&, Results& results) { measureLanes(results, {}); }

constexpr std::array<Part, 13> parts{{{"events", registerEvents, addEvents},
                                      {"emitting", nullptr, byItself<measureEvents>},
                                      {"collecting", nullptr, byItself<measureCollecting>},
                                      {"sustaining", nullptr, byItself<measureSustaining>},
                                      {"states", registerStates, addStates},
                                      {"frames", registerFrames, addFrames},
                                      {"films", nullptr, byItself<measureFilms>},
                                      {"pipes", nullptr, byItself<measurePipes>},
                                      {"signals", nullptr, byItself<measureSignals>},
                                      {"lanes", nullptr, lanes},
                                      {"memory", nullptr, byItself<measureMemory>},
                                      {"traces", nullptr, byItself<measureLongTraces>},
                                      {"start", nullptr, byItself<measureStart>}}};

} // namespace

int main(int argc, char** argv)
{
    if (argc > 1 && argv[1][0] == '-') {
        std::cerr << "usage: sluice_bench [FILE.json [PART]...]\nparts:";
        for (const Part& part : parts) std::cerr << ' ' << part.name;
        std::cerr << ", or a mechanism of `sluice compare`\n";
        return 2;
    }
    int count = 1;
    sluice::keepFreedMemory(); // as the program does
    QTemporaryDir settings;    // nobody's own
    qputenv("XDG_CONFIG_HOME", settings.path().toUtf8());
    QApplication app(count, argv); // fonts, windows
    const auto wanted = [&](std::string_view part) {
        return argc < 3 || std::find(argv + 2, argv + argc, part) != argv + argc;
    };
    for (const Part& part : parts)
        if (part.announce && wanted(part.name)) part.announce();
    char name[] = "sluice_bench", interleaved[] = "--benchmark_enable_random_interleaving=true",
         repetitions[] = "--benchmark_repetitions=9", time[] = "--benchmark_min_time=0.05";
    char* options[] = {name, interleaved, repetitions, time, nullptr};
    int optionCount = 4;
    benchmark::Initialize(&optionCount, options);
    Medians medians;
    benchmark::RunSpecifiedBenchmarks(&medians);

    Results results;
    for (const Part& part : parts)
        if (wanted(part.name)) part.add(medians, results);
    for (int i = 2; i < argc; ++i)
        if (const auto lane = sluice::compare::throughNamed(argv[i])) measureLanes(results, lane);
    results.print();
    if (argc < 2 || results.writeJson(argv[1])) return 0;
    std::cerr << "cannot write " << argv[1] << '\n';
    return 1;
}
