#include "scene/channel_box.h"

#include "scene/duration.h"
#include "scene/histogram.h"
#include "scene/tiles.h"
#include "words/numbers.h"
#include "words/words.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sluice::scene {

using mechanisms::SharedMemory;
using probe::Figure;
using probe::LineVerdict;
using state::Activity;

namespace {

constexpr int lineBytes = 64, cells = 16;
constexpr double coreTop = 262, coreBottom = 366;

QString percent(double part)
{
    return QStringLiteral("%1 %").arg(words::decimal(100 * part, part > 0 && part < 0.001 ? 3 : 1));
}
QString nanoseconds(double picoseconds) { return QStringLiteral("%1 ns").arg(words::decimal(picoseconds / 1000, 1)); }

/// Draws a line of 64 bytes, the two cores with their copies of it, its transfers, and how long accesses took. Lives as
/// long as one drawCacheLine().
class CacheLineDrawing
{
public:
    CacheLineDrawing(Sketch& sketch, const ChannelPicture& picture, const SharedMemory& memory)
        : m_sketch(sketch),
          m_picture(picture),
          m_memory(memory),
          m_padded(memory.newest(Figure::Padded) && memory.newest(Figure::Padded)->value == 1),
          m_together(memory.sum(Figure::ProvenMoves) > 0)
    {
        if (const auto* verdict = memory.newest(Figure::Verdict))
            m_verdict = static_cast<LineVerdict>(
                std::clamp<std::int64_t>(verdict->value, 0, static_cast<std::int64_t>(LineVerdict::Last)));
    }

    void draw()
    {
        drawBox(m_sketch, m_picture, head());
        drawNote(m_sketch, m_picture, note());
        for (const Card& card : m_picture.cards) drawCore(card);
        drawTransfer();
        drawBytes();
        drawTimes();
    }

private:
    [[nodiscard]] bool measures() const
    {
        return m_verdict == LineVerdict::Separable || m_verdict == LineVerdict::Unsure;
    }

    /// How long the newest verdict has been in force.
    [[nodiscard]] Duration verdictAge() const
    {
        const auto* verdict = m_memory.newest(Figure::Verdict);
        return verdict ? m_picture.state.time - verdict->when : Duration{};
    }

    /// 0 … 1: of the time in which one was to add, the other one added as well.
    [[nodiscard]] double overlap() const
    {
        double least = 1;
        for (const Card& card : m_picture.cards)
            if (const auto* told = m_memory.find(Figure::Overlap, card.process))
                least = std::min(least, static_cast<double>(told->value) / 1'000);
        return least;
    }

    [[nodiscard]] double addTime(std::uint16_t layout) const
    {
        double sum = 0;
        int count = 0;
        for (const Card& card : m_picture.cards)
            if (const auto* time = m_memory.find(Figure::AddTime, card.process, layout)) {
                sum += static_cast<double>(time->value);
                ++count;
            }
        return count == 0 ? 0 : sum / count;
    }

    [[nodiscard]] BoxHead head() const
    {
        BoxHead head;
        const double same = addTime(0), apart = addTime(1);
        const auto* sampled = m_memory.newest(Figure::SampledOneIn);
        if (sampled && sampled->value > 1)
            head.about = translated("scene", "1 in %1 accesses recorded one by one")
                             .arg(grouped(static_cast<std::uint64_t>(sampled->value)));
        if (same > 0 && apart > 0)
            head.fill = translated("scene", "same line %1 per add · padded %2 · %3× slower")
                            .arg(nanoseconds(same), nanoseconds(apart))
                            .arg(words::decimal(same / apart, 1));
        else if (same > 0) head.fill = translated("scene", "%1 per add").arg(nanoseconds(same));
        return head;
    }

    [[nodiscard]] Note note() const
    {
        switch (m_verdict) {
        case LineVerdict::OneProcessor:
            return {QStringLiteral("cross"),
                    translated("scene",
                               "Not to be shown here: these processes may use only one processor, so there is no "
                               "second cache for the line to go to"),
                    Tone::Text};
        case LineVerdict::Overlapping: return {QStringLiteral("cross"), overlapWords(), Tone::Text};
        case LineVerdict::Alone:
            return {QStringLiteral("cross"),
                    translated("scene",
                               "So far the two have not run at the same time: others want these cores too. Both "
                               "still try"),
                    Tone::Text};
        case LineVerdict::Calibrating:
            if (overlap() < 0.5) return busyNote();
            return {QStringLiteral("clock"),
                    translated("scene", "Calibrates: accesses to one word, whose value proves where the line was"),
                    Tone::Text};
        case LineVerdict::Unsure:
            if (verdictAge() < milliseconds(1'000)) break; // an accident, nobody could read it
            return {QStringLiteral("clock"),
                    translated("scene",
                               "Just now accesses that stayed take as long as transfers, and nothing is judged: what "
                               "is shown is from before"),
                    Tone::Text};
        default: break;
        }
        if (overlap() < 0.5) return busyNote();
        if (m_together) return provenNote();
        const auto moves = m_memory.sum(Figure::ProvenMoves, 1), found = m_memory.sum(Figure::ProvenFound, 1);
        const auto stays = m_memory.sum(Figure::ProvenStays, 1), wrong = m_memory.sum(Figure::ProvenWrong, 1);
        if (moves == 0 || stays == 0) return {};
        return {QStringLiteral("check"),
                translated("scene",
                           "Checked in this run against accesses of which it is known: %1 of transfers found, %2 of "
                           "the others taken for one%3")
                    .arg(percent(static_cast<double>(found) / static_cast<double>(moves)),
                         percent(static_cast<double>(wrong) / static_cast<double>(stays)), sharedCacheWords()),
                Tone::Text};
    }

    [[nodiscard]] Note busyNote() const
    {
        return {QStringLiteral("clock"),
                translated("scene",
                           "The two hardly run at the same time, only %1 of it: other programs want these cores too. "
                           "What is shown was measured while both ran")
                    .arg(percent(overlap())),
                Tone::Text};
    }

    [[nodiscard]] Note provenNote() const
    {
        const auto moves = m_memory.sum(Figure::ProvenMoves), found = m_memory.sum(Figure::ProvenFound);
        const auto wrong = m_memory.sum(Figure::ProvenWrong);
        return {QStringLiteral("check"),
                translated("scene",
                           "The value proves %1 transfers; the clock alone has found %2 of them, and %3 that were "
                           "none")
                    .arg(grouped(static_cast<std::uint64_t>(moves)), grouped(static_cast<std::uint64_t>(found)),
                         grouped(static_cast<std::uint64_t>(wrong))),
                Tone::Text};
    }

    [[nodiscard]] QString overlapWords() const
    {
        const auto* sharing = m_memory.newest(Figure::SharedCache);
        return sharing && sharing->value == 2
                   ? translated("scene",
                                "Not separable here: the two processors are hyperthreads of one core, with one "
                                "cache")
                   : translated("scene", "Not separable here: accesses that stayed and transfers take the same time on "
                                         "these processors, just now");
    }

    [[nodiscard]] QString sharedCacheWords() const
    {
        const auto* sharing = m_memory.newest(Figure::SharedCache);
        return sharing && sharing->value == 1 ? translated("scene", "; the cores share a lower cache") : QString();
    }

    [[nodiscard]] bool hasLine(ProcessId process) const
    {
        return m_padded ? m_memory.find(Figure::Accesses, process) != nullptr : m_memory.holder() == process;
    }

    [[nodiscard]] static QRectF coreOf(const Card& card)
    {
        return {card.rect.left(), coreTop, card.rect.width(), coreBottom - coreTop};
    }

    /// The core that a process is pinned to, with its copy of the line.
    void drawCore(const Card& card)
    {
        const QRectF core = coreOf(card);
        const bool known = measures() && !m_memory.timed.empty();
        const bool here = known && hasLine(card.process);
        m_sketch.about({Subject::Kind::Slot, card.process.value}, Evidence::Probe);
        m_sketch.box(core, 14, Tone::KernelBox, here && !m_padded ? Tone::Signal : Tone::Line,
                     here && !m_padded ? 2 : 1);
        const std::int64_t number = m_memory.value(Figure::Core, card.process, 0, -1);
        const QRectF top = core.adjusted(16, 5, -16, -(core.height() - 29));
        m_sketch.text(top,
                      number >= 0 ? translated("scene", "core %1: its cache").arg(number)
                                  : translated("scene", "not pinned to a core"),
                      ink::strong);
        m_sketch.text(top,
                      !known     ? translated("scene", "not measured")
                      : m_padded ? translated("scene", "has a line of its own")
                      : here     ? translated("scene", "has the line")
                                 : translated("scene", "the line is away"),
                      Ink{17, 600, here ? Tone::Text : Tone::Muted, Shape::Face::Words, Shape::Align::Right});
        const double width = (core.width() - 32) / cells;
        for (int i = 0; i < cells; ++i) {
            const QRectF cell(core.left() + 16 + width * i + 1, core.top() + 34, width - 3, 30);
            Shape& box = m_sketch.box(
                cell, 4, here ? toneOf(i * lineBytes / cells, m_padded ? card.process : ProcessId{}) : Tone::None,
                Tone::Faint);
            if (!here) box.pattern = Pattern::Dotted;
        }
        if (!known) return;
        drawModel(core, here ? QStringLiteral("Modified") : QStringLiteral("Invalid"));
    }

    /// What cannot be read from any counter here: the name of the state that the line is in.
    void drawModel(const QRectF& core, const QString& name)
    {
        const QRectF row(core.left() + 16, core.bottom() - 35, core.width() - 32, 30);
        m_sketch.about({Subject::Kind::Slot, 100}, Evidence::Model);
        const Ink words{17, 600, Tone::Model};
        m_sketch.text(row, name, words);
        const QRectF chip(row.left() + widthOf(name, words) + 14, row.top() + 2, 74, 26);
        m_sketch.box(chip, 8, Tone::None, Tone::Model, 1.5).pattern = Pattern::Dotted;
        m_sketch.text(chip, translated("scene", "model"),
                      Ink{16, 600, Tone::Model, Shape::Face::Words, Shape::Align::Center});
    }

    /// Whose variable a byte of the line belongs to. With `only`, of its line alone.
    [[nodiscard]] Tone toneOf(int byte, ProcessId only) const
    {
        for (const Card& card : m_picture.cards) {
            if (only.value != 0 && only != card.process) continue;
            const auto* offset = m_memory.find(Figure::LineOffset, card.process);
            const int size = m_together ? 4 : 8;
            if (offset && offset->value >= 0 && byte >= offset->value && byte - offset->value < size)
                return dataTone(m_picture.trace, card.process);
        }
        return Tone::None;
    }

    /// The last access that was seen one by one: the line came from the other core, or it was there.
    void drawTransfer()
    {
        if (!measures() || m_memory.timed.empty() || m_picture.cards.size() < 2) return;
        const SharedMemory::Timed& last = m_memory.timed.back();
        const Card& left = m_picture.cards.front();
        const Card& right = m_picture.cards.back();
        const bool toRight = last.process == right.process;
        const bool moved = (last.flags & probe::accessTransferred) != 0;
        const bool unclear = (last.flags & probe::accessUnclear) != 0;
        const double from = toRight ? coreOf(left).right() + 8 : coreOf(right).left() - 8;
        const double to = toRight ? coreOf(right).left() - 6 : coreOf(left).right() + 6;
        const double y = coreTop + 68;
        const QString words = QStringLiteral("%1 ns: %2")
                                  .arg(last.ns)
                                  .arg(unclear ? translated("scene", "interrupted")
                                       : moved ? translated("scene", "transferred")
                                               : translated("scene", "stayed"));
        const Ink ink{17, 650,
                      moved     ? Tone::Signal
                      : unclear ? Tone::Muted
                                : Tone::Running,
                      Shape::Face::Words, Shape::Align::Center};
        m_sketch.about({Subject::Kind::Arrow, last.process.value}, Evidence::Probe);
        if (moved) {
            drawArc(from, to, y);
            drawTravel(last, from, to, y);
            m_sketch.about({Subject::Kind::Arrow, last.process.value}, Evidence::Probe);
        }
        QRectF pill(0, 0, widthOf(words, ink) + 32, 36);
        pill.moveCenter({(coreOf(left).right() + coreOf(right).left()) / 2, y - (moved ? 42 : 0)});
        m_sketch.box(pill, 18, Tone::Background, ink.tone, 2);
        m_sketch.text(pill, words, ink);
        const QString who = translated("scene", "an access of %1").arg(toRight ? right.name : left.name);
        m_sketch.text({pill.center().x() - 150, y + 18, 300, 24}, who, ink::quiet.aligned(Shape::Align::Center));
    }

    static QPointF onArc(double from, double to, double y, double part)
    {
        return {from + (to - from) * part, y - 168 * part * (1 - part)};
    }

    void drawArc(double from, double to, double y)
    {
        constexpr int parts = 24;
        QPolygonF arc;
        for (int i = 0; i <= parts; ++i) arc << onArc(from, to, y, static_cast<double>(i) / parts);
        m_sketch.line(arc, Tone::Signal, 3);
        m_sketch.arrowHead(arc.back(), arc[parts - 2], Tone::Signal);
    }

    /// The line itself, while it can still be seen coming.
    void drawTravel(const SharedMemory::Timed& last, double from, double to, double y)
    {
        const double part = m_picture.view.ageSeconds(m_picture.state.time, last.when) / travelSeconds;
        if (part < 0 || part >= 1 || m_picture.view.reducedMotion) return;
        QRectF tile(0, 0, 64, 18);
        tile.moveCenter(onArc(from, to, y, eased(part)));
        m_sketch.about({Subject::Kind::Message, last.process.value}, Evidence::Derived);
        m_sketch.box(tile, 5, Tone::Signal);
    }

    void drawBytes()
    {
        const QRectF& room = m_picture.room;
        const QRectF area(room.left() + 18, room.top() + headHeight + 4, 760, 140);
        const int rows = m_padded ? 2 : 1;
        for (int row = 0; row < rows; ++row) {
            const double y = area.top() + 26 + row * 60;
            const ProcessId only = m_padded
                                       ? m_picture.cards[static_cast<std::size_t>(row) % m_picture.cards.size()].process
                                       : ProcessId{};
            m_sketch.about({Subject::Kind::Slot, 200, static_cast<std::uint32_t>(row)}, Evidence::Probe);
            m_sketch.text({area.left(), y - 26, area.width(), 24},
                          rows == 1
                              ? translated("scene", "the 64 bytes of the line")
                              : translated("scene", "the 64 bytes of the line of %1")
                                    .arg(m_picture.cards[static_cast<std::size_t>(row) % m_picture.cards.size()].name),
                          ink::quiet);
            const double width = area.width() / lineBytes;
            for (int byte = 0; byte < lineBytes; ++byte) {
                const Tone tone = toneOf(byte, only);
                m_sketch.box({area.left() + width * byte + 0.5, y, width - 2, rows == 1 ? 40.0 : 30.0}, 3, tone,
                             tone == Tone::None ? Tone::Line : Tone::None);
            }
            if (rows == 1) drawNames(area, y + 44);
        }
        const std::int64_t rate = m_memory.sum(Figure::TransferRate);
        if (rows > 1 || !measures() || rate <= 0) return;
        m_sketch.about({Subject::Kind::Depth, m_picture.channel.id.value, 2}, Evidence::Derived);
        m_sketch.text({area.left(), area.top() + 102, area.width(), 28},
                      translated("scene", "%1 million transfers per second, while both add")
                          .arg(words::decimal(static_cast<double>(rate) / 1e6, 1)),
                      ink::strong);
    }

    void drawNames(const QRectF& area, double y)
    {
        double x = area.left();
        for (const Card& card : m_picture.cards) {
            const auto* offset = m_memory.find(Figure::LineOffset, card.process);
            if (!offset || offset->value < 0 || offset->value >= lineBytes) continue;
            const int size = m_together ? 4 : 8;
            const QString words =
                translated("scene", "bytes %1–%2: %3").arg(offset->value).arg(offset->value + size - 1).arg(card.name);
            const Ink ink{16, 600, dataTone(m_picture.trace, card.process)};
            m_sketch.text({x, y, widthOf(words, ink) + 4, 24}, words, ink);
            x += widthOf(words, ink) + 28;
        }
    }

    void drawTimes()
    {
        const QRectF& room = m_picture.room;
        if (!measures()) return;
        Histogram histogram;
        histogram.axis = Histogram::Axis::Even;
        std::uint64_t all = 0;
        for (std::uint16_t bin = 0; bin < probe::bins; ++bin) {
            histogram.counts.push_back(static_cast<std::uint64_t>(m_memory.sum(Figure::Bin, bin)));
            all += histogram.counts.back();
        }
        if (all == 0) return;
        while (histogram.counts.size() > 24 && histogram.counts.back() < all / 2000) histogram.counts.pop_back();
        histogram.counts.resize((histogram.counts.size() + 7) / 8 * 8); // round numbers along the axis
        histogram.to = {static_cast<std::int64_t>(histogram.counts.size() * probe::binNs)};
        HistogramLook look{ink::number, 5, Tone::Running, {}, Tone::Signal};
        std::vector<HistogramMark> marks;
        if (const auto* threshold = m_memory.newest(Figure::Threshold)) {
            look.parted = Duration{threshold->value};
            marks.push_back({*look.parted, thresholdWords(*threshold)});
        }
        m_sketch.about({Subject::Kind::Depth, m_picture.channel.id.value, 1}, Evidence::Probe);
        const QRectF place(room.left() + 830, room.top() + headHeight + 2, room.width() - 830 - 24, 122);
        drawHistogram(m_sketch, place, histogram, marks, look);
        drawShares({place.left(), place.bottom(), place.width(), 22});
    }

    /// How good a threshold it is that was found long ago, nobody knows: so it says when.
    [[nodiscard]] QString thresholdWords(const SharedMemory::Figure& threshold) const
    {
        const QString words = translated("scene", "valley at %1 ns").arg(threshold.value);
        const Duration age = m_picture.state.time - threshold.when;
        return age < milliseconds(5'000)
                   ? words
                   : translated("scene", "%1, found %2 s ago").arg(words).arg(age.ns / 1'000'000'000);
    }

    void drawShares(const QRectF& row)
    {
        const auto accesses = static_cast<double>(std::max<std::int64_t>(1, m_memory.sum(Figure::Accesses)));
        const double moved = static_cast<double>(m_memory.sum(Figure::Transfers)) / accesses;
        const double unclear = static_cast<double>(m_memory.sum(Figure::Unclear)) / accesses;
        m_sketch.text(row, translated("scene", "stayed %1").arg(percent(std::max(0.0, 1 - moved - unclear))),
                      Ink{16, 600, Tone::Running});
        m_sketch.text(row, translated("scene", "transferred %1").arg(percent(moved)),
                      Ink{16, 600, Tone::Signal, Shape::Face::Words, Shape::Align::Right});
    }

    Sketch& m_sketch;
    const ChannelPicture& m_picture;
    const SharedMemory& m_memory;
    LineVerdict m_verdict = LineVerdict::Calibrating;
    bool m_padded, m_together;
};

} // namespace

void drawCacheLine(Sketch& sketch, const ChannelPicture& picture)
{
    if (const auto* memory = std::get_if<SharedMemory>(&picture.channel.object))
        CacheLineDrawing(sketch, picture, *memory).draw();
}

} // namespace sluice::scene
