#include "scene/channel_box.h"

#include "scene/pipe_ways.h"
#include "scene/slot_grid.h"
#include "scene/tiles.h"
#include "words/words.h"

#include <algorithm>

namespace sluice::scene {

using mechanisms::OpenFile;
using probe::End;
using state::ProcessState;

namespace {

constexpr double passageWidth = 420, fileWidth = 420;

/// Draws a socket pair, and the open file whose descriptor goes over it. Lives as long as one drawPassedDescriptor().
class PassedDescriptorDrawing
{
public:
    PassedDescriptorDrawing(Sketch& sketch, const ChannelPicture& picture, const OpenFile& file)
        : m_sketch(sketch), m_picture(picture), m_file(file), m_grid(placesIn(picture.room)), m_ways(picture, m_grid)
    {}

    void draw()
    {
        drawBox(m_sketch, m_picture, head());
        drawNote(m_sketch, m_picture, note());
        drawWays();
        drawPassage();
        drawFile();
        drawMessage();
    }

private:
    enum Place { Passage, File };

    static std::vector<QRectF> placesIn(const QRectF& room)
    {
        const QRectF inside = room.adjusted(24, headHeight + 24, -24, -34);
        const double gap = (inside.width() - passageWidth - fileWidth) / 3;
        return {{inside.left() + gap, inside.top(), passageWidth, inside.height()},
                {inside.right() - gap - fileWidth, inside.top(), fileWidth, inside.height()}};
    }

    [[nodiscard]] int holders() const
    {
        int count = 0;
        for (const ProcessState& process : m_picture.state.processes)
            count += static_cast<int>(std::ranges::count_if(
                process.descriptors, [](const state::Descriptor& each) { return each.open && each.end == End::Both; }));
        return count;
    }

    [[nodiscard]] BoxHead head() const
    {
        const int count = holders() + (m_file.underWay ? 1 : 0);
        BoxHead head;
        head.about = translated("scene", "a socket pair, and an open file");
        head.fill = count == 0   ? translated("scene", "nobody has the file open")
                    : count == 1 ? translated("scene", "one descriptor leads to the file")
                                 : translated("scene", "%1 descriptors lead to the same open file").arg(count);
        return head;
    }

    [[nodiscard]] Note note() const
    {
        if (m_file.underWay)
            return {QStringLiteral("call"),
                    translated("scene",
                               "The message holds the file open, even if its sender closes its own descriptor now"),
                    Tone::InCall};
        for (const ProcessState& process : m_picture.state.processes)
            if (process.activity == state::Activity::Blocked && process.call.call == probe::Call::ReceiveDescriptor)
                return {QStringLiteral("hatch"),
                        translated("scene", "recvmsg() waits until somebody sends a descriptor"), Tone::Blocked};
        if (m_file.receivedAt.ns > 0 && holders() > 1)
            return {QStringLiteral("check"),
                    translated("scene", "Other numbers, the same open file: both write where the other one stopped"),
                    Tone::Running};
        return {};
    }

    /// From every descriptor to what it leads to.
    void drawWays()
    {
        m_sketch.about({Subject::Kind::Channel, m_picture.channel.id.value});
        for (const Card& card : m_picture.cards) {
            if (processOf(m_picture.state, card.process).activity == state::Activity::Ended) continue;
            for (const CardRow& row : card.rows) {
                if (!row.open) continue;
                const Place place = row.end == End::Both ? File : Passage;
                if (row.end == End::Read) drawWay(m_sketch, m_ways.out(card, row, place, Ways::Reach::Slot), false);
                else drawWay(m_sketch, wayTo(card, row, place), false);
            }
        }
    }

    /// Down beside the card and straight to the middle of the place; the last card's ways come from the right.
    [[nodiscard]] Way wayTo(const Card& card, const CardRow& row, Place place) const
    {
        const QRectF to = m_grid.cell(place);
        const bool last = &card == &m_picture.cards.back();
        const double x = last && place == File ? to.right() - 60 : to.center().x() + (place == File ? -30 : 0);
        const double gutter = card.gutter + (place == File ? 14 : 0);
        const double rail = to.top() - (place == File ? 20 : 12);
        const double y = row.rect.center().y();
        return Way(QPolygonF({QPointF(row.rect.right(), y), QPointF(gutter, y), QPointF(gutter, rail), QPointF(x, rail),
                              QPointF(x, to.top() - 2)}));
    }

    void drawPassage()
    {
        const QRectF place = m_grid.cell(Passage);
        m_sketch.about({Subject::Kind::Slot, Passage}, probe::Evidence::Derived);
        m_sketch.box(place, 10, Tone::Background, Tone::Line);
        m_sketch.text({place.left(), place.bottom() + 2, place.width(), 20}, translated("scene", "socket pair"),
                      ink::quiet.aligned(Shape::Align::Center));
    }

    void drawFile()
    {
        const QRectF place = m_grid.cell(File);
        const bool open = holders() > 0 || m_file.underWay;
        m_sketch.about({Subject::Kind::Slot, File}, probe::Evidence::Derived);
        m_sketch.box(place, 10, Tone::Background, open ? Tone::Line : Tone::Faint).pattern =
            open ? Pattern::Solid : Pattern::Dotted;
        const Ink words = ink::strong.aligned(Shape::Align::Center);
        m_sketch.text({place.left(), place.center().y() - 26, place.width(), 24},
                      open ? translated("scene", "open file") : translated("scene", "no open file"), words);
        if (open)
            m_sketch.text({place.left(), place.center().y(), place.width(), 24},
                          translated("scene", "offset %1").arg(grouped(m_file.offset)),
                          Ink{17, 400, Tone::Text, Shape::Face::Mono, Shape::Align::Center});
        m_sketch.text({place.left(), place.bottom() + 2, place.width(), 20},
                      translated("scene", "one offset for all its descriptors"),
                      ink::quiet.aligned(Shape::Align::Center));
    }

    /// The message with the descriptor: on its way in, lying in the socket, on its way out.
    void drawMessage()
    {
        if (m_file.giver.value == 0) return;
        const auto age = [&](TraceTime when) {
            return m_picture.view.ageSeconds(m_picture.state.time, when) / travelSeconds / 2;
        };
        const auto rowOf = [&](End end) -> std::pair<const Card*, const CardRow*> {
            for (const Card& card : m_picture.cards)
                for (const CardRow& row : card.rows)
                    if (row.end == end && row.open) return {&card, &row};
            return {};
        };
        QPointF place = m_grid.cell(Passage).center();
        if (!m_file.underWay) {
            const auto [card, row] = rowOf(End::Read);
            const double part = age(m_file.receivedAt);
            if (!card || part < 0 || part >= 1 || m_picture.view.reducedMotion) return;
            const Way way = m_ways.out(*card, *row, Passage, Ways::Reach::Slot);
            place = way.at(eased(part) * way.length());
        } else if (const double part = age(m_file.sentAt); part >= 0 && part < 1 && !m_picture.view.reducedMotion) {
            if (const auto [card, row] = rowOf(End::Write); card) {
                const Way way = wayTo(*card, *row, Passage);
                place = way.at(eased(part) * way.length());
            }
        }
        const QString words = QStringLiteral("SCM_RIGHTS: fd %1").arg(m_file.given);
        const Ink label{16, 650, Tone::OnData, Shape::Face::Words, Shape::Align::Center};
        QRectF token(0, 0, widthOf(words, label) + 24, tokenSize.height() + 4);
        token.moveCenter(place);
        token.moveRight(std::min(token.right(), stageSize.width() - 2));
        m_sketch.about({Subject::Kind::Message, m_file.given}, probe::Evidence::Derived);
        m_sketch.box(token, 8, Tone::DataSecond);
        m_sketch.text(token, words, label);
    }

    Sketch& m_sketch;
    const ChannelPicture& m_picture;
    const OpenFile& m_file;
    SlotGrid m_grid;
    PipeWays m_ways;
};

} // namespace

void drawPassedDescriptor(Sketch& sketch, const ChannelPicture& picture)
{
    if (const auto* file = std::get_if<OpenFile>(&picture.channel.object))
        PassedDescriptorDrawing(sketch, picture, *file).draw();
}

} // namespace sluice::scene
