#include "scene/comparison_words.h"
#include "scene/duration.h"
#include "scene/race_rows.h"
#include "words/numbers.h"
#include "words/words.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace sluice::scene {

using analysis::RaceLane;
using compare::Spread;
using mechanisms::raceSizes;
using mechanisms::SharedMemory;
using mechanisms::Through;

namespace {

constexpr double labelRoom = 164, axisRoom = 84, footRoom = 34, plotGap = 32;

/// One lane over the sizes. Not told or refused: no value.
struct LaneCurve {
    Through through = Through::Pipe;
    Tone tone = Tone::Data;
    std::size_t form = 0;                                           ///< of its points
    std::array<std::optional<Spread>, raceSizes.size()> rate, trip; ///< bytes per second; ns
    bool refused = false;                                           ///< from the size after its last value on
};

/// Tones and shapes of points: two lanes of one tone differ in shape.
constexpr std::array<Tone, 6> curveTones{Tone::Data,       Tone::Running, Tone::Blocked,
                                         Tone::DataSecond, Tone::Signal,  Tone::Text};

/// Of a round number: "100 MB/s".
QString bytesInWords(double bytesPerSecond)
{
    const auto in = [&](double unit, const char* name) {
        return QStringLiteral("%1 %2").arg(std::llround(bytesPerSecond / unit)).arg(QLatin1String(name));
    };
    return bytesPerSecond >= 0.99e9 ? in(1e9, "GB/s") : bytesPerSecond >= 0.99e6 ? in(1e6, "MB/s") : in(1e3, "kB/s");
}

/// Draws throughput and round trip over the size of messages, both axes logarithmic. Lives as long as one
/// drawRaceSizes().
class RaceSizesDrawing : RaceStage
{
public:
    RaceSizesDrawing(Sketch& sketch, const ChannelPicture& picture, const SharedMemory& told)
        : RaceStage(sketch, picture, told)
    {
        for (std::size_t i = 0; i < m_race.lanes.size(); ++i) m_curves.push_back(curveOf(i));
    }

    void draw()
    {
        m_rows.drawCircumstances();
        const QRectF& room = m_picture.room;
        const double width = (room.width() - plotGap) / 2;
        const QRectF left(room.left(), room.top() + RaceRows::headRoom, width,
                          room.height() - RaceRows::headRoom - RaceRows::switchRoom(m_picture.view)),
            right = left.translated(width + plotGap, 0);
        drawPlot(left, translated("scene", "One way, as fast as it goes"),
                 translated("scene", "bytes in a second; %1").arg(whatSpreads()), &LaneCurve::rate, bytesInWords);
        drawPlot(right, translated("scene", "There and back, one message at a time"),
                 translated("scene", "half of them within; %1").arg(whatSpreads()), &LaneCurve::trip,
                 [](double value) { return formatDuration({std::llround(value)}, 1); });
        drawSwitches();
    }

private:
    using Values = std::array<std::optional<Spread>, raceSizes.size()> LaneCurve::*;
    using WordsOf = std::function<QString(double)>;
    struct Plot {
        QRectF area;
        double from = 0, to = 0;
        [[nodiscard]] QPointF at(std::size_t size, double value) const
        {
            const double x = area.left() + area.width() * static_cast<double>(size) / (raceSizes.size() - 1);
            const double part = std::log(value / from) / std::log(to / from);
            return {x, area.bottom() - std::clamp(part, 0.0, 1.0) * area.height()};
        }
    };

    [[nodiscard]] LaneCurve curveOf(std::size_t index) const
    {
        const RaceLane& lane = m_race.lanes[index];
        LaneCurve curve;
        curve.through = lane.through;
        curve.tone = curveTones[index % curveTones.size()];
        curve.form = index % 4;
        for (std::size_t i = 0; i < raceSizes.size(); ++i) {
            const analysis::RaceAtSize& at = lane.sizes[i];
            if (at.refused != 0) curve.refused = true;
            if (!at.ran()) continue;
            const auto bytes = static_cast<double>(raceSizes[i]);
            if (at.rate.low > 0) curve.rate[i] = {at.rate.median * bytes, at.rate.low * bytes, at.rate.high * bytes};
            if (at.trip.low > 0) curve.trip[i] = at.trip;
        }
        return curve;
    }

    /// Of how many turns the quartiles are: not of all sizes there have been as many yet.
    [[nodiscard]] QString whatSpreads() const
    {
        std::int64_t least = 0, most = 0;
        for (const RaceLane& lane : m_race.lanes)
            for (const analysis::RaceAtSize& at : lane.sizes) {
                if (!at.ran()) continue;
                least = least == 0 ? at.turns : std::min(least, at.turns);
                most = std::max(most, at.turns);
            }
        if (most == 0) return translated("scene", "whiskers: quartiles");
        const QString turns = least == most ? words::grouped(most)
                                            : QStringLiteral("%1–%2").arg(words::grouped(least), words::grouped(most));
        return translated("scene", "whiskers: quartiles of %1 turns").arg(turns);
    }

    void drawPlot(const QRectF& room, const QString& title, const QString& about, Values values,
                  const WordsOf& wordsOf) const
    {
        m_sketch.about({Subject::Kind::Axis});
        m_sketch.text({room.left(), room.top() - 46, room.width(), 22}, title, Ink{16, 600});
        m_sketch.text({room.left(), room.top() - 25, room.width(), 22}, about, ink::quiet);
        Plot plot{room.adjusted(axisRoom, 10, -labelRoom, -footRoom), 0, 0};
        for (const LaneCurve& curve : m_curves)
            for (const auto& value : curve.*values) {
                if (!value) continue;
                plot.from = plot.from == 0 ? value->low : std::min(plot.from, value->low);
                plot.to = std::max({plot.to, value->median, value->high});
            }
        drawSizes(plot);
        if (plot.to <= 0) return;
        plot.from /= 1.25;
        plot.to = std::max(plot.to * 1.25, plot.from * 10);
        drawSteps(plot, room.left(), wordsOf);
        for (const LaneCurve& curve : m_curves) drawCurve(plot, curve, values);
        drawLabels(plot, values);
    }

    /// 1, 10, 100 …; 3 of each too where they are few.
    void drawSteps(const Plot& plot, double left, const WordsOf& wordsOf) const
    {
        const bool between = plot.to / plot.from < 1000;
        for (double decade = std::pow(10, std::floor(std::log10(plot.from))); decade <= plot.to; decade *= 10)
            for (const double step : {1.0, 3.0}) {
                const double value = decade * step;
                if (value < plot.from || value > plot.to || (step > 1 && !between)) continue;
                const double y = std::round(plot.at(0, value).y());
                m_sketch.line({{QPointF(plot.area.left(), y), QPointF(plot.area.right(), y)}}, Tone::Line, 1,
                              Pattern::Dotted);
                m_sketch.text({left, y - 11, axisRoom - 10, 22}, wordsOf(value),
                              ink::number.aligned(Shape::Align::Right));
            }
    }

    void drawSizes(const Plot& plot) const
    {
        for (std::size_t i = 0; i < raceSizes.size(); ++i) {
            const double x = std::round(plot.at(i, 1).x());
            m_sketch.line({{QPointF(x, plot.area.bottom()), QPointF(x, plot.area.bottom() + 6)}}, Tone::Faint, 1);
            m_sketch.text({x - 40, plot.area.bottom() + 8, 80, 22}, sizeInWords(raceSizes[i]),
                          ink::quiet.aligned(Shape::Align::Center));
        }
    }

    void drawCurve(const Plot& plot, const LaneCurve& curve, Values values) const
    {
        m_sketch.about({Subject::Kind::Lane, static_cast<std::uint32_t>(curve.through), 4}, Evidence::Probe);
        QPolygonF line;
        for (std::size_t i = 0; i < raceSizes.size(); ++i) {
            const auto& value = (curve.*values)[i];
            if (!value) continue;
            line << plot.at(i, value->median);
            drawSpread(plot.at(i, value->low), plot.at(i, value->high), curve.tone);
        }
        if (line.size() > 1) m_sketch.line(line, curve.tone, 2.5);
        for (const QPointF& point : line) drawPoint(point, curve);
        if (!curve.refused || line.isEmpty()) return;
        const QPointF end = line.back(), sign = end + QPointF(22, 0); // it takes no larger ones
        m_sketch.line({{end + QPointF(6, 0), sign}}, curve.tone, 2.5, Pattern::Dotted);
        m_sketch.box({sign.x() - 10, sign.y() - 10, 20, 20}, 10, Tone::Background, curve.tone, 2);
        m_sketch.icon({sign.x() - 7, sign.y() - 7, 14, 14}, QStringLiteral("cross"), curve.tone);
    }

    void drawSpread(QPointF low, QPointF high, Tone tone) const
    {
        if (low.y() - high.y() < 3) return; // hidden by its point
        m_sketch.line({{low, high}}, tone, 2);
        for (const QPointF& end : {low, high}) m_sketch.line({{end - QPointF(6, 0), end + QPointF(6, 0)}}, tone, 2);
    }

    /// Round, square or on its tip, by the lane.
    void drawPoint(QPointF at, const LaneCurve& curve) const
    {
        constexpr double r = 5;
        switch (curve.form) {
        case 0: m_sketch.box({at.x() - r, at.y() - r, 2 * r, 2 * r}, r, curve.tone); break;
        case 1: m_sketch.box({at.x() - r, at.y() - r, 2 * r, 2 * r}, 0, curve.tone); break;
        case 2:
            m_sketch.polygon(QPolygonF{{at + QPointF(0, -r - 1), at + QPointF(r + 1, 0), at + QPointF(0, r + 1),
                                        at + QPointF(-r - 1, 0)}},
                             curve.tone);
            break;
        default:
            m_sketch.polygon(QPolygonF{{at + QPointF(0, -r - 1), at + QPointF(r + 1, r), at + QPointF(-r - 1, r)}},
                             curve.tone);
        }
    }

    /// Beside the last point of each; where they would overlap, further down.
    void drawLabels(const Plot& plot, Values values) const
    {
        struct Label {
            const LaneCurve* curve;
            QPointF at;
            double y;
        };
        std::vector<Label> labels;
        for (const LaneCurve& curve : m_curves)
            for (std::size_t i = raceSizes.size(); i-- > 0;)
                if (const auto& value = (curve.*values)[i]) {
                    const QPointF at = plot.at(i, value->median);
                    labels.push_back({&curve, at, at.y()});
                    break;
                }
        constexpr double line = 23;
        std::ranges::sort(labels, {}, &Label::y);
        for (std::size_t i = 1; i < labels.size(); ++i) labels[i].y = std::max(labels[i].y, labels[i - 1].y + line);
        double below = plot.area.bottom() + 4;
        for (std::size_t i = labels.size(); i-- > 0; below = labels[i].y - line)
            labels[i].y = std::min(labels[i].y, below);
        for (const Label& label : labels) {
            m_sketch.about({Subject::Kind::Lane, static_cast<std::uint32_t>(label.curve->through), 5}, Evidence::Probe);
            const double x = plot.area.right() + 16;
            m_sketch.line({{label.at + QPointF(label.curve->refused ? 34 : 7, 0), QPointF(x - 2, label.y)}},
                          Tone::Faint, 1, Pattern::Dotted);
            drawPoint({x + 7, label.y}, *label.curve);
            m_sketch.text({x + 20, label.y - 12, labelRoom - 36, 24}, laneName(label.curve->through), Ink{16, 600});
        }
    }

    std::vector<LaneCurve> m_curves;
};

} // namespace

void drawRaceSizes(Sketch& sketch, const ChannelPicture& picture) { drawStage<RaceSizesDrawing>(sketch, picture); }

} // namespace sluice::scene
