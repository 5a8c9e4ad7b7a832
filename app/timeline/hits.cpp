#include "timeline/hits.h"

#include "timeline/arrows.h"
#include "timeline/lanes.h"
#include "timeline/losses.h"
#include "timeline/marks.h"

#include "scenario/setting_table.h"
#include "words/words.h"

#include <algorithm>
#include <cmath>

namespace sluice::timeline {

namespace {

using Kind = scene::Subject::Kind;

constexpr double nearMark = 6, nearArrow = 4;

double distance(QPointF p, const QPolygonF& line)
{
    const QPointF a = line.first(), along = line.last() - a;
    const double squared = QPointF::dotProduct(along, along);
    const double share = squared > 0 ? std::clamp(QPointF::dotProduct(p - a, along) / squared, 0.0, 1.0) : 0;
    const QPointF gap = p - (a + share * along);
    return std::hypot(gap.x(), gap.y());
}

void hitMark(Hit& hit, const analysis::Timeline& timeline, const TimelineLook& look, const Part& part, double x)
{
    double nearest = nearMark;
    for (const analysis::Mark& mark : marksOf(timeline, look.axis, part)) {
        const double away = std::abs(look.axis.x(mark.time) - x);
        if (away > nearest) continue;
        nearest = away;
        hit.mark = mark;
        // From afar one stands for many: the first of them.
        const bool of = mark.process.value != 0 || mark.channel.value != 0;
        if (const auto exact = of ? std::nullopt : timeline.nextMark({mark.time, mark.event}, bitOf(mark.kind)))
            hit.mark = exact;
        hit.subject = {Kind::Mark, mark.process.value, static_cast<std::uint32_t>(mark.kind)};
    }
}

void hitArrow(Hit& hit, const analysis::Timeline& timeline, const Layout& layout, const TimelineLook& look,
              const Part& part, QPointF point)
{
    double nearest = nearArrow;
    for (const analysis::Arrow& arrow : arrowsOf(timeline, look.axis, reachingOut(part, look.axis)).shown) {
        const QPolygonF way = wayOf(arrow, layout, look.axis);
        if (way.size() < 2 || distance(point, way) > nearest) continue;
        nearest = distance(point, way);
        hit.arrow = arrow;
        hit.subject = {Kind::Arrow, arrow.message, arrow.from.value};
    }
}

void hitSlice(Hit& hit, const analysis::Timeline& timeline, const trace::TraceView& trace, std::uint16_t process,
              Duration grain)
{
    for (const analysis::Loss& loss : analysis::lossesIn(timeline, trace, hit.time, hit.time, grain)) {
        if (loss.process.value != process || loss.begin > hit.time || loss.end < hit.time) continue;
        hit.loss = loss;
        hit.subject = {Kind::Loss, process, 0};
        return;
    }
    const analysis::LanePiece piece = timeline.activityAt({process}, hit.time);
    if (piece.activity == state::Activity::Absent) return;
    hit.slice = piece;
    hit.subject = {Kind::Slice, process, static_cast<std::uint32_t>(piece.activity)};
}

void hitDepth(Hit& hit, const analysis::Timeline& timeline, std::uint16_t channel)
{
    for (const analysis::DepthPiece& piece : timeline.depth({channel}, hit.time, hit.time, {})) {
        if (piece.begin > hit.time) continue;
        hit.depth = piece;
        hit.subject = {Kind::Depth, channel, 0};
    }
}

template <class Spec>
QString nameOf(const std::vector<Spec>& specs, std::uint32_t id)
{
    return id > 0 && id <= specs.size() ? shown(specs[id - 1].name) : QString();
}

/// "bytes", "messages".
QString boundedIn(const scenario::Scenario& scenario, std::uint32_t channel)
{
    if (channel == 0 || channel > scenario.channels.size()) return {};
    const std::string_view word = mechanismOf(scenario, {static_cast<std::uint16_t>(channel)}).boundedIn;
    return translated("mechanisms", word);
}

QString activityWord(state::Activity activity)
{
    switch (activity) {
    case state::Activity::InCall: return translated("scene", "in a call");
    case state::Activity::Held: return translated("scene", "paused by you");
    case state::Activity::Handling: return translated("scene", "in a signal handler");
    case state::Activity::Stopped: return translated("scene", "stopped by a signal");
    case state::Activity::Pacing: return translated("scene", "waits for its rate");
    case state::Activity::Unobserved: return translated("scene", "timed without events");
    default: break;
    }
    return translated("states", state::name(activity));
}

} // namespace

Hit hitAt(const analysis::Timeline& timeline, const trace::TraceView& trace, const TimelineLook& look, QPointF point)
{
    Hit hit;
    hit.time = look.axis.time(point.x());
    if (point.x() < look.axis.left || point.x() > look.axis.left + look.axis.width) return hit;
    const Layout layout = layoutOf(trace.meta().scenario, look);
    const auto parts = partsOf(look, std::max(timeline.end(), trace.end()));
    const auto under = [&](const Layout::Row& row) { return row.rect.contains(point); };
    const auto lane = std::ranges::find_if(layout.lanes, under);
    const auto depth = std::ranges::find_if(layout.depths, under);
    for (const Part& part : parts) {
        const bool within = part.from <= hit.time && hit.time <= part.to;
        if (layout.marks.contains(point)) hitMark(hit, timeline, look, part, point.x());
        else if (lane != layout.lanes.end() && within) hitSlice(hit, timeline, trace, lane->id, look.axis.grain());
        else if (depth != layout.depths.end() && within) hitDepth(hit, timeline, depth->id);
        else if (lane == layout.lanes.end() && depth == layout.depths.end())
            hitArrow(hit, timeline, layout, look, part, point);
    }
    return hit;
}

QString describe(const Hit& hit, const trace::TraceView& trace)
{
    const auto& scenario = trace.meta().scenario;
    if (hit.mark) {
        const bool ofProcess = hit.mark->process.value != 0;
        const QString who = ofProcess ? nameOf(scenario.processes, hit.mark->process.value)
                                      : nameOf(scenario.channels, hit.mark->channel.value);
        return QStringLiteral("%1: %2").arg(who, wordFor(hit.mark->kind));
    }
    if (hit.arrow) {
        const Duration under = std::max(Duration{}, hit.arrow->received - hit.arrow->sent);
        return translated("scene", "m%1: %2 from write to read").arg(hit.arrow->message).arg(formatDuration(under));
    }
    if (hit.loss)
        return translated("scene", "%1: %2 within %3")
            .arg(nameOf(scenario.processes, hit.loss->process.value), lossWords(hit.loss->events),
                 formatDuration(hit.loss->end - hit.loss->begin));
    if (hit.slice)
        return translated("scene", "%1: %2 for %3")
            .arg(nameOf(scenario.processes, hit.subject.id), activityWord(hit.slice->activity),
                 formatDuration(hit.slice->end - hit.slice->begin));
    if (hit.depth)
        return translated("scene", "%1: %2 of %3 %4")
            .arg(nameOf(scenario.channels, hit.subject.id), scene::grouped(hit.depth->last),
                 scene::grouped(hit.depth->capacity), boundedIn(scenario, hit.subject.id));
    return {};
}

} // namespace sluice::timeline
