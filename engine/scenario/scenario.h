#pragma once

#include "base/id.h"
#include "base/result.h"
#include "base/trace_time.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::scenario {

struct ProcessSpec {
    std::string name; ///< unique: "writer", "writer 2"
    std::string role; ///< a role of its channel's mechanism
    ChannelId channel{1};
    bool operator==(const ProcessSpec&) const = default;
};

struct ChannelSpec {
    std::string name; ///< "pipe"
    std::string kind; ///< a mechanism's kind
    bool operator==(const ChannelSpec&) const = default;
};

/// Something that happens by itself at a moment of the run, as if a viewer had done it.
struct TimedAction {
    Duration at;
    std::string key; ///< a setting's key, or "<process>.hold"
    std::int64_t value = 0;
    bool operator==(const TimedAction&) const = default;
};

/// Which processes run, over which kernel object, at what pace: data only, no commands, no paths.
/// The same struct starts a lesson, is stored in the trace and is checked by one function.
struct Scenario {
    std::string id;                     ///< "pipe.backpressure"
    std::string mechanism;              ///< what it is about: the family of one of its channels' kinds
    std::vector<ProcessSpec> processes; ///< 1 to 16
    std::vector<ChannelSpec> channels;  ///< 1 to 8
    std::map<std::string, std::int64_t> settings;
    std::vector<TimedAction> actions; ///< sorted by time
    bool operator==(const Scenario&) const = default;
};

/// Reads strict JSON: unknown members, wrong types and values out of bounds are errors whose `call` is
/// "FILE:LINE" and whose `context` begins with the JSON path, e.g. "/processes/1/role: unknown role 'raeder'…".
[[nodiscard]] Result<Scenario> parse(std::string_view json, std::string_view fileName);
[[nodiscard]] std::string toJson(const Scenario& scenario);

/// Sets one value by its key, with the bounds of the mechanism's table; unknown keys list the known ones.
[[nodiscard]] Result<void> set(Scenario& scenario, std::string_view key, std::int64_t value);
/// Index of a choice by its words ("wc -c"), or nothing if the setting has no such choice.
[[nodiscard]] std::optional<std::int64_t> choice(const Scenario& scenario, std::string_view key,
                                                 std::string_view words);
/// The value in force at the start: the scenario's, else the table's.
[[nodiscard]] std::int64_t initialValue(const Scenario& scenario, std::string_view key);

} // namespace sluice::scenario
