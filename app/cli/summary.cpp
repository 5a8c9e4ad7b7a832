#include "cli/summary.h"

#include "cli/quantities.h"
#include "state/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace sluice::cli {

namespace {

std::size_t workers(const Summary& summary)
{
    return std::min(summary.scenario.processes.size(), summary.end.processes.size() - 1);
}
std::size_t channels(const Summary& summary)
{
    return std::min(summary.scenario.channels.size(), summary.end.channels.size() - 1);
}

} // namespace

Summary summarize(const trace::TraceView& trace)
{
    Summary summary;
    summary.scenario = trace.meta().scenario;
    summary.emitted = trace.emittedCount();
    summary.lost = trace.lostCount();
    summary.length = {trace.end().ns};
    state::Replay replay(trace);
    summary.end = replay.at(state::Moment{trace.end(), trace.eventCount()});
    summary.stored = trace.eventCount() - summary.end.gaps; // the marks of gaps are nobody's events
    return summary;
}

Json toJson(const Summary& summary)
{
    Json processes = Json::array(), objects = Json::array();
    for (std::size_t i = 0; i < workers(summary); ++i) {
        const auto& spec = summary.scenario.processes[i];
        const auto& process = summary.end.processes[i + 1];
        processes.push_back({{"name", spec.name},
                             {"role", spec.role},
                             {"pid", process.pid},
                             {"exit", exitToJson(process)},
                             {"calls", process.calls}});
    }
    for (std::size_t i = 0; i < channels(summary); ++i) {
        const auto& spec = summary.scenario.channels[i];
        const auto& channel = summary.end.channels[i + 1];
        objects.push_back({{"name", spec.name},
                           {"kind", spec.kind},
                           {"capacity_bytes", channel.capacityBytes},
                           {"max_depth_bytes", channel.maxDepthBytes},
                           {"depth_bytes", channel.depthBytes},
                           {"messages_sent", channel.messagesSent},
                           {"messages_received", channel.messagesReceived},
                           {"bytes_sent", channel.bytesSent},
                           {"bytes_received", channel.bytesReceived},
                           {"broken_bytes", channel.brokenBytes},
                           {"causality_breaks", channel.causalityBreaks}});
    }
    return {{"lesson", summary.scenario.id}, {"mechanism", summary.scenario.mechanism},
            {"emitted", summary.emitted},    {"stored", summary.stored},
            {"lost", summary.lost},          {"duration_ns", summary.length.ns},
            {"processes", processes},        {"channels", objects}};
}

std::string inWords(const Summary& summary)
{
    std::string text;
    const auto line = [&text]<class... Args>(fmt::format_string<Args...> format, Args&&... args) {
        fmt::format_to(std::back_inserter(text), format, std::forward<Args>(args)...);
        text += '\n';
    };
    line("{}: {}, {} events ({} lost)", summary.scenario.id.empty() ? summary.scenario.mechanism : summary.scenario.id,
         inWords(summary.length), grouped(summary.stored), grouped(summary.lost));
    line("");
    line("{:<16} {:<10} {:>8} {:>12} {:>12} {:>12}  {}", "process", "role", "pid", "calls", "sent", "received", "end");
    for (std::size_t i = 0; i < workers(summary); ++i) {
        const auto& process = summary.end.processes[i + 1];
        line("{:<16} {:<10} {:>8} {:>12} {:>12} {:>12}  {}", summary.scenario.processes[i].name,
             summary.scenario.processes[i].role, process.pid, grouped(process.calls), grouped(process.sent),
             grouped(process.received), exitInWords(process));
    }
    line("");
    line("{:<16} {:>14} {:>14} {:>14} {:>14}", "channel", "capacity, B", "deepest, B", "messages in", "messages out");
    for (std::size_t i = 0; i < channels(summary); ++i) {
        const auto& channel = summary.end.channels[i + 1];
        line("{:<16} {:>14} {:>14} {:>14} {:>14}", summary.scenario.channels[i].name, grouped(channel.capacityBytes),
             grouped(channel.maxDepthBytes), grouped(channel.messagesSent), grouped(channel.messagesReceived));
    }
    return text;
}

} // namespace sluice::cli
