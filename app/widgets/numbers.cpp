#include "widgets/numbers.h"

#include "base/names.h"
#include "state/channel_model.h"
#include "timeline/time_axis.h"
#include "widgets/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace sluice::widgets {

using analysis::Arrow;
using probe::Evidence;

namespace {

QString tr(const char* text) { return QCoreApplication::translate("numbers", text); }

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
    group.count(tr("handlers entered"), signals.delivered, Evidence::Probe);
    if (signals.merged > 0) group.count(tr("merged into one that was pending"), signals.merged, Evidence::Derived);
    if (signals.ignored > 0) group.count(tr("thrown away"), signals.ignored, Evidence::Derived);
    if (signals.interrupted > 0) group.count(tr("calls that returned EINTR"), signals.interrupted, Evidence::Probe);
    if (signals.torn > 0) group.count(tr("records found torn"), signals.torn, Evidence::Probe);
    std::map<int, std::vector<Duration>> taken;
    for (const state::SignalState::Latency& each : signals.latencies) taken[each.signal].push_back(each.taken);
    for (auto& [signal, times] : taken) {
        std::ranges::sort(times, {}, &Duration::ns);
        group.add(tr("%1 to its handler, half within").arg(fromStd(signalName(signal))),
                  timeline::formatDuration(times[(times.size() - 1) / 2], 3), Evidence::Derived);
        group.add(tr("%1, the slowest of %2").arg(fromStd(signalName(signal))).arg(times.size()),
                  timeline::formatDuration(times.back(), 3), Evidence::Derived);
    }
}

void addProcess(Group group, const state::ProcessState& process)
{
    group.count(process.isProgram() ? tr("system calls before execve()") : tr("system calls"), process.calls,
                Evidence::Probe);
    if (process.written > 0) group.count(tr("bytes written"), process.written, Evidence::Kernel);
    if (process.sent > 0) group.count(tr("messages sent"), process.sent, Evidence::Derived);
    if (process.received > 0) group.count(tr("messages received"), process.received, Evidence::Derived);
    if (process.lost > 0) group.count(tr("events lost"), process.lost, Evidence::Probe);
    addSignals(group, process.signals);
}

void addChannel(Group group, const state::ChannelState& channel, const state::SystemState& state)
{
    if (std::holds_alternative<mechanisms::PendingSignals>(channel.object)) {
        group.count(tr("pending now"), state::fillOf(channel).level, Evidence::Derived);
        group.count(tr("most pending so far"), channel.maxDepthBytes, Evidence::Derived);
        return;
    }
    const auto bytes = [](std::uint64_t n) { return grouped(static_cast<std::int64_t>(n)) + QStringLiteral(" B"); };
    group.add(tr("inside now"), bytes(channel.depthBytes), Evidence::Derived);
    if (channel.kernelDepthBytes >= 0)
        group.add(tr("inside, when last asked"), bytes(static_cast<std::uint64_t>(channel.kernelDepthBytes)),
                  Evidence::Kernel);
    group.add(tr("most inside so far"), bytes(channel.maxDepthBytes), Evidence::Derived);
    group.add(tr("capacity"), bytes(channel.capacityBytes), Evidence::Kernel);
    const bool programs = std::ranges::any_of(state.processes, &state::ProcessState::isProgram);
    group.add(tr("bytes in"), grouped(static_cast<std::int64_t>(channel.bytesSent)),
              programs ? Evidence::Kernel : Evidence::Probe);
    group.add(tr("bytes out"), grouped(static_cast<std::int64_t>(channel.bytesReceived)),
              programs ? Evidence::Derived : Evidence::Probe);
    group.count(tr("messages in"), channel.messagesSent, Evidence::Derived);
    group.count(tr("messages out"), channel.messagesReceived, Evidence::Derived);
    group.add(tr("rate"), tr("%1 messages/s").arg(state::messageRate(state, channel.id), 0, 'f', 1), Evidence::Derived);
    group.add(tr("open write ends"), QString::number(channel.writers), Evidence::Probe);
    group.add(tr("open read ends"), QString::number(channel.readers), Evidence::Probe);
    if (channel.brokenBytes > 0) group.count(tr("wrong bytes read"), channel.brokenBytes, Evidence::Probe);
}

void addLatency(Group group, const Latency& latency)
{
    if (latency.count == 0) return;
    const auto add = [&](const QString& label, Duration d) {
        group.add(label, timeline::formatDuration(d, 3), Evidence::Derived);
    };
    add(tr("half arrived within"), latency.median);
    add(tr("95 % within"), latency.p95);
    add(tr("99 % within"), latency.p99);
    add(tr("the slowest took"), latency.longest);
}

constexpr std::size_t mostArrows = 10'000; // the newest: how long it takes now

bool isAboutSignals(const Frame& frame)
{
    return std::ranges::any_of(frame.trace.meta().scenario.channels,
                               [](const auto& channel) { return channel.kind == "signal"; });
}

QString howLong(const Frame& frame)
{
    return isAboutSignals(frame) ? tr("From sending to handler") : tr("From write() to read()");
}

QString nameOf(const auto& specs, std::size_t index)
{
    return index < specs.size() ? fromStd(specs[index].name) : QString::number(index + 1);
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
            isAboutSignals(frame) ? scene::Tone::Signal : scene::Tone::Data};
}

std::vector<NumberRow> numbersOf(const Frame& frame)
{
    std::vector<NumberRow> rows;
    const scenario::Scenario& scenario = frame.trace.meta().scenario;
    for (std::size_t i = 1; i < frame.state.processes.size(); ++i)
        addProcess({rows, nameOf(scenario.processes, i - 1)}, frame.state.processes[i]);
    for (std::size_t i = 1; i < frame.state.channels.size(); ++i)
        addChannel({rows, nameOf(scenario.channels, i - 1)}, frame.state.channels[i], frame.state);
    addLatency({rows, howLong(frame)}, latencyOf(frame.timeline->lastArrows(frame.state.time, mostArrows)));
    return rows;
}

} // namespace sluice::widgets
