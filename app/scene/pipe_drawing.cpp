#include "scene/channel_picture.h"
#include "scene/pipe_ways.h"
#include "scene/pipe_words.h"
#include "scene/slot_grid.h"
#include "scene/stream.h"
#include "scene/tiles.h"

#include <algorithm>
#include <cmath>

namespace sluice::scene {

using mechanisms::PipeRing;
using probe::End;
using probe::Transfer;
using state::Activity;
using state::Movement;
using state::ProcessState;

namespace {

constexpr double headHeight = 38;

/// Draws one pipe. Lives as long as one drawPipe().
class PipeDrawing
{
public:
    PipeDrawing(Sketch& sketch, const ChannelPicture& picture, const PipeRing& ring)
        : m_sketch(sketch),
          m_picture(picture),
          m_ring(ring),
          m_grid(ring.slotCount(), picture.room.adjusted(12, headHeight + 24, -12, -28)),
          m_ways(picture, m_grid),
          m_stream(Stream::of(state::messageRate(picture.state, picture.channel.id), picture.view.stretch))
    {}

    void draw()
    {
        drawBox();
        drawNote();
        drawWays();
        drawSlots(m_sketch, m_grid, m_ring, m_picture.trace,
                  [this](const PipeRing::Slot& slot) { return opacityOf(slot); });
        for (const Card& card : m_picture.cards) drawHand(card);
        if (m_stream) return drawStreams();
        for (const Movement& movement : m_picture.channel.movements) drawMovement(movement);
    }

private:
    [[nodiscard]] Subject about(Subject::Kind kind) const { return {kind, m_picture.channel.id.value}; }

    [[nodiscard]] double progress(const Movement& movement) const
    {
        return m_picture.view.ageSeconds(m_picture.state.time, movement.when) / travelSeconds;
    }

    [[nodiscard]] const Card* cardOf(ProcessId process) const
    {
        const auto found = std::find_if(m_picture.cards.begin(), m_picture.cards.end(),
                                        [&](const Card& card) { return card.process == process; });
        return found == m_picture.cards.end() ? nullptr : &*found;
    }

    /// A page is faint while the bytes in it are still seen on their way there.
    [[nodiscard]] double opacityOf(const PipeRing::Slot& slot) const
    {
        if (freed(m_picture)) return 0.25;
        if (m_stream) return 1;
        for (const Movement& movement : m_picture.channel.movements) {
            const double part = progress(movement);
            if (movement.transfer != Transfer::Send || part < 0 || part >= 1) continue;
            const std::uint64_t pages = (movement.bytes + PipeRing::pageBytes - 1) / PipeRing::pageBytes;
            if (slot.index <= movement.slot && slot.index + pages > movement.slot && slot.length <= movement.bytes)
                return m_picture.view.reducedMotion ? eased(part) : 0.25;
        }
        return 1;
    }

    void drawBox()
    {
        const QRectF& room = m_picture.room;
        m_sketch.about(about(Subject::Kind::Channel));
        m_sketch.box(room, 18, Tone::KernelBox, Tone::Line, 1.5).pattern =
            freed(m_picture) ? Pattern::Dotted : Pattern::Solid;
        const QRectF head(room.left() + 18, room.top() + 6, room.width() - 36, headHeight - 8);
        m_sketch.text(head, m_picture.name, Ink{20, 650});
        m_sketch.text(head.adjusted(widthOf(m_picture.name, Ink{20, 650}) + 14, 1, 0, 1),
                      (named(m_picture) ? QStringLiteral("a name in the file system · ") : QString())
                          + (m_ring.slotCount() == 1
                                 ? QStringLiteral("one slot of 4,096 bytes")
                                 : QStringLiteral("%1 slots, 4,096 bytes each").arg(m_ring.slotCount())),
                      ink::quiet);
        m_sketch.about(about(Subject::Kind::Depth));
        const bool stopped = m_ring.full() || m_picture.channel.uncertain;
        m_sketch.text(head, depthWords(m_picture, m_ring),
                      Ink{20, 600, stopped ? Tone::Blocked : Tone::Text, Shape::Face::Words, Shape::Align::Right});
    }

    void drawNote()
    {
        const PipeNote note = noteOf(m_picture, m_ring);
        if (note.words.isEmpty()) return;
        const QRectF line(m_picture.room.left() + 18, m_picture.room.bottom() + 10, m_picture.room.width() - 36, 28);
        m_sketch.about(about(Subject::Kind::Gate));
        m_sketch.icon({line.left(), line.center().y() - 9, 18, 18}, note.icon, note.tone);
        m_sketch.text(line.adjusted(28, 0, 0, 0), note.words, ink::strong.in(note.tone));
    }

    [[nodiscard]] bool waitsOn(const ProcessState& process, Transfer direction) const
    {
        return process.activity == Activity::Blocked && process.call.channel == m_picture.channel.id
               && probe::transferOf(process.call.call) == direction;
    }

    void drawWays()
    {
        drawWays(Waiting::No);
        drawWays(Waiting::Yes); // on top where ways share a stretch
    }

    enum class Waiting { No, Yes };
    void drawWays(Waiting waiting)
    {
        m_sketch.about(about(Subject::Kind::Channel));
        for (const Card& card : m_picture.cards) {
            const ProcessState& process = processOf(m_picture.state, card.process);
            if (process.activity == Activity::Ended) continue;
            const CardRow* writes = card.row(m_picture.channel.id, End::Write);
            if (writes && waitsOn(process, Transfer::Send) == (waiting == Waiting::Yes))
                drawWay(m_sketch, wayIn(card, *writes), waiting == Waiting::Yes);
            const CardRow* reads = card.row(m_picture.channel.id, End::Read);
            if (reads && waitsOn(process, Transfer::Receive) == (waiting == Waiting::Yes))
                drawWay(m_sketch, wayOut(card, *reads), waiting == Waiting::Yes);
        }
    }

    [[nodiscard]] Way wayIn(const Card& card, const CardRow& row) const
    {
        const std::uint32_t size = processOf(m_picture.state, card.process).call.size;
        return m_ways.in(card, row, writeTarget(m_ring, size), PipeWays::Reach::Edge);
    }
    [[nodiscard]] Way wayOut(const Card& card, const CardRow& row) const
    {
        return m_ways.out(card, row, readTarget(m_ring), PipeWays::Reach::Edge);
    }

    /// What a process has in its hand at the descriptor: the message it writes, or its open hand.
    void drawHand(const Card& card)
    {
        const ProcessState& process = processOf(m_picture.state, card.process);
        const state::CallState& call = process.call;
        if (!call.running || call.channel != m_picture.channel.id || process.activity == Activity::Ended) return;
        const CardRow* row = card.row(m_picture.channel.id, call.fd);
        if (!row || !row->open) return;
        const QPointF place(row->rect.right() - tokenSize.width() / 2 - 2, row->rect.center().y());
        const bool waits = process.activity == Activity::Blocked;
        if (m_stream && !waits) return; // single messages cannot be told apart
        if (probe::transferOf(call.call) == Transfer::Send && call.moved < call.size) {
            drawToken(m_sketch,
                      {call.message, QStringLiteral("m%1").arg(call.message), call.size - call.moved,
                       dataTone(m_picture.trace, process.id), waits, 1},
                      place);
            if (waits) drawGate(card, *row);
        } else if (probe::transferOf(call.call) == Transfer::Receive && waits) {
            const QRectF hand(place - QPointF(tokenSize.width() / 2, tokenSize.height() / 2), tokenSize);
            m_sketch.about(about(Subject::Kind::Gate));
            m_sketch.box(hand, 7, Tone::None, Tone::Blocked, 2).pattern = Pattern::Dotted;
            m_sketch.text(hand, QStringLiteral("waits for bytes"),
                          Ink{16, 600, Tone::Blocked, Shape::Face::Words, Shape::Align::Center});
        }
    }

    /// The closed gate stands on the card's edge, where the way leaves it.
    void drawGate(const Card& card, const CardRow& row)
    {
        m_sketch.about(about(Subject::Kind::Gate));
        const double y = row.rect.center().y();
        m_sketch.box({card.rect.right() - 4, y - 18, 8, 36}, 3, Tone::Blocked);
    }

    void drawMovement(const Movement& movement)
    {
        const double part = progress(movement);
        const Card* card = cardOf(movement.process);
        if (part < 0 || part >= 1 || !card || movement.runs.empty() || m_picture.view.reducedMotion) return;
        const bool sends = movement.transfer == Transfer::Send;
        const CardRow* row = card->row(m_picture.channel.id, sends ? End::Write : End::Read);
        if (!row) return;
        const Way way = sends ? m_ways.in(*card, *row, movement.slot) : m_ways.out(*card, *row, movement.slot);
        const Ink label{16, 650, Tone::OnData, Shape::Face::Mono};
        Token token;
        token.message = movement.runs.front().firstMessage;
        token.label = messageWords(movement.runs, label, tokenSize.width() - 16);
        token.bytes = movement.bytes;
        token.tone = dataTone(m_picture.trace, movement.runs.front().sender);
        QPointF center = way.at(eased(part) * way.length());
        const double half = tokenSize.width() / 2 + 2; // whole on the stage where the way runs along its edge
        center.setX(std::clamp(center.x(), half, stageSize.width() - half));
        drawToken(m_sketch, token, center);
    }

    void drawStreams()
    {
        m_sketch.about(about(Subject::Kind::Stream));
        for (const Card& card : m_picture.cards) {
            const ProcessState& process = processOf(m_picture.state, card.process);
            const Tone tone = dataTone(m_picture.trace, process.id);
            if (const CardRow* row = card.row(m_picture.channel.id, End::Write); row && process.sent > 0)
                drawStream(m_sketch, wayIn(card, *row), *m_stream, process.sent, tone);
            if (const CardRow* row = card.row(m_picture.channel.id, End::Read); row && process.received > 0)
                drawStream(m_sketch, wayOut(card, *row), *m_stream, process.received, Tone::Data);
        }
        const QRectF& room = m_picture.room;
        const Ink words{17, 600, Tone::Data, Shape::Face::Words, Shape::Align::Center};
        const double width = widthOf(m_stream->words(), words) + 24;
        const QRectF plate(room.left() + 0.37 * room.width(), room.top() + 7, width, headHeight - 10);
        m_sketch.box(plate, 6, Tone::KernelBox); // ways pass behind it
        m_sketch.text(plate, m_stream->words(), words);
    }

    Sketch& m_sketch;
    const ChannelPicture& m_picture;
    const PipeRing& m_ring;
    SlotGrid m_grid;
    PipeWays m_ways;
    std::optional<Stream> m_stream;
};

} // namespace

void drawPipe(Sketch& sketch, const ChannelPicture& picture)
{
    if (const auto* ring = std::get_if<PipeRing>(&picture.channel.object)) PipeDrawing(sketch, picture, *ring).draw();
}

} // namespace sluice::scene
