#include "base/names.h"

#include "scene/channel_box.h"
#include "scene/slot_grid.h"
#include "scene/tiles.h"
#include "scene/traffic.h"
#include "words/words.h"

#include <algorithm>
#include <csignal>

namespace sluice::scene {

using mechanisms::MessageQueue;
using probe::Transfer;
using state::Activity;
using state::ProcessState;

namespace {

/// Draws one queue: its places in the order of delivery, the next one at the left. Lives as long as one drawQueue().
class QueueDrawing
{
public:
    QueueDrawing(Sketch& sketch, const ChannelPicture& picture, const MessageQueue& queue)
        : m_sketch(sketch),
          m_picture(picture),
          m_queue(queue),
          m_grid(queue.maxMessages(), picture.room.adjusted(12, headHeight + 24, -12, -28)),
          m_ways(picture, m_grid),
          m_traffic(sketch, picture, m_ways,
                    {.into =
                         [this](const ProcessState& process) {
                             return std::min<std::uint64_t>(m_queue.placeFor(process.call.priority),
                                                            m_queue.maxMessages() - 1);
                         },
                     .from = 0,
                     .wanted = translated("scene", "waits")})
    {}

    void draw()
    {
        drawBox(m_sketch, m_picture, head());
        drawNote(m_sketch, m_picture, note());
        m_traffic.drawWays();
        drawPlaces();
        m_traffic.draw();
        drawNotification();
    }

private:
    [[nodiscard]] BoxHead head() const
    {
        const bool stopped = m_queue.full() || m_picture.channel.uncertain;
        return {translated("scene", "up to %1 bytes each").arg(grouped(m_queue.maxSize())) + registration(),
                depthWords(), stopped ? Tone::Blocked : Tone::Text, opened()};
    }

    [[nodiscard]] QString registration() const
    {
        const QString who = nameOf(m_queue.notification().registered);
        return who.isEmpty() ? QString() : translated("scene", " · will signal the %1, once").arg(who);
    }
    /// Empty: there is none.
    [[nodiscard]] QString nameOf(ProcessId process) const
    {
        const auto& specs = m_picture.trace.meta().scenario.processes;
        if (process.value == 0 || process.value > specs.size()) return {};
        return shown(specs[process.value - 1U].name);
    }

    /// The signal on its way from the queue to the process that was registered.
    void drawNotification()
    {
        const MessageQueue::Notification& notification = m_queue.notification();
        const auto card = std::ranges::find(m_picture.cards, notification.told, &Card::process);
        if (notification.told.value == 0 || card == m_picture.cards.end()) return;
        const double part = m_picture.view.ageSeconds(m_picture.state.time, notification.when) / longestMotionSeconds;
        const CardRow* row = card->row(m_picture.channel.id, probe::End::Read);
        if (part < 0 || part >= 1 || !row) return;
        const Way way = m_ways.out(*card, *row, 0, Ways::Reach::Slot);
        const QPointF place = way.at((m_picture.view.reducedMotion ? 0.5 : eased(part)) * way.length());
        const Ink words = ink::strong.in(Tone::Signal);
        const QString name = QString::fromStdString(signalName(SIGUSR1));
        QRectF plate(0, 0, widthOf(name, words) + 40, tokenSize.height());
        plate.moveCenter(place);
        plate.moveRight(std::min(plate.right(), stageSize.width() - 2));
        m_sketch.about({Subject::Kind::Message}, probe::Evidence::Derived);
        m_sketch.box(plate, 7, Tone::Card, Tone::Signal, 2);
        m_sketch.icon({plate.left() + 8, plate.center().y() - 8, 16, 16}, QStringLiteral("lightning"), Tone::Signal);
        m_sketch.text(plate.adjusted(30, 0, 0, 0), name, words);
    }

    [[nodiscard]] bool opened() const
    {
        const auto leads = [&](const state::Descriptor& each) { return each.channel == m_picture.channel.id; };
        return std::ranges::any_of(m_picture.state.processes, [&](const ProcessState& process) {
            return std::ranges::any_of(process.descriptors, leads);
        });
    }

    [[nodiscard]] QString depthWords() const
    {
        if (!opened()) return translated("scene", "not made yet");
        if (m_picture.channel.uncertain) return translated("scene", "depth unknown: events were lost");
        const QString words =
            translated("scene", "%1 of %2 messages").arg(m_queue.messages().size()).arg(m_queue.maxMessages());
        if (m_queue.messages().empty()) return words + translated("scene", " · empty");
        return m_queue.full() ? words + translated("scene", " · full") : words;
    }

    /// Why mq_open() failed: mq_open(3).
    [[nodiscard]] static Note openNote(const state::CallState& call)
    {
        const QString words =
            call.result == -ENOENT
                ? translated("scene", "ENOENT: nobody has made a queue of that name, and O_CREAT is not given")
            : call.result == -EEXIST
                ? translated("scene", "EEXIST: O_CREAT with O_EXCL makes a new one or none, and it is there already")
            : call.result == -EINVAL
                ? translated("scene", "EINVAL: mq_maxmsg %1 is more than /proc/sys/fs/mqueue/msg_max allows")
                      .arg(grouped(call.message))
                : translated("scene", "mq_open() returned -1, %1")
                      .arg(QString::fromStdString(errnoName(errnoOf(call.result))));
        return {QStringLiteral("cross"), words, Tone::Signal};
    }

    [[nodiscard]] Note note() const
    {
        for (const ProcessState& process : m_picture.state.processes) {
            const state::CallState& call = process.call;
            if (call.channel != m_picture.channel.id) continue;
            if (process.leaving && call.running && !m_traffic.streams())
                return {QStringLiteral("play"),
                        translated("scene", "m%1: the %2 has it, and mq_receive() has not returned yet")
                            .arg(process.leaving->number)
                            .arg(nameOf(process.id)),
                        Tone::Data};
            if (!call.running && call.call == probe::Call::MqOpen && call.result < 0
                && (call.result != -ENOENT || !opened()))
                return openNote(call);
            if (process.activity == Activity::Blocked && call.call == probe::Call::SigWaitInfo) continue;
            if (process.activity == Activity::Blocked && probe::transferOf(call.call) == Transfer::Send)
                return {QStringLiteral("gate"),
                        translated("scene", "m%1 waits in the sender's memory: mq_send() has not returned")
                            .arg(call.message),
                        Tone::Blocked};
            if (process.activity == Activity::Blocked)
                return {QStringLiteral("hatch"),
                        translated("scene", "Nothing to receive: mq_receive() waits until somebody sends"),
                        Tone::Blocked};
            if (!call.running && call.result == -EMSGSIZE)
                return {QStringLiteral("cross"),
                        translated("scene", "%1 bytes are more than mq_msgsize allows: EMSGSIZE, nothing went in")
                            .arg(grouped(call.size)),
                        Tone::Signal};
        }
        if (m_picture.channel.brokenBytes != 0)
            return {QStringLiteral("cross"), translated("scene", "A receiver got a message that is not the one sent"),
                    Tone::Signal};
        if (m_queue.full())
            return {QStringLiteral("gate"),
                    sendersWait() ? translated("scene", "Every place is taken: the next mq_send() has to wait")
                                  : translated("scene", "Every place is taken: the next mq_send() returns -1, EAGAIN"),
                    Tone::Blocked};
        return {};
    }

    [[nodiscard]] bool sendersWait() const
    {
        return std::ranges::any_of(m_picture.state.processes, [&](const ProcessState& process) {
            const int index = process.nonblockingSetting;
            return process.sent > 0 && index >= 0 && m_picture.state.settings[static_cast<std::size_t>(index)] == 0;
        });
    }

    void drawPlaces()
    {
        for (std::uint32_t place = 0; place < m_grid.slots(); ++place) {
            const QRectF cell = m_grid.cell(place);
            m_sketch.about({Subject::Kind::Slot, place}, Evidence::Derived);
            m_sketch.box(cell, std::min(7.0, cell.width() / 4), Tone::Background, Tone::Line);
            if (place < m_queue.messages().size()) drawMessage(m_queue.messages()[place], cell);
            else if (m_grid.oneRow()) drawUnder(cell, QString(), Tone::Muted);
        }
    }

    void drawUnder(const QRectF& cell, const QString& words, Tone tone)
    {
        m_sketch.text({cell.left(), cell.bottom() + 2, cell.width(), 20}, words,
                      Ink{16, 600, tone, Shape::Face::Words, Shape::Align::Center});
    }

    /// The whole place: a message never shares it. Its priority stands below, where the eye compares them.
    void drawMessage(const MessageQueue::Message& message, const QRectF& cell)
    {
        const double opacity = m_traffic.isComing(message.sender, message.number) ? 0.25 : 1;
        m_sketch.box(cell, std::min(7.0, cell.width() / 4), dataTone(m_picture.trace, message.sender)).opacity =
            opacity;
        if (m_grid.oneRow())
            drawUnder(cell,
                      fitting({translated("scene", "priority %1").arg(message.priority),
                               translated("scene", "prio %1").arg(message.priority),
                               QStringLiteral("p%1").arg(message.priority)},
                              Ink{16, 600}, cell.width() - 8),
                      message.priority > 0 ? Tone::Text : Tone::Muted);
        if (cell.width() < wordsWidth || opacity < 0.5) return;
        const Ink label{16, 650, Tone::OnData, Shape::Face::Mono, Shape::Align::Center};
        const Ink bytes{16, 400, Tone::OnData, Shape::Face::Mono, Shape::Align::Center};
        const QString number = message.number > 0 ? QStringLiteral("m%1").arg(message.number) : QStringLiteral("?");
        const bool both = cell.height() >= twoLinesHeight;
        const QRectF upper = both ? QRectF(cell.left(), cell.center().y() - 23, cell.width(), 24) : QRectF(cell);
        m_sketch.text(upper, number, label);
        if (both) m_sketch.text(upper.translated(0, 21), grouped(message.size), bytes);
    }

    Sketch& m_sketch;
    const ChannelPicture& m_picture;
    const MessageQueue& m_queue;
    SlotGrid m_grid;
    PipeWays m_ways;
    Traffic m_traffic;
};

} // namespace

void drawQueue(Sketch& sketch, const ChannelPicture& picture)
{
    if (const auto* queue = std::get_if<MessageQueue>(&picture.channel.object))
        QueueDrawing(sketch, picture, *queue).draw();
}

} // namespace sluice::scene
