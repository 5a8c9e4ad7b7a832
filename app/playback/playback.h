#pragma once

#include "base/trace_time.h"
#include "playback/pace.h"
#include "state/replay.h"

#include <optional>

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

    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] const Pace& pace() const { return m_pace; }
    [[nodiscard]] state::Moment moment() const { return m_moment; }
    /// Nothing moves on the stage any more after so many seconds of screen time, with a little to spare.
    static constexpr double settleSeconds = scene::longestMotionSeconds + 0.08;
    /// Seconds of screen time since the picture stopped, up to these; see scene::ViewTime.
    [[nodiscard]] double settled() const { return m_settled; }
    [[nodiscard]] bool moving() const; ///< a repaint is due: playing, live, or motion still settling
    [[nodiscard]] Duration behind(TraceTime end) const { return end - m_moment.time; }

    void play();
    void pause();
    void goLive();               ///< speed becomes 1
    void setSpeed(double speed); ///< bounded; slower than 1 leaves Live and plays from here; no longer by the action
    void changeSpeed(double factor); ///< the same relatively; by the action if that is how it plays
    void setPace(Pace::Kind kind);   ///< following the action leaves Live
    void seek(state::Moment moment);
    /// Of an empty stretch there is no loop. What happens now is not looped: it takes effect when it plays.
    void setLoop(const std::optional<Loop>& loop);
    [[nodiscard]] const std::optional<Loop>& loop() const { return m_loop; }
    void stepForward(const state::Replay& replay);
    void stepBack(const state::Replay& replay);
    /// `passed` seconds of real time went by; `replay` tells the trace's end.
    void tick(double passed, const state::Replay& replay);
    /// How time has passed on the screen up to now.
    [[nodiscard]] scene::ViewTime view(const trace::TraceView& trace) const;

private:
    Mode m_mode = Mode::Live;
    Pace m_pace;
    double m_settled = 0;
    double m_fraction = 0; ///< of a nanosecond not yet moved
    state::Moment m_moment;
    std::optional<Loop> m_loop;
};

} // namespace sluice::playback
