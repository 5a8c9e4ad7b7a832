#pragma once

#include "analysis/detail.h"
#include "analysis/digest.h"
#include "analysis/segment_builder.h"
#include "trace/trace_view.h"

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace sluice::analysis {

/// All summaries of a trace as one tree of digests, wherever they are: in the file, or worked out here. The leaves
/// are groups of events with their details.
/// Owner: Timeline. Thread: one.
class Summaries
{
public:
    explicit Summaries(const scenario::Scenario& scenario);

    void extend(const trace::TraceView& trace);
    [[nodiscard]] const DigestLayout& layout() const { return m_layout; }
    [[nodiscard]] TraceTime end() const { return m_end; }

    enum class Order { Forward, Backward };
    enum class Verdict { Skip, Closer, Stop };
    /// Goes through the tree. onDigest(record) is asked about each digest: go on behind it, look at what it consists
    /// of, or stop altogether; onGroup(record, group) gets the groups that are looked at, and says false to stop.
    /// Returns false if it was stopped.
    template <class OnDigest, class OnGroup>
    bool walk(Order order, OnDigest onDigest, OnGroup onGroup) const;

private:
    /// Bytes of a summary from `offset` behind its head.
    bool readSummary(std::size_t segment, std::size_t offset, std::span<std::byte> out) const;

    /// The last parts of summaries that were read, by segment: a redraw asks for the same ones again and again.
    class Cache
    {
    public:
        explicit Cache(std::size_t most) : m_most(most) {}
        /// The bytes [begin, end) of the segment's summary; null if they cannot be read.
        const std::byte* part(const Summaries& from, std::size_t segment, std::size_t begin, std::size_t end);

    private:
        std::size_t m_most;
        std::map<std::size_t, std::vector<std::byte>> m_parts;
        std::deque<std::size_t> m_order; ///< oldest first
    };
    /// A record of a level within a segment, or null.
    [[nodiscard]] const std::byte* record(std::size_t segment, int level, std::size_t index) const;
    /// A group's details; none where they cannot be read.
    [[nodiscard]] Group group(std::size_t segment, std::size_t index) const;
    [[nodiscard]] Groups readGroups(std::size_t segment, std::size_t from, std::size_t count) const;
    void addHead(std::span<const std::byte> head);
    void catchUp(const trace::TraceView& trace);

    template <class OnDigest, class OnGroup>
    bool walkUpper(Order order, std::size_t level, std::size_t index, OnDigest& onDigest, OnGroup& onGroup) const;
    template <class OnDigest, class OnGroup>
    bool walkSegment(Order order, std::size_t segment, int level, std::size_t index, OnDigest& onDigest,
                     OnGroup& onGroup) const;
    template <class OnDigest, class OnGroup>
    bool walkOpen(Order order, OnDigest& onDigest, OnGroup& onGroup) const;

    [[nodiscard]] std::size_t segments() const { return m_levels[0].size() / m_layout.size(); }
    [[nodiscard]] std::size_t detailsBegin() const
    {
        return segment::recordsBefore(segment::deepest + 1) * m_layout.size()
               + (segment::groups + 1) * sizeof(std::uint32_t);
    }

    scenario::Scenario m_scenario;
    DigestLayout m_layout;
    trace::TraceView m_trace;
    std::unique_ptr<SegmentBuilder> m_builder;
    std::map<std::size_t, std::vector<std::byte>> m_kept; ///< summaries of segments that are not in the file
    std::vector<std::vector<std::byte>> m_levels{1}; ///< records; [0] the segments' heads, [n + 1] folds [n] by four
    mutable Cache m_coarse{4096}, m_fine{256};       ///< records of the upper, of the lower levels and the offsets
    mutable std::unordered_map<std::size_t, Groups> m_groups; ///< the last that were read, by chunk
    mutable std::deque<std::size_t> m_chunks;                 ///< those, oldest first
    OpenSegment m_open;
    TraceTime m_end;
};

template <class OnDigest, class OnGroup>
bool Summaries::walk(Order order, OnDigest onDigest, OnGroup onGroup) const
{
    if (order == Order::Backward && !walkOpen(order, onDigest, onGroup)) return false;
    const std::size_t top = m_levels.size() - 1;
    const std::size_t count = m_levels[top].size() / m_layout.size();
    // What is not folded yet at a level hangs on by itself: the last, incomplete group of four of each level.
    const auto visit = [&](std::size_t level, std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i) {
            const std::size_t index = order == Order::Forward ? i : to - 1 - (i - from);
            if (!walkUpper(order, level, index, onDigest, onGroup)) return false;
        }
        return true;
    };
    if (order == Order::Forward && !visit(top, 0, count)) return false;
    if (order == Order::Forward)
        for (std::size_t level = top; level-- > 0;)
            if (!visit(level, m_levels[level + 1].size() / m_layout.size() * segment::fold,
                       m_levels[level].size() / m_layout.size()))
                return false;
    if (order == Order::Backward) {
        for (std::size_t level = 0; level < top; ++level)
            if (!visit(level, m_levels[level + 1].size() / m_layout.size() * segment::fold,
                       m_levels[level].size() / m_layout.size()))
                return false;
        return visit(top, 0, count);
    }
    return walkOpen(order, onDigest, onGroup);
}

template <class OnDigest, class OnGroup>
bool Summaries::walkUpper(Order order, std::size_t level, std::size_t index, OnDigest& onDigest, OnGroup& onGroup) const
{
    const Verdict verdict = onDigest(m_levels[level].data() + index * m_layout.size());
    if (verdict != Verdict::Closer) return verdict != Verdict::Stop;
    for (std::size_t i = 0; i < segment::fold; ++i) {
        const std::size_t child = order == Order::Forward ? i : segment::fold - 1 - i;
        const bool on = level > 0 ? walkUpper(order, level - 1, index * segment::fold + child, onDigest, onGroup)
                                  : walkSegment(order, index, 1, child, onDigest, onGroup);
        if (!on) return false;
    }
    return true;
}

template <class OnDigest, class OnGroup>
bool Summaries::walkSegment(Order order, std::size_t segment, int level, std::size_t index, OnDigest& onDigest,
                            OnGroup& onGroup) const
{
    const std::byte* found = record(segment, level, index);
    if (!found) return true;
    const Verdict verdict = onDigest(found);
    if (verdict != Verdict::Closer) return verdict != Verdict::Stop;
    if (level < segment::deepest) {
        for (std::size_t i = 0; i < segment::fold; ++i) {
            const std::size_t child = order == Order::Forward ? i : segment::fold - 1 - i;
            if (!walkSegment(order, segment, level + 1, index * segment::fold + child, onDigest, onGroup)) return false;
        }
        return true;
    }
    return onGroup(record(segment, level, index), group(segment, index));
}

template <class OnDigest, class OnGroup>
bool Summaries::walkOpen(Order order, OnDigest& onDigest, OnGroup& onGroup) const
{
    for (std::size_t i = 0; i < m_open.groups(); ++i) {
        const std::size_t group = order == Order::Forward ? i : m_open.groups() - 1 - i;
        const std::byte* record = m_open.records.data() + group * m_layout.size();
        const Verdict verdict = onDigest(record);
        if (verdict == Verdict::Stop) return false;
        if (verdict == Verdict::Skip) continue;
        const std::span<const std::byte> details = m_open.details;
        const DetailReader reader(
            details.subspan(m_open.offsets[group], m_open.offsets[group + 1] - m_open.offsets[group]),
            DigestLayout::begin(record), DigestLayout::firstEvent(record));
        Groups one;
        one.add(reader);
        if (!onGroup(record, one.at(0))) return false;
    }
    return true;
}

} // namespace sluice::analysis
