#pragma once

#include "scenario/scenario.h"

#include <variant>

namespace sluice::scenario {

/// A process is let go: for one step, from where it stands at its gate.
struct LetGo {
    std::string process; ///< its name in the scenario
    std::string before;  ///< what it is about to do: name of a probe::Call or of a probe::GatePoint
    std::string code;    ///< its source line; "": not known, and not compared
    bool operator==(const LetGo&) const = default;
};

/// A setting is changed, or an action asked for, between two steps.
struct Change {
    std::string key;
    std::int64_t value = 0;
    bool operator==(const Change&) const = default;
};

/// An order of the steps of all processes that somebody has chosen: who is let go after whom, from where.
struct Interleaving {
    std::string scenario;                         ///< id of the one that it was chosen in
    std::map<std::string, std::int64_t> settings; ///< of that, at the start of the run
    std::vector<LetGo> begin;                     ///< where those at their gates stood before the first step
    std::vector<std::variant<LetGo, Change>> steps;
    bool operator==(const Interleaving&) const = default;
};

/// Reads strict JSON, as scenario::parse() does; what it names has to be there in `scenario`. Errors: as there.
[[nodiscard]] Result<Interleaving> parseInterleaving(std::string_view json, std::string_view fileName,
                                                     const Scenario& scenario);
/// Only which scenario it was chosen in: for whoever has a file and needs the scenario. Errors: as there.
[[nodiscard]] Result<std::string> scenarioOfInterleaving(std::string_view json, std::string_view fileName);
[[nodiscard]] std::string toJson(const Interleaving& interleaving);

} // namespace sluice::scenario
