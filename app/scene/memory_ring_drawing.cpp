#include "scene/channel_box.h"

#include "scene/tiles.h"
#include "words/words.h"

#include <algorithm>

namespace sluice::scene {

using mechanisms::SharedMemory;
using probe::Figure;

namespace {

/// Draws a ring of slots that two processes keep in the memory they share. Lives as long as one drawMemoryRing().
class RingDrawing
{
public:
    RingDrawing(Sketch& sketch, const ChannelPicture& picture, const SharedMemory& memory)
        : m_sketch(sketch),
          m_picture(picture),
          m_head(std::clamp<std::int64_t>(memory.sum(Figure::RingHead), 0, INT32_MAX)),
          m_tail(std::clamp<std::int64_t>(memory.sum(Figure::RingTail), 0, m_head)),
          m_slots(std::clamp<std::int64_t>(memory.sum(Figure::RingSlots), 0, 64)),
          m_producer(picture.cards.front())
    {}

    void draw()
    {
        drawBox(m_sketch, m_picture, head());
        drawNote(m_sketch, m_picture, note());
        for (std::int64_t i = 0; i < m_slots; ++i) drawSlot(i);
        if (m_slots > 0 && m_picture.cards.size() > 1) drawMarks();
    }

private:
    [[nodiscard]] std::int64_t inside() const { return std::clamp<std::int64_t>(m_head - m_tail, 0, m_slots); }

    [[nodiscard]] BoxHead head() const
    {
        return {translated("scene", "one writes head, the other writes tail: no lock, no system call"),
                m_slots > 0 ? translated("scene", "%1 of %2 messages").arg(inside()).arg(m_slots) : QString(),
                m_slots > 0 && inside() == m_slots ? Tone::Blocked : Tone::Text, m_slots > 0};
    }

    [[nodiscard]] Note note() const
    {
        if (m_slots > 0 && inside() == m_slots)
            return {QStringLiteral("hatch"),
                    translated("scene", "Full: nobody will wake the producer, it looks at tail again and again"),
                    Tone::Blocked};
        if (m_head > 0 && inside() == 0)
            return {QStringLiteral("clock"), translated("scene", "Empty: the consumer looks at head again and again"),
                    Tone::Text};
        return {};
    }

    [[nodiscard]] QRectF slot(std::int64_t index) const
    {
        const QRectF& room = m_picture.room;
        const double width = (room.width() - 36) / static_cast<double>(m_slots);
        return {room.left() + 18 + width * static_cast<double>(index) + 4, room.top() + headHeight + 40, width - 8, 56};
    }

    void drawSlot(std::int64_t index)
    {
        // Of the messages inside, the one that lies in this slot.
        const std::int64_t number = m_tail + ((index - m_tail) % m_slots + m_slots) % m_slots;
        const bool filled = number < m_head;
        const QRectF place = slot(index);
        m_sketch.about({Subject::Kind::Slot, static_cast<std::uint32_t>(index)}, Evidence::Probe);
        m_sketch.box(place, 9, filled ? dataTone(m_picture.trace, m_producer.process) : Tone::Background,
                     filled ? Tone::None : Tone::Line);
        const Ink words{17, 650, filled ? Tone::OnData : Tone::Muted, Shape::Face::Mono, Shape::Align::Center};
        m_sketch.text(place, filled ? QStringLiteral("m%1").arg(number + 1) : QStringLiteral("[%1]").arg(index), words);
    }

    /// Where the next message goes, and where the next one comes from.
    void drawMarks()
    {
        const auto mark = [&](std::int64_t count, const QString& words, bool above) {
            const QRectF place = slot(count % m_slots);
            const double tip = above ? place.top() - 3 : place.bottom() + 3;
            const double base = above ? tip - 16 : tip + 16;
            m_sketch.about({Subject::Kind::Gate, m_picture.channel.id.value, above ? 1U : 2U}, Evidence::Probe);
            m_sketch.line({{QPointF(place.left() + 14, base), QPointF(place.left() + 14, tip)}}, Tone::InCall, 2);
            m_sketch.arrowHead({place.left() + 14, tip}, {place.left() + 14, base}, Tone::InCall);
            const double width = widthOf(words, ink::number) + 4;
            const double left = std::min(place.left() + 26, m_picture.room.right() - 18 - width);
            m_sketch.text({left, above ? tip - 24 : tip + 2, width, 22}, words, ink::number.in(Tone::Text));
        };
        mark(m_head, QStringLiteral("head = %1").arg(m_head), true);
        mark(m_tail, QStringLiteral("tail = %1").arg(m_tail), false);
    }

    Sketch& m_sketch;
    const ChannelPicture& m_picture;
    std::int64_t m_head, m_tail, m_slots;
    const Card& m_producer;
};

} // namespace

void drawMemoryRing(Sketch& sketch, const ChannelPicture& picture)
{
    if (const auto* memory = std::get_if<SharedMemory>(&picture.channel.object))
        RingDrawing(sketch, picture, *memory).draw();
}

} // namespace sluice::scene
