#pragma once

#include "cli/outcome.h"
#include "trace/trace_view.h"

#include <string>

namespace sluice::cli {

/// The trace that a word of the command line stands for: a file, or that of a lesson or scenario which is run for
/// `length` first, and not kept.
[[nodiscard]] OutcomeOf<trace::TraceView> traceFor(const std::string& word, Duration length, const Console& console);

} // namespace sluice::cli
