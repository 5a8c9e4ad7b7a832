#include "scene/comparison_picture.h"

#include "base/error_words.h"
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
constexpr double partMargin = 32, laneHeight = 78, partHeadHeight = 150, partFootHeight = 104;
constexpr double namesEnd = 188, timesFrom = 196, timesTo = 604, timesWords = 614, timesEnd = 776, throughFrom = 788,
                 throughTo = 964, throughWords = 974, throughEnd = 1092;
constexpr std::array<Column, 4> costs{{{1104, 1166}, {1172, 1250}, {1252, 1330}, {1334, 1408}}};
constexpr std::size_t bins = 96;

constexpr Ink figureInk{16, 400, Tone::Text, Shape::Face::Mono};

QString ofTime(double ns) { return formatDuration({std::llround(ns)}, 3); }

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
        for (const Lane& lane : comparison.lanes)
            if (!lane.why) m_mostThrough = std::max(m_mostThrough, lane.throughput.high);
    }

    void draw()
    {
        const double rows = static_cast<double>(m_comparison.lanes.size()) * laneHeight;
        m_sketch.on(Tone::Background);
        drawHead();
        m_sketch.box({partMargin - 16, m_top + partHeadHeight, comparisonWidth - 2 * partMargin + 32, rows}, 14,
                     Tone::Card, Tone::Line);
        m_sketch.on(Tone::Card);
        drawAxis(m_top + partHeadHeight, rows);
        double y = m_top + partHeadHeight;
        for (const Lane& lane : m_comparison.lanes) {
            if (y > m_top + partHeadHeight)
                m_sketch.line({{QPointF(partMargin, y), QPointF(comparisonWidth - partMargin, y)}}, Tone::Line, 1);
            drawLane(lane, y);
            y += laneHeight;
        }
        drawLegend(y + 52);
    }
    [[nodiscard]] static double heightOf(const Comparison& comparison)
    {
        return partHeadHeight + static_cast<double>(comparison.lanes.size()) * laneHeight + partFootHeight;
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
        m_sketch.text({partMargin, m_top + 20, comparisonWidth - 2 * partMargin, 32},
                      translated("scene", "Messages of %1 bytes, from one process to another")
                          .arg(grouped(static_cast<std::uint64_t>(plan.size))),
                      ink::heading);
        m_sketch.text({partMargin, m_top + 54, comparisonWidth - 2 * partMargin, 24}, howItRan(), ink::quiet);
        const double y = m_top + partHeadHeight - 30;
        const auto column = [&](double from, double to, const QString& text, const Ink& ink) {
            m_sketch.text({from, y, to - from, 22}, text, ink);
        };
        column(timesFrom, timesTo, translated("scene", "There and back, one at a time"), ink::strong);
        column(timesWords, timesEnd, translated("scene", "median"), ink::quiet);
        column(throughFrom, throughEnd, translated("scene", "One way, as fast as it goes"), ink::strong);
        m_sketch.text({costs.front().from, y - 24, costs.back().to - costs.front().from, 22},
                      translated("scene", "Each message one way"), ink::strong);
        const std::array<QString, 4> names{translated("scene", "calls"), translated("scene", "CPU"),
                                           translated("scene", "switches"), translated("scene", "probed")};
        for (std::size_t i = 0; i < names.size(); ++i) column(costs[i].from, costs[i].to, names[i], ink::quiet);
    }

    [[nodiscard]] QString howItRan() const
    {
        const compare::Plan& plan = m_comparison.plan;
        return translated("scene", "%1 round trips, %2 messages one way, %3 times each in turn · %4 · without events")
            .arg(grouped(static_cast<std::uint64_t>(plan.roundTrips)),
                 grouped(static_cast<std::uint64_t>(plan.messages)))
            .arg(plan.repetitions)
            .arg(circumstances(m_comparison));
    }

    /// 1, 10, 100 …; 2 and 5 of each where there is room for their words.
    void drawAxis(double top, double height)
    {
        constexpr double room = 80;
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
                m_sketch.text({x - room / 2, top + height + 6, room, 20},
                              QStringLiteral("%1 %2").arg(ns / unit.ns).arg(QString::fromUtf8(unit.name)),
                              ink::number.aligned(Shape::Align::Center));
                m_sketch.on(Tone::Card);
            }
    }

    void drawLane(const Lane& lane, double y)
    {
        m_sketch.about({Subject::Kind::Channel, static_cast<std::uint32_t>(lane.through)}, Evidence::Probe);
        m_sketch.text({partMargin, y + 14, namesEnd - partMargin, 24}, nameOf(lane), Ink{18, 650, Tone::Text});
        if (lane.why) {
            m_sketch.text({timesFrom, y + 27, comparisonWidth - partMargin - timesFrom, 24},
                          translated("scene", "cannot: %1").arg(QString::fromStdString(said(*lane.why))), ink::quiet);
            return;
        }
        m_sketch.text({partMargin, y + 41, namesEnd - partMargin, 22},
                      translated("scene", "room for %1").arg(heldInWords(lane)), ink::quiet);
        drawTimes(lane, y);
        drawThroughput(lane, y);
        drawCost(lane, y);
    }

    void drawTimes(const Lane& lane, double y)
    {
        const auto& sorted = lane.roundTrip.sorted;
        const double base = y + laneHeight - 8, highest = laneHeight - 20;
        const auto counts = compare::logarithmicBins(sorted, m_axis.from, m_axis.to, bins);
        const auto most = static_cast<double>(*std::max_element(counts.begin(), counts.end()));
        const double step = (timesTo - timesFrom) / static_cast<double>(bins);
        const QString why = !m_quickest || &lane == m_quickest
                                ? QString()
                                : against(*m_quickest, lane, Measure::Latency, ink::quiet, timesEnd - timesWords);
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
        m_sketch.text({timesWords, y + 6, timesEnd - timesWords, 22}, ofTime(lane.roundTrip.median.median), ink::code);
        if (compare::canTell(sorted.size(), 99))
            m_sketch.text({timesWords, y + 29, timesEnd - timesWords, 20},
                          QStringLiteral("p99 ") + ofTime(static_cast<double>(compare::percentile(sorted, 99))),
                          ink::number);
        if (!why.isEmpty()) m_sketch.text({timesWords, y + 51, timesEnd - timesWords, 22}, why, ink::quiet);
    }

    void drawThroughput(const Lane& lane, double y)
    {
        if (!m_strongest) return;
        const double scale = (throughTo - throughFrom) / std::max(m_mostThrough, 1.0);
        const QString why = &lane == m_strongest ? QString()
                                                 : against(*m_strongest, lane, Measure::Throughput, ink::quiet,
                                                           throughEnd - throughFrom);
        const double w = lane.throughput.median * scale;
        Shape& bar =
            m_sketch.box({throughFrom, y + 14, std::max(2.0, w), 20}, 3, why.isEmpty() ? Tone::Running : Tone::Blocked);
        if (!why.isEmpty()) hatch(bar);
        bar.text = perSecond(lane.throughput.median);
        drawQuartiles(throughFrom + lane.throughput.low * scale, throughFrom + lane.throughput.high * scale, y + 24);
        m_sketch.text({throughWords, y + 13, throughEnd - throughWords, 22}, perSecond(lane.throughput.median),
                      ink::code);
        const QString below =
            why.isEmpty() ? perSecondInBytes(lane.throughput.median * static_cast<double>(lane.facts.size)) : why;
        m_sketch.text({throughFrom, y + 42, throughEnd - throughFrom, 22}, below, ink::quiet);
    }

    /// What cannot be compared: hatched, and where it ends can be seen.
    static void hatch(Shape& bar)
    {
        bar.pattern = Pattern::Hatched;
        bar.stroke = Tone::Blocked;
        bar.strokeWidth = 1.5;
    }
    void drawQuartiles(double low, double high, double y)
    {
        m_sketch.line({{QPointF(low, y), QPointF(high, y)}}, Tone::Text, 1.5);
        for (const double x : {low, high}) m_sketch.line({{QPointF(x, y - 5), QPointF(x, y + 5)}}, Tone::Text, 1.5);
    }

    /// What the signs in the rows say.
    void drawLegend(double y)
    {
        m_sketch.about({Subject::Kind::Axis, 1});
        m_sketch.on(Tone::Background);
        double x = partMargin;
        const auto item = [&](double sign, const QString& words, const auto& draw) {
            const double wide = widthOf(words, ink::quiet);
            if (x + sign + 8 + wide > comparisonWidth - partMargin) {
                x = partMargin;
                y += 26;
            }
            draw(x);
            m_sketch.text({x + sign + 8, y - 11, wide + 2, 22}, words, ink::quiet);
            x += sign + 8 + wide + 26;
        };
        const auto upright = [&](double thick, Pattern pattern) {
            return [this, &y, thick, pattern](double left) {
                m_sketch.line({{QPointF(left + 3, y - 10), QPointF(left + 3, y + 10)}}, Tone::Text, thick, pattern);
            };
        };
        item(6, translated("scene", "median"), upright(2, Pattern::Solid));
        item(6, translated("scene", "99 % within"), upright(1.5, Pattern::Dotted));
        item(22, translated("scene", "overlaps the quickest one"), [&](double left) {
            m_sketch.box({left, y - 8, 22, 16}, 0, Tone::Blocked);
        });
        item(30, translated("scene", "quartiles of the runs"), [&](double left) { drawQuartiles(left, left + 30, y); });
        item(30, translated("scene", "not comparable with the longest"), [&](double left) {
            hatch(m_sketch.box({left, y - 9, 30, 18}, 3, Tone::Blocked));
        });
        item(0, translated("scene", "probed: throughput left with events"), [](double) {});
        if (std::ranges::any_of(m_comparison.lanes,
                                [](const Lane& lane) { return !lane.why && lane.probe.throughput.unseenBelow(); }))
            item(0, translated("scene", "±: runs differ by that much, no change seen"), [](double) {});
    }

    void drawCost(const Lane& lane, double y)
    {
        const compare::Cost& taken = lane.asFastAsItGoes;
        const std::array<QString, 4> values{words::decimal(taken.calls, 2), ofTime(taken.cpuTime),
                                            words::decimal(taken.waits + taken.preemptions, 2),
                                            leftInWords(lane.probe.throughput)};
        for (std::size_t i = 0; i < values.size(); ++i)
            m_sketch.text({costs[i].from, y + 14, costs[i].to - costs[i].from, 20}, values[i], figureInk);
    }

    Sketch m_sketch;
    const Comparison& m_comparison;
    TimeAxis m_axis;
    double m_top, m_mostThrough = 0;   ///< messages per second that a quartile lies at
    const Lane* m_strongest = nullptr; ///< gets the most through; null: none has run
    const Lane* m_quickest = nullptr;  ///< its round trips take the least time; null: none has run
};

} // namespace

Scene buildComparison(const std::vector<Comparison>& comparisons)
{
    Scene scene;
    double height = 0;
    for (const Comparison& comparison : comparisons) height += PartOfPicture::heightOf(comparison);
    scene.size = {comparisonWidth, height};
    Sketch(scene).box({{0, 0}, scene.size}, 0, Tone::Background);
    double top = 0;
    for (const Comparison& comparison : comparisons) {
        PartOfPicture(scene, comparison, top).draw();
        top += PartOfPicture::heightOf(comparison);
    }
    return scene;
}

} // namespace sluice::scene
