#pragma once

#include "analysis/detail.h"
#include "analysis/digest.h"
#include "state/replay.h"
#include "trace/trace_view.h"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace sluice::analysis {

/// A stretch of one process's lane: one activity, or, where a grain holds several, how long each took.
struct LanePiece {
    TraceTime begin;
    TraceTime end;
    state::Activity activity = state::Activity::Absent;
    bool mixed = false;
    std::array<float, activityCount> ns{}; ///< when mixed
    bool operator==(const LanePiece&) const = default;
};

/// A stretch of one channel's depth, in what it is bounded in (state::fillOf): constant where least equals greatest.
struct DepthPiece {
    TraceTime begin;
    TraceTime end;
    std::uint64_t first = 0, last = 0, least = 0, greatest = 0;
    std::uint64_t capacity = 0;
    bool operator==(const DepthPiece&) const = default;
};

/// What the timeline shows, for traces of any length: far away a digest stands for what is narrower than a grain,
/// close by the details are exact. What is stored in the trace file is read when it is asked for; the rest of the
/// trace (a run that goes on, a file without summaries) is worked out here once and kept.
/// Owner: whoever shows the trace. Thread: one.
class Timeline
{
public:
    Timeline();
    ~Timeline();
    Timeline(Timeline&&) noexcept;
    Timeline& operator=(Timeline&&) noexcept;

    /// Takes in what is new in a view of the same run.
    void extend(const trace::TraceView& trace);
    [[nodiscard]] TraceTime end() const;

    /// The lane of a process over [from, to], without holes, in order. Digests of up to `grain` may stand for details.
    [[nodiscard]] std::vector<LanePiece> lane(ProcessId process, TraceTime from, TraceTime to, Duration grain) const;
    /// The same for a channel. The first piece may begin before `from`.
    [[nodiscard]] std::vector<DepthPiece> depth(ChannelId channel, TraceTime from, TraceTime to, Duration grain) const;
    /// Messages received in [from, to], in that order. With a stretch > 0: the first one in each of the stretches of
    /// that length into which all time is divided.
    /// Of a digest of up to `grain` only the first arrow is considered.
    [[nodiscard]] std::vector<Arrow> arrows(TraceTime from, TraceTime to, Duration stretch = {},
                                            Duration grain = {}) const;
    /// How many they are; digests of up to `grain` at the edges count as a whole.
    [[nodiscard]] std::uint64_t arrowCount(TraceTime from, TraceTime to, Duration grain) const;
    /// The last `most` messages received up to a moment, newest first.
    [[nodiscard]] std::vector<Arrow> lastArrows(TraceTime until, std::size_t most) const;
    /// Marks in [from, to]. In a digest of up to `grain`, one mark of each kind stands for all, at its beginning and
    /// of no process.
    [[nodiscard]] std::vector<Mark> marks(TraceTime from, TraceTime to, Duration grain) const;

    using Accepts = std::function<bool(const Mark&)>;
    /// The first mark after, or the last one before a moment, of one of these kinds (a bit each).
    [[nodiscard]] std::optional<Mark> nextMark(state::Moment now, std::uint16_t kinds,
                                               const Accepts& accepts = {}) const;
    [[nodiscard]] std::optional<Mark> previousMark(state::Moment now, std::uint16_t kinds,
                                                   const Accepts& accepts = {}) const;
    /// The stretch of a lane that lasts at time t, from where the activity began to where it ends.
    [[nodiscard]] LanePiece activityAt(ProcessId process, TraceTime t) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

[[nodiscard]] constexpr std::uint16_t bitOf(MarkKind kind)
{
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(kind));
}

} // namespace sluice::analysis
