#include "scene/channel_box.h"

#include "scene/pipe_ways.h"
#include "scene/slot_grid.h"
#include "scene/socket_words.h"
#include "scene/tiles.h"
#include "scene/traffic.h"
#include "words/words.h"

#include <algorithm>

namespace sluice::scene {

using mechanisms::Run;
using mechanisms::SocketQueue;
using probe::Call;
using state::ProcessState;

namespace {

constexpr double gapToStack = 26;     // for the arrows between buffers and stack
constexpr double blockGap = 3;        // between two messages
constexpr double narrowestBlock = 46; // that its words fit into
constexpr double handshakeSeconds = longestMotionSeconds;

/// Where the two buffers and the stack between them lie.
struct BufferPlaces {
    QRectF sendBuffer; ///< empty without a stack: what is sent goes straight into the other's buffer
    QRectF stack;
    QRectF receiveBuffer;
};

BufferPlaces placesIn(const QRectF& box, bool stack)
{
    const QRectF room = box.adjusted(18, headHeight + 24, -18, -50);
    const double buffer = (stack ? 0.36 : 0.58) * room.width();
    BufferPlaces places;
    places.receiveBuffer = {room.right() - buffer, room.top(), buffer, room.height()};
    if (!stack) return places;
    places.sendBuffer = {room.left(), room.top(), buffer, room.height()};
    places.stack = {places.sendBuffer.right() + gapToStack, room.top(), room.width() - 2 * buffer - 2 * gapToStack,
                    room.height()};
    return places;
}

/// In through the sender's buffer and the stack, out below the receiver's buffer.
class SocketWays final : public PipeWays
{
public:
    SocketWays(const ChannelPicture& picture, const SlotGrid& grid, bool stack)
        : PipeWays(picture, grid), m_grid(grid), m_stack(stack)
    {}
    [[nodiscard]] Way in(const Card& card, const CardRow& row, std::uint64_t index, Reach reach) const override
    {
        const bool arrives = m_stack && index > 0 && reach == Reach::Slot;
        const Way into = PipeWays::in(card, row, m_stack && index == 0 ? 0 : m_stack ? 0 : index, reach);
        if (!arrives) return into;
        QPolygonF corners = into.corners();
        const double y = m_grid.cell(0).center().y();
        corners.last().setY(y);
        corners << QPointF(m_grid.cell(index).left() + 20, y);
        return Way(corners);
    }

private:
    const SlotGrid& m_grid;
    bool m_stack;
};

/// Draws one connection. Lives as long as one drawSocket().
class SocketDrawing
{
public:
    SocketDrawing(Sketch& sketch, const ChannelPicture& picture, const SocketQueue& queue)
        : m_sketch(sketch),
          m_picture(picture),
          m_queue(queue),
          m_stack(throughStack(picture)),
          m_places(placesIn(picture.room, m_stack)),
          m_grid({m_stack ? m_places.sendBuffer : m_places.receiveBuffer, m_places.receiveBuffer}),
          m_ways(picture, m_grid, m_stack),
          m_traffic(sketch, picture, m_ways,
                    {.into = [](const ProcessState&) { return 0U; },
                     .from = 1,
                     .wanted = translated("scene", "waits for bytes")})
    {}

    void draw()
    {
        drawBox(m_sketch, m_picture, headOf(m_picture, m_queue));
        drawNote(m_sketch, m_picture, noteOf(m_picture, m_queue));
        m_traffic.drawWays();
        if (m_stack) drawStack();
        else drawShortcut();
        drawBuffers();
        m_traffic.draw();
    }

private:
    [[nodiscard]] Subject about(Subject::Kind kind, std::uint32_t sub = 0) const
    {
        return {kind, m_picture.channel.id.value, sub};
    }

    /// All that TCP/IP does for a connection within one machine, and how much the receiver lets through.
    void drawStack()
    {
        const QRectF& box = m_places.stack;
        const SocketQueue::Side& sender = m_queue.sender();
        const bool connected = m_picture.channel.writers > 0;
        const bool closed = connected && sender.tcpState != 0 && m_queue.unsent() > 0;
        m_sketch.about(about(Subject::Kind::Gate, 1), probe::Evidence::Kernel);
        m_sketch.box(box, 10, Tone::Raised, closed ? Tone::Blocked : Tone::Line, closed ? 2 : 1);
        const double y = box.center().y();
        const Tone tone = closed ? Tone::Blocked : Tone::Faint;
        const QPointF from(m_places.sendBuffer.right() + 2, y), to(m_places.receiveBuffer.left() - 3, y);
        m_sketch.line({{from, QPointF(box.left(), y)}}, tone, 2, closed ? Pattern::Dotted : Pattern::Solid);
        m_sketch.line({{QPointF(box.right(), y), to}}, tone, 2, closed ? Pattern::Dotted : Pattern::Solid);
        m_sketch.arrowHead(to, {box.right(), y}, tone);
        const Ink words = ink::strong.aligned(Shape::Align::Center);
        m_sketch.text({box.left(), y - 36, box.width(), 24},
                      fitting({translated("scene", "network stack · TCP, IP, loopback"),
                               QStringLiteral("TCP, IP, loopback"), QStringLiteral("TCP/IP")},
                              words, box.width() - 12),
                      words);
        if (drawHandshake(y)) return;
        if (sender.tcpState == 0 || !connected) return;
        const QString window = closed ? translated("scene", "window closed: %1 bytes").arg(grouped(sender.window))
                                      : translated("scene", "window %1 bytes").arg(grouped(sender.window));
        const Ink number = (closed ? ink::strong.in(Tone::Blocked) : ink::quiet).aligned(Shape::Align::Center);
        m_sketch.text(
            {box.left(), y + 4, box.width(), 24},
            fitting({window, closed ? translated("scene", "window closed") : translated("scene", "window open"),
                     closed ? translated("scene", "closed") : translated("scene", "open")},
                    number, box.width() - 12),
            number);
    }

    /// connect() returns when SYN, SYN with ACK, and ACK have been exchanged: that follows from its return.
    bool drawHandshake(double y)
    {
        for (const ProcessState& process : m_picture.state.processes) {
            const state::CallState& call = process.call;
            if (call.call != Call::Connect || call.channel != m_picture.channel.id) continue;
            const Ink words =
                ink::strong.in(call.running ? Tone::Blocked : Tone::Running).aligned(Shape::Align::Center);
            const QRectF line(m_places.stack.left(), y + 4, m_places.stack.width(), 24);
            m_sketch.about(about(Subject::Kind::Message), probe::Evidence::Derived);
            if (call.running && process.activity == state::Activity::Blocked) {
                m_sketch.text(line, translated("scene", "SYN → no answer"), words);
                return true;
            }
            const double age = m_picture.view.ageSeconds(m_picture.state.time, call.returned);
            if (call.running || call.result != 0 || age > handshakeSeconds * 2) continue;
            const int step = m_picture.view.reducedMotion ? 2 : static_cast<int>(3 * age / handshakeSeconds);
            m_sketch.text(line,
                          step <= 0   ? QStringLiteral("SYN →")
                          : step == 1 ? QStringLiteral("← SYN, ACK")
                                      : translated("scene", "ACK → connected"),
                          words);
            return true;
        }
        return false;
    }

    void drawShortcut()
    {
        const QRectF& to = m_places.receiveBuffer;
        const QRectF room(m_picture.room.left() + 18, to.top(), to.left() - m_picture.room.left() - 36, to.height());
        m_sketch.about(about(Subject::Kind::Gate, 1), probe::Evidence::Derived);
        const auto [first, second] = inTwoLines(
            translated("scene", "no network stack: straight into the other socket's buffer"), ink::quiet, room.width());
        m_sketch.text({room.left(), room.center().y() - 26, room.width(), 24}, first, ink::quiet);
        m_sketch.text({room.left(), room.center().y() - 2, room.width(), 24}, second, ink::quiet);
    }

    void drawBuffers()
    {
        std::vector<Run> waiting = m_queue.runs(), arrived;
        mechanisms::takeRuns(waiting, static_cast<std::uint32_t>(m_queue.arrived()), arrived);
        if (m_stack)
            drawBuffer(0, m_places.sendBuffer, waiting, m_queue.unsent(), m_queue.sender(),
                       translated("scene", "send buffer"));
        drawBuffer(1, m_places.receiveBuffer, arrived, m_queue.arrived(), m_queue.receiver(),
                   translated("scene", "receive buffer"));
    }

    void drawBuffer(std::uint32_t place, const QRectF& rect, const std::vector<Run>& runs, std::uint64_t bytes,
                    const SocketQueue::Side& side, const QString& name)
    {
        m_sketch.about({Subject::Kind::Slot, place}, probe::Evidence::Derived);
        m_sketch.box(rect, 8, Tone::Background, Tone::Line);
        drawRuns(rect.adjusted(4, 4, -4, -4), runs);
        const QString inside = translated("scene", "%1: %2 bytes").arg(name, grouped(bytes));
        // What limits a Unix domain socket is the sender's buffer, though the bytes lie in the receiver's.
        const std::uint32_t limit = m_stack ? side.buffer : m_queue.sender().buffer;
        const char* option = m_stack && place == 1 ? "SO_RCVBUF" : "SO_SNDBUF";
        const QString limited = inside + QStringLiteral(" · %1 %2").arg(QLatin1String(option), grouped(limit));
        m_sketch.about({Subject::Kind::Slot, place}, probe::Evidence::Kernel);
        const Ink words = ink::quiet.aligned(Shape::Align::Center);
        m_sketch.text({rect.left(), rect.bottom() + 2, rect.width(), 20},
                      fitting({limit > 0 ? limited : inside, inside, grouped(bytes)}, words, rect.width()), words);
    }

    /// Oldest first from the right, where they leave: as blocks with their numbers while those fit, else as one bar.
    void drawRuns(const QRectF& room, const std::vector<Run>& runs)
    {
        const auto messages = m_queue.messages();
        std::size_t blocks = 0;
        std::uint64_t bytes = 0;
        for (const Run& run : runs) {
            blocks += run.count;
            bytes += run.bytes();
        }
        if (blocks == 0) return;
        const double width = std::min(96.0, room.width() / static_cast<double>(blocks) - blockGap);
        if (width < narrowestBlock || messages > 64) return drawBar(room, runs, bytes);
        const Ink label{16, 650, Tone::OnData, Shape::Face::Mono, Shape::Align::Center};
        const Ink number{16, 400, Tone::OnData, Shape::Face::Mono, Shape::Align::Center};
        double right = room.right();
        for (const Run& run : runs)
            for (std::uint32_t i = 0; i < run.count; ++i, right -= width + blockGap) {
                const QRectF block(right - width, room.top(), width, room.height());
                m_sketch.about({Subject::Kind::Message, run.firstMessage + i}, probe::Evidence::Derived);
                const bool moving = m_traffic.isComing(run.sender, run.firstMessage + i);
                m_sketch.box(block, 6, dataTone(m_picture.trace, run.sender)).opacity = moving ? 0.25 : 1;
                if (moving) continue; // faint words cannot be read
                const QString words =
                    run.firstMessage > 0 ? QStringLiteral("m%1").arg(run.firstMessage + i) : QStringLiteral("?");
                m_sketch.text({block.left(), block.center().y() - 23, block.width(), 24}, words, label);
                if (widthOf(grouped(run.bytesEach), number) <= block.width())
                    m_sketch.text({block.left(), block.center().y() - 2, block.width(), 24}, grouped(run.bytesEach),
                                  number);
            }
    }

    /// As long as the share of the limit that the bytes take up.
    void drawBar(const QRectF& room, const std::vector<Run>& runs, std::uint64_t bytes)
    {
        const double limit =
            std::max<double>(static_cast<double>(bytes), m_stack ? m_queue.receiver().buffer : m_queue.sender().buffer);
        const bool known = m_queue.sender().buffer > 0; // before a connection is accepted its receiver cannot be asked
        const double share = known ? static_cast<double>(bytes) / limit : 0.4;
        const double width = std::max(8.0, room.width() * share);
        const QRectF bar(room.right() - width, room.top(), width, room.height());
        m_sketch.about(about(Subject::Kind::Slot), probe::Evidence::Derived);
        m_sketch.box(bar, 6, dataTone(m_picture.trace, runs.front().sender));
        const Ink label{16, 650, Tone::OnData, Shape::Face::Mono, Shape::Align::Center};
        const std::uint32_t last = runs.back().firstMessage + runs.back().count - 1;
        const QString words = QStringLiteral("m%1–m%2").arg(runs.front().firstMessage).arg(last);
        if (widthOf(words, label) < bar.width()) m_sketch.text(bar, words, label);
    }

    Sketch& m_sketch;
    const ChannelPicture& m_picture;
    const SocketQueue& m_queue;
    bool m_stack;
    BufferPlaces m_places;
    SlotGrid m_grid;
    SocketWays m_ways;
    Traffic m_traffic;
};

} // namespace

void drawSocket(Sketch& sketch, const ChannelPicture& picture)
{
    if (const auto* queue = std::get_if<SocketQueue>(&picture.channel.object))
        SocketDrawing(sketch, picture, *queue).draw();
}

} // namespace sluice::scene
