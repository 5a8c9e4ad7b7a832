#include "cli/json.h"

#include "base/names.h"

#include <csignal>

namespace sluice::cli {

std::string dump(const Json& json, int indent) { return json.dump(indent, ' ', false, Json::error_handler_t::replace); }

std::string nameOf(const scenario::Scenario& scenario, ProcessId process)
{
    if (process.value == 0) return "supervisor";
    return process.value <= scenario.processes.size() ? scenario.processes[process.value - 1U].name : std::string();
}

std::string nameOf(const scenario::Scenario& scenario, ChannelId channel)
{
    const bool known = channel.value > 0 && channel.value <= scenario.channels.size();
    return known ? scenario.channels[channel.value - 1U].name : std::string();
}

Json exitToJson(const state::ProcessState& process)
{
    if (process.activity != state::Activity::Ended) return nullptr;
    if (process.exit.code == CLD_EXITED) return {{"how", "exited"}, {"status", process.exit.status}};
    return {{"how", process.exit.code == CLD_DUMPED ? "dumped" : "killed"},
            {"signal", signalName(process.exit.status)}};
}

std::string exitInWords(const state::ProcessState& process)
{
    if (process.activity != state::Activity::Ended) return "had not ended";
    if (process.exit.code == CLD_EXITED) return "exit status " + std::to_string(process.exit.status);
    return "killed by " + signalName(process.exit.status);
}

} // namespace sluice::cli
