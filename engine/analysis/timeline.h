#pragma once

#include "state/system_state.h"
#include "trace/trace_view.h"

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

namespace sluice::analysis {

/// A stretch of one process's lane. The last slice of a lane is open: it ends where the trace ends.
struct Slice {
    TraceTime begin;
    TraceTime end;
    state::Activity activity = state::Activity::Absent;
    bool operator==(const Slice&) const = default;
};

struct DepthPoint {
    TraceTime time;
    std::uint64_t bytes = 0; ///< from here on
    std::uint64_t capacity = 0;
    bool operator==(const DepthPoint&) const = default;
};

/// One message on its way: from the return of its send to the return of the receive that took its last byte.
struct Arrow {
    std::uint32_t message = 0;
    ProcessId from, to;
    ChannelId channel;
    TraceTime sendEntered, sent, received;
    bool operator==(const Arrow&) const = default;
};

enum class MarkKind : std::uint8_t { Blocked, Woken, Full, Emptied, Error, Signal, Ended, Held, LetGo, Lost };

struct Mark {
    TraceTime time;
    std::uint64_t event = 0; ///< events applied when it had just happened: a state::Moment
    MarkKind kind = MarkKind::Blocked;
    ProcessId process; ///< none (0) for Full and Emptied
    ChannelId channel;
    bool operator==(const Mark&) const = default;
};

/// What the timeline shows, worked out once as the trace grows. Everything is sorted by time.
/// Owner: whoever shows the trace. Thread: one.
class Timeline
{
public:
    Timeline() = default;
    /// Takes in what is new in a view of the same run.
    void extend(const trace::TraceView& trace);

    [[nodiscard]] TraceTime end() const { return m_end; }
    /// Slices of a lane that touch [from, to].
    [[nodiscard]] std::span<const Slice> slices(ProcessId process, TraceTime from, TraceTime to) const;
    /// Points in [from, to], with the one before `from`.
    [[nodiscard]] std::span<const DepthPoint> depth(ChannelId channel, TraceTime from, TraceTime to) const;
    /// Messages received in [from, to].
    [[nodiscard]] std::span<const Arrow> arrows(TraceTime from, TraceTime to) const;
    [[nodiscard]] std::span<const Mark> marks(TraceTime from, TraceTime to) const;

private:
    void begin(const scenario::Scenario& scenario);
    void take(const probe::Event& event);
    void noteActivity(const state::ProcessState& process, TraceTime when);
    void noteDepth(const state::ChannelState& channel, TraceTime when);
    void noteSend(const state::ProcessState& process);
    void noteReceive(const state::ProcessState& process, const state::ChannelState& channel);
    void mark(MarkKind kind, TraceTime when, ProcessId process, ChannelId channel = {});

    state::SystemState m_state;
    bool m_begun = false;
    std::uint64_t m_taken = 0;
    TraceTime m_end;
    std::vector<std::vector<Slice>> m_lanes;
    std::vector<std::vector<DepthPoint>> m_depths;
    std::vector<Arrow> m_arrows;
    std::vector<Mark> m_marks;
    std::vector<std::deque<Arrow>> m_underWay; ///< per channel, sent and not yet received
    std::vector<bool> m_wasFull, m_wasEmpty;   ///< per channel
};

} // namespace sluice::analysis
