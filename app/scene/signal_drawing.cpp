#include "base/names.h"
#include "scene/card_words.h"
#include "scene/channel_box.h"
#include "scene/duration.h"
#include "scene/pipe_ways.h"

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

constexpr double labelWidth = 232, rowHeight = 36, frameHeight = 46;
constexpr QSizeF tokenOf{132, 30};

QString nameOf(int signal) { return QString::fromStdString(signalName(signal)); }

/// Draws the sets of a receiver of signals, its stack, and the signals on their way to it. Lives as long as one
/// drawSignals().
class SignalDrawing
{
public:
    SignalDrawing(Sketch& sketch, const ChannelPicture& picture, const Card& card)
        : m_sketch(sketch),
          m_picture(picture),
          m_card(card),
          m_receiver(processOf(picture.state, card.process)),
          m_signals(m_receiver.signals)
    {}

    void draw()
    {
        drawBox(m_sketch, m_picture, head());
        drawNote(m_sketch, m_picture, note());
        drawWays();
        drawTable();
        drawStack();
        for (const SentSignal& sent : m_signals.decided) drawDecided(sent);
        drawUnderWay();
    }

private:
    /// Those that are always there, so that a bit has its place for ever.
    static const std::vector<int>& columns()
    {
        static const std::vector<int> shown{SIGUSR1, SIGUSR2, SIGRTMIN, SIGRTMIN + 1,
                                            SIGCHLD, SIGTERM, SIGSTOP,  SIGKILL};
        return shown;
    }
    [[nodiscard]] double columnWidth() const
    {
        return (m_picture.room.width() - 36 - labelWidth) / static_cast<double>(columns().size());
    }
    [[nodiscard]] QRectF cell(std::size_t column, int row) const
    {
        const QRectF& room = m_picture.room;
        return QRectF(room.left() + 18 + labelWidth + columnWidth() * static_cast<double>(column),
                      room.top() + headHeight + 24 + rowHeight * row, columnWidth(), rowHeight)
            .adjusted(3, 3, -3, -3);
    }
    [[nodiscard]] std::size_t columnOf(int signal) const
    {
        const auto found = std::ranges::find(columns(), signal);
        return static_cast<std::size_t>(found - columns().begin());
    }
    [[nodiscard]] QRectF cellOf(const SentSignal& sent) const
    {
        const std::size_t column = std::min(columnOf(sent.signal), columns().size() - 1);
        return cell(column, sent.how == probe::Call::Tgkill ? 0 : 1);
    }

    [[nodiscard]] BoxHead head() const
    {
        BoxHead head;
        head.about = QStringLiteral("what the kernel keeps of signals for the %1").arg(m_card.name);
        if (!m_signals.latencies.empty())
            head.fill = QStringLiteral("%1 handled · the last within %2")
                            .arg(grouped(m_signals.delivered), formatDuration({m_signals.latencies.back()}, 3));
        return head;
    }

    [[nodiscard]] Note note() const
    {
        if (m_receiver.activity == Activity::Ended && killed(m_receiver))
            return {
                QStringLiteral("lightning"),
                QStringLiteral("The default action of %1 has ended the process").arg(nameOf(m_receiver.exit.status)),
                Tone::Signal};
        if (m_receiver.activity == Activity::Stopped)
            return {QStringLiteral("gate"),
                    QStringLiteral("Stopped: only SIGCONT lets it go on, only SIGKILL ends it; others wait"),
                    Tone::Text};
        if (m_receiver.call.call == probe::Call::FutexWait && m_receiver.call.running && !m_signals.frames.empty())
            return {QStringLiteral("cross"),
                    QStringLiteral("Deadlock: the handler waits for a lock that the code below it on the stack holds"),
                    Tone::Signal};
        if (m_signals.torn > 0)
            return {QStringLiteral("cross"),
                    QStringLiteral("Torn %1 times: the two halves of the record come from two different writers")
                        .arg(grouped(m_signals.torn)),
                    Tone::Signal};
        if (const auto* last = lastOf(Fate::Merged))
            return {QStringLiteral("cut"),
                    QStringLiteral("%1 was pending already: %2 more sent meanwhile are gone, a standard signal has one "
                                   "bit and no queue")
                        .arg(nameOf(last->signal), grouped(m_signals.merged)),
                    Tone::Text};
        if (const auto* last = lastOf(Fate::Refused))
            return {QStringLiteral("cross"), QStringLiteral("%1 could not be sent").arg(nameOf(last->signal)),
                    Tone::Signal};
        if (const auto* last = lastOf(Fate::Ignored))
            return {QStringLiteral("cut"),
                    QStringLiteral("%1 was thrown away: it is ignored").arg(nameOf(last->signal)), Tone::Text};
        for (const SentSignal& each : m_signals.waiting)
            if (each.fate == Fate::Pending && m_signals.has(SignalSet::Blocked, each.signal))
                return {QStringLiteral("hatch"),
                        QStringLiteral("%1 is pending and blocked: it waits until the mask lets it through")
                            .arg(nameOf(each.signal)),
                        Tone::Blocked};
        return {};
    }

    /// The last signal that met its fate, if it was this one.
    [[nodiscard]] const SentSignal* lastOf(Fate fate) const
    {
        if (m_signals.decided.empty() || m_signals.decided.back().fate != fate) return nullptr;
        return &m_signals.decided.back();
    }

    [[nodiscard]] std::size_t pendingCount(int signal, bool thread) const
    {
        return static_cast<std::size_t>(std::ranges::count_if(m_signals.waiting, [&](const SentSignal& each) {
            return each.fate == Fate::Pending && each.signal == signal && (each.how == probe::Call::Tgkill) == thread;
        }));
    }

    void drawTable()
    {
        constexpr std::array labels{"pending, for the thread", "pending, for the process", "blocked (the mask)"};
        const double top = m_picture.room.top() + headHeight;
        for (int row = 0; row < 3; ++row) {
            m_sketch.about({Subject::Kind::Channel, m_picture.channel.id.value});
            m_sketch.text({m_picture.room.left() + 18, cell(0, row).top(), labelWidth - 10, cell(0, row).height()},
                          QLatin1String(labels.at(static_cast<std::size_t>(row))), ink::words);
        }
        for (std::size_t column = 0; column < columns().size(); ++column) {
            const int signal = columns()[column];
            m_sketch.about({Subject::Kind::Channel, m_picture.channel.id.value});
            m_sketch.text({cell(column, 0).left() - 3, top + 2, columnWidth(), 22}, nameOf(signal),
                          ink::number.aligned(Shape::Align::Center));
            drawPending(column, 0, pendingCount(signal, true));
            drawPending(column, 1, pendingCount(signal, false));
            drawBlocked(column);
        }
    }

    void drawPending(std::size_t column, int row, std::size_t count)
    {
        const QRectF place = cell(column, row);
        m_sketch.about({Subject::Kind::Slot, static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(row)});
        m_sketch.box(place, 7, count > 0 ? Tone::Signal : Tone::Background, count > 0 ? Tone::None : Tone::Line);
        const Ink bit{16, 650, count > 0 ? Tone::OnData : Tone::Faint, Shape::Face::Mono, Shape::Align::Center};
        const QString words = count <= 1 ? QString::number(count) : QStringLiteral("1 · %1 queued").arg(count);
        m_sketch.text(place, fitting({words, QStringLiteral("×%1").arg(count)}, bit, place.width() - 6),
                      count > 0 ? bit : bit.in(Tone::Muted));
    }

    void drawBlocked(std::size_t column)
    {
        const int signal = columns()[column];
        const bool blocked = m_signals.has(SignalSet::Blocked, signal);
        const QRectF place = cell(column, 2);
        m_sketch.about({Subject::Kind::Slot, static_cast<std::uint32_t>(column), 2});
        Shape& box = m_sketch.box(place, 7, blocked ? Tone::Blocked : Tone::Background,
                                  blocked ? Tone::Blocked : Tone::Line, blocked ? 2 : 1);
        if (blocked) box.pattern = Pattern::Hatched;
        const bool never = signal == SIGKILL || signal == SIGSTOP;
        const Ink bit{16, blocked ? 650 : 400, blocked ? Tone::Text : Tone::Muted, Shape::Face::Mono,
                      Shape::Align::Center};
        const QString words = blocked ? QStringLiteral("1") : never ? QStringLiteral("never") : QStringLiteral("0");
        if (blocked)
            m_sketch.box(QRectF(place.center().x() - 14, place.top() + 3, 28, place.height() - 6), 5, Tone::Background);
        m_sketch.text(place, words, bit);
    }

    // Between the cards: the receiver's stack, the normal flow at the bottom and a frame for each handler on top of it.
    [[nodiscard]] QRectF frame(std::size_t level) const
    {
        const double width = 330, bottom = m_card.rect.bottom();
        return {m_card.rect.left() - 40 - width, bottom - frameHeight * static_cast<double>(level + 1), width,
                frameHeight - 6};
    }

    void drawStack()
    {
        if (m_receiver.activity == Activity::Ended || m_receiver.activity == Activity::Absent) return;
        constexpr std::size_t most = 4;
        const auto& frames = m_signals.frames;
        m_sketch.about({Subject::Kind::Process, m_receiver.id.value, 1}, Evidence::Probe);
        const QRectF flow = frame(0);
        const bool cut = !frames.empty();
        m_sketch.box(flow, 8, Tone::Raised, cut ? Tone::Line : Tone::Running, cut ? 1 : 2);
        const QString step = m_signals.step == 0 ? QStringLiteral("main()")
                                                 : QStringLiteral("main(), step %1").arg(grouped(m_signals.step));
        m_sketch.text(flow.adjusted(14, 0, -10, 0), step, ink::code.in(cut ? Tone::Muted : Tone::Text));
        if (cut)
            m_sketch.text(flow.adjusted(14, 0, -12, 0), cutWords(frames.front()),
                          ink::quiet.aligned(Shape::Align::Right));
        for (std::size_t i = 0; i < std::min(frames.size(), most); ++i) drawFrame(i, i + 1 == frames.size());
        const QRectF top = frame(std::min(frames.size(), most));
        m_sketch.about({Subject::Kind::Process, m_receiver.id.value, 2}, Evidence::Probe);
        m_sketch.text({top.left(), top.bottom() - 20, top.width(), 20},
                      frames.size() > most ? QStringLiteral("stack: %1 handlers").arg(frames.size())
                                           : QStringLiteral("stack of the %1").arg(m_card.name),
                      ink::quiet);
    }

    static QString cutWords(const state::HandlerFrame& frame)
    {
        return frame.cut == probe::Call::None
                   ? QStringLiteral("cut here")
                   : QStringLiteral("cut in %1()").arg(QString::fromUtf8(probe::name(frame.cut).data()));
    }

    void drawFrame(std::size_t index, bool running)
    {
        const state::HandlerFrame& handler = m_signals.frames[index];
        const QRectF place = frame(index + 1);
        m_sketch.about({Subject::Kind::Process, m_receiver.id.value, static_cast<std::uint32_t>(index + 3)},
                       Evidence::Probe);
        m_sketch.box(place, 8, Tone::Card, Tone::Signal, running ? 3 : 1.5);
        m_sketch.icon({place.left() + 10, place.center().y() - 9, 18, 18}, QStringLiteral("lightning"), Tone::Signal);
        const QString value = handler.hasValue ? QStringLiteral(", value %1").arg(handler.value) : QString();
        const QString name = nameOf(handler.signal);
        m_sketch.text(place.adjusted(38, 0, -10, 0),
                      fitting({QStringLiteral("handler(") + name + value + QLatin1Char(')'),
                               QStringLiteral("handler(") + name + QLatin1Char(')')},
                              ink::code, place.width() - 48),
                      ink::code.in(running ? Tone::Text : Tone::Muted));
    }

    [[nodiscard]] const Card* cardOf(ProcessId process) const
    {
        const auto found = std::ranges::find(m_picture.cards, process, &Card::process);
        return found == m_picture.cards.end() ? nullptr : &*found;
    }

    /// From a sender down into the kernel.
    [[nodiscard]] Way wayIn(const Card& from, const QRectF& to) const
    {
        const double y = from.rect.top() + 120, x = from.gutter, rail = m_picture.room.top() - 10;
        return Way(QPolygonF({QPointF(from.rect.right(), y), QPointF(x, y), QPointF(x, rail),
                              QPointF(to.center().x(), rail), QPointF(to.center().x(), to.top())}));
    }
    /// From the kernel up to the frame of the handler.
    [[nodiscard]] Way wayUp(const QRectF& from) const
    {
        const QRectF to = frame(1);
        const double x = to.left() - 24;
        return Way(QPolygonF({from.center(), QPointF(from.center().x(), m_picture.room.top() - 10),
                              QPointF(x, m_picture.room.top() - 10), QPointF(x, to.center().y()),
                              QPointF(to.left() - 2, to.center().y())}));
    }

    void drawWays()
    {
        m_sketch.about({Subject::Kind::Channel, m_picture.channel.id.value});
        for (const Card& card : m_picture.cards) {
            const ProcessState& process = processOf(m_picture.state, card.process);
            if (card.process == m_receiver.id || process.activity == Activity::Ended) continue;
            const double y = card.rect.top() + 120;
            drawWay(m_sketch,
                    Way(QPolygonF({QPointF(card.rect.right(), y), QPointF(card.gutter, y),
                                   QPointF(card.gutter, m_picture.room.top())})),
                    false);
        }
    }

    void drawToken(const SentSignal& sent, QPointF center, Tone tone)
    {
        const QRectF rect(center - QPointF(tokenOf.width() / 2, tokenOf.height() / 2), tokenOf);
        m_sketch.about({Subject::Kind::Message, sent.number}, Evidence::Derived);
        m_sketch.box(rect, 7, tone);
        const Ink words{16, 650, Tone::OnData, Shape::Face::Mono, Shape::Align::Center};
        m_sketch.text(rect, nameOf(sent.signal), words);
    }

    [[nodiscard]] double age(TraceTime when) const
    {
        return m_picture.view.ageSeconds(m_picture.state.time, when) / travelSeconds;
    }

    void drawDecided(const SentSignal& sent)
    {
        const double part = age(sent.decided);
        if (part < 0 || part >= 1.6 || m_picture.view.reducedMotion) return;
        const QRectF place = cellOf(sent);
        if (sent.fate == Fate::Delivered && part < 1) {
            // Signals that were not pending for long come the whole way.
            const Way up = wayUp(place);
            drawToken(sent, up.at(eased(part) * up.length()), Tone::Signal);
        } else if (const Card* from = cardOf(sent.sender); from && part < 1 && sent.fate != Fate::Delivered) {
            const Way in = wayIn(*from, place);
            drawToken(sent, in.at(eased(part) * in.length()), sent.fate == Fate::Acted ? Tone::Signal : Tone::Dead);
        }
    }

    /// The newest signal that has just become pending is still seen coming.
    void drawUnderWay()
    {
        if (m_signals.waiting.empty() || m_picture.view.reducedMotion) return;
        const SentSignal& sent = m_signals.waiting.back();
        const double part = age(sent.sent);
        const Card* from = cardOf(sent.sender);
        if (!from || part < 0 || part >= 1) return;
        const Way in = wayIn(*from, cellOf(sent));
        drawToken(sent, in.at(eased(part) * in.length()), Tone::Signal);
    }

    Sketch& m_sketch;
    const ChannelPicture& m_picture;
    const Card& m_card;
    const ProcessState& m_receiver;
    const SignalState& m_signals;
};

} // namespace

void drawSignals(Sketch& sketch, const ChannelPicture& picture)
{
    const auto& specs = picture.trace.meta().scenario.processes;
    for (const Card& card : picture.cards)
        if (specs[card.process.value - 1U].role == "receiver") return SignalDrawing(sketch, picture, card).draw();
}

} // namespace sluice::scene
