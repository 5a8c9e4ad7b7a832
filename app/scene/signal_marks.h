#pragma once

#include "scene/signal_words.h"
#include "scene/way.h"

#include <functional>

/// Marks of signals that the drawings of one and of several receivers share.
namespace sluice::scene {

inline constexpr double fateHeight = 28;

/// Those of that number that are pending, oldest first.
[[nodiscard]] std::vector<const SentSignal*> pendingOf(const SignalState& signals, int signal);
/// A bit of a pending set; several real-time signals each with its value.
void drawPendingMark(Sketch& sketch, const QRectF& place, const std::vector<const SentSignal*>& waiting);
/// A bit of the mask, or why there can be none.
void drawBlockedMark(Sketch& sketch, const QRectF& place, const SignalState& signals, int signal);

/// The last few that were sent to a process, oldest first, and what became of each: as a row that fills `place`.
/// Filled: it has reached its handler, or is on its way there. Hatched: pending. Dotted: merged into another one.
/// Crossed: thrown away or refused. With a thick edge: its default action was carried out.
[[nodiscard]] std::vector<const SentSignal*> lastSentTo(const SignalState& signals);
void drawFate(Sketch& sketch, const SentSignal& sent, const QRectF& place);
void drawFates(Sketch& sketch, const std::vector<const SentSignal*>& signals, const QRectF& place);

/// From a sender's card to where a signal is pending, and from there to its handler.
struct SignalWays {
    std::function<Way(const Card& from, const SentSignal& sent)> in;
    std::function<Way(const SentSignal& sent)> up;
};
/// The signals that have just been sent, or have just met their fate. Nothing where motion is to be reduced.
void drawTravelling(Sketch& sketch, const ChannelPicture& picture, const SignalState& signals, const SignalWays& ways);

/// The card of that process, or null.
[[nodiscard]] const Card* cardOf(const ChannelPicture& picture, ProcessId process);

} // namespace sluice::scene
