#include "scene/comparison_words.h"
#include "scene/duration.h"
#include "scene/race_rows.h"
#include "words/numbers.h"
#include "words/words.h"

#include <algorithm>
#include <cmath>

namespace sluice::scene {

using analysis::RaceLane;
using compare::Measure;
using compare::Reason;
using mechanisms::LanePart;
using mechanisms::SharedMemory;
using mechanisms::Tally;

namespace {

constexpr double trackFrom = 236, trackTo = 666, barFrom = 706, barTo = 890, rateTo = 996;
constexpr Column callsColumn{1004, 1062}, copiesColumn{1070, 1134}, switchesColumn{1142, 1222},
    cpuTimeColumn{1222, 1298}, probedColumn{1302, 1394};
constexpr QSizeF runner{46, 24};
constexpr std::int64_t fewestTurns = 4; ///< fewer say too little of what the probe costs

/// Draws the newest round as if all lanes had set out at the same moment, and what all rounds together have taken.
/// Lives as long as one drawRace().
class RaceDrawing : RaceStage
{
public:
    RaceDrawing(Sketch& sketch, const ChannelPicture& picture, const SharedMemory& told)
        : RaceStage(sketch, picture, told, RaceRows::switchRoom(picture.view)),
          m_best(m_race.fastest()),
          m_byMessage(setting(mechanisms::raceKey::byMessage) != 0)
    {
        for (const RaceLane& lane : m_race.lanes)
            if (lane.ran()) {
                m_longest = std::max(m_longest, static_cast<double>(lane.arrivals.back()));
                m_mostRate = std::max(m_mostRate, lane.rate.high);
            }
        m_part = partShown();
    }

    void draw()
    {
        m_rows.drawCircumstances();
        m_rows.drawGround();
        drawHeads();
        m_rows.drawLanes([this](std::size_t i, const RaceLane& lane) {
            m_sketch.about({Subject::Kind::Lane, static_cast<std::uint32_t>(lane.through), 1}, Evidence::Derived);
            if (m_byMessage) drawTime(i, lane);
            else drawRunner(i, lane);
            if (!lane.ran()) return;
            drawRate(i, lane);
            drawCosts(i, lane);
        });
        m_rows.drawModelNote(translated("scene", "copies: by the way each mechanism is made, not measured"));
        if (std::ranges::any_of(m_race.lanes, [](const RaceLane& lane) {
                return tellsWhatEventsCost(lane) && lane.probeRate.unseenBelow();
            }))
            m_rows.drawNote(translated("scene", "±: turns differ by that much, no change seen"));
        drawSwitches();
    }

private:
    [[nodiscard]] static bool tellsWhatEventsCost(const RaceLane& lane)
    {
        return lane.ran() && lane.probeRate.median > 0 && lane.probeTurns >= fewestTurns;
    }
    /// How long the newest round is played on the screen, in seconds: most of the time until the next one comes.
    [[nodiscard]] double playSeconds() const
    {
        const auto rate = static_cast<double>(std::max<std::int64_t>(setting(mechanisms::raceKey::rate, 1), 1));
        return std::clamp(0.8 / rate * m_picture.view.stretch, 0.05, 3.0);
    }
    /// Of the newest round the part that has been played: 1 is the moment when the last lane is done.
    [[nodiscard]] double partShown() const
    {
        if (m_race.rounds == 0) return 0;
        if (m_picture.view.reducedMotion) return 1;
        return std::clamp(m_picture.view.ageSeconds(m_picture.state.time, m_race.roundEnded) / playSeconds(), 0.0, 1.0);
    }

    void drawHeads()
    {
        const QString messages = words::grouped(std::max<std::int64_t>(m_race.messages, 0));
        const QString round = m_race.rounds > 0 ? translated("scene", "Round %1").arg(m_race.rounds)
                                                : translated("scene", "Before the first round");
        if (m_byMessage)
            m_rows.drawHead(
                trackFrom, trackTo, round,
                translated("scene", "%1 of %2 messages: time they took")
                    .arg(words::grouped(std::llround(m_part * static_cast<double>(m_race.messages))), messages));
        else
            m_rows.drawHead(trackFrom, trackTo, round,
                            translated("scene", "%1 messages one way, after %2")
                                .arg(messages, formatDuration({std::llround(m_part * m_longest)}, 3)));
        m_rows.drawHead(barFrom, rateTo, translated("scene", "One way"),
                        translated("scene", "median, whisker: quartiles"));
        const auto head = [&](Column column, const QString& title, const QString& about) {
            m_rows.drawHead(column.from, column.to, title, about);
        };
        m_rows.drawHead(callsColumn.from, cpuTimeColumn.to, translated("scene", "For each message"));
        head(callsColumn, {}, translated("scene", "calls"));
        head(copiesColumn, {}, translated("scene", "copies"));
        head(switchesColumn, {}, translated("scene", "switches"));
        head(cpuTimeColumn, {}, translated("scene", "CPU time"));
        head(probedColumn, translated("scene", "With probe"), translated("scene", "rate left"));
    }

    void drawTrack(std::size_t row) const
    {
        const QRectF place = m_rows.row(row);
        const double y = place.center().y();
        m_sketch.line({{QPointF(trackFrom, y), QPointF(trackTo, y)}}, Tone::Line, 2, Pattern::Dotted);
        for (const double x : {trackFrom, trackTo})
            m_sketch.line({{QPointF(x, y - 10), QPointF(x, y + 10)}}, Tone::Faint, 2);
    }

    /// By time: how far it has come when so much time has passed.
    void drawRunner(std::size_t row, const RaceLane& lane) const
    {
        drawTrack(row);
        if (!lane.ran()) return;
        const double y = m_rows.row(row).center().y();
        const double part = lane.arrivedAfter(m_part * m_longest);
        const double x = trackFrom + part * (trackTo - trackFrom);
        if (part > 0) m_sketch.line({{QPointF(trackFrom, y), QPointF(x, y)}}, Tone::Data, 4);
        const bool done = part >= 1;
        const QString words = done ? formatDuration({lane.arrivals.back()}, 3)
                                   : words::grouped(std::llround(part * static_cast<double>(m_race.messages)));
        const Ink ink{16, 650, done ? Tone::Text : Tone::OnData, Shape::Face::Mono, Shape::Align::Center};
        const double width = std::max(runner.width(), widthOf(words, ink) + 16);
        const double left = std::clamp(x - width / 2, trackFrom, trackTo - width);
        m_sketch.box({left, y - runner.height() / 2, width, runner.height()}, 8, done ? Tone::Raised : Tone::Data,
                     done ? Tone::Running : Tone::None, 1.5);
        m_sketch.text({left, y - runner.height() / 2, width, runner.height()}, words, ink);
    }

    /// By message: all at the same one, and how long each took to get there.
    void drawTime(std::size_t row, const RaceLane& lane) const
    {
        if (!lane.ran() || m_longest <= 0) return;
        const double ns = lane.timeFor(m_part), longest = trackTo - trackFrom - 90;
        const double width = std::clamp(ns / m_longest * longest, 2.0, longest);
        const double y = m_rows.row(row).center().y();
        m_sketch.box({trackFrom, y - 9, width, 18}, 4, Tone::Data);
        m_sketch.text({trackFrom + width + 10, y - 12, 90, 24}, formatDuration({std::llround(ns)}, 3),
                      Ink{16, 600, Tone::Text, Shape::Face::Mono});
    }

    /// The highest quartile of all lanes, not only of the fastest one, is the end of the room.
    [[nodiscard]] double xOfRate(double perSecond) const
    {
        return barFrom + std::clamp(perSecond / std::max(m_mostRate, 1.0), 0.0, 1.0) * (barTo - barFrom);
    }

    void drawRate(std::size_t row, const RaceLane& lane)
    {
        const QString why = &lane == m_best ? QString() : whyNot(lane);
        const QRectF line = m_rows.cell(row, barFrom, barTo, 0);
        const double high = line.height() < 21 ? 12 : 16;
        Shape& bar = m_sketch.box(
            {barFrom, line.center().y() - high / 2, std::max(2.0, xOfRate(lane.rate.median) - barFrom), high}, 4,
            why.isEmpty() ? Tone::Running : Tone::Blocked);
        if (!why.isEmpty()) {
            bar.pattern = Pattern::Hatched;
            bar.stroke = Tone::Blocked; // where it ends can be seen
            bar.strokeWidth = 1.5;
        }
        const double y = line.center().y();
        m_sketch.line({{QPointF(xOfRate(lane.rate.low), y), QPointF(xOfRate(lane.rate.high), y)}}, Tone::Text, 2);
        m_sketch.text(m_rows.cell(row, barTo + 8, rateTo, 0), perSecond(lane.rate.median),
                      Ink{17, 600, Tone::Text, Shape::Face::Mono});
        const QString below =
            why.isEmpty() ? perSecondInBytes(lane.rate.median * static_cast<double>(m_race.size)) : why;
        if (const QRectF place = m_rows.cell(row, barFrom, rateTo, 1); !place.isEmpty())
            m_sketch.text(place, below, ink::quiet);
    }

    /// Why this bar must not be held against the longest one.
    [[nodiscard]] QString whyNot(const RaceLane& lane) const
    {
        const auto reasons = m_race.against(*m_best, lane, Measure::Throughput);
        if (reasons.empty()) return {};
        switch (reasons.front()) {
        case Reason::OtherCapacity: {
            const double holds = static_cast<double>(lane.held)
                                 / static_cast<double>(std::max<std::int64_t>(m_race.size, 1)),
                         best = static_cast<double>(m_best->held)
                                / static_cast<double>(std::max<std::int64_t>(m_race.size, 1));
            const QString these = words::grouped(std::llround(holds)), those = words::grouped(std::llround(best));
            return fitting({translated("scene", "not comparable: holds %1, not %2").arg(these, those),
                            translated("scene", "unlike: holds %1, not %2").arg(these, those)},
                           ink::quiet, rateTo - barFrom);
        }
        case Reason::TooFewRuns: return translated("scene", "too few rounds to compare");
        case Reason::TooWide: return translated("scene", "not to be told from the first");
        case Reason::OtherRepetitions: return translated("scene", "fewer rounds than the others");
        default: return {};
        }
    }

    void drawCosts(std::size_t row, const RaceLane& lane)
    {
        const QRectF place = m_rows.row(row);
        const auto in = [&](Column column) {
            return QRectF(column.from, place.top(), column.to - column.from, place.height());
        };
        const auto put = [&](Column column, const QString& words) {
            m_sketch.text(in(column), words, Ink{16, 400, Tone::Text, Shape::Face::Mono});
        };
        const auto cost = [&](Tally tally) { return lane.perMessage(LanePart::OneWay, tally); };
        put(callsColumn, words::decimal(cost(Tally::Calls), 2));
        put(switchesColumn, words::decimal(cost(Tally::Waits) + cost(Tally::Preemptions), 2));
        put(cpuTimeColumn, formatDuration({std::llround(cost(Tally::CpuTime))}, 3));
        if (tellsWhatEventsCost(lane)) put(probedColumn, leftInWords(lane.probeRate));
        m_sketch.about({Subject::Kind::Lane, static_cast<std::uint32_t>(lane.through), 7}, Evidence::Model);
        m_rows.drawModel(in(copiesColumn).adjusted(6, 0, 0, 0),
                         QString::number(compare::copiesPerMessage(lane.through)));
    }

    const RaceLane* m_best; ///< the fastest that ran, or null
    bool m_byMessage;
    double m_longest = 0, m_part = 0; ///< ns that the slowest took; how much of that has been played
    double m_mostRate = 0;            ///< that a quartile lies at
};

} // namespace

void drawRace(Sketch& sketch, const ChannelPicture& picture) { drawStage<RaceDrawing>(sketch, picture); }

} // namespace sluice::scene
