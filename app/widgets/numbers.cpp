#include "widgets/numbers.h"

#include "analysis/race_figures.h"
#include "base/names.h"
#include "scenario/setting_table.h"
#include "scene/comparison_words.h"
#include "scene/race_words.h"
#include "state/channel_model.h"
#include "timeline/time_axis.h"
#include "widgets/words.h"
#include "words/numbers.h"
#include "words/words.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace sluice::widgets {

using analysis::Arrow;
using probe::Evidence;

namespace {

/// Collects the rows of one group.
struct Group {
    std::vector<NumberRow>& rows;
    QString name;
    void add(const QString& label, const QString& value, Evidence evidence)
    {
        rows.push_back({name, label, value, evidence});
    }
    void count(const QString& label, std::uint64_t number, Evidence evidence)
    {
        add(label, grouped(static_cast<std::int64_t>(number)), evidence);
    }
};

void addSignals(Group group, const state::SignalState& signals)
{
    if (signals.channel.value == 0) return;
    const bool reads = signals.signalFd >= 0;
    group.count(reads ? translated("widgets", "taken by read()") : translated("widgets", "handlers entered"),
                signals.delivered, Evidence::Probe);
    if (signals.merged > 0)
        group.count(translated("widgets", "merged into one that was pending"), signals.merged, Evidence::Derived);
    if (signals.ignored > 0) group.count(translated("widgets", "thrown away"), signals.ignored, Evidence::Derived);
    if (signals.interrupted > 0)
        group.count(translated("widgets", "calls that returned EINTR"), signals.interrupted, Evidence::Probe);
    if (signals.torn > 0) group.count(translated("widgets", "records found torn"), signals.torn, Evidence::Probe);
    std::map<int, std::vector<Duration>> taken;
    for (const state::SignalState::Latency& each : signals.latencies) taken[each.signal].push_back(each.taken);
    for (auto& [signal, times] : taken) {
        std::ranges::sort(times, {}, &Duration::ns);
        group.add((signals.reads(signal) ? translated("widgets", "%1 to its read(), half within")
                                         : translated("widgets", "%1 to its handler, half within"))
                      .arg(fromStd(signalName(signal))),
                  timeline::formatDuration(times[(times.size() - 1) / 2], 3), Evidence::Derived);
        group.add(translated("widgets", "%1, the slowest of %2").arg(fromStd(signalName(signal))).arg(times.size()),
                  timeline::formatDuration(times.back(), 3), Evidence::Derived);
    }
}

void addProcess(Group group, const state::ProcessState& process)
{
    group.count(process.isProgram() ? translated("widgets", "system calls before execve()")
                                    : translated("widgets", "system calls"),
                process.calls, Evidence::Probe);
    if (process.written > 0) group.count(translated("widgets", "bytes written"), process.written, Evidence::Kernel);
    if (process.sent > 0) group.count(translated("widgets", "messages sent"), process.sent, Evidence::Derived);
    if (process.received > 0)
        group.count(translated("widgets", "messages received"), process.received, Evidence::Derived);
    if (process.lost > 0) group.count(translated("widgets", "events lost"), process.lost, Evidence::Probe);
    addSignals(group, process.signals);
}

/// What is known of memory: the figures that somebody has told.
void addMemory(Group group, const mechanisms::SharedMemory& memory)
{
    using probe::Figure;
    const auto add = [&](Figure figure, const QString& label, const QString& form = QStringLiteral("%1")) {
        if (const auto* newest = memory.newest(figure))
            group.add(label, form.arg(grouped(memory.sum(figure))), newest->evidence);
    };
    const auto one = [&](Figure figure, std::uint16_t index, const QString& label, double part, const QString& unit) {
        if (const auto* newest = memory.newest(figure, index))
            group.add(
                label,
                (part == 1 ? grouped(newest->value) : words::decimal(static_cast<double>(newest->value) * part, 1))
                    + (unit.isEmpty() ? QString() : QLatin1Char(' ') + unit),
                newest->evidence);
    };
    // Each process has told its own: as the stage has them, the mean of both and the least of both.
    const auto ofAll = [&](Figure figure, std::uint16_t index, const QString& label, const auto& fold) {
        std::vector<double> told;
        for (const auto& each : memory.figures)
            if (each.what == figure && each.index == index) told.push_back(static_cast<double>(each.value));
        if (!told.empty()) group.add(label, fold(told), Evidence::Derived);
    };
    const auto meanNs = [](const std::vector<double>& all) {
        const double sum = std::accumulate(all.begin(), all.end(), 0.0);
        return QStringLiteral("%1 ns").arg(words::decimal(sum / static_cast<double>(all.size()) / 1'000, 1));
    };
    const auto leastPercent = [](const std::vector<double>& all) {
        return QStringLiteral("%1 %").arg(words::decimal(*std::ranges::min_element(all) / 10, 1));
    };
    add(Figure::Accesses, translated("widgets", "timed accesses"));
    add(Figure::Transfers, translated("widgets", "of those transfers"));
    add(Figure::Unclear, translated("widgets", "interrupted, so not judged"));
    add(Figure::ProvenMoves, translated("widgets", "transfers proven by value"));
    add(Figure::ProvenFound, translated("widgets", "of those found by time"));
    add(Figure::ProvenWrong, translated("widgets", "wrongly taken for one"));
    one(Figure::Threshold, 0, translated("widgets", "threshold"), 1, QStringLiteral("ns"));
    ofAll(Figure::AddTime, 0, translated("widgets", "an addition, same line"), meanNs);
    ofAll(Figure::AddTime, 1, translated("widgets", "an addition, padded"), meanNs);
    ofAll(Figure::Overlap, 0, translated("widgets", "both ran at once"), leastPercent);
    add(Figure::Preemptions, translated("widgets", "involuntary switches"));
    add(Figure::Additions, translated("widgets", "additions made"));
    one(Figure::CounterValue, 0, translated("widgets", "the counter holds"), 1, QString());
    one(Figure::LostUpdates, 0, translated("widgets", "updates lost"), 1, QString());
    add(Figure::RingHead, translated("widgets", "messages in"));
    add(Figure::RingTail, translated("widgets", "messages out"));
    one(Figure::ChunkTime, 0, translated("widgets", "a load, near node"), 0.001, QStringLiteral("ns"));
    one(Figure::ChunkTime, 1, translated("widgets", "a load, far node"), 0.001, QStringLiteral("ns"));
    if (!memory.places.empty()) group.count(translated("widgets", "mappings"), memory.places.size(), Evidence::Probe);
}

/// Of each mechanism in a race.
void addRace(Group group, const analysis::RaceFigures& race)
{
    using mechanisms::RaceWay;
    if (race.rounds > 0)
        group.count(translated("widgets", "rounds"), static_cast<std::uint64_t>(race.rounds), Evidence::Probe);
    for (const analysis::RaceLane& lane : race.lanes) {
        for (std::size_t i = 0; i < lane.sizes.size(); ++i) {
            if (!lane.sizes[i].ran()) continue;
            group.add(translated("widgets", "%1, %2 one way")
                          .arg(scene::laneName(lane.through), scene::sizeInWords(mechanisms::raceSizes[i])),
                      scene::perSecond(lane.sizes[i].rate.median), Evidence::Derived);
        }
        if (!lane.ran()) continue;
        group.add(translated("widgets", "%1, one way").arg(scene::laneName(lane.through)),
                  scene::perSecond(lane.rate.median), Evidence::Derived);
        const auto add = [&](const QString& label, double percent) {
            if (const auto ns = lane.timesOf(RaceWay::RoundTrip).percentile(percent))
                group.add(label, timeline::formatDuration({std::llround(*ns)}, 3), Evidence::Derived);
        };
        add(translated("widgets", "%1, and back").arg(scene::laneName(lane.through)), 50);
        add(translated("widgets", "%1, 99 % within").arg(scene::laneName(lane.through)), 99);
    }
}

void addChannel(Group group, const state::ChannelState& channel, const state::SystemState& state,
                const scenario::Scenario& scenario)
{
    if (const auto* memory = std::get_if<mechanisms::SharedMemory>(&channel.object)) {
        if (memory->newest(probe::Figure::RaceFact))
            return addRace(group, analysis::RaceFigures::of(state, *memory, scenario));
        return addMemory(group, *memory);
    }
    if (std::holds_alternative<mechanisms::PendingSignals>(channel.object)) {
        group.count(translated("widgets", "pending now"), state::fillOf(channel).level, Evidence::Derived);
        group.count(translated("widgets", "most pending so far"), channel.maxDepthBytes, Evidence::Derived);
        return;
    }
    const auto bytes = [](std::uint64_t n) { return grouped(static_cast<std::int64_t>(n)) + QStringLiteral(" B"); };
    group.add(translated("widgets", "inside now"), bytes(channel.depthBytes), Evidence::Derived);
    if (channel.kernelDepthBytes >= 0)
        group.add(translated("widgets", "inside, when last asked"),
                  bytes(static_cast<std::uint64_t>(channel.kernelDepthBytes)), Evidence::Kernel);
    group.add(translated("widgets", "most inside so far"), bytes(channel.maxDepthBytes), Evidence::Derived);
    group.add(translated("widgets", "capacity"), bytes(channel.capacityBytes), Evidence::Kernel);
    const bool programs = std::ranges::any_of(state.processes, &state::ProcessState::isProgram);
    group.add(translated("widgets", "bytes in"), grouped(static_cast<std::int64_t>(channel.bytesSent)),
              programs ? Evidence::Kernel : Evidence::Probe);
    group.add(translated("widgets", "bytes out"), grouped(static_cast<std::int64_t>(channel.bytesReceived)),
              programs ? Evidence::Derived : Evidence::Probe);
    group.count(translated("widgets", "messages in"), channel.messagesSent, Evidence::Derived);
    group.count(translated("widgets", "messages out"), channel.messagesReceived, Evidence::Derived);
    group.add(translated("widgets", "rate"),
              translated("widgets", "%1 messages/s").arg(words::decimal(state::messageRate(state, channel.id), 1)),
              Evidence::Derived);
    group.add(translated("widgets", "open write ends"), QString::number(channel.writers), Evidence::Probe);
    group.add(translated("widgets", "open read ends"), QString::number(channel.readers), Evidence::Probe);
    if (channel.brokenBytes > 0)
        group.count(translated("widgets", "wrong bytes read"), channel.brokenBytes, Evidence::Probe);
}

void addLatency(Group group, const Latency& latency)
{
    if (latency.count == 0) return;
    const auto add = [&](const QString& label, Duration d) {
        group.add(label, timeline::formatDuration(d, 3), Evidence::Derived);
    };
    add(translated("widgets", "half arrived within"), latency.median);
    add(translated("widgets", "95 % within"), latency.p95);
    add(translated("widgets", "99 % within"), latency.p99);
    add(translated("widgets", "the slowest took"), latency.longest);
}

constexpr std::size_t mostArrows = 10'000; // the newest: how long it takes now

QString howLong(const Frame& frame)
{
    return hasSignals(frame.trace.meta().scenario) ? translated("widgets", "From sending to handler")
                                                   : translated("widgets", "From write() to read()");
}

QString nameOf(const auto& specs, std::size_t index)
{
    return index < specs.size() ? shown(specs[index].name) : QString::number(index + 1);
}

} // namespace

Latency latencyOf(std::span<const Arrow> arrows)
{
    if (arrows.empty()) return {};
    std::vector<Duration> taken;
    taken.reserve(arrows.size());
    for (const Arrow& arrow : arrows) taken.push_back(arrow.received - arrow.sendEntered);
    std::ranges::sort(taken);
    // Nearest rank: the smallest value that at least this share does not exceed.
    const auto rank = [&](std::size_t percent) {
        return taken[std::max<std::size_t>(1, (taken.size() * percent + 99) / 100) - 1];
    };
    return {taken.size(), rank(50), rank(95), rank(99), taken.back()};
}

Distribution distributionOf(const Frame& frame)
{
    constexpr std::size_t bars = 32;
    const std::vector<Arrow> arrows = frame.timeline->lastArrows(frame.state.time, mostArrows);
    std::vector<Duration> taken;
    for (const Arrow& arrow : arrows) taken.push_back(arrow.received - arrow.sendEntered);
    return {howLong(frame), scene::histogramOf(taken, bars), latencyOf(arrows).median,
            hasSignals(frame.trace.meta().scenario) ? scene::Tone::Signal : scene::Tone::Data};
}

std::vector<NumberRow> numbersOf(const Frame& frame)
{
    std::vector<NumberRow> rows;
    const scenario::Scenario& scenario = frame.trace.meta().scenario;
    for (std::size_t i = 1; i < frame.state.processes.size(); ++i)
        addProcess({rows, nameOf(scenario.processes, i - 1)}, frame.state.processes[i]);
    for (std::size_t i = 1; i < frame.state.channels.size(); ++i)
        addChannel({rows, nameOf(scenario.channels, i - 1)}, frame.state.channels[i], frame.state, scenario);
    addLatency({rows, howLong(frame)}, latencyOf(frame.timeline->lastArrows(frame.state.time, mostArrows)));
    return rows;
}

} // namespace sluice::widgets
