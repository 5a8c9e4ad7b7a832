#pragma once

#include "mechanisms/pipe_ring.h"
#include "scene/sketch.h"
#include "trace/trace_view.h"

#include <vector>

namespace sluice::scene {

/// Which of the two data colours a sender's messages have: the first that sends has the first.
[[nodiscard]] Tone dataTone(const trace::TraceView& trace, ProcessId sender);

/// "m17", "m1–m40"; parts of several senders: "3 messages".
[[nodiscard]] QString messageWords(const std::vector<mechanisms::Run>& runs, const Ink& ink, double width);
[[nodiscard]] std::uint64_t bytesOf(const std::vector<mechanisms::Run>& runs);

/// A message on its way or in a process's hand: its number and how many bytes.
struct Token {
    std::uint32_t message = 0;
    QString label;
    std::uint64_t bytes = 0;
    Tone tone = Tone::Data;
    bool waiting = false; ///< amber and hatched at its edge
    double opacity = 1;
};
inline constexpr QSizeF tokenSize{132, 30};
void drawToken(Sketch& sketch, const Token& token, QPointF center);

} // namespace sluice::scene
