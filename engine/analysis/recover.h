#pragma once

#include "trace/trace_view.h"

#include <functional>

namespace sluice::analysis {

/// Writes a trace once more, whole: its events with summaries, a directory and an end. For files that were cut off.
/// `progress` is told from time to time how many events have been written. Errors: those of the writer.
[[nodiscard]] Result<void> writeWhole(const trace::TraceView& trace, const std::filesystem::path& file,
                                      const std::function<void(std::uint64_t)>& progress = {});

} // namespace sluice::analysis
