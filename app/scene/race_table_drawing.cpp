#include "mechanisms/lane_memory.h"
#include "scene/comparison_words.h"
#include "scene/duration.h"
#include "scene/race_rows.h"
#include "scene/race_table.h"
#include "words/numbers.h"
#include "words/words.h"

#include <algorithm>
#include <cmath>

namespace sluice::scene {

using analysis::RaceLane;
using mechanisms::LanePart;
using mechanisms::SharedMemory;
using mechanisms::Tally;
using mechanisms::Through;

namespace {

constexpr Column strengthsColumn{222, 580}, weaknessesColumn{588, 930}, tripsColumn{938, 1022}, ratesColumn{1026, 1124},
    callsEachColumn{1132, 1200}, holdsColumn{1204, 1292}, memoryColumn{1298, 1396};

constexpr std::array<RaceTableRow, 11> raceTable{{
    {Through::Pipe,
     {marked("table", "simple, and a full one slows its writer down"), "pipe.backpressure"},
     {marked("table", "bytes without boundaries, one way"), "mq.against-pipe"}},
    {Through::Fifo,
     {marked("table", "has a name: strangers find each other"), "pipe.named"},
     {marked("table", "readers take from one another"), "pipe.writers"}},
    {Through::Queue,
     {marked("table", "keeps boundaries, what is urgent comes first"), "mq.priority"},
     {marked("table", "a handful of messages, and small ones"), "mq.open"}},
    {Through::Unix,
     {marked("table", "both ways, and passes descriptors on"), "socket.descriptor"},
     {marked("table", "reaches no other machine"), "socket.unix"}},
    {Through::Tcp,
     {marked("table", "the same code from machine to machine"), "socket.tcp"},
     {marked("table", "all of the network stack lies in between"), "socket.routes"}},
    {Through::Datagram,
     {marked("table", "boundaries, to whom it may concern"), "socket.datagram"},
     {marked("table", "nobody hears that the other end has gone"), "socket.failure"}},
    {Through::Seqpacket,
     {marked("table", "boundaries and a connection in one"), "socket.seqpacket"},
     {marked("table", "what does not fit a buffer is cut off"), "socket.seqpacket"}},
    {Through::Pair,
     {marked("table", "made in one call, before fork(2)"), "socket.pair"},
     {marked("table", "only for relatives"), "socket.pair"}},
    {Through::Memory,
     {marked("table", "no copy into the kernel, and seldom a call"), "memory.ring"},
     {marked("table", "who keeps the order? Updates get lost"), "memory.race"}},
    {Through::File,
     {marked("table", "stays when its processes have ended"), "mapped.file"},
     {marked("table", "reaches the disk late: msync(2)"), "mapped.file"}},
    {Through::Signal,
     {marked("table", "cuts in, whatever the other one does"), "signal.notification"},
     {marked("table", "carries one word, and like ones merge"), "signal.coalescing"}},
}};

/// Draws the table: words that say what can be seen in a lesson, and figures of this machine. Lives as long as one
/// drawRaceTable().
class RaceTableDrawing : RaceStage
{
public:
    RaceTableDrawing(Sketch& sketch, const ChannelPicture& picture, const SharedMemory& told)
        : RaceStage(sketch, picture, told), m_best(m_race.fastest())
    {}

    void draw()
    {
        m_rows.drawCircumstances();
        m_rows.drawGround();
        drawHeads();
        for (std::size_t i = 0; i < m_race.lanes.size(); ++i) {
            const RaceLane& lane = m_race.lanes[i];
            m_rows.drawName(i, lane);
            const auto row = std::ranges::find(raceTable, lane.through, &RaceTableRow::lane);
            if (row != raceTable.end()) {
                const auto number = static_cast<std::uint32_t>(row - raceTable.begin());
                drawLink(i, strengthsColumn, row->strength, 2 * number);
                drawLink(i, weaknessesColumn, row->weakness, 2 * number + 1);
            }
            drawFigures(i, lane);
        }
        m_rows.drawModelNote(translated("scene", "memory by a formula of the manual: here the kernel tells nothing"));
        m_rows.drawNote(translated("scene", "† not to be held against the fastest: holds more or fewer, or overlaps"));
    }

private:
    void drawHeads() const
    {
        const auto head = [&](Column column, const QString& title, const QString& about) {
            m_rows.drawHead(column.from, column.to, title, about);
        };
        head(strengthsColumn, translated("scene", "Good for"), translated("scene", "a click shows it"));
        head(weaknessesColumn, translated("scene", "To be borne"), {});
        head(tripsColumn, translated("scene", "Return"), translated("scene", "half within"));
        head(ratesColumn, translated("scene", "One way"), translated("scene", "a second"));
        head(callsEachColumn, translated("scene", "Calls"), translated("scene", "each"));
        head(holdsColumn, translated("scene", "Holds"), translated("scene", "messages"));
        head(memoryColumn, translated("scene", "Memory"), translated("scene", "when full"));
    }

    void drawLink(std::size_t row, Column column, const LessonLink& link, std::uint32_t number) const
    {
        const QRectF place = m_rows.row(row);
        const QString words = translated("table", link.words);
        const Ink ink{16, 400, Tone::Action};
        m_sketch.about({Subject::Kind::Lesson, number});
        m_sketch.text({column.from, place.top(), column.to - column.from, place.height()}, words, ink);
        const double y = place.center().y() + 11, right = std::min(column.from + widthOf(words, ink), column.to);
        m_sketch.line({{QPointF(column.from, y), QPointF(right, y)}}, Tone::Action, 1, Pattern::Dotted);
    }

    void drawFigures(std::size_t row, const RaceLane& lane) const
    {
        m_sketch.about({Subject::Kind::Lane, static_cast<std::uint32_t>(lane.through), 1}, Evidence::Derived);
        const QRectF place = m_rows.row(row);
        const auto put = [&](Column column, const QString& words) {
            m_sketch.text({column.from, place.top(), column.to - column.from, place.height()}, words,
                          Ink{16, 400, Tone::Text, Shape::Face::Mono});
        };
        if (!lane.ran()) {
            put(tripsColumn, lane.refused != 0 ? QStringLiteral("–") : QString());
            return;
        }
        put(tripsColumn, formatDuration({std::llround(lane.trip.median)}, 3));
        const bool unlike =
            m_best && &lane != m_best && !m_race.against(*m_best, lane, compare::Measure::Throughput).empty();
        put(ratesColumn, perSecond(lane.rate.median) + (unlike ? QStringLiteral("†") : QString()));
        put(callsEachColumn, words::decimal(lane.perMessage(LanePart::OneWay, Tally::Calls), 2));
        if (lane.held >= 0 && m_race.size > 0) put(holdsColumn, words::grouped(lane.held / m_race.size));
        if (lane.memory <= 0) return;
        m_sketch.about({Subject::Kind::Lane, static_cast<std::uint32_t>(lane.through), 6},
                       mechanisms::memoryEvidence(lane.through));
        const double kib = static_cast<double>(lane.memory) / 1024;
        const QString words = kib < 1000 ? QStringLiteral("%1 KiB").arg(words::decimal(std::ceil(kib), 0))
                                         : QStringLiteral("%1 MiB").arg(words::decimal(kib / 1024, 1));
        if (mechanisms::memoryEvidence(lane.through) == Evidence::Model)
            m_rows.drawModel({memoryColumn.from, place.top(), memoryColumn.to - memoryColumn.from, place.height()},
                             words);
        else put(memoryColumn, words);
    }

    const RaceLane* m_best; ///< the fastest that ran, or null
};

} // namespace

std::span<const RaceTableRow> raceTableRows() { return raceTable; }

std::string_view linkedLesson(std::uint32_t id)
{
    if (id / 2 >= raceTable.size()) return {};
    return id % 2 == 0 ? raceTable[id / 2].strength.lesson : raceTable[id / 2].weakness.lesson;
}

void drawRaceTable(Sketch& sketch, const ChannelPicture& picture) { drawStage<RaceTableDrawing>(sketch, picture); }

} // namespace sluice::scene
