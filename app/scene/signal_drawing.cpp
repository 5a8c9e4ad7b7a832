#include "scene/channel_box.h"
#include "scene/duration.h"
#include "scene/pipe_ways.h"
#include "scene/signal_stack.h"
#include "scene/signal_words.h"

#include <algorithm>
#include <array>
#include <csignal>

namespace sluice::scene {

using probe::SignalSet;
using state::Activity;
using state::ProcessState;
using state::SentSignal;
using state::SignalState;
using Fate = SentSignal::Fate;

namespace {

constexpr double labelWidth = 232, rowHeight = 36;
constexpr QSizeF tokenOf{104, 28};
constexpr std::size_t shownFates = 5;
constexpr double fateGap = 5, fateHeight = 28;

/// Draws the sets of a receiver of signals, and the signals on their way to it. Lives as long as one drawSignals().
class SignalDrawing
{
public:
    SignalDrawing(Sketch& sketch, const ChannelPicture& picture, const Card& card)
        : m_sketch(sketch),
          m_picture(picture),
          m_card(card),
          m_receiver(processOf(picture.state, card.process)),
          m_signals(m_receiver.signals),
          m_stack(sketch, picture, card)
    {}

    void draw()
    {
        drawBox(m_sketch, m_picture, head());
        drawNote(m_sketch, m_picture, signalNote(m_receiver));
        drawWays();
        drawTable();
        m_stack.draw();
        drawFates();
        if (m_picture.view.reducedMotion) return;
        for (const SentSignal& sent : m_signals.decided) drawDecided(sent);
        drawUnderWay();
    }

private:
    /// Those that are always there, so that a bit has its place for ever.
    static constexpr std::size_t columnCount = 8;
    static std::array<int, columnCount> columns()
    {
        return {SIGUSR1, SIGUSR2, SIGRTMIN, SIGRTMIN + 1, SIGCHLD, SIGTERM, SIGSTOP, SIGKILL};
    }
    [[nodiscard]] double columnWidth() const
    {
        return (m_picture.room.width() - 36 - labelWidth) / static_cast<double>(columnCount);
    }
    [[nodiscard]] QRectF cell(std::size_t column, int row) const
    {
        const QRectF& room = m_picture.room;
        return QRectF(room.left() + 18 + labelWidth + columnWidth() * static_cast<double>(column),
                      room.top() + headHeight + 24 + rowHeight * row, columnWidth(), rowHeight)
            .adjusted(3, 3, -3, -3);
    }
    /// Where a signal is shown while it is pending; one without a column of its own comes to the last one.
    [[nodiscard]] QRectF cellOf(const SentSignal& sent) const
    {
        const auto all = columns();
        const auto column = static_cast<std::size_t>(std::ranges::find(all, int{sent.signal}) - all.begin());
        return cell(std::min(column, columnCount - 1), sent.how == probe::Call::Tgkill ? 0 : 1);
    }

    [[nodiscard]] BoxHead head() const
    {
        BoxHead head;
        head.about = QStringLiteral("what the kernel keeps of signals for the %1").arg(m_card.name);
        if (!m_signals.latencies.empty()) {
            const SignalState::Latency& last = m_signals.latencies.back();
            head.fill = QStringLiteral("%1: from sending to handler %2")
                            .arg(signalWord(last.signal), formatDuration(last.taken, 3));
        }
        return head;
    }

    void drawTable()
    {
        constexpr std::array labels{"pending, for the thread", "pending, for the process", "blocked (the mask)"};
        for (int row = 0; row < 3; ++row) {
            m_sketch.about({Subject::Kind::Channel, m_picture.channel.id.value});
            m_sketch.text({m_picture.room.left() + 18, cell(0, row).top(), labelWidth - 10, cell(0, row).height()},
                          QLatin1String(labels.at(static_cast<std::size_t>(row))), ink::words);
        }
        const auto all = columns();
        for (std::size_t column = 0; column < columnCount; ++column) {
            m_sketch.about({Subject::Kind::Channel, m_picture.channel.id.value});
            m_sketch.text({cell(column, 0).left() - 3, m_picture.room.top() + headHeight + 2, columnWidth(), 22},
                          signalWord(all.at(column)), ink::number.aligned(Shape::Align::Center));
            drawPending(column, all.at(column), 0);
            drawPending(column, all.at(column), 1);
            drawBlocked(column, all.at(column));
        }
    }

    [[nodiscard]] std::vector<const SentSignal*> pending(int signal, bool thread) const
    {
        std::vector<const SentSignal*> found;
        for (const SentSignal& each : m_signals.waiting)
            if (each.fate == Fate::Pending && each.signal == signal && (each.how == probe::Call::Tgkill) == thread)
                found.push_back(&each);
        return found;
    }

    void drawPending(std::size_t column, int signal, int row)
    {
        const QRectF place = cell(column, row);
        const auto waiting = pending(signal, row == 0);
        const bool set = !waiting.empty();
        m_sketch.about({Subject::Kind::Slot, static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(row)});
        if (waiting.size() > 1) return drawQueue(place, waiting);
        m_sketch.box(place, 7, set ? Tone::Signal : Tone::Background, set ? Tone::None : Tone::Line);
        const Ink bit{16, set ? 650 : 400, set ? Tone::OnData : Tone::Muted, Shape::Face::Mono, Shape::Align::Center};
        m_sketch.text(place, set ? QStringLiteral("1") : QStringLiteral("0"), bit);
    }

    /// Several real-time signals, oldest first, each with its value.
    void drawQueue(const QRectF& place, const std::vector<const SentSignal*>& waiting)
    {
        constexpr double gap = 3;
        constexpr std::size_t most = 5;
        m_sketch.box(place, 7, Tone::Background, Tone::Signal, 1.5);
        const std::size_t shown = std::min(waiting.size(), waiting.size() > most ? most - 2 : most);
        const double width = (place.width() - 6 - gap * (most - 1)) / most;
        const Ink ink{16, 650, Tone::OnData, Shape::Face::Mono, Shape::Align::Center};
        QRectF tile(place.left() + 3, place.top() + 3, width, place.height() - 6);
        for (std::size_t i = 0; i < shown; ++i, tile.translate(width + gap, 0)) {
            m_sketch.box(tile, 5, Tone::Signal);
            const QString value = QString::number(waiting[i]->value);
            if (waiting[i]->how == probe::Call::Sigqueue && widthOf(value, ink) <= width)
                m_sketch.text(tile, value, ink);
        }
        if (shown == waiting.size()) return;
        tile.setRight(place.right() - 3);
        m_sketch.text(tile, QStringLiteral("+%1").arg(waiting.size() - shown), ink.in(Tone::Text));
    }

    void drawBlocked(std::size_t column, int signal)
    {
        const bool blocked = m_signals.has(SignalSet::Blocked, signal);
        const bool refused = (m_signals.refused & probe::bitOf(signal)) != 0;
        const QRectF place = cell(column, 2);
        m_sketch.about({Subject::Kind::Slot, static_cast<std::uint32_t>(column), 2});
        const Tone edge = blocked ? Tone::Blocked : refused ? Tone::Signal : Tone::Line;
        Shape& box =
            m_sketch.box(place, 7, blocked ? Tone::Blocked : Tone::Background, edge, blocked || refused ? 2 : 1);
        if (blocked) box.pattern = Pattern::Hatched;
        else if (refused) box.pattern = Pattern::Dotted;
        if (blocked)
            m_sketch.box(QRectF(place.center().x() - 14, place.top() + 3, 28, place.height() - 6), 5, Tone::Background);
        const bool never = signal == SIGKILL || signal == SIGSTOP;
        m_sketch.text(place,
                      blocked   ? QStringLiteral("1")
                      : refused ? QStringLiteral("refused")
                      : never   ? QStringLiteral("never")
                                : QStringLiteral("0"),
                      Ink{16, blocked || refused ? 650 : 400, blocked || refused ? Tone::Text : Tone::Muted,
                          Shape::Face::Mono, Shape::Align::Center});
    }

    // Below the sender: what became of the signals sent last, oldest first.

    [[nodiscard]] std::vector<const SentSignal*> lastSent() const
    {
        std::vector<const SentSignal*> all;
        for (const SentSignal& each : m_signals.decided) all.push_back(&each);
        for (const SentSignal& each : m_signals.waiting) all.push_back(&each);
        std::ranges::stable_sort(all, {}, [](const SentSignal* each) { return each->sent; });
        if (all.size() > shownFates) all.erase(all.begin(), all.end() - shownFates);
        return all;
    }

    void drawFates()
    {
        const auto all = lastSent();
        const Card* sender = all.empty() ? nullptr : cardOf(all.back()->sender);
        if (!sender) return;
        const double width = (sender->rect.width() - fateGap * (shownFates - 1)) / shownFates;
        QRectF place(sender->rect.left(), sender->rect.bottom() + 10, width, fateHeight);
        for (const SentSignal* each : all) {
            drawFate(*each, place);
            place.translate(width + fateGap, 0);
        }
        m_sketch.about({Subject::Kind::Channel, m_picture.channel.id.value});
        m_sketch.text({sender->rect.left(), place.bottom() + 2, sender->rect.width(), 22}, fateWords(m_signals),
                      ink::quiet);
    }

    /// Filled: it has reached its handler, or is on its way there. Hatched: pending. Dotted: merged into another one.
    /// Crossed: thrown away or refused. With a thick edge: its default action was carried out.
    void drawFate(const SentSignal& sent, const QRectF& place)
    {
        m_sketch.about({Subject::Kind::Arrow, sent.number, sent.sender.value});
        const bool filled = sent.fate == Fate::Delivered || sent.fate == Fate::UnderWay;
        const bool gone = sent.fate == Fate::Merged || sent.fate == Fate::Ignored || sent.fate == Fate::Refused;
        const Tone edge = filled                       ? Tone::None
                          : gone                       ? Tone::Dead
                          : sent.fate == Fate::Pending ? Tone::Blocked
                                                       : Tone::Signal;
        Shape& box =
            m_sketch.box(place, 6, filled ? Tone::Signal : Tone::Background, edge, sent.fate == Fate::Acted ? 3 : 1.5);
        if (sent.fate == Fate::Merged) box.pattern = Pattern::Dotted;
        if (sent.fate == Fate::Pending) {
            box.fill = Tone::Blocked;
            box.pattern = Pattern::Hatched;
            m_sketch.box(place.adjusted(5, 3, -5, -3), 4, Tone::Background);
        }
        const Ink ink{16, 600,
                      filled ? Tone::OnData
                      : gone ? Tone::Muted
                             : Tone::Text,
                      Shape::Face::Mono, Shape::Align::Center};
        m_sketch.text(place, shortSignalWord(sent.signal), ink);
        if (sent.fate == Fate::Ignored || sent.fate == Fate::Refused)
            m_sketch.line({{place.bottomLeft() + QPointF(5, -3), place.topRight() + QPointF(-5, 3)}}, Tone::Dead, 2);
    }

    // Ways.

    [[nodiscard]] const Card* cardOf(ProcessId process) const
    {
        const auto found = std::ranges::find(m_picture.cards, process, &Card::process);
        return found == m_picture.cards.end() ? nullptr : &*found;
    }
    [[nodiscard]] double rail() const { return m_picture.room.top() - 10; }

    /// From a sender down into the kernel.
    [[nodiscard]] Way wayIn(const Card& from, const QRectF& to) const
    {
        const double y = from.rect.top() + 120, x = from.gutter;
        return Way(QPolygonF({QPointF(from.rect.right(), y), QPointF(x, y), QPointF(x, rail()),
                              QPointF(to.center().x(), rail()), QPointF(to.center().x(), to.center().y())}));
    }
    /// From the kernel up to the stack.
    [[nodiscard]] Way wayUp(const QRectF& from) const
    {
        const QRectF to = m_stack.top();
        return Way(QPolygonF({from.center(), QPointF(from.center().x(), rail()), QPointF(to.center().x(), rail()),
                              QPointF(to.center().x(), to.center().y())}));
    }

    void drawWays()
    {
        m_sketch.about({Subject::Kind::Channel, m_picture.channel.id.value});
        for (const Card& card : m_picture.cards) {
            if (card.process == m_receiver.id) continue;
            if (processOf(m_picture.state, card.process).activity == Activity::Ended) continue;
            const double y = card.rect.top() + 120;
            drawWay(m_sketch,
                    Way(QPolygonF({QPointF(card.rect.right(), y), QPointF(card.gutter, y),
                                   QPointF(card.gutter, m_picture.room.top())})),
                    false);
        }
        if (m_receiver.activity == Activity::Ended || m_receiver.activity == Activity::Absent) return;
        const double x = m_stack.top().center().x();
        drawWay(m_sketch, Way(QPolygonF({QPointF(x, m_picture.room.top()), QPointF(x, m_card.frame.bottom())})), false);
    }

    void drawToken(const SentSignal& sent, QPointF center, bool thrownAway)
    {
        const QRectF rect(center - QPointF(tokenOf.width() / 2, tokenOf.height() / 2), tokenOf);
        m_sketch.about({Subject::Kind::Message, sent.number}, Evidence::Derived);
        Shape& box = m_sketch.box(rect, 7, thrownAway ? Tone::Background : Tone::Signal,
                                  thrownAway ? Tone::Dead : Tone::None, 1.5);
        if (thrownAway) box.pattern = Pattern::Dotted;
        const Ink words{16, 650, thrownAway ? Tone::Muted : Tone::OnData, Shape::Face::Mono, Shape::Align::Center};
        m_sketch.text(rect, fitting({signalWord(sent.signal), shortSignalWord(sent.signal)}, words, rect.width() - 8),
                      words);
    }

    [[nodiscard]] double age(TraceTime when) const
    {
        return m_picture.view.ageSeconds(m_picture.state.time, when) / travelSeconds;
    }

    void drawDecided(const SentSignal& sent)
    {
        const double part = age(sent.decided);
        if (part < 0 || part >= 1) return;
        const QRectF place = cellOf(sent);
        if (sent.fate == Fate::Delivered) {
            const Way up = wayUp(place);
            drawToken(sent, up.at(eased(part) * up.length()), false);
        } else if (const Card* from = cardOf(sent.sender)) {
            const Way in = wayIn(*from, place);
            drawToken(sent, in.at(eased(part) * in.length()), sent.fate != Fate::Acted);
        }
    }

    /// The newest signal that has just become pending is still seen coming.
    void drawUnderWay()
    {
        if (m_signals.waiting.empty()) return;
        const SentSignal& sent = m_signals.waiting.back();
        const double part = age(sent.sent);
        const Card* from = cardOf(sent.sender);
        if (!from || part < 0 || part >= 1) return;
        const Way in = wayIn(*from, cellOf(sent));
        drawToken(sent, in.at(eased(part) * in.length()), false);
    }

    Sketch& m_sketch;
    const ChannelPicture& m_picture;
    const Card& m_card;
    const ProcessState& m_receiver;
    const SignalState& m_signals;
    SignalStack m_stack;
};

} // namespace

void drawSignals(Sketch& sketch, const ChannelPicture& picture)
{
    const auto& specs = picture.trace.meta().scenario.processes;
    for (const Card& card : picture.cards)
        if (specs[card.process.value - 1U].role == "receiver") return SignalDrawing(sketch, picture, card).draw();
}

} // namespace sluice::scene
