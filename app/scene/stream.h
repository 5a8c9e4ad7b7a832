#pragma once

#include "scene/sketch.h"
#include "scene/way.h"

#include <optional>

namespace sluice::scene {

/// More messages than can be told apart are drawn as a stream of dots, each standing for a round number of them.
struct Stream {
    double messagesPerSecond = 0; ///< of real time
    std::uint64_t perDot = 1;

    /// Nothing while single messages can still be told apart. `stretch`: screen seconds per second of the run.
    [[nodiscard]] static std::optional<Stream> of(double messagesPerSecond, double stretch);
    [[nodiscard]] QString words() const; ///< "12,400 messages/s · each dot = 1,000 messages"
};

/// Dots along a way after `passed` messages have gone by.
void drawStream(Sketch& sketch, const Way& way, const Stream& stream, std::uint64_t passed, Tone tone);

} // namespace sluice::scene
