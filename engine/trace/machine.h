#pragma once

#include "probe/clock.h"
#include "trace/trace_view.h"

namespace sluice::trace {

/// What is to be known of a run that starts now: the machine from uname(2), /proc/cpuinfo and sched_getaffinity(2).
[[nodiscard]] Meta describeRun(const scenario::Scenario& scenario, probe::ClockKind clock);

} // namespace sluice::trace
