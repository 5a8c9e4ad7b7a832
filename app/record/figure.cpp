#include "record/figure.h"

#include "lessons/lesson.h"
#include "record/parts.h"
#include "scene/sketch.h"
#include "timeline/timeline_scene.h"

#include <algorithm>
#include <cmath>

namespace sluice::record {

namespace {

using scene::Scene;
using scene::Shape;
using scene::Tone;
using What = FigurePlan::What;

constexpr int usualWidth = 1920;
constexpr QSize usualSize{1920, 1080};
constexpr double rightMargin = 24;

/// Everything that the figures of one run are made from.
class Studio
{
public:
    explicit Studio(const trace::TraceView& trace) : m_trace(trace), m_replay(trace)
    {
        m_timeline.extend(trace);
        const lessons::Lesson* lesson = lessons::find(QString::fromStdString(trace.meta().scenario.id));
        if (!lesson) return;
        m_progress.emplace(*lesson);
        m_progress->extend(trace);
    }
    [[nodiscard]] Scene frame(TraceTime time, QSize size, const FrameParts& parts)
    {
        const state::Moment moment = m_replay.momentAt(std::min(time, m_trace.end()));
        const scene::Caption caption = m_progress ? m_progress->captionAt(moment) : scene::Caption{};
        return buildFrame(m_replay.at(moment), m_trace, m_timeline, caption, {}, size, parts);
    }
    /// Time by itself, on its own ground.
    [[nodiscard]] Scene time(QSizeF size, TraceTime from, TraceTime to, const std::vector<TraceTime>& moments) const;
    [[nodiscard]] TraceTime end() const { return std::max(m_trace.end(), m_timeline.end()); }
    [[nodiscard]] double timeHeight() const
    {
        const auto& scenario = m_trace.meta().scenario;
        return 60 + 84 * static_cast<double>(scenario.processes.size())
               + 84 * static_cast<double>(scenario.channels.size());
    }

private:
    const trace::TraceView& m_trace;
    state::Replay m_replay;
    analysis::Timeline m_timeline;
    std::optional<lessons::Progress> m_progress;
};

Scene Studio::time(QSizeF size, TraceTime from, TraceTime to, const std::vector<TraceTime>& moments) const
{
    Scene scene;
    scene.size = size;
    scene::Sketch sketch(scene);
    sketch.box({QPointF(0, 0), size}, 0, Tone::Panel);
    timeline::TimelineLook look;
    look.size = size;
    look.axis = timeline::TimeAxis::fitting(from, std::max(to, from + Duration{1}), timeline::nameColumn,
                                            size.width() - timeline::nameColumn - rightMargin);
    look.playhead = moments.empty() ? end() : moments.back();
    if (moments.size() > 1) look.bookmarks = moments;
    append(scene, timeline::buildTimeline(m_timeline, m_trace, look), {});
    return scene;
}

/// So many beside each other that all of them come nearest to the shape of a screen.
int columnsFor(std::size_t count, double timeHeight)
{
    constexpr double wanted = 16.0 / 9;
    int best = 1;
    double least = 1e9;
    for (int columns = 1; columns <= static_cast<int>(count); ++columns) {
        const double rows = std::ceil(static_cast<double>(count) / columns);
        const double shape = columns * scene::stageSize.width() / (rows * scene::stageSize.height() + timeHeight);
        if (const double distance = std::abs(std::log(shape / wanted)); distance < least) {
            least = distance;
            best = columns;
        }
    }
    return best;
}

void drawNumber(scene::Sketch& sketch, QPointF center, std::size_t number)
{
    constexpr double radius = 13;
    const QRectF disc(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius);
    sketch.box(disc, radius, Tone::Action);
    sketch.text(disc, QString::number(number), {16, 650, Tone::OnData, Shape::Face::Words, Shape::Align::Center});
}

/// What the timeline below shows: from the first to the last moment, with something on both sides.
std::pair<TraceTime, TraceTime> rangeAround(const std::vector<TraceTime>& moments, TraceTime end)
{
    const auto [first, last] = std::ranges::minmax(moments);
    const Duration beside{std::max<std::int64_t>((last - first).ns / 6, 1000)};
    return {std::max(TraceTime{}, first - beside), std::min(end, last + beside)};
}

Scene strip(Studio& studio, const FigurePlan& plan, const std::vector<TraceTime>& moments, bool withTime)
{
    const double timeHeight = withTime ? studio.timeHeight() + 24 : 0;
    const int columns = plan.columns > 0 ? std::min(plan.columns, static_cast<int>(moments.size()))
                                         : columnsFor(moments.size(), timeHeight);
    const int rows = (static_cast<int>(moments.size()) + columns - 1) / columns;
    const QSizeF stage = scene::stageSize;
    Scene all;
    all.size = QSizeF(columns * stage.width(), rows * stage.height() + timeHeight);
    scene::Sketch sketch(all);
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const QPointF at(static_cast<int>(i) % columns * stage.width(), static_cast<int>(i) / columns * stage.height());
        FrameParts parts;
        parts.timeline = false;
        append(all, studio.frame(moments[i], stage.toSize(), parts), at);
        sketch.about({scene::Subject::Kind::Mark, static_cast<std::uint32_t>(i + 1)});
        drawNumber(sketch, at + QPointF(24, 25), i + 1);
        sketch.about({scene::Subject::Kind::Border});
        if (static_cast<int>(i) % columns > 0)
            sketch.line({{at + QPointF(0, 16), at + QPointF(0, stage.height() - 16)}}, Tone::Line, 1);
        if (static_cast<int>(i) / columns > 0)
            sketch.line({{at + QPointF(16, 0), at + QPointF(stage.width() - 16, 0)}}, Tone::Line, 1);
    }
    if (!withTime) return all;
    const auto [from, to] = plan.from < plan.to ? std::pair(plan.from, plan.to) : rangeAround(moments, studio.end());
    const QPointF below(0, rows * stage.height());
    sketch.about({});
    sketch.box({below, QSizeF(all.size.width(), timeHeight)}, 0, Tone::Panel);
    append(all, studio.time({all.size.width(), studio.timeHeight()}, from, to, moments), below + QPointF(0, 24));
    const auto axis = timeline::TimeAxis::fitting(from, std::max(to, from + Duration{1}), timeline::nameColumn,
                                                  all.size.width() - timeline::nameColumn - rightMargin);
    for (std::size_t i = 0; i < moments.size(); ++i) {
        sketch.about({scene::Subject::Kind::Mark, static_cast<std::uint32_t>(i + 1)});
        drawNumber(sketch, below + QPointF(axis.x(moments[i]), 14), i + 1);
    }
    return all;
}

/// `height` pixels for every `width` of the scene's shape.
QSize natural(QSizeF scene)
{
    const int height = static_cast<int>(std::lround(usualWidth * scene.height() / scene.width()));
    return {usualWidth, std::clamp(height + height % 2, 16, 16'384)};
}

} // namespace

Figure buildFigure(const trace::TraceView& trace, const FigurePlan& plan)
{
    Studio studio(trace);
    std::vector<TraceTime> moments = plan.moments;
    for (TraceTime& moment : moments) moment = std::clamp(moment, TraceTime{}, trace.end());
    if (plan.what == What::Timeline) {
        const QSizeF wished(scene::stageSize.width(), studio.timeHeight());
        const QSize size = plan.size.isEmpty() ? natural(wished) : plan.size;
        const double height = wished.width() * size.height() / size.width();
        const bool part = plan.from < plan.to;
        return {studio.time({wished.width(), height}, part ? plan.from : TraceTime{}, part ? plan.to : studio.end(),
                            moments),
                size};
    }
    if (moments.empty()) moments.push_back(trace.end());
    const bool withTime = plan.what == What::Frame;
    if (moments.size() == 1) {
        const QSize size = !plan.size.isEmpty() ? plan.size : withTime ? usualSize : natural(scene::stageSize);
        FrameParts parts;
        parts.timeline = withTime;
        return {studio.frame(moments.front(), size, parts), size};
    }
    Scene all = strip(studio, plan, moments, withTime);
    const QSize size = plan.size.isEmpty() ? natural(all.size) : plan.size;
    return {std::move(all), size};
}

} // namespace sluice::record
