#pragma once

#include "compare/comparison.h"

#include <benchmark/benchmark.h>

#include <optional>
#include <string>
#include <vector>

namespace sluice::bench {

/// One line of the table: a median, and what it is held against, measured in the same run.
struct Result {
    std::string name;
    double value = 0;
    std::string unit;
    std::optional<double> baseline;
    std::optional<double> ratio; ///< value / baseline, or the median of paired ratios
    std::string meaning;         ///< what the baseline is, and the aim
};

class Results
{
public:
    void add(Result result);
    void print() const;
    /// [{name, value, unit, baseline, ratio}]. False: cannot be written.
    [[nodiscard]] bool writeJson(const std::string& file) const;

private:
    std::vector<Result> m_all;
};

/// Runs everything that is registered with the library, repeated and in random order.
class Medians : public benchmark::BenchmarkReporter
{
public:
    bool ReportContext(const Context&) override { return true; }
    void ReportRuns(const std::vector<Run>& runs) override;
    /// Median time of one iteration, in ns.
    [[nodiscard]] double of(const std::string& name) const;

private:
    std::vector<std::pair<std::string, double>> m_medians;
};

/// Median of a list, which it sorts.
[[nodiscard]] double median(std::vector<double> values);

// What each file of this folder measures.
void registerEvents();
void addEvents(const Medians& medians, Results& results);
void registerStates();
void addStates(const Medians& medians, Results& results);
void registerFrames();
void addFrames(const Medians& medians, Results& results);
/// Real processes, with events against without: rounds in the order A B B A.
void measurePipes(Results& results);
void measureSignals(Results& results);
/// The way of events from several processes' rings into the trace and into the state, each stage at its fastest.
void measureCollecting(Results& results);
void measureSustaining(Results& results);
/// One event in a worker, back to back, against the plainest way to hand as much to another core.
void measureEvents(Results& results);
/// What `sluice compare` measures, against plain pairs of processes.
void measureLanes(Results& results, std::optional<compare::Through> only);
/// Films of five seconds, made as fast as they can be.
void measureFilms(Results& results);
/// Two processes that add to one cache line, and to two.
void measureMemory(Results& results);
/// Synthetic traces, a short and a long one.
void measureLongTraces(Results& results);
/// Windows, from nothing to what one can use.
void measureStart(Results& results);

} // namespace sluice::bench
