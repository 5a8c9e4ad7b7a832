#pragma once

#include "base/trace_time.h"
#include "probe/event.h"
#include "scenario/scenario.h"
#include "state/system_state.h"

#include <nlohmann/json.hpp>

#include <iosfwd>
#include <string>

namespace sluice::cli {

using Json = nlohmann::ordered_json;

/// Text for machines: UTF-8 always, whatever a name contains.
[[nodiscard]] std::string dump(const Json& json, int indent = 2);

/// Names of things in a scenario; "supervisor" for process 0, "" for channel 0 and for ids that are unknown.
[[nodiscard]] std::string nameOf(const scenario::Scenario& scenario, ProcessId process);
[[nodiscard]] std::string nameOf(const scenario::Scenario& scenario, ChannelId channel);

/// How a process ended: {"how": "exited", "status": 0} or {"how": "killed", "signal": "SIGPIPE"}, null while it runs.
[[nodiscard]] Json exitToJson(const state::ProcessState& process);
[[nodiscard]] std::string exitInWords(const state::ProcessState& process);

} // namespace sluice::cli
