#pragma once

#include "trace/trace_view.h"

#include <vector>

namespace sluice::test {

/// Every event of a trace that can be read, in order.
inline std::vector<probe::Event> allOf(const trace::TraceView& view)
{
    std::vector<probe::Event> events(view.eventCount() + 10); // a view must not say more than it has
    events.resize(view.read(0, events));
    return events;
}

} // namespace sluice::test
