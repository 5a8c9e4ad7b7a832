// What things cost, as ratios of medians from one run. Never a pass or a fail: the machine is not always as quiet.
//     sluice_bench [FILE.json]

#include "base/memory.h"
#include "results.h"

#include <QApplication>
#include <QTemporaryDir>

#include <iostream>

using namespace sluice::bench;

int main(int argc, char** argv)
{
    int count = 1;
    sluice::keepFreedMemory(); // as the program does
    QTemporaryDir settings;    // nobody's own
    qputenv("XDG_CONFIG_HOME", settings.path().toUtf8());
    QApplication app(count, argv); // fonts, windows
    registerEvents();
    registerStates();
    registerFrames();
    char name[] = "sluice_bench", interleaved[] = "--benchmark_enable_random_interleaving=true",
         repetitions[] = "--benchmark_repetitions=9", time[] = "--benchmark_min_time=0.05";
    char* options[] = {name, interleaved, repetitions, time, nullptr};
    int optionCount = 4;
    benchmark::Initialize(&optionCount, options);
    Medians medians;
    benchmark::RunSpecifiedBenchmarks(&medians);

    Results results;
    addEvents(medians, results);
    addStates(medians, results);
    addFrames(medians, results);
    measureFilms(results);
    measurePipes(results);
    measureSignals(results);
    measureLanes(results);
    measureMemory(results);
    measureLongTraces(results);
    measureStart(results);
    results.print();
    if (argc < 2 || results.writeJson(argv[1])) return 0;
    std::cerr << "cannot write " << argv[1] << '\n';
    return 1;
}
