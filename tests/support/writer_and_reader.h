#pragma once

#include "base/id.h"
#include "scenario/scenario.h"

namespace sluice::test {

inline constexpr ProcessId writer{1}, reader{2};
inline constexpr ChannelId pipeId{1};

/// A writer and a reader over one pipe, with the settings that are given.
inline scenario::Scenario writerAndReader(std::map<std::string, std::int64_t> settings = {})
{
    scenario::Scenario scenario;
    scenario.id = "test";
    scenario.mechanism = "pipe";
    scenario.processes = {{"writer", "writer"}, {"reader", "reader"}};
    scenario.channels = {{"pipe", "pipe"}};
    scenario.settings = std::move(settings);
    return scenario;
}

} // namespace sluice::test
