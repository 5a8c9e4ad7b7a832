#pragma once

#include "analysis/timeline.h"

#include <vector>

namespace sluice::analysis {

/// A hole in what is known of a process: events were dropped because its ring was full. It lasts from the last change
/// of its activity that was recorded before the hole to the first event after it.
struct Loss {
    ProcessId process;
    TraceTime begin, end;
    std::uint32_t events = 0; ///< how many were dropped
    bool operator==(const Loss&) const = default;
};

/// The losses that reach into [from, to], by the time they end. Of those that end within one `grain`, at least the
/// first of every process.
[[nodiscard]] std::vector<Loss> lossesIn(const Timeline& timeline, const trace::TraceView& trace, TraceTime from,
                                         TraceTime to, Duration grain);

} // namespace sluice::analysis
