#include "record/figure.h"

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
constexpr double rightMargin = 24, topMargin = 12;

double timeHeightOf(const Studio& studio)
{
    const auto& scenario = studio.trace().meta().scenario;
    return 60 + 84 * static_cast<double>(scenario.processes.size() + scenario.channels.size());
}

/// Time by itself, on its own ground.
Scene timeOf(const Studio& studio, QSizeF size, TraceTime from, TraceTime to, const std::vector<TraceTime>& moments)
{
    Scene scene;
    scene.size = size;
    scene::Sketch sketch(scene);
    sketch.box({QPointF(0, 0), size}, 0, Tone::Panel);
    timeline::TimelineLook look;
    look.size = size - QSizeF(0, topMargin);
    look.axis = timeline::TimeAxis::fitting(from, std::max(to, from + Duration{1}), timeline::nameColumn,
                                            size.width() - timeline::nameColumn - rightMargin);
    look.playhead = moments.empty() ? studio.end() : moments.back();
    if (moments.size() > 1) look.bookmarks = moments;
    append(scene, timeline::buildTimeline(studio.timeline(), studio.trace(), look), {0, topMargin});
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
    const double timeHeight = withTime ? timeHeightOf(studio) + 16 : 0;
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
        parts.timeline = parts.pace = false; // nothing moves
        append(all, studio.frame(moments[i], {}, stage.toSize(), parts), at);
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
    append(all, timeOf(studio, {all.size.width(), timeHeightOf(studio)}, from, to, moments), below + QPointF(0, 16));
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

Figure buildFigure(Studio& studio, const FigurePlan& plan)
{
    const trace::TraceView& trace = studio.trace();
    std::vector<TraceTime> moments = plan.moments;
    for (TraceTime& moment : moments) moment = std::clamp(moment, TraceTime{}, trace.end());
    if (plan.what == What::Timeline) {
        const QSizeF wished(scene::stageSize.width(), timeHeightOf(studio));
        const QSize size = plan.size.isEmpty() ? natural(wished) : plan.size;
        const double height = wished.width() * size.height() / size.width();
        const bool part = plan.from < plan.to;
        return {timeOf(studio, {wished.width(), height}, part ? plan.from : TraceTime{}, part ? plan.to : studio.end(),
                       moments),
                size};
    }
    if (moments.empty()) moments.push_back(trace.end());
    const bool withTime = plan.what == What::Frame;
    if (moments.size() == 1) {
        const QSize size = !plan.size.isEmpty() ? plan.size : withTime ? usualSize : natural(scene::stageSize);
        FrameParts parts;
        parts.timeline = withTime;
        return {studio.frame(moments.front(), {}, size, parts), size};
    }
    Scene all = strip(studio, plan, moments, withTime);
    const QSize size = plan.size.isEmpty() ? natural(all.size) : plan.size;
    return {std::move(all), size};
}

} // namespace sluice::record
