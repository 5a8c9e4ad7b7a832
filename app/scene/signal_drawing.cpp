#include "scenario/setting_table.h"

#include "scene/channel_box.h"
#include "scene/duration.h"
#include "scene/pipe_ways.h"
#include "scene/signal_column.h"
#include "scene/signal_marks.h"
#include "scene/signal_stack.h"
#include "words/words.h"

#include <algorithm>
#include <array>
#include <csignal>

namespace sluice::scene {

namespace {

constexpr double labelWidth = 232, setRowHeight = 36;

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
        drawSent();
        drawTravelling(m_sketch, m_picture, m_signals,
                       {[this](const Card& from, const SentSignal& sent) { return wayIn(from, cellOf(sent)); },
                        [this](const SentSignal& sent) { return wayUp(cellOf(sent)); }});
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
                      room.top() + headHeight + 24 + setRowHeight * row, columnWidth(), setRowHeight)
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
        head.about = translated("scene", "what the kernel keeps of signals for the %1").arg(m_card.name);
        if (!m_signals.latencies.empty()) {
            const SignalState::Latency& last = m_signals.latencies.back();
            head.fill = (m_signals.reads(last.signal) ? translated("scene", "%1: from sending to read() %2")
                                                      : translated("scene", "%1: from sending to handler %2"))
                            .arg(signalWord(last.signal), formatDuration(last.taken, 3));
        }
        return head;
    }

    void drawTable()
    {
        constexpr std::array labels{marked("scene", "pending, for the thread"),
                                    marked("scene", "pending, for the process"), marked("scene", "blocked (the mask)")};
        for (int row = 0; row < 3; ++row) {
            m_sketch.about({Subject::Kind::Channel, m_picture.channel.id.value});
            m_sketch.text({m_picture.room.left() + 18, cell(0, row).top(), labelWidth - 10, cell(0, row).height()},
                          translated("scene", labels.at(static_cast<std::size_t>(row))), ink::words);
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

    void drawPending(std::size_t column, int signal, int row)
    {
        auto waiting = pendingOf(m_signals, signal);
        std::erase_if(waiting,
                      [row](const SentSignal* each) { return (each->how == probe::Call::Tgkill) != (row == 0); });
        m_sketch.about({Subject::Kind::Slot, static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(row)});
        drawPendingMark(m_sketch, cell(column, row), waiting);
    }

    void drawBlocked(std::size_t column, int signal)
    {
        m_sketch.about({Subject::Kind::Slot, static_cast<std::uint32_t>(column), 2});
        drawBlockedMark(m_sketch, cell(column, 2), m_signals, signal);
    }

    /// Below the sender: what became of the signals sent last.
    void drawSent()
    {
        const auto all = lastSentTo(m_signals);
        const Card* sender = all.empty() ? nullptr : cardOf(m_picture, all.back()->sender);
        if (!sender) return;
        const QRectF place(sender->rect.left(), sender->rect.bottom() + 10, sender->rect.width(), fateHeight);
        drawFates(m_sketch, all, place);
        m_sketch.about({Subject::Kind::Channel, m_picture.channel.id.value});
        m_sketch.text({place.left(), place.bottom() + 2, place.width(), 22}, fateWords(m_signals), ink::quiet);
    }

    // Ways.

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
    const auto receives = [&](const Card& card) {
        return plays(picture.trace.meta().scenario, card.process, "receiver");
    };
    if (std::ranges::count_if(picture.cards, receives) > 1) return drawSignalColumns(sketch, picture, receives);
    const auto card = std::ranges::find_if(picture.cards, receives);
    if (card != picture.cards.end()) SignalDrawing(sketch, picture, *card).draw();
}

} // namespace sluice::scene
