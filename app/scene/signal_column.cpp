#include "scene/signal_column.h"

#include "scene/pipe_ways.h"
#include "scene/signal_marks.h"
#include "words/words.h"

#include <algorithm>
#include <array>
#include <csignal>

namespace sluice::scene {

namespace {

constexpr double headerHeight = 26, signalRowHeight = 22, columnPadding = 12, bitGap = 4;
constexpr double signalNameWidth = 50, bitWidth = 70;
constexpr double railBelow = 13, verdictBelow = railBelow + 14, fatesBelow = verdictBelow + 28;
constexpr double narrowStackWidth = 150, lowFrameHeight = 30, lowFrameGap = 5;

/// The signals that have a line; one that is sent and has none takes the last.
constexpr std::size_t rowCount = 6;
std::array<int, rowCount> rowsFor(const SignalState& signals)
{
    std::array<int, rowCount> rows{SIGTERM, SIGQUIT, SIGTSTP, SIGCONT, SIGCHLD, SIGUSR1};
    const auto sent = lastSentTo(signals);
    const auto other = std::ranges::find_if(sent.rbegin(), sent.rend(), [&](const SentSignal* each) {
        return std::ranges::find(rows, int{each->signal}) == rows.end();
    });
    if (other != sent.rend()) rows.back() = (*other)->signal;
    return rows;
}

/// Draws one receiver of several. Lives as long as one drawSignalColumns().
class SignalColumn
{
public:
    SignalColumn(Sketch& sketch, const ChannelPicture& picture, const Card& card)
        : m_sketch(sketch),
          m_picture(picture),
          m_card(card),
          m_receiver(processOf(picture.state, card.process)),
          m_signals(m_receiver.signals),
          m_rows(rowsFor(m_signals)),
          m_box(card.frame.left(), picture.room.top(), card.frame.width(),
                headerHeight + signalRowHeight * static_cast<double>(rowCount) + 8)
    {}

    void draw()
    {
        const bool gone = isGone();
        m_sketch.about({Subject::Kind::Channel, m_picture.channel.id.value, m_receiver.id.value});
        m_sketch.box(m_box, 14, Tone::KernelBox, Tone::Line, 1.5).pattern = gone ? Pattern::Dotted : Pattern::Solid;
        if (gone) drawGone();
        else drawTable();
        if (m_receiver.activity != Activity::Absent) drawAnnex();
        drawWays();
        drawVerdict();
        drawFates(m_sketch, lastSentTo(m_signals),
                  {m_box.left(), m_box.bottom() + fatesBelow, m_box.width(), fateHeight});
    }

    void drawMotion()
    {
        drawTravelling(m_sketch, m_picture, m_signals,
                       {[this](const Card& from, const SentSignal& sent) { return wayIn(from, placeOf(sent)); },
                        [this](const SentSignal& sent) { return wayUp(placeOf(sent)); }});
    }

    /// Height, below all boxes, of the way by which signals come.
    [[nodiscard]] double rail() const { return m_box.bottom() + railBelow; }
    /// From a sender's card to the edge of this box.
    [[nodiscard]] Way wayToBox(const Card& from) const { return wayIn(from, {bit(0, 0).center().x(), m_box.bottom()}); }
    [[nodiscard]] Way wayIn(const Card& from, QPointF to) const
    {
        const double y = from.rect.top() + 120;
        return Way(QPolygonF({QPointF(from.rect.right(), y), QPointF(from.gutter, y), QPointF(from.gutter, rail()),
                              QPointF(to.x(), rail()), to}));
    }

    [[nodiscard]] bool hasFates() const { return !m_signals.decided.empty(); }
    [[nodiscard]] const QRectF& box() const { return m_box; }

private:
    [[nodiscard]] bool isGone() const { return m_receiver.activity == Activity::Ended; }
    [[nodiscard]] QRectF line(std::size_t row) const
    {
        return {m_box.left() + columnPadding, m_box.top() + headerHeight + signalRowHeight * static_cast<double>(row),
                m_box.width() - 2 * columnPadding, signalRowHeight};
    }
    /// The pending bit of a line, or its bit in the mask.
    [[nodiscard]] QRectF bit(std::size_t row, int which) const
    {
        const QRectF all = line(row);
        return {all.left() + signalNameWidth + bitWidth * which, all.top() + 1, bitWidth - bitGap, signalRowHeight - 2};
    }
    [[nodiscard]] QPointF placeOf(const SentSignal& sent) const
    {
        const auto row = static_cast<std::size_t>(std::ranges::find(m_rows, int{sent.signal}) - m_rows.begin());
        return bit(std::min(row, rowCount - 1), 0).center();
    }

    void drawTable()
    {
        const double words = bit(0, 2).left();
        m_sketch.text({bit(0, 0).left(), m_box.top() + 3, bitWidth - bitGap, 22}, translated("scene", "pending"),
                      ink::quiet.aligned(Shape::Align::Center));
        m_sketch.text({bit(0, 1).left(), m_box.top() + 3, bitWidth - bitGap, 22}, translated("scene", "blocked"),
                      ink::quiet.aligned(Shape::Align::Center));
        m_sketch.text({words + 4, m_box.top() + 3, m_box.right() - columnPadding - words - 4, 22},
                      translated("scene", "disposition"), ink::quiet);
        for (std::size_t row = 0; row < rowCount; ++row) {
            const int signal = m_rows.at(row);
            const auto number = static_cast<std::uint32_t>(row);
            m_sketch.about({Subject::Kind::Slot, number, m_receiver.id.value * 4U});
            m_sketch.text(line(row), shortSignalWord(signal), ink::number.in(Tone::Text));
            drawPendingMark(m_sketch, bit(row, 0), pendingOf(m_signals, signal));
            m_sketch.about({Subject::Kind::Slot, number, m_receiver.id.value * 4U + 1});
            drawBlockedMark(m_sketch, bit(row, 1), m_signals, signal);
            m_sketch.about({Subject::Kind::Slot, number, m_receiver.id.value * 4U + 2});
            const QRectF place(words + 4, line(row).top(), line(row).right() - words - 4, signalRowHeight);
            m_sketch.text(place, dispositionWords(m_signals, signal),
                          ink::words.in(m_signals.has(SignalSet::Caught, signal) ? Tone::Signal : Tone::Text));
        }
    }

    void drawGone()
    {
        m_sketch.text(m_box.adjusted(columnPadding, 0, -columnPadding, 0), translated("scene", "gone with the process"),
                      ink::quiet.aligned(Shape::Align::Center));
    }

    /// In the card: what it does about the signal that was sent last, and its stack.
    void drawAnnex()
    {
        const QRectF& room = m_card.annex;
        const auto sent = lastSentTo(m_signals);
        const int signal = sent.empty() ? SIGTERM : sent.back()->signal;
        m_sketch.about({Subject::Kind::Process, m_receiver.id.value, 1}, Evidence::Derived);
        if (isGone()) {
            const double cross = std::min(room.height(), 72.0);
            m_sketch.box({room.left(), room.top(), cross, cross}, 0, Tone::Dead).pattern = Pattern::Crossed;
            const QRectF words(room.left() + cross + 16, room.top(), room.width() - cross - 16, 24);
            const auto [first, second] = inTwoLines(endWords(m_receiver), ink::quiet, words.width());
            m_sketch.text(words, first, ink::quiet);
            if (!second.isEmpty()) m_sketch.text(words.translated(0, 24), second, ink::quiet);
            return;
        }
        const double width = room.width() - narrowStackWidth - 12;
        m_sketch.text({room.left(), room.top(), width, 22}, translated("scene", "on %1").arg(signalWord(signal)),
                      ink::quiet);
        const bool caught = m_signals.has(SignalSet::Caught, signal);
        const QString what = caught                                      ? translated("scene", "handler")
                             : m_signals.has(SignalSet::Ignored, signal) ? QStringLiteral("SIG_IGN")
                                                                         : QStringLiteral("SIG_DFL");
        m_sketch.text({room.left(), room.top() + 24, width, 28}, what,
                      Ink{22, 650, caught ? Tone::Signal : Tone::Text, Shape::Face::Mono});
        drawStack(room);
    }

    [[nodiscard]] QRectF frame(int level) const
    {
        const QRectF& room = m_card.annex;
        return {room.right() - narrowStackWidth,
                room.bottom() - lowFrameHeight - (lowFrameHeight + lowFrameGap) * level, narrowStackWidth,
                lowFrameHeight};
    }

    void drawStack(const QRectF& room)
    {
        const auto& frames = m_signals.frames;
        m_sketch.about({Subject::Kind::Process, m_receiver.id.value, 3}, Evidence::Probe);
        m_sketch.text({room.right() - narrowStackWidth, room.top(), narrowStackWidth, 22},
                      frames.size() > 1 ? translated("scene", "stack, %1 handlers").arg(frames.size())
                                        : translated("scene", "stack"),
                      ink::quiet);
        const bool runs = frames.empty() && m_receiver.activity != Activity::Stopped;
        const QRectF flow = frame(0);
        m_sketch.box(flow, 8, Tone::Raised, runs ? Tone::Running : Tone::Line, runs ? 2 : 1);
        m_sketch.text(flow.adjusted(12, 0, -12, 0), QStringLiteral("main()"),
                      ink::code.in(runs ? Tone::Text : Tone::Muted));
        if (frames.empty()) return;
        m_sketch.text(flow.adjusted(12, 0, -12, 0), translated("scene", "cut here"),
                      ink::quiet.in(Tone::Signal).aligned(Shape::Align::Right));
        const QRectF place = frame(1);
        m_sketch.about({Subject::Kind::Process, m_receiver.id.value, 4}, Evidence::Probe);
        m_sketch.box(place, 8, Tone::Card, Tone::Signal, 2.5);
        m_sketch.icon({place.left() + 8, place.center().y() - 9, 18, 18}, QStringLiteral("lightning"), Tone::Signal);
        const Ink ink{16, 600, Tone::Text, Shape::Face::Mono};
        const QString name = signalWord(frames.back().signal), shorter = shortSignalWord(frames.back().signal);
        m_sketch.text(place.adjusted(30, 0, -8, 0),
                      fitting({QStringLiteral("handler(%1)").arg(shorter), name, shorter}, ink, place.width() - 38),
                      ink);
    }

    void drawWays()
    {
        if (isGone() || m_receiver.activity == Activity::Absent) return;
        m_sketch.about({Subject::Kind::Channel, m_picture.channel.id.value, m_receiver.id.value});
        const double x = frame(0).center().x();
        drawWay(m_sketch, Way(QPolygonF({QPointF(x, m_box.top()), QPointF(x, m_card.frame.bottom())})), false);
    }
    /// From the kernel up to the stack.
    [[nodiscard]] Way wayUp(QPointF from) const
    {
        const QRectF to = frame(1);
        const double y = (m_box.top() + m_card.frame.bottom()) / 2;
        return Way(QPolygonF({from, QPointF(from.x(), y), QPointF(to.center().x(), y), to.center()}));
    }

    void drawVerdict()
    {
        const Note note = signalVerdict(m_receiver);
        if (note.words.isEmpty()) return;
        const QRectF place(m_box.left(), m_box.bottom() + verdictBelow, m_box.width(), 26);
        const Ink words = ink::strong.in(note.tone);
        m_sketch.about({Subject::Kind::Gate, m_picture.channel.id.value, m_receiver.id.value});
        m_sketch.icon({place.left(), place.center().y() - 9, 18, 18}, note.icon, note.tone);
        m_sketch.text(place.adjusted(26, 0, 0, 0), note.words, words);
    }

    Sketch& m_sketch;
    const ChannelPicture& m_picture;
    const Card& m_card;
    const ProcessState& m_receiver;
    const SignalState& m_signals;
    std::array<int, rowCount> m_rows;
    QRectF m_box;
};

/// Below a sender, what the marks below the receivers mean; once there are any.
void drawKey(Sketch& sketch, const Card& sender, const std::vector<SignalColumn>& columns)
{
    if (std::ranges::none_of(columns, &SignalColumn::hasFates)) return;
    struct Line {
        Fate fate;
        std::string_view words;
    };
    constexpr std::array lines{Line{Fate::Delivered, marked("scene", "handled")},
                               Line{Fate::Ignored, marked("scene", "thrown away")},
                               Line{Fate::Acted, marked("scene", "default action")}};
    QRectF place(sender.rect.left(), columns.front().box().top() + 36, 48, fateHeight);
    for (const Line& line : lines) {
        SentSignal sample;
        sample.signal = SIGTERM;
        sample.fate = line.fate;
        drawFate(sketch, sample, place);
        sketch.about({Subject::Kind::Arrow});
        sketch.text({place.right() + 12, place.top(), sender.rect.width() - 60, place.height()},
                    translated("scene", line.words), ink::quiet);
        place.translate(0, fateHeight + 8);
    }
}

} // namespace

void drawSignalColumns(Sketch& sketch, const ChannelPicture& picture,
                       const std::function<bool(const Card& card)>& receives)
{
    std::vector<SignalColumn> columns;
    for (const Card& card : picture.cards)
        if (receives(card)) columns.emplace_back(sketch, picture, card);
    for (const Card& card : picture.cards) {
        if (receives(card) || processOf(picture.state, card.process).activity == Activity::Ended) continue;
        sketch.about({Subject::Kind::Channel, picture.channel.id.value});
        for (const SignalColumn& column : columns) drawWay(sketch, column.wayToBox(card), false);
        drawKey(sketch, card, columns);
    }
    for (SignalColumn& column : columns) column.draw();
    for (SignalColumn& column : columns) column.drawMotion();
}

} // namespace sluice::scene
