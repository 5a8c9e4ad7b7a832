#pragma once

#include "base/trace_time.h"
#include "state/replay.h"

#include <optional>
#include <string>

namespace sluice::playback {

/// The clock of the window: where in the trace we are and how fast we move. Plain logic: the owner tells it how much
/// real time has passed. Thread: one.
class Playback
{
public:
    enum class Mode { Paused, Playing, Live };
    /// A stretch that is played over and over.
    struct Loop {
        TraceTime from, to;
        bool operator==(const Loop&) const = default;
    };
    static constexpr double minSpeed = 1e-7, maxSpeed = 10;

    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] double speed() const { return m_speed; }
    [[nodiscard]] state::Moment moment() const { return m_moment; }
    /// Seconds of screen time since the picture stopped; see scene::ViewTime.
    [[nodiscard]] double settled() const { return m_settled; }
    [[nodiscard]] bool moving() const; ///< a repaint is due: playing, live, or motion still settling
    [[nodiscard]] Duration behind(TraceTime end) const { return end - m_moment.time; }

    void play();
    void pause();
    void goLive();               ///< speed becomes 1
    void setSpeed(double speed); ///< bounded; slower than 1 leaves Live and plays from here
    void seek(state::Moment moment);
    /// Of an empty stretch there is no loop. What happens now is not looped: it takes effect when it plays.
    void setLoop(const std::optional<Loop>& loop);
    [[nodiscard]] const std::optional<Loop>& loop() const { return m_loop; }
    void stepForward(const state::Replay& replay);
    void stepBack(const state::Replay& replay);
    /// `passed` seconds of real time went by; `replay` tells the trace's end.
    void tick(double passed, const state::Replay& replay);

private:
    Mode m_mode = Mode::Live;
    double m_speed = 1;
    double m_settled = 0;
    double m_fraction = 0; ///< of a nanosecond not yet moved
    state::Moment m_moment;
    std::optional<Loop> m_loop;
};

/// A moment to come back to.
struct Bookmark {
    state::Moment moment;
    std::string name; ///< what happened then
    bool operator==(const Bookmark&) const = default;
};

} // namespace sluice::playback
