#pragma once

#include "analysis/detail.h"
#include "base/id.h"
#include "base/trace_time.h"
#include "state/system_state.h"
#include "trace/format.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sluice::analysis {

inline constexpr std::size_t activityCount = static_cast<std::size_t>(state::Activity::Ended) + 1;

/// One process between two moments.
struct LaneDigest {
    std::array<float, activityCount> ns{}; ///< time spent in each activity
    state::Activity first = state::Activity::Absent;
    state::Activity last = state::Activity::Absent;
    bool changed = false; ///< there was another activity than `first`
    bool operator==(const LaneDigest&) const = default;
};

/// How much was in one channel between two moments, in bytes.
struct DepthDigest {
    std::uint32_t first = 0, last = 0, least = 0, greatest = 0;
    std::uint32_t capacity = 0; ///< at the end
    bool changed = false;
    bool operator==(const DepthDigest&) const = default;
};

/// What a stretch of a trace looks like from afar. Digests that follow each other have no hole between them.
struct Digest {
    TraceTime begin, end;
    std::uint64_t firstEvent = 0;
    std::uint32_t arrows = 0;        ///< messages received
    Arrow firstArrow;                ///< if there is one
    std::uint16_t marks = 0;         ///< a bit for each MarkKind that occurs
    std::vector<LaneDigest> lanes;   ///< by ProcessId
    std::vector<DepthDigest> depths; ///< by ChannelId

    bool operator==(const Digest&) const = default;
};

/// Digests of one trace as records of equal size: in memory and in the trace file (little endian).
class DigestLayout
{
public:
    DigestLayout(std::size_t lanes, std::size_t channels) : m_lanes(lanes), m_channels(channels) {}
    explicit DigestLayout(const scenario::Scenario& scenario)
        : DigestLayout(scenario.processes.size() + 1, scenario.channels.size() + 1)
    {}

    [[nodiscard]] std::size_t size() const { return fixed + m_lanes * perLane + m_channels * perChannel; }
    void write(const Digest& digest, std::vector<std::byte>& out) const;
    /// Joins `count` records that follow each other into one, at `out`.
    void join(const std::byte* records, std::size_t count, std::byte* out) const;

    // Parts of a record, for those who look at thousands of them.
    [[nodiscard]] static TraceTime begin(const std::byte* record);
    [[nodiscard]] static TraceTime end(const std::byte* record);
    [[nodiscard]] static std::uint64_t firstEvent(const std::byte* record);
    [[nodiscard]] static std::uint32_t arrows(const std::byte* record);
    [[nodiscard]] static Arrow firstArrow(const std::byte* record);
    [[nodiscard]] static std::uint16_t marks(const std::byte* record);
    [[nodiscard]] LaneDigest lane(const std::byte* record, ProcessId process) const;
    [[nodiscard]] DepthDigest depth(const std::byte* record, ChannelId channel) const;
    [[nodiscard]] std::size_t lanes() const { return m_lanes; }
    [[nodiscard]] std::size_t channels() const { return m_channels; }

private:
    static constexpr std::size_t fixed = 72, perLane = activityCount * 4 + 4, perChannel = 24;
    std::size_t m_lanes, m_channels;
};

/// The summary of a segment: the head is one record for all of it. Behind it come, ever closer, 4, 16, 64 and 256
/// records, the offsets of the groups' details, and the details: see Detail.
namespace segment {

inline constexpr std::uint64_t eventsPerGroup = 32;
inline constexpr std::size_t groups = trace::eventsPerSegment / eventsPerGroup;
inline constexpr std::size_t fold = 4; ///< records that one record of the next level stands for
inline constexpr int deepest = 4;      ///< level of the groups; 0 is the head
static_assert(groups == 256);

/// Where the records of a level begin, behind the head.
[[nodiscard]] constexpr std::size_t recordsBefore(int level)
{
    std::size_t before = 0;
    for (std::size_t at = fold; --level > 0; at *= fold) before += at;
    return before;
}
static_assert(recordsBefore(1) == 0 && recordsBefore(2) == 4 && recordsBefore(5) == 340);

} // namespace segment

} // namespace sluice::analysis
