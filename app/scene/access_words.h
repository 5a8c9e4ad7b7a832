#pragma once

#include "state/system_state.h"
#include "trace/trace_view.h"

#include <QString>

namespace sluice::scene {

/// What a process does to memory, as it stands in its card instead of a system call.
struct AccessWords {
    QString words, shorter; ///< "*p = 42;"; empty: its system call matters more
    bool now = true;        ///< it does so all the time, or has just done it
};
[[nodiscard]] AccessWords accessOf(const state::ProcessState& process, const state::SystemState& state,
                                   const trace::TraceView& trace);

/// The memory that a process works on, or null.
[[nodiscard]] const mechanisms::SharedMemory* memoryOf(const state::ProcessState& process,
                                                       const state::SystemState& state, const trace::TraceView& trace);

} // namespace sluice::scene
