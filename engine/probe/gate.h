#pragma once

#include "base/futex.h"
#include "probe/region.h"

namespace sluice::probe {

/// Tells the worker that something in its control block has changed: wakes its naps and its wait at the gate.
inline void nudge(WorkerControl& control)
{
    control.version.fetch_add(1, std::memory_order_release);
    futexWakeAll(control.version);
}

/// The worker stops at its next probe.
inline void hold(WorkerControl& control)
{
    control.gate.store(1, std::memory_order_release);
    nudge(control);
}

/// The worker may go on.
inline void release(WorkerControl& control)
{
    control.gate.store(0, std::memory_order_release);
    nudge(control);
}

/// The worker may make one more call, then it is held; steps asked for while it still makes one add up.
inline void step(WorkerControl& control)
{
    std::uint32_t gate = control.gate.load(std::memory_order_acquire);
    while (!control.gate.compare_exchange_weak(gate, gate == 0 ? 2 : gate + 1, std::memory_order_acq_rel)) {}
    nudge(control);
}

} // namespace sluice::probe
