#pragma once

#include "base/trace_time.h"
#include "trace/trace_view.h"

namespace sluice::analysis {

/// The time between two things that happen one after the other. What the kernel was merely asked does not count.
struct Gap {
    TraceTime begin, end;
    [[nodiscard]] Duration length() const { return end - begin; }
    bool operator==(const Gap&) const = default;
};

/// The gap that t lies in: [begin, end). Before the first event it begins at 0; after the last one it ends at the
/// trace's end.
[[nodiscard]] Gap gapAround(const trace::TraceView& trace, TraceTime t);

} // namespace sluice::analysis
