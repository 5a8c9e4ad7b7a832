#pragma once

#include "base/result.h"

#include <cstdint>
#include <string_view>

namespace sluice::widgets {

/// The narrow door from the panels to the running workers; tests stand a fake behind it.
class RunCommands
{
public:
    virtual ~RunCommands() = default;
    /// Changes a setting now ("writer.size", "reader.hold"). Errors: unknown, out of bounds, no run.
    virtual Result<void> set(std::string_view key, std::int64_t value) = 0;
    /// Value last asked for; 0 without a run.
    [[nodiscard]] virtual std::int64_t value(std::string_view key) const = 0;
};

} // namespace sluice::widgets
