#include "scene/comparison_picture.h"

#include "compare/statistics.h"
#include "scene/comparison_words.h"
#include "scene/duration.h"
#include "scene/sketch.h"
#include "words/numbers.h"
#include "words/words.h"

#include <algorithm>
#include <cmath>

namespace sluice::scene {

namespace {

using compare::Comparison;
using compare::Lane;
using compare::Measure;

// Columns and rows of a part; all in scene units.
constexpr double width = 1440, margin = 32, rowHeight = 64, headHeight = 136, footHeight = 56;
constexpr double namesEnd = 160, timesFrom = 176, timesTo = 648, timesWords = 656, throughFrom = 776, throughTo = 976,
                 throughWords = 984, costFrom = 1120, costStep = 72;
constexpr std::size_t bins = 96;

constexpr Ink title{20, 650, Tone::Text}, head{14, 600, Tone::Text}, quiet{13, 400, Tone::Muted},
    small{12, 400, Tone::Muted}, number{14, 400, Tone::Text, Shape::Face::Mono},
    faint{12, 400, Tone::Muted, Shape::Face::Mono};

QString ofTime(double ns) { return formatDuration({std::llround(ns)}, 3); }
QString counted(double value) { return grouped(static_cast<std::uint64_t>(std::llround(value))); }

/// From a tenth of a decade below the quickest round trip to where one in a thousand is slower, on a logarithmic scale.
struct TimeAxis {
    double from = 1, to = 10;
    explicit TimeAxis(const Comparison& comparison)
    {
        double least = INFINITY, most = 0;
        for (const Lane& lane : comparison.lanes) {
            if (lane.why || lane.roundTrip.sorted.empty()) continue;
            least = std::min(least, static_cast<double>(lane.roundTrip.sorted.front()));
            most = std::max(most, static_cast<double>(compare::percentile(lane.roundTrip.sorted, 99.9)));
        }
        if (most <= 0) return;
        from = std::max(1.0, least / 1.1);
        to = std::max(most * 1.1, from * 10);
    }
    [[nodiscard]] double x(double ns) const
    {
        const double place = std::log(std::max(ns, 1.0) / from) / std::log(to / from);
        return timesFrom + std::clamp(place, 0.0, 1.0) * (timesTo - timesFrom);
    }
};

/// One size.
class PartOfPicture
{
public:
    PartOfPicture(Scene& scene, const Comparison& comparison, double top)
        : m_sketch(scene), m_comparison(comparison), m_axis(comparison), m_top(top)
    {
        m_strongest = firstBy(Measure::Throughput);
        m_quickest = firstBy(Measure::Latency);
    }

    void draw()
    {
        const double rows = static_cast<double>(m_comparison.lanes.size()) * rowHeight;
        m_sketch.on(Tone::Background);
        drawHead();
        m_sketch.box({margin - 16, m_top + headHeight, width - 2 * margin + 32, rows}, 14, Tone::Card, Tone::Line);
        m_sketch.on(Tone::Card);
        drawAxis(m_top + headHeight, rows);
        double y = m_top + headHeight;
        for (const Lane& lane : m_comparison.lanes) {
            if (y > m_top + headHeight)
                m_sketch.line({{QPointF(margin, y), QPointF(width - margin, y)}}, Tone::Line, 1);
            drawLane(lane, y);
            y += rowHeight;
        }
    }
    [[nodiscard]] static double heightOf(const Comparison& comparison)
    {
        return headHeight + static_cast<double>(comparison.lanes.size()) * rowHeight + footHeight;
    }

private:
    [[nodiscard]] const Lane* firstBy(Measure measure) const
    {
        const auto order = compare::orderBy(m_comparison, measure);
        const Lane* first = order.empty() ? nullptr : &m_comparison.lanes[order.front()];
        return first && !first->why ? first : nullptr;
    }
    void drawHead()
    {
        m_sketch.about({Subject::Kind::Caption});
        const compare::Plan& plan = m_comparison.plan;
        m_sketch.text({margin, m_top + 24, width - 2 * margin, 28},
                      translated("scene", "Messages of %1 bytes, from one process to another")
                          .arg(grouped(static_cast<std::uint64_t>(plan.size))),
                      title);
        m_sketch.text({margin, m_top + 52, width - 2 * margin, 22}, howItRan(), quiet);
        const double y = m_top + headHeight - 30;
        const auto column = [&](double x, double w, const QString& text, const Ink& ink) {
            m_sketch.text({x, y, w, 20}, text, ink);
        };
        column(timesFrom, timesTo - timesFrom, translated("scene", "There and back, one at a time"), head);
        column(timesWords, 110, translated("scene", "median"), small);
        column(throughFrom, 330, translated("scene", "One way, as fast as it goes"), head);
        m_sketch.text({costFrom, y - 20, 300, 20}, translated("scene", "Each message one way"), head);
        const std::array<QString, 4> names{translated("scene", "calls"), translated("scene", "CPU"),
                                           translated("scene", "switches"), translated("scene", "events")};
        for (std::size_t i = 0; i < names.size(); ++i)
            column(costFrom + static_cast<double>(i) * costStep, costStep, names[i], small);
    }

    [[nodiscard]] QString howItRan() const
    {
        const compare::Plan& plan = m_comparison.plan;
        return translated("scene", "%1 round trips, %2 messages one way, %3 times each in turn · %4 · without events; "
                                   "last column: what is left of the throughput with them")
            .arg(grouped(static_cast<std::uint64_t>(plan.roundTrips)),
                 grouped(static_cast<std::uint64_t>(plan.messages)))
            .arg(plan.repetitions)
            .arg(circumstances(m_comparison));
    }

    /// 1, 10, 100 …; 2 and 5 of each where there is room for their words.
    void drawAxis(double top, double height)
    {
        constexpr double room = 64;
        m_sketch.about({Subject::Kind::Axis});
        const bool between = m_axis.x(m_axis.from * 2) - timesFrom > room + 16;
        for (double decade = 1; decade <= m_axis.to; decade *= 10)
            for (const double step : {1.0, 2.0, 5.0}) {
                const double ns = decade * step;
                if (ns < m_axis.from || ns > m_axis.to || (step > 1 && !between)) continue;
                const double x = std::round(m_axis.x(ns));
                m_sketch.line({{QPointF(x, top), QPointF(x, top + height)}}, Tone::Line, 1, Pattern::Dotted);
                const Unit unit = unitFor(ns);
                m_sketch.on(Tone::Background);
                m_sketch.text({x - room / 2, top + height + 4, room, 18},
                              QStringLiteral("%1 %2").arg(ns / unit.ns).arg(QString::fromUtf8(unit.name)),
                              faint.aligned(Shape::Align::Center));
                m_sketch.on(Tone::Card);
            }
    }

    void drawLane(const Lane& lane, double y)
    {
        m_sketch.about({Subject::Kind::Channel, static_cast<std::uint32_t>(lane.through)}, Evidence::Probe);
        m_sketch.text({margin, y + 12, namesEnd - margin, 22}, nameOf(lane), Ink{16, 650, Tone::Text});
        if (lane.why) {
            m_sketch.text({timesFrom, y + 20, width - margin - timesFrom, 24},
                          translated("scene", "cannot: %1").arg(QString::fromStdString(lane.why->describe())), quiet);
            return;
        }
        const double holds = lane.facts.heldMessages();
        m_sketch.text({margin, y + 34, namesEnd - margin, 18},
                      holds >= 10 ? translated("scene", "holds %1").arg(counted(holds))
                                  : translated("scene", "holds %1").arg(holds, 0, 'g', 2),
                      small);
        drawTimes(lane, y);
        drawThroughput(lane, y);
        drawCost(lane, y);
    }

    void drawTimes(const Lane& lane, double y)
    {
        const auto& sorted = lane.roundTrip.sorted;
        const double base = y + rowHeight - 8, highest = rowHeight - 20;
        const auto counts = compare::logarithmicBins(sorted, m_axis.from, m_axis.to, bins);
        const auto most = static_cast<double>(*std::max_element(counts.begin(), counts.end()));
        const double step = (timesTo - timesFrom) / static_cast<double>(bins);
        const QString why =
            !m_quickest || &lane == m_quickest ? QString() : against(*m_quickest, lane, Measure::Latency);
        for (std::size_t i = 0; i < bins && most > 0; ++i) {
            if (counts[i] == 0) continue;
            const double h = std::max(1.5, highest * static_cast<double>(counts[i]) / most);
            Shape& bar = m_sketch.box({timesFrom + static_cast<double>(i) * step, base - h, step - 0.5, h}, 0,
                                      why.isEmpty() ? Tone::Data : Tone::Blocked);
            bar.text = translated("scene", "%1 round trips").arg(grouped(counts[i]));
        }
        const auto mark = [&](double percent, Pattern pattern) {
            if (!compare::canTell(sorted.size(), percent)) return;
            const double x = m_axis.x(static_cast<double>(compare::percentile(sorted, percent)));
            m_sketch.line({{QPointF(x, y + 8), QPointF(x, base)}}, Tone::Text, percent == 50 ? 2 : 1.5, pattern);
        };
        mark(50, Pattern::Solid);
        mark(99, Pattern::Dotted);
        m_sketch.text({timesWords, y + 8, 116, 20}, ofTime(lane.roundTrip.median.median), number);
        if (compare::canTell(sorted.size(), 99))
            m_sketch.text({timesWords, y + 27, 116, 18},
                          QStringLiteral("p99 ") + ofTime(static_cast<double>(compare::percentile(sorted, 99))), faint);
        if (!why.isEmpty()) m_sketch.text({timesWords, y + 45, 118, 18}, why, small);
    }

    void drawThroughput(const Lane& lane, double y)
    {
        if (!m_strongest) return;
        const double scale = (throughTo - throughFrom) / m_strongest->throughput.high;
        const QString why = &lane == m_strongest ? QString() : against(*m_strongest, lane, Measure::Throughput);
        const double w = lane.throughput.median * scale;
        Shape& bar =
            m_sketch.box({throughFrom, y + 12, std::max(1.5, w), 20}, 3, why.isEmpty() ? Tone::Running : Tone::Blocked);
        bar.pattern = why.isEmpty() ? Pattern::Solid : Pattern::Hatched;
        bar.text = perSecond(lane.throughput.median);
        const double low = throughFrom + lane.throughput.low * scale, high = throughFrom + lane.throughput.high * scale;
        m_sketch.line({{QPointF(low, y + 22), QPointF(high, y + 22)}}, Tone::Text, 1.5);
        for (const double x : {low, high}) m_sketch.line({{QPointF(x, y + 17), QPointF(x, y + 27)}}, Tone::Text, 1.5);
        m_sketch.text({throughWords, y + 12, 130, 20}, perSecond(lane.throughput.median), number);
        if (why.isEmpty())
            m_sketch.text({throughWords, y + 34, 130, 18},
                          perSecondInBytes(lane.throughput.median * static_cast<double>(lane.facts.size)), faint);
        else m_sketch.text({throughFrom, y + 36, costFrom - throughFrom - 8, 18}, why, small);
    }

    void drawCost(const Lane& lane, double y)
    {
        const compare::Cost& cost = lane.asFastAsItGoes;
        const std::array<QString, 4> values{
            words::decimal(cost.calls, 2), ofTime(cost.cpuTime), words::decimal(cost.waits + cost.preemptions, 2),
            words::decimal(lane.probe.throughput.median * 100, 0) + QStringLiteral(" %")};
        for (std::size_t i = 0; i < values.size(); ++i)
            m_sketch.text({costFrom + static_cast<double>(i) * costStep, y + 12, costStep + 6, 20}, values[i],
                          Ink{13, 400, Tone::Text, Shape::Face::Mono});
    }

    Sketch m_sketch;
    const Comparison& m_comparison;
    TimeAxis m_axis;
    double m_top;
    const Lane* m_strongest = nullptr; ///< gets the most through; null: none has run
    const Lane* m_quickest = nullptr;  ///< its round trips take the least time; null: none has run
};

} // namespace

Scene buildComparison(const std::vector<Comparison>& comparisons)
{
    Scene scene;
    double height = 0;
    for (const Comparison& comparison : comparisons) height += PartOfPicture::heightOf(comparison);
    scene.size = {width, height};
    Sketch(scene).box({{0, 0}, scene.size}, 0, Tone::Background);
    double top = 0;
    for (const Comparison& comparison : comparisons) {
        PartOfPicture(scene, comparison, top).draw();
        top += PartOfPicture::heightOf(comparison);
    }
    return scene;
}

} // namespace sluice::scene
