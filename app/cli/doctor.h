#pragma once

#include "cli/json.h"

#include <string>
#include <vector>

namespace sluice::cli {

/// One thing of this machine that Sluice depends on or makes use of.
struct Check {
    enum class Level { Ok, Warning };

    std::string name;
    Level level = Level::Ok;
    std::string value;  ///< what was found
    std::string cost;   ///< of a warning: what does not work, or less well
    std::string remedy; ///< of a warning: what to do
};

[[nodiscard]] inline Check fine(std::string name, std::string value)
{
    return {std::move(name), Check::Level::Ok, std::move(value), {}, {}};
}
[[nodiscard]] inline Check warn(std::string name, std::string value, std::string cost, std::string remedy)
{
    return {std::move(name), Check::Level::Warning, std::move(value), std::move(cost), std::move(remedy)};
}

[[nodiscard]] std::vector<Check> checkMachine(); ///< kernel, CPUs, clock
[[nodiscard]] std::vector<Check> checkLimits();  ///< pipes, queues, files, processes, shared memory
[[nodiscard]] std::vector<Check> checkRights();  ///< what the kernel lets this user see
[[nodiscard]] std::vector<Check> checkWindow();  ///< supervisor, fonts, display

[[nodiscard]] Json toJson(const std::vector<Check>& checks);

/// The first line of a small file such as those of /proc and /sys, or "".
[[nodiscard]] std::string firstLine(const char* file);

} // namespace sluice::cli
