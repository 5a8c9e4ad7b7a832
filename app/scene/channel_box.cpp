#include "scene/channel_box.h"

namespace sluice::scene {

void drawBox(Sketch& sketch, const ChannelPicture& picture, const BoxHead& words)
{
    const QRectF& room = picture.room;
    const Ink name{20, 650};
    const Ink fill{20, 600, words.fillTone, Shape::Face::Words, Shape::Align::Right};
    sketch.about({Subject::Kind::Channel, picture.channel.id.value});
    sketch.box(room, 18, Tone::KernelBox, Tone::Line, 1.5).pattern = words.there ? Pattern::Solid : Pattern::Dotted;
    const QRectF head(room.left() + 18, room.top() + 6, room.width() - 36, headHeight - 8);
    sketch.text(head, picture.name, name);
    const QRectF rest = head.adjusted(widthOf(picture.name, name) + 14, 1, -widthOf(words.fill, fill) - 14, 1);
    if (widthOf(words.about, ink::quiet) <= rest.width()) sketch.text(rest, words.about, ink::quiet);
    sketch.about({Subject::Kind::Depth, picture.channel.id.value});
    sketch.text(head, words.fill, fill);
}

void drawNote(Sketch& sketch, const ChannelPicture& picture, const Note& note)
{
    if (note.words.isEmpty()) return;
    const Ink words = ink::strong.in(note.tone);
    const QRectF line(picture.room.left() + 18, picture.room.bottom() + 10, picture.room.width() - 36, 28);
    const auto [first, second] = inTwoLines(note.words, words, line.width() - 28);
    sketch.about({Subject::Kind::Gate, picture.channel.id.value});
    sketch.icon({line.left(), line.center().y() - 9, 18, 18}, note.icon, note.tone);
    sketch.text(line.adjusted(28, 0, 0, 0), first, words);
    if (!second.isEmpty()) sketch.text(line.adjusted(28, 24, 0, 24), second, words);
}

std::pair<QString, QString> inTwoLines(const QString& text, const Ink& ink, double width)
{
    QString first = text;
    while (widthOf(first, ink) > width) {
        const qsizetype space = first.lastIndexOf(QLatin1Char(' '));
        if (space <= 0) break;
        first.truncate(space);
    }
    return {first, text.mid(first.size()).trimmed()};
}

} // namespace sluice::scene
