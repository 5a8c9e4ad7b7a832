#include "base/names.h"
#include "scene/comparison_words.h"
#include "scene/duration.h"
#include "scene/race_rows.h"
#include "words/numbers.h"
#include "words/words.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <functional>

namespace sluice::scene {

using mechanisms::raceSizes;
using mechanisms::SharedMemory;
using mechanisms::Through;
using probe::Figure;

namespace {

constexpr double labelRoom = 148, axisRoom = 84, footRoom = 34, headRoom = 46, gap = 40;

/// One lane over the sizes. Not told or refused: no value.
struct Curve {
    Through through = Through::Pipe;
    QString name;
    Tone tone = Tone::Data;
    std::size_t form = 0;                                           ///< of its points
    std::array<std::optional<double>, raceSizes.size()> rate, trip; ///< messages per second; ns
    bool refused = false;                                           ///< from the size after its last value on
};

/// Tones and shapes of points: two lanes of one tone differ in shape.
constexpr std::array<Tone, 6> tones{Tone::Data,       Tone::Running, Tone::Blocked,
                                    Tone::DataSecond, Tone::Signal,  Tone::Text};

/// Of a power of ten: "100 MB/s".
QString decadeInWords(double bytesPerSecond)
{
    const auto in = [&](double unit, const char* name) {
        return QStringLiteral("%1 %2").arg(std::llround(bytesPerSecond / unit)).arg(QLatin1String(name));
    };
    return bytesPerSecond >= 0.99e9 ? in(1e9, "GB/s") : bytesPerSecond >= 0.99e6 ? in(1e6, "MB/s") : in(1e3, "kB/s");
}

/// Draws throughput and round trip over the size of messages, both axes logarithmic. Lives as long as one
/// drawRaceSizes().
class RaceSizesDrawing
{
public:
    RaceSizesDrawing(Sketch& sketch, const ChannelPicture& picture, const SharedMemory& told)
        : m_sketch(sketch),
          m_picture(picture),
          m_race(RaceFigures::of(picture.state, told, picture.trace.meta().scenario))
    {
        for (std::size_t i = 0; i < m_race.lanes.size(); ++i) m_curves.push_back(curveOf(told, i));
    }

    void draw()
    {
        RaceRows(m_sketch, m_picture, m_race, 1, 0)
            .drawCircumstances(translated("scene", "%1 to %2 a message")
                                   .arg(sizeInWords(raceSizes.front()), sizeInWords(raceSizes.back())));
        const QRectF& room = m_picture.room;
        const double width = (room.width() - gap) / 2;
        const QRectF left(room.left(), room.top() + headRoom, width, room.height() - headRoom),
            right = left.translated(width + gap, 0);
        drawPlot(
            left, translated("scene", "One way, as fast as it goes"), translated("scene", "bytes in a second"),
            [](const Curve& curve, std::size_t i) {
                return curve.rate[i] ? std::optional(*curve.rate[i] * static_cast<double>(raceSizes[i])) : std::nullopt;
            },
            decadeInWords);
        drawPlot(
            right, translated("scene", "There and back, one message at a time"),
            translated("scene", "half of them within"), [](const Curve& curve, std::size_t i) { return curve.trip[i]; },
            [](double value) { return formatDuration({std::llround(value)}, 1); });
    }

private:
    using ValueOf = std::function<std::optional<double>(const Curve&, std::size_t)>;
    using WordsOf = std::function<QString(double)>;
    struct Plot {
        QRectF area;
        double from = 1, to = 10;
        [[nodiscard]] QPointF at(std::size_t size, double value) const
        {
            const double x = area.left() + area.width() * static_cast<double>(size) / (raceSizes.size() - 1);
            const double part = std::log(value / from) / std::log(to / from);
            return {x, area.bottom() - std::clamp(part, 0.0, 1.0) * area.height()};
        }
    };

    Curve curveOf(const SharedMemory& told, std::size_t index) const
    {
        using mechanisms::RaceSize;
        const RaceLane& lane = m_race.lanes[index];
        Curve curve;
        curve.through = lane.through;
        curve.name = lane.name;
        curve.tone = tones[index % tones.size()];
        curve.form = index % 4;
        for (std::size_t i = 0; i < raceSizes.size(); ++i) {
            const auto find = [&](RaceSize what) {
                return told.newest(Figure::RaceSize, mechanisms::raceIndex(lane.through, what, i));
            };
            if (const auto* refused = find(RaceSize::Refused); refused && refused->value != 0) curve.refused = true;
            if (const auto* rate = find(RaceSize::Rate); rate && rate->value > 0)
                curve.rate[i] = static_cast<double>(rate->value);
            if (const auto* trip = find(RaceSize::Trip); trip && trip->value > 0)
                curve.trip[i] = static_cast<double>(trip->value);
        }
        return curve;
    }

    void drawPlot(const QRectF& room, const QString& title, const QString& about, const ValueOf& valueOf,
                  const WordsOf& wordsOf) const
    {
        m_sketch.about({Subject::Kind::Axis});
        m_sketch.text({room.left(), room.top() - 46, room.width(), 22}, title, Ink{16, 600});
        m_sketch.text({room.left(), room.top() - 25, room.width(), 22}, about, ink::quiet);
        Plot plot{room.adjusted(axisRoom, 10, -labelRoom, -footRoom), 0, 0};
        for (const Curve& curve : m_curves)
            for (std::size_t i = 0; i < raceSizes.size(); ++i)
                if (const auto value = valueOf(curve, i)) {
                    plot.from = plot.from == 0 ? *value : std::min(plot.from, *value);
                    plot.to = std::max(plot.to, *value);
                }
        drawSizes(plot);
        if (plot.to <= 0) return;
        plot.from = std::pow(10, std::floor(std::log10(plot.from)));
        plot.to = std::pow(10, std::ceil(std::log10(plot.to)));
        if (plot.to <= plot.from) plot.to = plot.from * 10;
        for (double decade = plot.from; decade <= plot.to * 1.001; decade *= 10) {
            const double y = std::round(plot.at(0, decade).y());
            m_sketch.line({{QPointF(plot.area.left(), y), QPointF(plot.area.right(), y)}}, Tone::Line, 1,
                          Pattern::Dotted);
            m_sketch.text({room.left(), y - 11, axisRoom - 10, 22}, wordsOf(decade),
                          ink::number.aligned(Shape::Align::Right));
        }
        for (const Curve& curve : m_curves) drawCurve(plot, curve, valueOf);
        drawLabels(plot, valueOf);
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

    void drawCurve(const Plot& plot, const Curve& curve, const ValueOf& valueOf) const
    {
        m_sketch.about({Subject::Kind::Lane, static_cast<std::uint32_t>(curve.through), 4}, Evidence::Probe);
        QPolygonF line;
        for (std::size_t i = 0; i < raceSizes.size(); ++i)
            if (const auto value = valueOf(curve, i)) line << plot.at(i, *value);
        if (line.size() > 1) m_sketch.line(line, curve.tone, 2.5);
        for (const QPointF& point : line) drawPoint(point, curve);
        if (!curve.refused || line.isEmpty()) return;
        const QPointF end = line.back() + QPointF(14, -9); // it takes no larger ones
        m_sketch.icon({end.x(), end.y(), 16, 16}, QStringLiteral("cross"), Tone::Dead);
    }

    /// Round, square or on its tip, by the lane.
    void drawPoint(QPointF at, const Curve& curve) const
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
    void drawLabels(const Plot& plot, const ValueOf& valueOf) const
    {
        struct Label {
            const Curve* curve;
            QPointF at;
            double y;
        };
        std::vector<Label> labels;
        for (const Curve& curve : m_curves)
            for (std::size_t i = raceSizes.size(); i-- > 0;)
                if (const auto value = valueOf(curve, i)) {
                    const QPointF at = plot.at(i, *value);
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
            m_sketch.line({{label.at + QPointF(7, 0), QPointF(x - 2, label.y)}}, Tone::Faint, 1, Pattern::Dotted);
            drawPoint({x + 7, label.y}, *label.curve);
            m_sketch.text({x + 20, label.y - 12, labelRoom - 36, 24}, label.curve->name, Ink{16, 600});
        }
    }

    Sketch& m_sketch;
    const ChannelPicture& m_picture;
    RaceFigures m_race;
    std::vector<Curve> m_curves;
};

} // namespace

void drawRaceSizes(Sketch& sketch, const ChannelPicture& picture)
{
    if (const auto* told = std::get_if<SharedMemory>(&picture.channel.object))
        RaceSizesDrawing(sketch, picture, *told).draw();
}

} // namespace sluice::scene
