#include "scene/sweep_picture.h"

#include "base/error_words.h"
#include "scene/comparison_picture.h"
#include "scene/comparison_words.h"
#include "scene/duration.h"
#include "scene/sketch.h"
#include "words/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace sluice::scene {

namespace {

using compare::Comparison;
using compare::Lane;
using compare::Spread;

constexpr double sweepMargin = 28, sweepHeadHeight = 104, panelHeight = 560, panelWidth = 684, axisWidth = 92,
                 namesWidth = 172, axisHeight = 40, reasonHeight = 26, nameStep = 24;
constexpr Ink panelHeadInk{18, 600, Tone::Text}, sizeInk{15, 400, Tone::Muted}, curveNameInk{16, 600, Tone::Text};

/// One mechanism at one size; nothing where it could not run.
struct Point {
    double size = 0;
    Spread value;
};
struct Curve {
    QString name;
    std::size_t number = 0; ///< in the order of the lanes: decides how it looks
    std::vector<Point> points;
};

/// Lines are told apart by colour, by pattern and by the shape of their marks, and by their names.
struct LineLook {
    Tone tone;
    Pattern pattern;
    std::size_t corners;
};
LineLook lookOf(std::size_t number)
{
    constexpr std::array tones{Tone::Data, Tone::Running, Tone::Blocked, Tone::DataSecond, Tone::Signal, Tone::Muted};
    const bool second = number >= tones.size();
    return {tones[number % tones.size()], second ? Pattern::Dotted : Pattern::Solid, second ? 4U : 12U};
}

struct LogAxis {
    double from = 1, to = 10, begin = 0, end = 1;
    [[nodiscard]] double at(double value) const
    {
        return begin + std::log(value / from) / std::log(to / from) * (end - begin);
    }
};

/// Whole decades around all values; with a margin where they come close.
LogAxis axisAround(const std::vector<Curve>& curves, double begin, double end)
{
    double least = INFINITY, most = 0;
    for (const Curve& curve : curves)
        for (const Point& point : curve.points) {
            if (point.value.low <= 0) continue;
            least = std::min(least, point.value.low);
            most = std::max(most, point.value.high);
        }
    if (most <= 0) return {1, 10, begin, end};
    return {least / 1.3, std::max(most * 1.3, least * 10), begin, end};
}

class Panel
{
public:
    using Words = std::function<QString(double)>;

    Panel(Sketch& sketch, QRectF place, const std::vector<Comparison>& sizes, std::vector<Curve> curves)
        : m_sketch(sketch),
          m_place(place),
          m_sizes(sizes),
          m_curves(std::move(curves)),
          m_x{static_cast<double>(sizes.front().plan.size), static_cast<double>(sizes.back().plan.size),
              place.left() + axisWidth, place.right() - namesWidth},
          m_y(axisAround(m_curves, place.bottom() - axisHeight, place.top() + 44))
    {}

    /// `words` of a value, `round` of one on the axis.
    void draw(const QString& what, const Words& words, const Words& round)
    {
        m_sketch.about({Subject::Kind::Axis});
        m_sketch.box(m_place, 14, Tone::Card, Tone::Line);
        m_sketch.on(Tone::Card);
        m_sketch.text({m_place.left() + 16, m_place.top() + 10, m_place.width() - 32, 24}, what, panelHeadInk);
        drawSizes();
        drawDecades(round);
        for (const Curve& curve : m_curves) drawCurve(curve, words);
        drawNames();
    }

private:
    void drawSizes()
    {
        double before = -INFINITY;
        for (const Comparison& each : m_sizes) {
            const double x = std::round(m_x.at(static_cast<double>(each.plan.size)));
            const double close = std::clamp(before + 62 - x, 0.0, 12.0); // words give way a little to those before
            before = x;
            m_sketch.line({{QPointF(x, m_y.end), QPointF(x, m_y.begin)}}, Tone::Line, 1, Pattern::Dotted);
            m_sketch.text({x - 40 + close, m_y.begin + 8, 80, 20}, sizeInWords(each.plan.size),
                          sizeInk.aligned(Shape::Align::Center));
        }
    }
    void drawDecades(const Words& words)
    {
        const bool few = m_y.to / m_y.from < 1000;
        for (double decade = std::pow(10, std::floor(std::log10(m_y.from))); decade <= m_y.to; decade *= 10)
            for (const double step : {1.0, 3.0}) {
                const double value = decade * step;
                if (value < m_y.from || value > m_y.to || (step > 1 && !few)) continue;
                const double y = std::round(m_y.at(value));
                m_sketch.line({{QPointF(m_x.begin, y), QPointF(m_x.end, y)}}, Tone::Line, 1, Pattern::Dotted);
                m_sketch.text({m_place.left() + 4, y - 10, axisWidth - 12, 20}, words(value),
                              ink::number.aligned(Shape::Align::Right));
            }
    }
    void drawCurve(const Curve& curve, const Words& words)
    {
        const LineLook look = lookOf(curve.number);
        m_sketch.about({Subject::Kind::Channel, static_cast<std::uint32_t>(curve.number)}, Evidence::Probe);
        QPolygonF line;
        for (const Point& point : curve.points) {
            const QPointF at(m_x.at(point.size), m_y.at(point.value.median));
            line << at;
            drawQuartiles({at.x(), m_y.at(point.value.low)}, {at.x(), m_y.at(point.value.high)}, look.tone);
        }
        if (line.size() > 1) m_sketch.line(line, look.tone, 2, look.pattern);
        for (qsizetype i = 0; i < line.size(); ++i)
            m_sketch.polygon(markAt(line[i], look.corners), look.tone).text =
                QStringLiteral("%1, %2: %3")
                    .arg(curve.name, sizeInWords(std::llround(curve.points[static_cast<std::size_t>(i)].size)),
                         words(curve.points[static_cast<std::size_t>(i)].value.median));
    }
    /// Of the runs; not where the point hides them.
    void drawQuartiles(QPointF low, QPointF high, Tone tone)
    {
        if (low.y() - high.y() < 3) return;
        m_sketch.line({{low, high}}, tone, 1.5);
        for (const QPointF& end : {low, high}) m_sketch.line({{end - QPointF(6, 0), end + QPointF(6, 0)}}, tone, 1.5);
    }
    static QPolygonF markAt(QPointF middle, std::size_t corners)
    {
        constexpr double radius = 4;
        QPolygonF mark;
        for (std::size_t i = 0; i < corners; ++i) {
            const double turn = 2 * M_PI * static_cast<double>(i) / static_cast<double>(corners);
            mark << middle + QPointF(std::cos(turn), std::sin(turn)) * radius;
        }
        return mark;
    }
    /// Right of the panel in the order of the lines' ends, apart from each other; a thin line leads there.
    void drawNames()
    {
        std::vector<const Curve*> named;
        for (const Curve& curve : m_curves)
            if (!curve.points.empty()) named.push_back(&curve);
        const auto end = [this](const Curve* curve) { return m_y.at(curve->points.back().value.median); };
        std::stable_sort(named.begin(), named.end(), [&](auto* a, auto* b) { return end(a) < end(b); });
        std::vector<double> places;
        for (const Curve* curve : named)
            places.push_back(std::max(end(curve), places.empty() ? m_y.end : places.back() + nameStep));
        double floor = m_y.begin; // whoever was pushed out below moves up again, and those above give way
        for (std::size_t i = places.size(); i-- > 0; floor = places[i] - nameStep)
            places[i] = std::min(places[i], floor);
        for (std::size_t i = 0; i < named.size(); ++i) {
            const LineLook look = lookOf(named[i]->number);
            m_sketch.about({Subject::Kind::Channel, static_cast<std::uint32_t>(named[i]->number)}, Evidence::Probe);
            const QPointF from(m_x.at(named[i]->points.back().size), end(named[i]));
            const double x = m_x.end + 26;
            m_sketch.line({{from + QPointF(6, 0), QPointF(std::max(from.x() + 6, m_x.end + 8), from.y()),
                            QPointF(x - 4, places[i])}},
                          look.tone, 1, Pattern::Dotted);
            m_sketch.polygon(markAt({x + 2, places[i]}, look.corners), look.tone);
            m_sketch.text({x + 12, places[i] - 11, namesWidth - 44, 22}, named[i]->name, curveNameInk);
        }
    }

    Sketch& m_sketch;
    QRectF m_place;
    const std::vector<Comparison>& m_sizes;
    std::vector<Curve> m_curves;
    LogAxis m_x, m_y;
};

std::vector<Comparison> bySize(std::vector<Comparison> comparisons)
{
    std::stable_sort(comparisons.begin(), comparisons.end(),
                     [](const Comparison& a, const Comparison& b) { return a.plan.size < b.plan.size; });
    return comparisons;
}

std::vector<Curve> curvesOf(const std::vector<Comparison>& sizes, const std::function<Spread(const Lane&)>& figure)
{
    std::vector<Curve> curves(sizes.front().lanes.size());
    for (const Comparison& each : sizes)
        for (std::size_t i = 0; i < curves.size() && i < each.lanes.size(); ++i) {
            const Lane& lane = each.lanes[i];
            curves[i].name = nameOf(lane);
            curves[i].number = i;
            const Spread value = figure(lane);
            if (!lane.why && value.low > 0) curves[i].points.push_back({static_cast<double>(each.plan.size), value});
        }
    return curves;
}

/// "300 MB/s".
QString roundBytes(double bytes)
{
    constexpr std::array<std::pair<double, const char*>, 3> units{{{1e9, "GB/s"}, {1e6, "MB/s"}, {1e3, "kB/s"}}};
    for (const auto& [length, name] : units)
        if (bytes >= length * 0.999)
            return QStringLiteral("%1 %2").arg(std::round(bytes / length)).arg(QString::fromUtf8(name));
    return QStringLiteral("%1 B/s").arg(std::round(bytes));
}

Spread bytesPerSecond(const Lane& lane)
{
    const auto size = static_cast<double>(lane.facts.size);
    return {lane.throughput.median * size, lane.throughput.low * size, lane.throughput.high * size};
}

/// Of each mechanism the first size that it could not carry, and why.
std::vector<QString> reasonsOf(const std::vector<Comparison>& sizes)
{
    std::vector<QString> reasons;
    for (std::size_t i = 0; i < sizes.front().lanes.size(); ++i)
        for (const Comparison& each : sizes) {
            if (i >= each.lanes.size() || !each.lanes[i].why) continue;
            reasons.push_back(translated("scene", "%1 not with %2: %3")
                                  .arg(nameOf(each.lanes[i]), sizeInWords(each.plan.size),
                                       QString::fromStdString(said(*each.lanes[i].why))));
            break;
        }
    return reasons;
}

} // namespace

Scene buildSweep(const std::vector<Comparison>& comparisons)
{
    const std::vector<Comparison> sizes = bySize(comparisons);
    const std::vector<QString> reasons = reasonsOf(sizes);
    Scene scene;
    scene.size = {comparisonWidth,
                  sweepHeadHeight + panelHeight + 24 + static_cast<double>(reasons.size()) * reasonHeight + 24};
    Sketch sketch(scene);
    sketch.box({{0, 0}, scene.size}, 0, Tone::Background);
    sketch.on(Tone::Background);
    sketch.about({Subject::Kind::Caption});
    sketch.text({sweepMargin, 20, comparisonWidth - 2 * sweepMargin, 32},
                translated("scene", "Messages of %1 to %2, from one process to another")
                    .arg(sizeInWords(sizes.front().plan.size), sizeInWords(sizes.back().plan.size)),
                ink::heading);
    sketch.text({sweepMargin, 58, comparisonWidth - 2 * sweepMargin, 24},
                translated("scene", "%1 · without events · medians of %2 runs, bars: their quartiles")
                    .arg(circumstances(sizes.front()))
                    .arg(sizes.front().plan.repetitions),
                ink::quiet);
    const QRectF left(sweepMargin, sweepHeadHeight, panelWidth, panelHeight);
    Panel(sketch, left, sizes, curvesOf(sizes, bytesPerSecond))
        .draw(
            translated("scene", "One way, as fast as it goes"), [](double value) { return perSecondInBytes(value); },
            &roundBytes);
    Panel(sketch, left.translated(comparisonWidth - 2 * sweepMargin - panelWidth, 0), sizes,
          curvesOf(sizes, [](const Lane& lane) { return lane.roundTrip.median; }))
        .draw(
            translated("scene", "There and back, one at a time: median"),
            [](double ns) { return formatDuration({std::llround(ns)}, 3); },
            [](double ns) {
                return QStringLiteral("%1 %2").arg(ns / unitFor(ns).ns).arg(QString::fromUtf8(unitFor(ns).name));
            });
    sketch.on(Tone::Background);
    double y = sweepHeadHeight + panelHeight + 20;
    for (const QString& reason : reasons) {
        sketch.text({sweepMargin, y, comparisonWidth - 2 * sweepMargin, reasonHeight}, reason, ink::quiet);
        y += reasonHeight;
    }
    return scene;
}

} // namespace sluice::scene
