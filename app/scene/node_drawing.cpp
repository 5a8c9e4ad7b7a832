#include "scene/channel_box.h"

#include "words/numbers.h"
#include "words/words.h"

#include <array>

namespace sluice::scene {

using mechanisms::SharedMemory;
using probe::Figure;

namespace {

constexpr std::uint16_t shownPages = 8;

/// Draws two nodes of memory: those that the machine has, and where it has only one, the other as a model. Lives as
/// long as one drawNodes().
class NodeDrawing
{
public:
    NodeDrawing(Sketch& sketch, const ChannelPicture& picture, const SharedMemory& memory)
        : m_sketch(sketch), m_picture(picture), m_memory(memory)
    {
        if (const auto* nodes = memory.newest(Figure::Nodes)) m_nodes = nodes->value;
    }

    void draw()
    {
        drawBox(m_sketch, m_picture, head());
        drawNote(m_sketch, m_picture, note());
        if (m_nodes == 0) return;
        const QRectF& room = m_picture.room;
        const double width = (room.width() - 36 - 120) / 2;
        const QRectF left(room.left() + 18, room.top() + headHeight + 6, width, 132);
        const QRectF right(room.right() - 18 - width, left.top(), width, left.height());
        drawNode(left, 0);
        if (m_nodes > 1) drawNode(right, 1);
        else drawModel(right);
        drawLink(left, right);
    }

private:
    [[nodiscard]] QString time(std::uint16_t node) const
    {
        const auto* found = m_memory.newest(Figure::ChunkTime, node);
        return found ? translated("scene", "%1 ns per load")
                           .arg(words::decimal(static_cast<double>(found->value) / 1000, 1))
                     : translated("scene", "not timed yet");
    }

    [[nodiscard]] BoxHead head() const
    {
        BoxHead head;
        head.about = translated("scene", "64 MiB on each node, each load waits for the one before");
        if (m_nodes > 0)
            head.fill = m_nodes == 1 ? translated("scene", "this machine has one node")
                                     : translated("scene", "this machine has %1 nodes").arg(m_nodes);
        return head;
    }

    [[nodiscard]] Note note() const
    {
        if (m_nodes == 1)
            return {QStringLiteral("cross"),
                    translated(
                        "scene",
                        "One node: all memory is equally near. What is dashed is a model, nothing of it was measured"),
                    Tone::Text};
        if (m_nodes > 1 && m_memory.newest(Figure::ChunkTime, 1))
            return {QStringLiteral("check"), translated("scene", "Near %1, far %2").arg(time(0), time(1)), Tone::Text};
        return {};
    }

    [[nodiscard]] std::int64_t told(Figure what, std::uint16_t node) const
    {
        const auto* found = m_memory.newest(what, node);
        return found ? found->value : -1;
    }

    /// The number is the kernel's: the near node comes first, whichever it is.
    [[nodiscard]] QString name(std::uint16_t node) const
    {
        const std::int64_t number = told(Figure::AddressNode, node);
        return (node == 0 ? translated("scene", "node %1, near") : translated("scene", "node %1, far"))
            .arg(number < 0 ? node : number);
    }

    /// The modes of get_mempolicy(2), in the order of their numbers.
    [[nodiscard]] QString policyWords(std::uint16_t node) const
    {
        static constexpr std::array modes{marked("scene", "default: where it is touched first"),
                                          std::string_view("preferred"), std::string_view("bind"),
                                          std::string_view("interleave"), std::string_view("local")};
        const std::int64_t mode = told(Figure::Policy, node);
        if (!m_memory.newest(Figure::Policy, node)) return {};
        if (mode < 0 || mode >= static_cast<std::int64_t>(modes.size()))
            return translated("scene", "get_mempolicy() may not be called here");
        return translated("scene", "get_mempolicy(): policy %1")
            .arg(translated("scene", modes.at(static_cast<std::size_t>(mode))));
    }

    void drawNode(const QRectF& place, std::uint16_t node)
    {
        m_sketch.about({Subject::Kind::Slot, node}, Evidence::Kernel);
        m_sketch.box(place, 12, Tone::Background, Tone::Line, 1.5);
        m_sketch.text(place.adjusted(16, 6, -16, -place.height() + 34), name(node), ink::strong);
        m_sketch.text(place.adjusted(16, 6, -16, -place.height() + 34), time(node),
                      Ink{17, 650, Tone::Text, Shape::Face::Mono, Shape::Align::Right});
        const double width = (place.width() - 32) / shownPages;
        for (std::uint16_t page = 0; page < shownPages; ++page) {
            const auto* on = m_memory.newest(Figure::PageNode, static_cast<std::uint16_t>(node * shownPages + page));
            const QRectF cell(place.left() + 16 + width * page + 2, place.top() + 40, width - 4, 36);
            m_sketch.about({Subject::Kind::Slot, node, page + 1U}, Evidence::Kernel);
            m_sketch.box(cell, 7, on ? Tone::Data : Tone::None, on ? Tone::None : Tone::Faint);
            if (on)
                m_sketch.text(cell, QStringLiteral("%1").arg(on->value),
                              Ink{17, 650, Tone::OnData, Shape::Face::Mono, Shape::Align::Center});
        }
        const QRectF row(place.left() + 16, place.top() + 80, place.width() - 32, 22);
        m_sketch.about({Subject::Kind::Slot, node, shownPages + 1U}, Evidence::Kernel);
        m_sketch.text(row, translated("scene", "the first pages, and their node as move_pages() tells"), ink::quiet);
        m_sketch.text(row.translated(0, 24), policyWords(node), ink::quiet);
    }

    void drawModel(const QRectF& place)
    {
        m_sketch.about({Subject::Kind::Slot, 1}, Evidence::Model);
        m_sketch.box(place, 12, Tone::None, Tone::Model, 2).pattern = Pattern::Dotted;
        m_sketch.text(place.adjusted(16, 6, -16, -place.height() + 34), translated("scene", "node 1"),
                      Ink{17, 600, Tone::Model});
        const QRectF chip(place.right() - 16 - 74, place.top() + 8, 74, 26);
        m_sketch.box(chip, 8, Tone::None, Tone::Model, 1.5).pattern = Pattern::Dotted;
        m_sketch.text(chip, translated("scene", "model"),
                      Ink{16, 600, Tone::Model, Shape::Face::Words, Shape::Align::Center});
        m_sketch.text(place.adjusted(16, 44, -16, -60), translated("scene", "memory of another processor"),
                      Ink{16, 400, Tone::Model});
        m_sketch.text(place.adjusted(16, 70, -16, -34),
                      translated("scene", "a load from there takes longer: it goes over the link"),
                      Ink{16, 400, Tone::Model});
    }

    void drawLink(const QRectF& left, const QRectF& right)
    {
        const bool model = m_nodes < 2;
        m_sketch.about({Subject::Kind::Arrow, 1}, model ? Evidence::Model : Evidence::Kernel);
        const QPointF from(left.right() + 6, left.center().y()), to(right.left() - 6, left.center().y());
        m_sketch.line({{from, to}}, model ? Tone::Model : Tone::InCall, 2, model ? Pattern::Dotted : Pattern::Solid);
        m_sketch.text({from.x(), from.y() - 28, to.x() - from.x(), 24}, translated("scene", "link"),
                      Ink{16, 600, model ? Tone::Model : Tone::InCall, Shape::Face::Words, Shape::Align::Center});
    }

    Sketch& m_sketch;
    const ChannelPicture& m_picture;
    const SharedMemory& m_memory;
    std::int64_t m_nodes = 0;
};

} // namespace

void drawNodes(Sketch& sketch, const ChannelPicture& picture)
{
    if (const auto* memory = std::get_if<SharedMemory>(&picture.channel.object))
        NodeDrawing(sketch, picture, *memory).draw();
}

} // namespace sluice::scene
