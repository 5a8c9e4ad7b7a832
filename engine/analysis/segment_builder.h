#pragma once

#include "analysis/detail.h"
#include "analysis/digest.h"
#include "trace/extractor.h"

#include <deque>
#include <memory>

namespace sluice::analysis {

/// The summary of a segment that is not complete yet.
struct OpenSegment {
    std::vector<std::byte> records;        ///< of its groups
    std::vector<std::uint32_t> offsets{0}; ///< of the groups' details, and their end
    std::vector<std::byte> details;
    [[nodiscard]] std::size_t groups() const { return offsets.size() - 1; }
};

/// Plays a trace once, from its start or from a checkpoint, and notes what the timeline shows: a digest and the
/// details of every group of events, folded into ever coarser digests when a segment is complete.
/// Owner: the recording, for the file, and each Timeline, for what is not in the file. Thread: one.
class SegmentBuilder : public trace::Extractor
{
public:
    explicit SegmentBuilder(const scenario::Scenario& scenario);
    /// Goes on after a segment, from its checkpoint; null if that is not one of this scenario.
    [[nodiscard]] static std::unique_ptr<SegmentBuilder> after(const scenario::Scenario& scenario,
                                                               std::span<const std::byte> checkpoint);

    void take(std::span<const probe::Event> events, std::vector<trace::Extract>& done) override;
    [[nodiscard]] std::uint64_t taken() const { return m_state.applied; }
    [[nodiscard]] const state::SystemState& state() const { return m_state; }
    /// The present segment, as if it ended at `end`.
    [[nodiscard]] OpenSegment open(TraceTime end) const;

private:
    struct Channel {
        std::deque<Arrow> underWay; ///< sent and not yet received
        bool wasFull = false, wasEmpty = true;
    };

    SegmentBuilder(const scenario::Scenario& scenario, state::SystemState state);
    [[nodiscard]] std::vector<std::byte> checkpoint() const;
    [[nodiscard]] bool takeUnderWay(std::span<const std::byte> bytes);
    void take(const probe::Event& event);
    void beginGroup(TraceTime when);
    void closeGroup(TraceTime end);
    void close(Digest& group, TraceTime end) const;
    [[nodiscard]] std::vector<std::byte> summary(std::vector<std::byte>& head) const;
    [[nodiscard]] trace::Extract finishSegment();
    void noteActivity(const state::ProcessState& process, TraceTime when);
    void noteDepth(const state::ChannelState& channel, TraceTime when);
    void noteOwn(const probe::Event& event);
    void noteSend(const state::ProcessState& process);
    void noteReceive(const state::ProcessState& process, const state::ChannelState& channel);
    void noteDelivered(const state::ProcessState& process, TraceTime when);
    void noteArrow(const Arrow& arrow);
    void mark(MarkKind kind, TraceTime when, ProcessId process, ChannelId channel = {}, std::uint8_t signal = 0);

    DigestLayout m_layout;
    state::SystemState m_state;
    std::vector<Channel> m_channels;
    std::vector<std::uint32_t> m_receivedEarly; ///< by process: its message that came out before its send returned
    std::vector<TraceTime> m_since;             ///< of each lane's activity, or of the group
    Digest m_group;
    DetailWriter m_details; ///< of the present segment
    OpenSegment m_segment;  ///< its groups so far; details are in the writer
    bool m_inGroup = false;
};

} // namespace sluice::analysis
