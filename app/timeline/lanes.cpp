#include "timeline/lanes.h"

#include "scene/signal_words.h"
#include "scene/theme.h"
#include "words/words.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sluice::timeline {

namespace {

using scene::Tone;
using state::Activity;

constexpr double wideForWord = 110, wideForHatch = 8, wideForCorner = 12, wideForSignal = 40;
constexpr std::size_t activities = analysis::activityCount;

/// Collects narrow slices, pixel column by pixel column.
class Columns
{
public:
    Columns(const TimeAxis& axis, const Part& part, double column, std::vector<Stretch>& out)
        : m_axis(axis), m_part(part), m_column(column), m_ns(axis.nsPerPixel * column), m_out(out)
    {}

    void add(TraceTime begin, TraceTime end, Activity activity)
    {
        for (double t = static_cast<double>(begin.ns); t < static_cast<double>(end.ns);) {
            const double next = enter(t, static_cast<double>(end.ns));
            m_time[static_cast<std::size_t>(activity)] += std::max(next - t, 1e-3);
            t = std::max(next, t + 1e-3); // never stuck on a rounding
        }
    }

    /// A piece of several activities: each column gets its share of all of them.
    void add(const analysis::LanePiece& mixed, TraceTime begin, TraceTime end)
    {
        const double whole = std::max(static_cast<double>((mixed.end - mixed.begin).ns), 1.0);
        for (double t = static_cast<double>(begin.ns); t < static_cast<double>(end.ns);) {
            const double next = enter(t, static_cast<double>(end.ns));
            for (std::size_t i = 0; i < activities; ++i)
                m_time[i] += static_cast<double>(mixed.ns[i]) * (next - t) / whole;
            t = std::max(next, t + 1e-3);
        }
    }

    void finish()
    {
        closeColumn();
        closeRun();
    }

private:
    /// Goes to the column of t and returns where it, or what is to be added, ends.
    double enter(double t, double end)
    {
        const auto column = static_cast<std::int64_t>(std::floor(t / m_ns));
        if (column != m_at) closeColumn();
        m_at = column;
        return std::min(end, static_cast<double>(column + 1) * m_ns);
    }

    [[nodiscard]] Activity most() const
    {
        auto most = Activity::Absent;
        double longest = 0;
        for (const Activity each : {Activity::Running, Activity::InCall, Activity::Blocked, Activity::Handling,
                                    Activity::Held, Activity::Stopped, Activity::Unobserved, Activity::Ended}) {
            const double time = m_time[static_cast<std::size_t>(each)];
            if (time > longest) {
                longest = time;
                most = each;
            }
        }
        if (longest > 0) return most;
        return m_time[static_cast<std::size_t>(Activity::Pacing)] > 0 ? Activity::Pacing : Activity::Absent;
    }

    void closeColumn()
    {
        const Activity activity = most();
        if (activity != Activity::Absent) {
            if (m_runActivity != activity || m_runEnd != m_at) {
                closeRun();
                m_runBegin = m_at;
                m_runActivity = activity;
            }
            m_runEnd = m_at + 1;
        }
        m_time = {};
    }

    void closeRun()
    {
        if (m_runActivity == Activity::Absent) return;
        const auto xOf = [&](std::int64_t column) {
            return m_axis.left
                   + (static_cast<double>(column) * m_ns - static_cast<double>(m_axis.from.ns)) / m_axis.nsPerPixel;
        };
        const double from = std::max(xOf(m_runBegin), m_axis.x(m_part.from));
        const double to = std::max(std::min(xOf(m_runEnd), m_axis.x(m_part.to)), from + narrowest * m_column);
        const double overhang = std::max(0.0, to - (m_axis.left + m_axis.width));
        m_out.push_back({from - overhang, to - overhang, m_runActivity, true, false});
        m_runActivity = Activity::Absent;
    }

    const TimeAxis& m_axis;
    const Part& m_part;
    double m_column, m_ns; ///< how wide a column is, and how long
    std::vector<Stretch>& m_out;
    std::int64_t m_at = INT64_MIN, m_runBegin = 0, m_runEnd = 0;
    Activity m_runActivity = Activity::Absent;
    std::array<double, activities> m_time{};
};

void drawWord(scene::Sketch& sketch, const QRectF& rect, const Stretch& stretch, double opacity)
{
    const bool blocked = stretch.activity == Activity::Blocked;
    const QString word = blocked                                 ? translated("scene", "blocked")
                         : stretch.activity == Activity::Stopped ? translated("scene", "stopped")
                         : stretch.activity == Activity::Held    ? translated("scene", "paused")
                                                                 : translated("scene", "ended");
    const scene::Ink ink{scene::type::tiny, 600, blocked ? Tone::Blocked : Tone::Muted, scene::Shape::Face::Words,
                         scene::Shape::Align::Center};
    const double height = std::min(18.0, rect.height() - 4);
    if (height < 13) return;
    const QRectF chip(rect.left() + 8, rect.center().y() - height / 2, scene::widthOf(word, ink) + 16, height);
    sketch.box(chip, height / 2, Tone::Panel).opacity = std::max(opacity, 0.8);
    sketch.text(chip, word, ink).opacity = std::max(opacity, 0.7);
}

/// An outline goes around one wait; many short ones side by side have none.
void drawBlocked(scene::Sketch& sketch, const QRectF& rect, bool many, double opacity)
{
    if (rect.width() < wideForHatch) {
        sketch.box(rect, 0, Tone::Blocked).opacity = opacity;
        return;
    }
    const QRectF inside = rect.adjusted(0.75, 0.75, -0.75, -0.75);
    auto& shape = sketch.box(inside, many ? 0 : 3, Tone::Blocked, many ? Tone::None : Tone::Blocked, 1.5);
    shape.pattern = scene::Pattern::Hatched;
    shape.opacity = opacity * (many ? 0.75 : 1);
}

/// Height, pattern and tone tell the activity; each alone would do.
void drawStretch(scene::Sketch& sketch, const QRectF& lane, const Stretch& stretch, double opacity)
{
    const double width = stretch.x1 - stretch.x0, middle = lane.center().y();
    const QRectF full(stretch.x0, lane.top(), width, lane.height());
    const double radius = width >= wideForCorner ? 2 : 0;
    const QPolygonF line{{{stretch.x0, middle}, {stretch.x1, middle}}};
    switch (stretch.activity) {
    case Activity::Absent: return;
    case Activity::Running: sketch.box(full, radius, Tone::Running).opacity = opacity; return;
    case Activity::InCall:
        sketch.box(full.adjusted(0, lane.height() / 4, 0, -lane.height() / 4), radius, Tone::InCall).opacity = opacity;
        return;
    case Activity::Pacing: sketch.line(line, Tone::Line, 2).opacity = opacity; return;
    case Activity::Unobserved: {
        auto& shape = sketch.box(full.adjusted(0, 0.75, 0, -0.75), radius, Tone::None, Tone::Data, 1.5);
        shape.pattern = scene::Pattern::Dotted;
        shape.opacity = opacity;
        return;
    }
    case Activity::Blocked: drawBlocked(sketch, full, stretch.dense, opacity); break;
    case Activity::Handling: sketch.box(full, radius, Tone::Signal).opacity = opacity; return;
    case Activity::Stopped:
    case Activity::Held: {
        auto& shape = sketch.line(line, Tone::Dead, 2, scene::Pattern::Dotted);
        shape.opacity = opacity;
        break;
    }
    case Activity::Ended: {
        const double thickness = std::max(4.0, lane.height() / 5);
        sketch.box({stretch.x0, middle - thickness / 2, width, thickness}, 2, Tone::Dead).opacity = opacity * 0.6;
        break;
    }
    }
    if (width >= wideForWord && stretch.begins) drawWord(sketch, full, stretch, opacity);
}

/// The handlers that were entered in one stretch of handling: several where they nest.
std::vector<analysis::Mark> handlersIn(const analysis::LanePiece& piece, ProcessId process,
                                       const analysis::Timeline& timeline, const TimeAxis& axis, const Part& part)
{
    // What begins left of the picture has its name at the edge; what begins left of the playhead has it there.
    // A handler that makes a call at once has its name behind that.
    constexpr double near = 4;
    const Duration before{static_cast<std::int64_t>(near * axis.nsPerPixel)};
    TraceTime begin = std::max(piece.begin - before, part.from);
    if (piece.begin <= part.from && part.from == axis.from)
        begin = timeline.activityAt(process, part.from).begin - before;
    std::vector<analysis::Mark> handlers = timeline.marks(begin, std::min(piece.end, part.to), {});
    std::erase_if(handlers, [&](const analysis::Mark& mark) { return mark.process != process || mark.signal == 0; });
    return handlers;
}

/// A handler's signal is told by name, where there is room for it; where another one cuts in stands a line.
void drawHandlers(scene::Sketch& sketch, const QRectF& lane, const std::vector<analysis::Mark>& handlers,
                  const TimeAxis& axis, double from, double to, double opacity)
{
    if (lane.height() < 13) return;
    const scene::Ink ink{scene::type::tiny, 600, Tone::OnData};
    for (std::size_t i = 0; i < handlers.size(); ++i) {
        const double left = std::max(axis.x(handlers[i].time), from);
        const double right = i + 1 < handlers.size() ? std::min(axis.x(handlers[i + 1].time), to) : to;
        if (i > 0 && left > from + 1)
            sketch.line({{{left, lane.top()}, {left, lane.bottom()}}}, Tone::Panel, 1.5).opacity = opacity;
        const QRectF room(left + 5, lane.top(), right - left - 8, lane.height());
        const QString name = scene::signalWord(handlers[i].signal),
                      shorter = scene::shortSignalWord(handlers[i].signal);
        const QString word = scene::fitting({name, shorter, QString()}, ink, room.width());
        if (!word.isEmpty()) sketch.text(room, word, ink).opacity = opacity;
    }
}

void labelHandlers(scene::Sketch& sketch, const Layout::Row& row, std::span<const analysis::LanePiece> pieces,
                   const analysis::Timeline& timeline, const TimeAxis& axis, const Part& part)
{
    for (const analysis::LanePiece& piece : pieces) {
        if (piece.mixed || piece.activity != Activity::Handling) continue;
        const double from = axis.x(std::max(piece.begin, part.from)), to = axis.x(std::min(piece.end, part.to));
        if (to - from < wideForSignal) continue;
        const auto handlers = handlersIn(piece, {row.id}, timeline, axis, part);
        sketch.about({scene::Subject::Kind::Slice, row.id, static_cast<std::uint32_t>(Activity::Handling)},
                     probe::Evidence::Probe);
        drawHandlers(sketch, row.rect, handlers, axis, from, to, part.opacity);
    }
}

} // namespace

std::vector<Stretch> stretchesOf(std::span<const analysis::LanePiece> pieces, const TimeAxis& axis, const Part& part,
                                 double column)
{
    std::vector<Stretch> result;
    Columns columns(axis, part, column, result);
    for (const analysis::LanePiece& piece : pieces) {
        const TraceTime begin = std::max(piece.begin, part.from), end = std::min(piece.end, part.to);
        if (begin >= end) continue;
        if (piece.mixed) {
            columns.add(piece, begin, end);
        } else if (static_cast<double>((piece.end - piece.begin).ns) < narrowest * column * axis.nsPerPixel) {
            columns.add(begin, end, piece.activity);
        } else if (piece.activity != Activity::Absent) {
            const bool begins = begin == piece.begin || begin == axis.from;
            result.push_back({axis.x(begin), axis.x(end), piece.activity, false, begins});
        }
    }
    columns.finish();
    return result;
}

void drawLane(scene::Sketch& sketch, const Layout::Row& row, const analysis::Timeline& timeline,
              const TimelineLook& look, const std::vector<Part>& parts)
{
    sketch.about({scene::Subject::Kind::Lane, row.id, 0}, probe::Evidence::Probe);
    sketch.box(row.rect, 3, Tone::Background).text = row.name;
    for (const Part& part : parts) {
        const auto pieces = timeline.lane({row.id}, part.from, part.to, look.axis.grain());
        for (const Stretch& stretch : stretchesOf(pieces, look.axis, part, look.column)) {
            const bool derived = stretch.activity == Activity::Blocked;
            sketch.about({scene::Subject::Kind::Slice, row.id, static_cast<std::uint32_t>(stretch.activity)},
                         derived ? probe::Evidence::Derived : probe::Evidence::Probe);
            drawStretch(sketch, row.rect, stretch, part.opacity);
        }
        labelHandlers(sketch, row, pieces, timeline, look.axis, part);
    }
}

} // namespace sluice::timeline
