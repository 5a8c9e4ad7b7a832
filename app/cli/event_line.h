#pragma once

#include "cli/json.h"
#include "trace/trace_view.h"

#include <string>

namespace sluice::cli {

/// One event with the names of what it is about; only the fields that its kind has.
[[nodiscard]] Json toJson(const probe::Event& event, std::uint64_t index, const trace::TraceView& trace);
/// The same as one line for people.
[[nodiscard]] std::string inWords(const probe::Event& event, const trace::TraceView& trace);

} // namespace sluice::cli
