#include "analysis/timeline.h"

#include "analysis/summaries.h"

#include <algorithm>

namespace sluice::analysis {

using state::Activity;
using Order = Summaries::Order;
using Verdict = Summaries::Verdict;

struct Timeline::Private {
    std::optional<Summaries> summaries;

    template <class Beyond, class Fits>
    [[nodiscard]] std::optional<Mark> findMark(Order order, std::uint16_t kinds, Beyond beyond, Fits fits) const;
};

Timeline::Timeline() : d(std::make_unique<Private>()) {}
Timeline::~Timeline() = default;
Timeline::Timeline(Timeline&&) noexcept = default;
Timeline& Timeline::operator=(Timeline&&) noexcept = default;

void Timeline::extend(const trace::TraceView& trace)
{
    if (!d->summaries) d->summaries.emplace(trace.meta().scenario);
    d->summaries->extend(trace);
}

TraceTime Timeline::end() const { return d->summaries ? d->summaries->end() : TraceTime{}; }

namespace {

/// Closer for a digest that touches [from, to]; what lies before is skipped, and behind it nothing follows.
Verdict within(const std::byte* record, TraceTime from, TraceTime to)
{
    if (DigestLayout::end(record) < from) return Verdict::Skip;
    return DigestLayout::begin(record) > to ? Verdict::Stop : Verdict::Closer;
}

/// Joins what follows in the same activity.
class LaneJoiner
{
public:
    void add(TraceTime begin, TraceTime end, Activity activity)
    {
        if (end <= begin && !m_pieces.empty()) return; // nothing lasts for no time
        if (!m_pieces.empty()) {
            LanePiece& last = m_pieces.back();
            if (!last.mixed && last.activity == activity && last.end == begin) {
                last.end = end;
                return;
            }
        }
        m_pieces.push_back({begin, end, activity, false, {}});
    }
    void add(TraceTime begin, TraceTime end, const LaneDigest& lane)
    {
        if (!lane.changed) add(begin, end, lane.first);
        else m_pieces.push_back({begin, end, lane.last, true, lane.ns});
    }
    std::vector<LanePiece> take() { return std::move(m_pieces); }

private:
    std::vector<LanePiece> m_pieces;
};

} // namespace

std::vector<LanePiece> Timeline::lane(ProcessId process, TraceTime from, TraceTime to, Duration grain) const
{
    if (!d->summaries || process.value >= d->summaries->layout().lanes()) return {};
    const DigestLayout& layout = d->summaries->layout();
    LaneJoiner pieces;
    d->summaries->walk(
        Order::Forward,
        [&](const std::byte* record) {
            const TraceTime begin = DigestLayout::begin(record), end = DigestLayout::end(record);
            if (const Verdict verdict = within(record, from, to); verdict != Verdict::Closer) return verdict;
            const LaneDigest lane = layout.lane(record, process);
            if (lane.changed && end - begin > grain) return Verdict::Closer;
            pieces.add(begin, end, lane);
            return Verdict::Skip;
        },
        [&](const std::byte* record, const Group& group) {
            const TraceTime begin = DigestLayout::begin(record);
            TraceTime since = begin;
            Activity activity = layout.lane(record, process).first;
            for (const Group::Change& change : group.changes) {
                if (change.kind != Detail::Kind::Activity || change.id != process.value) continue;
                pieces.add(since, change.time, activity);
                since = change.time;
                activity = change.activity;
            }
            pieces.add(since, DigestLayout::end(record), activity);
            return true;
        });
    std::vector<LanePiece> all = pieces.take(); // whole groups have been read: what is outside is not asked for
    std::erase_if(all, [&](const LanePiece& piece) { return piece.end < from || piece.begin > to; });
    return all;
}

std::vector<DepthPiece> Timeline::depth(ChannelId channel, TraceTime from, TraceTime to, Duration grain) const
{
    if (!d->summaries || channel.value >= d->summaries->layout().channels()) return {};
    const DigestLayout& layout = d->summaries->layout();
    std::vector<DepthPiece> pieces;
    const auto add = [&](const DepthPiece& piece) {
        if (piece.end <= piece.begin && !pieces.empty() && piece.end < end()) return; // nothing lasts for no time
        if (!pieces.empty() && piece.least == piece.greatest) {
            DepthPiece& last = pieces.back();
            if (last.least == last.greatest && last.last == piece.first && last.capacity == piece.capacity) {
                last.end = piece.end;
                return;
            }
        }
        pieces.push_back(piece);
    };
    d->summaries->walk(
        Order::Forward,
        [&](const std::byte* record) {
            const TraceTime begin = DigestLayout::begin(record), end = DigestLayout::end(record);
            if (const Verdict verdict = within(record, from, to); verdict != Verdict::Closer) return verdict;
            const DepthDigest depth = layout.depth(record, channel);
            if (depth.changed && end - begin > grain) return Verdict::Closer;
            add({begin, end, depth.first, depth.last, depth.least, depth.greatest, depth.capacity});
            return Verdict::Skip;
        },
        [&](const std::byte* record, const Group& group) {
            const DepthDigest whole = layout.depth(record, channel);
            const TraceTime begin = DigestLayout::begin(record);
            DepthPiece now{begin, begin, whole.first, whole.first, whole.first, whole.first, whole.capacity};
            for (const Group::Change& change : group.changes) {
                if (change.kind == Detail::Kind::Activity || change.id != channel.value) continue;
                now.end = change.time;
                add(now);
                now.begin = change.time;
                if (change.kind == Detail::Kind::Capacity) now.capacity = change.bytes;
                else now.first = now.last = now.least = now.greatest = change.bytes;
            }
            now.end = DigestLayout::end(record);
            add(now);
            return true;
        });
    std::erase_if(pieces, [&](const DepthPiece& piece) { return piece.end < from || piece.begin > to; });
    return pieces;
}

std::vector<Arrow> Timeline::arrows(TraceTime from, TraceTime to, Duration stretch, Duration grain) const
{
    std::vector<Arrow> arrows;
    if (!d->summaries) return arrows;
    const auto taken = [&](TraceTime t) {
        return !arrows.empty() && stretch.ns > 0 && t.ns / stretch.ns == arrows.back().received.ns / stretch.ns;
    };
    d->summaries->walk(
        Order::Forward,
        [&](const std::byte* record) {
            const TraceTime end = DigestLayout::end(record);
            const TraceTime begin = DigestLayout::begin(record);
            if (const Verdict verdict = within(record, from, to); verdict != Verdict::Closer) return verdict;
            if (DigestLayout::arrows(record) == 0 || taken(end)) return Verdict::Skip;
            if (end - begin > grain) return Verdict::Closer;
            const Arrow first = DigestLayout::firstArrow(record);
            if (first.received >= from && first.received <= to && !taken(first.received)) arrows.push_back(first);
            return Verdict::Skip;
        },
        [&](const std::byte*, const Group& group) {
            for (const Arrow& arrow : group.arrows)
                if (arrow.received >= from && arrow.received <= to && !taken(arrow.received)) arrows.push_back(arrow);
            return true;
        });
    return arrows;
}

std::uint64_t Timeline::arrowCount(TraceTime from, TraceTime to, Duration grain) const
{
    std::uint64_t count = 0;
    if (!d->summaries) return count;
    d->summaries->walk(
        Order::Forward,
        [&](const std::byte* record) {
            const TraceTime begin = DigestLayout::begin(record), end = DigestLayout::end(record);
            if (const Verdict verdict = within(record, from, to); verdict != Verdict::Closer) return verdict;
            const bool within = begin >= from && end <= to;
            if (!within && end - begin > grain) return Verdict::Closer;
            count += DigestLayout::arrows(record);
            return Verdict::Skip;
        },
        [&](const std::byte*, const Group& group) {
            for (const Arrow& arrow : group.arrows) count += arrow.received >= from && arrow.received <= to ? 1 : 0;
            return true;
        });
    return count;
}

std::vector<Arrow> Timeline::lastArrows(TraceTime until, std::size_t most) const
{
    std::vector<Arrow> arrows;
    if (!d->summaries) return arrows;
    d->summaries->walk(
        Order::Backward,
        [&](const std::byte* record) {
            if (arrows.size() >= most) return Verdict::Stop;
            const bool none = DigestLayout::begin(record) > until || DigestLayout::arrows(record) == 0;
            return none ? Verdict::Skip : Verdict::Closer;
        },
        [&](const std::byte*, const Group& group) {
            std::vector<Arrow> inGroup;
            for (const Arrow& arrow : group.arrows)
                if (arrow.received <= until) inGroup.push_back(arrow);
            const auto room = static_cast<std::ptrdiff_t>(std::min(most - arrows.size(), inGroup.size()));
            arrows.insert(arrows.end(), inGroup.rbegin(), inGroup.rbegin() + room);
            return arrows.size() < most;
        });
    return arrows;
}

std::vector<Mark> Timeline::marks(TraceTime from, TraceTime to, Duration grain) const
{
    std::vector<Mark> marks;
    if (!d->summaries) return marks;
    d->summaries->walk(
        Order::Forward,
        [&](const std::byte* record) {
            const TraceTime begin = DigestLayout::begin(record), end = DigestLayout::end(record);
            const std::uint16_t bits = DigestLayout::marks(record);
            if (const Verdict verdict = within(record, from, to); verdict != Verdict::Closer) return verdict;
            if (bits == 0) return Verdict::Skip;
            if (end - begin > grain) return Verdict::Closer;
            for (unsigned kind = 0; kind <= static_cast<unsigned>(MarkKind::Lost); ++kind)
                if ((bits >> kind & 1U) != 0 && begin >= from)
                    marks.push_back({begin, DigestLayout::firstEvent(record), static_cast<MarkKind>(kind), {}, {}});
            return Verdict::Skip;
        },
        [&](const std::byte*, const Group& group) {
            for (const Mark& mark : group.marks)
                if (mark.time >= from && mark.time <= to) marks.push_back(mark);
            return true;
        });
    return marks;
}

template <class Beyond, class Fits>
std::optional<Mark> Timeline::Private::findMark(Order order, std::uint16_t kinds, Beyond beyond, Fits fits) const
{
    std::optional<Mark> found;
    if (!summaries) return found;
    summaries->walk(
        order,
        [&](const std::byte* record) {
            return (DigestLayout::marks(record) & kinds) == 0 || beyond(record) ? Verdict::Skip : Verdict::Closer;
        },
        [&](const std::byte*, const Group& group) {
            for (const Mark& mark : group.marks) {
                if ((bitOf(mark.kind) & kinds) == 0 || !fits(mark)) continue;
                found = mark;
                if (order == Order::Forward) break; // going back, the last of the group counts
            }
            return !found;
        });
    return found;
}

std::optional<Mark> Timeline::nextMark(state::Moment now, std::uint16_t kinds, const Accepts& accepts) const
{
    return d->findMark(
        Order::Forward, kinds, [&](const std::byte* record) { return DigestLayout::end(record) < now.time; },
        [&](const Mark& mark) { return mark.event > now.events && (!accepts || accepts(mark)); });
}

std::optional<Mark> Timeline::previousMark(state::Moment now, std::uint16_t kinds, const Accepts& accepts) const
{
    return d->findMark(
        Order::Backward, kinds, [&](const std::byte* record) { return DigestLayout::firstEvent(record) >= now.events; },
        [&](const Mark& mark) { return mark.event < now.events && (!accepts || accepts(mark)); });
}

LanePiece Timeline::activityAt(ProcessId process, TraceTime t) const
{
    // The piece around t, then as far as it goes in both directions.
    LanePiece piece;
    for (const LanePiece& each : lane(process, t, t, {}))
        if (each.begin <= t) piece = each;
    const auto changes = [&](Order order, TraceTime from) {
        std::optional<TraceTime> found;
        if (!d->summaries) return found;
        const DigestLayout& layout = d->summaries->layout();
        d->summaries->walk(
            order,
            [&](const std::byte* record) {
                const bool beyond =
                    order == Order::Forward ? DigestLayout::end(record) <= from : DigestLayout::begin(record) >= from;
                return beyond || !layout.lane(record, process).changed ? Verdict::Skip : Verdict::Closer;
            },
            [&](const std::byte*, const Group& group) {
                for (const Group::Change& change : group.changes) {
                    if (change.kind != Detail::Kind::Activity || change.id != process.value) continue;
                    if (order == Order::Forward && change.time > from) {
                        found = change.time;
                        return false;
                    }
                    if (order == Order::Backward && change.time <= from) found = change.time;
                }
                return !found;
            });
        return found;
    };
    piece.begin = changes(Order::Backward, t).value_or(TraceTime{});
    piece.end = changes(Order::Forward, t).value_or(end());
    return piece;
}

} // namespace sluice::analysis
