#include "analysis/wait_for.h"
#include "cli/quantities.h"
#include "cli/state_json.h"

#include <fmt/format.h>

#include <iterator>

namespace sluice::cli {

namespace {

std::string callInWords(const state::CallState& call)
{
    if (call.call == probe::Call::None) return {};
    const std::string made = fmt::format("{}({}, {} bytes)", probe::name(call.call), call.fd, grouped(call.size));
    return call.running ? "in " + made : fmt::format("{} = {}", made, call.result);
}

} // namespace

std::string inWords(const state::SystemState& state, const trace::TraceView& trace)
{
    const auto& scenario = trace.meta().scenario;
    const analysis::Explanation now = analysis::explain(state, trace);
    std::string text = fmt::format("{:.6f} s, after {} events\n{}\n\n", toSeconds(state.time), grouped(state.applied),
                                   now.sentence.empty() ? now.headline : now.sentence);
    const auto out = std::back_inserter(text);
    for (std::size_t i = 1; i < state.processes.size(); ++i) {
        const auto& process = state.processes[i];
        fmt::format_to(out, "{:<16} {:>8}  {:<8} since {:.6f} s ({})  {}\n", nameOf(scenario, process.id), process.pid,
                       state::name(process.activity), toSeconds(process.since), probe::name(process.activityEvidence),
                       callInWords(process.call));
    }
    for (std::size_t i = 1; i < state.channels.size(); ++i) {
        const auto& channel = state.channels[i];
        if (const auto* memory = std::get_if<mechanisms::SharedMemory>(&channel.object)) {
            fmt::format_to(out, "{:<16} {} mappings, {} figures told (--json)\n", nameOf(scenario, channel.id),
                           memory->places.size(), memory->figures.size());
            continue;
        }
        fmt::format_to(out, "{:<16} {} of {} bytes (derived), {} messages in, {} out\n", nameOf(scenario, channel.id),
                       grouped(channel.depthBytes), grouped(channel.capacityBytes), grouped(channel.messagesSent),
                       grouped(channel.messagesReceived));
    }
    for (const auto& cycle : analysis::waitForGraph(state).deadlocks) {
        fmt::format_to(out, "deadlock (derived): ");
        for (const ProcessId each : cycle) fmt::format_to(out, "{} waits for ", nameOf(scenario, each));
        fmt::format_to(out, "{}\n", cycle.size() == 1 ? "itself" : nameOf(scenario, cycle.front()));
    }
    for (const analysis::Fact& fact : now.facts)
        fmt::format_to(out, "  {:<8} {}\n", probe::name(fact.evidence), fact.text);
    return text;
}

} // namespace sluice::cli
