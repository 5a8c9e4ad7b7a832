#include "scene/before_run.h"

#include "scene/sketch.h"
#include "words/words.h"

#include <algorithm>
#include <array>

namespace sluice::scene {

namespace {

constexpr double outerMargin = 40, processGap = 32;
constexpr double processTop = 36, processHeight = 128, borderLineY = 196;
constexpr double channelTop = 232, channelHeight = 212;
constexpr double doingsTop = 482, doingHeight = 76;
constexpr double glyphTop = 84; // within an object

/// The largest size, up to `largest`, in which all of the words fit.
Ink fittingInk(const QStringList& words, int largest, double width)
{
    Ink ink{largest, 650, Tone::Text};
    const auto fits = [&](const QString& each) { return widthOf(each, ink) <= width; };
    while (ink.size > 26 && !std::ranges::all_of(words, fits)) ink.size -= 2;
    return ink;
}

/// `count` equal boxes beside each other; their distance makes messages of bytes.
void drawBoxes(Sketch& sketch, const QRectF& room, int count, double distance, double radius)
{
    const double width = (room.width() - distance * (count - 1)) / count;
    for (int i = 0; i < count; ++i)
        sketch.box({room.left() + i * (width + distance), room.top(), width, room.height()}, radius, Tone::Card,
                   Tone::Faint, 3);
}

void drawPipeGlyph(Sketch& sketch, const QRectF& room) { drawBoxes(sketch, room, 16, 0, 0); }
void drawQueueGlyph(Sketch& sketch, const QRectF& room) { drawBoxes(sketch, room, 8, 18, 14); }

/// Bits of the signals that are pending: none is.
void drawBitsGlyph(Sketch& sketch, const QRectF& room)
{
    drawBoxes(sketch, room, 8, 18, 8);
    const Ink bit{48, 400, Tone::Muted, Shape::Face::Mono, Shape::Align::Center};
    const double step = (room.width() + 18) / 8;
    for (int i = 0; i < 8; ++i)
        sketch.text({room.left() + i * step, room.top(), step - 18, room.height()}, QStringLiteral("0"), bit);
}

/// What is sent lies in one buffer and is read from another.
void drawBuffersGlyph(Sketch& sketch, const QRectF& room)
{
    const double buffer = room.width() * 0.4, y = room.center().y();
    sketch.box({room.left(), room.top(), buffer, room.height()}, 14, Tone::Card, Tone::Faint, 3);
    sketch.box({room.right() - buffer, room.top(), buffer, room.height()}, 14, Tone::Card, Tone::Faint, 3);
    const QPointF from(room.left() + buffer + 12, y), to(room.right() - buffer - 12, y);
    sketch.line({{from, to}}, Tone::Faint, 5);
    sketch.polygon({{to + QPointF(8, 0), to + QPointF(-26, -20), to + QPointF(-26, 20)}}, Tone::Faint);
}

/// One page that several see.
void drawPageGlyph(Sketch& sketch, const QRectF& room)
{
    const QRectF page(room.center().x() - 150, room.top(), 300, room.height());
    sketch.box(page, 8, Tone::Card, Tone::Faint, 3);
    for (const double part : {0.25, 0.5, 0.75})
        sketch.line({{QPointF(page.left() + 24, page.top() + part * page.height()),
                      QPointF(page.right() - 24 - 60 * part, page.top() + part * page.height())}},
                    Tone::Faint, 5);
    for (const double side : {page.left(), page.right()}) {
        const double out = side < room.center().x() ? room.left() : room.right();
        sketch.line({{QPointF(out, room.center().y()), QPointF(side, room.center().y())}}, Tone::Faint, 4,
                    Pattern::Dotted);
    }
}

/// The 64 bytes of a line, in groups of eight.
void drawLineGlyph(Sketch& sketch, const QRectF& room)
{
    const double group = (room.width() + 14) / 8;
    for (int i = 0; i < 8; ++i)
        drawBoxes(sketch, {room.left() + i * group, room.top(), group - 14, room.height()}, 8, 0, 0);
}

void drawValueGlyph(Sketch& sketch, const QRectF& room)
{
    const QRectF value(room.center().x() - 110, room.top(), 220, room.height());
    sketch.box(value, 14, Tone::Card, Tone::Faint, 3);
    sketch.text(value, QStringLiteral("n"), {52, 600, Tone::Muted, Shape::Face::Mono, Shape::Align::Center});
}

/// Two nodes with memory of their own.
void drawNodesGlyph(Sketch& sketch, const QRectF& room)
{
    const double width = room.width() * 0.42;
    for (const double left : {room.left(), room.right() - width})
        drawBoxes(sketch, {left, room.top(), width, room.height()}, 4, 10, 8);
    sketch.line({{QPointF(room.left() + width, room.center().y()), QPointF(room.right() - width, room.center().y())}},
                Tone::Faint, 4, Pattern::Dotted);
}

/// A loop that looks again and again.
void drawCodeGlyph(Sketch& sketch, const QRectF& room)
{
    sketch.text(room, QStringLiteral("while (flag == 0) {}"),
                {52, 400, Tone::Muted, Shape::Face::Mono, Shape::Align::Center});
}

/// Tracks, and who is how far on them.
void drawTracksGlyph(Sketch& sketch, const QRectF& room)
{
    for (const int track : {0, 1, 2}) {
        const double y = room.top() + 16 + 32 * track;
        sketch.line({{QPointF(room.left(), y), QPointF(room.right(), y)}}, Tone::Faint, 4, Pattern::Dotted);
        sketch.box({room.left(), y - 13, 52, 26}, 10, Tone::Card, Tone::Faint, 3);
    }
}

/// A hump with a long tail.
void drawHumpGlyph(Sketch& sketch, const QRectF& room)
{
    constexpr std::array heights{10, 44, 96, 72, 46, 30, 20, 14, 10, 8, 6, 6, 6, 6, 6, 6};
    const double step = room.width() / heights.size();
    for (std::size_t i = 0; i < heights.size(); ++i)
        sketch.box({room.left() + step * static_cast<double>(i), room.bottom() - heights[i], step - 10,
                    static_cast<double>(heights[i])},
                   4, Tone::Card, Tone::Faint, 3);
}

/// Lines that rise and meet.
void drawCurvesGlyph(Sketch& sketch, const QRectF& room)
{
    for (const double lift : {0.0, 0.34, 0.62})
        sketch.line({{QPointF(room.left(), room.bottom() - lift * room.height()),
                      QPointF(room.center().x(), room.top() + 0.3 * room.height() * (1 - lift)),
                      QPointF(room.right(), room.top() + 6)}},
                    Tone::Faint, 5);
}

void drawTableGlyph(Sketch& sketch, const QRectF& room)
{
    for (const int row : {0, 1, 2}) drawBoxes(sketch, {room.left(), room.top() + 33 * row, room.width(), 26}, 4, 14, 8);
}

struct Glyph {
    std::string_view kind;
    void (*draw)(Sketch&, const QRectF&);
};
constexpr std::array glyphs{
    Glyph{"signal", drawBitsGlyph},     Glyph{"pipe", drawPipeGlyph},         Glyph{"shell", drawPipeGlyph},
    Glyph{"mq", drawQueueGlyph},        Glyph{"tcp", drawBuffersGlyph},       Glyph{"unix", drawBuffersGlyph},
    Glyph{"datagram", drawQueueGlyph},  Glyph{"pair", drawBuffersGlyph},      Glyph{"seqpacket", drawQueueGlyph},
    Glyph{"descriptor", drawPageGlyph}, Glyph{"line", drawLineGlyph},         Glyph{"segment", drawPageGlyph},
    Glyph{"file", drawPageGlyph},       Glyph{"counter", drawValueGlyph},     Glyph{"ring", drawQueueGlyph},
    Glyph{"node", drawNodesGlyph},      Glyph{"polling", drawCodeGlyph},      Glyph{"race", drawTracksGlyph},
    Glyph{"race-times", drawHumpGlyph}, Glyph{"race-sizes", drawCurvesGlyph}, Glyph{"race-table", drawTableGlyph},
};

/// One card beside the other; where each is, by process from 0.
std::vector<QRectF> drawProcesses(Sketch& sketch, const scenario::Scenario& scenario)
{
    const auto count = static_cast<double>(scenario.processes.size());
    const double all = beforeRunSize.width() - 2 * outerMargin;
    const double width = std::min(420.0, (all - processGap * (count - 1)) / count);
    const double step = count > 1 ? (all - width) / (count - 1) : 0;
    QStringList names;
    for (const scenario::ProcessSpec& process : scenario.processes) names << shown(process.name);
    const Ink ink = fittingInk(names, 56, width - 24).aligned(Shape::Align::Center);
    std::vector<QRectF> cards;
    for (std::size_t i = 0; i < scenario.processes.size(); ++i) {
        const QRectF card(outerMargin + step * static_cast<double>(i), processTop, width, processHeight);
        cards.push_back(card);
        sketch.about({Subject::Kind::Process, static_cast<std::uint32_t>(i + 1)});
        sketch.box(card, 24, Tone::Card, Tone::Line, 4);
        sketch.text(card, names[static_cast<qsizetype>(i)], ink);
    }
    return cards;
}

/// A kernel object below those that work on it, and the ways between them.
void drawObject(Sketch& sketch, const scenario::Scenario& scenario, std::size_t channel,
                const std::vector<QRectF>& cards)
{
    const scenario::ChannelSpec& spec = scenario.channels[channel];
    QRectF over;
    for (std::size_t i = 0; i < cards.size(); ++i)
        if (scenario.processes[i].channel.value == channel + 1) over |= cards[i];
    if (over.isEmpty()) return;
    const bool alone = scenario.channels.size() == 1;
    const double left = alone ? outerMargin : over.left(),
                 right = alone ? beforeRunSize.width() - outerMargin : over.right();
    const QRectF box(left, channelTop, right - left, channelHeight);
    sketch.about({Subject::Kind::Channel, static_cast<std::uint32_t>(channel + 1)});
    for (std::size_t i = 0; i < cards.size(); ++i)
        if (scenario.processes[i].channel.value == channel + 1)
            sketch.line(
                {{QPointF(cards[i].center().x(), cards[i].bottom()), QPointF(cards[i].center().x(), box.top())}},
                Tone::Faint, 4);
    sketch.box(box, 32, Tone::KernelBox, Tone::Line, 4);
    const QString name = shown(spec.name);
    const QRectF head(box.left() + 32, box.top() + 10, box.width() - 64, 66);
    sketch.text(head, name, fittingInk({name}, 50, head.width()));
    const auto glyph = std::ranges::find(glyphs, spec.kind, &Glyph::kind);
    if (glyph != glyphs.end()) glyph->draw(sketch, {head.left(), box.top() + glyphTop, head.width(), 96});
}

void drawDoings(Sketch& sketch, const QStringList& doings)
{
    constexpr Ink ink{46, 600, Tone::Text, Shape::Face::Words, Shape::Align::Center};
    sketch.about({Subject::Kind::Caption});
    double x = outerMargin;
    for (const QString& doing : doings) {
        const QRectF chip(x, doingsTop, widthOf(doing, ink) + 56, doingHeight);
        if (chip.right() > beforeRunSize.width() - outerMargin) continue;
        sketch.box(chip, 20, Tone::Raised, Tone::Line, 3);
        sketch.text(chip, doing, ink);
        x = chip.right() + 20;
    }
}

} // namespace

Scene buildBeforeRun(const scenario::Scenario& scenario, const QStringList& doings)
{
    Scene scene;
    scene.size = beforeRunSize;
    Sketch sketch(scene);
    sketch.about({Subject::Kind::Border});
    sketch.line({{QPointF(outerMargin, borderLineY), QPointF(beforeRunSize.width() - outerMargin, borderLineY)}},
                Tone::Faint, 4, Pattern::Dotted);
    const std::vector<QRectF> cards = drawProcesses(sketch, scenario);
    for (std::size_t i = 0; i < scenario.channels.size(); ++i) drawObject(sketch, scenario, i, cards);
    drawDoings(sketch, doings);
    return scene;
}

} // namespace sluice::scene
