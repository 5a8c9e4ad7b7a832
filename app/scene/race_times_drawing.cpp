#include "scene/duration.h"
#include "scene/race_rows.h"
#include "words/numbers.h"
#include "words/words.h"

#include <algorithm>
#include <cmath>

namespace sluice::scene {

using analysis::RaceLane;
using analysis::RaceTimesCount;
using mechanisms::RaceWay;
using mechanisms::SharedMemory;

namespace {

constexpr double axisFrom = 236, axisTo = 986;
struct Mark {
    double percent;
    double from, to; ///< its column
    Pattern pattern;
};
constexpr std::array<Mark, 3> percentileMarks{
    {{50, 1014, 1132, Pattern::Solid}, {99, 1140, 1256, Pattern::Dotted}, {99.9, 1264, 1380, Pattern::Dotted}}};

/// Draws how the times of each lane are spread, on one logarithmic axis. Lives as long as one drawRaceTimes().
class RaceTimesDrawing : RaceStage
{
public:
    RaceTimesDrawing(Sketch& sketch, const ChannelPicture& picture, const SharedMemory& told)
        : RaceStage(sketch, picture, told, RaceRows::switchRoom(picture.view)),
          m_way(setting(mechanisms::raceKey::oneWay) != 0 ? RaceWay::OneWay : RaceWay::RoundTrip)
    {
        findRange();
    }

    void draw()
    {
        m_rows.drawCircumstances();
        m_rows.drawGround();
        m_rows.drawHead(axisFrom, axisTo,
                        m_way == RaceWay::OneWay ? translated("scene", "From one process to the other, one at a time")
                                                 : translated("scene", "There and back, one message at a time"),
                        translated("scene", "how many of them took how long"));
        drawMarkHead(percentileMarks[0], translated("scene", "Half within"), QStringLiteral("p50"));
        drawMarkHead(percentileMarks[1], translated("scene", "99 % within"), QStringLiteral("p99"));
        drawMarkHead(percentileMarks[2], translated("scene", "99.9 % within"), translated("scene", "p99.9"));
        if (m_to > m_from) drawAxis();
        m_rows.drawLanes([this](std::size_t i, const RaceLane& lane) {
            if (m_to > m_from) drawLane(i, lane);
        });
        drawSwitches();
    }

private:
    /// With the line that marks it in the rows.
    void drawMarkHead(const Mark& mark, const QString& title, const QString& about) const
    {
        m_rows.drawHead(mark.from, mark.to, title);
        m_rows.drawHead(mark.from + 14, mark.to, {}, about);
        const double x = mark.from + 4, bottom = m_rows.rows().top() - 5;
        m_sketch.line({{QPointF(x, bottom - 17), QPointF(x, bottom)}}, Tone::Text, thicknessOf(mark), mark.pattern);
    }
    static double thicknessOf(const Mark& mark) { return mark.percent == 50 ? 2.5 : 1.5; }

    /// From the fastest to where one in a thousand of the slowest lane is slower.
    void findRange()
    {
        for (const RaceLane& lane : m_race.lanes) {
            const RaceTimesCount& times = lane.timesOf(m_way);
            if (lane.refused != 0 || times.total() == 0) continue;
            const auto first = static_cast<double>(mechanisms::raceBinFrom(times.bins().front().first));
            const double last = times.percentile(99.9).value_or(static_cast<double>(
                mechanisms::raceBinFrom(static_cast<std::uint16_t>(times.bins().back().first + 1))));
            m_from = m_from == 0 ? first : std::min(m_from, first);
            m_to = std::max(m_to, last);
        }
        if (m_to <= 0) return;
        m_from /= 1.15;
        m_to = std::max(m_to * 1.15, m_from * 20);
    }
    [[nodiscard]] double x(double ns) const
    {
        const double place = std::log(std::max(ns, 1.0) / m_from) / std::log(m_to / m_from);
        return axisFrom + std::clamp(place, 0.0, 1.0) * (axisTo - axisFrom);
    }

    void drawAxis() const
    {
        constexpr double room = 84;
        m_sketch.about({Subject::Kind::Axis});
        const QRectF rows = m_rows.rows();
        const bool between = x(m_from * 2) - axisFrom > room;
        for (double decade = 1; decade <= m_to; decade *= 10)
            for (const double step : {1.0, 2.0, 5.0}) {
                const double ns = decade * step;
                if (ns < m_from || ns > m_to || (step > 1 && !between)) continue;
                const double at = std::round(x(ns));
                m_sketch.line({{QPointF(at, rows.top() + 1), QPointF(at, rows.bottom() - 1)}}, Tone::Line, 1,
                              Pattern::Dotted);
                const Unit unit = unitFor(ns);
                m_sketch.text({at - room / 2, rows.bottom() + 5, room, 22},
                              QStringLiteral("%1 %2").arg(ns / unit.ns).arg(QString::fromUtf8(unit.name)),
                              ink::number.aligned(Shape::Align::Center));
            }
    }

    /// A bin is as wide as its part of the axis; the fullest is as high as the row.
    void drawLane(std::size_t row, const RaceLane& lane) const
    {
        const RaceTimesCount& times = lane.timesOf(m_way);
        if (times.total() == 0) return;
        const QRectF place = m_rows.row(row);
        const double base = place.bottom() - 5, highest = place.height() - 12;
        std::uint64_t most = 1;
        for (const auto& [bin, count] : times.bins()) most = std::max(most, count);
        m_sketch.about({Subject::Kind::Lane, static_cast<std::uint32_t>(lane.through), 2}, Evidence::Probe);
        for (const auto& [bin, count] : times.bins()) {
            const auto from = static_cast<double>(mechanisms::raceBinFrom(bin)),
                       to = static_cast<double>(mechanisms::raceBinFrom(static_cast<std::uint16_t>(bin + 1)));
            if (from > m_to) break;
            const double height = std::max(2.0, highest * static_cast<double>(count) / static_cast<double>(most));
            m_sketch.box({x(from), base - height, std::max(1.5, x(to) - x(from) - 0.5), height}, 0, Tone::Data).text =
                translated("scene", "%1 of %2 times")
                    .arg(words::grouped(static_cast<qint64>(count)),
                         words::grouped(static_cast<qint64>(times.total())));
        }
        m_sketch.about({Subject::Kind::Lane, static_cast<std::uint32_t>(lane.through), 3}, Evidence::Derived);
        for (const Mark& mark : percentileMarks) {
            const auto at = times.percentile(mark.percent);
            const QRectF cell(mark.from, place.top(), mark.to - mark.from, place.height());
            if (!at) {
                m_sketch.text(cell, translated("scene", "too few"), ink::quiet);
                continue;
            }
            m_sketch.line({{QPointF(x(*at), place.top() + 5), QPointF(x(*at), base)}}, Tone::Text, thicknessOf(mark),
                          mark.pattern);
            m_sketch.text(cell, formatDuration({std::llround(*at)}, 3),
                          Ink{17, mark.percent == 50 ? 600 : 400, Tone::Text, Shape::Face::Mono});
        }
    }

    RaceWay m_way;
    double m_from = 0, m_to = 0; ///< ns
};

} // namespace

void drawRaceTimes(Sketch& sketch, const ChannelPicture& picture) { drawStage<RaceTimesDrawing>(sketch, picture); }

} // namespace sluice::scene
