#pragma once

#include "state/system_state.h"
#include "trace/trace_view.h"

#include <memory>

namespace sluice::state {

/// A place in a trace: a time, and how many events have happened by then (several may share one time stamp).
struct Moment {
    TraceTime time;
    std::uint64_t events = 0;
    auto operator<=>(const Moment&) const = default;
};

/// The state at any moment of a trace: nearest checkpoint plus the events after it.
/// Checkpoints are made as the trace is read; asking twice near the same place is cheap.
/// Owner: whoever shows the trace. Thread: one.
class Replay
{
public:
    explicit Replay(trace::TraceView trace);

    /// A newer view of the same run.
    void extend(trace::TraceView trace);
    [[nodiscard]] const trace::TraceView& trace() const;

    [[nodiscard]] const SystemState& at(TraceTime t);
    [[nodiscard]] const SystemState& at(Moment moment);

    [[nodiscard]] Moment momentAt(TraceTime t) const;
    [[nodiscard]] Moment next(Moment moment) const;     ///< one event forward; itself at the end
    [[nodiscard]] Moment previous(Moment moment) const; ///< one event back; itself at the start

private:
    struct Private;
    std::shared_ptr<Private> d;
};

} // namespace sluice::state
