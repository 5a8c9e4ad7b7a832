#pragma once

#include "scene/channel_picture.h"

namespace sluice::scene {

/// The words in the head of a kernel object's box.
struct BoxHead {
    QString about; ///< "16 slots, 4,096 bytes each": left out where there is no room
    QString fill;  ///< "65,536 of 65,536 bytes · full"
    Tone fillTone = Tone::Text;
    bool there = true; ///< false: not made yet, or gone
};
/// Draws the box itself with its head.
void drawBox(Sketch& sketch, const ChannelPicture& picture, const BoxHead& head);

/// The one sentence below a box that says what holds things up; empty: nothing does.
struct Note {
    QString icon, words;
    Tone tone = Tone::Muted;
};
void drawNote(Sketch& sketch, const ChannelPicture& picture, const Note& note);

/// A text in at most two lines, broken where the first is nearly full.
[[nodiscard]] std::pair<QString, QString> inTwoLines(const QString& text, const Ink& ink, double width);

} // namespace sluice::scene
