#pragma once

#include "base/trace_time.h"

#include <vector>

namespace sluice::scene {

/// Screen seconds for which something that has just moved is seen moving.
inline constexpr double travelSeconds = 0.22;
/// What takes the longest: three ways, one after the other.
inline constexpr double longestMotionSeconds = 3 * travelSeconds;

/// How time runs on the screen, so that motion depends on nothing but the arguments.
struct ViewTime {
    /// Seconds of screen time that one second of the run takes: 1 / speed.
    double stretch = 1;
    /// Seconds of screen time since the picture stopped at state.time (paused or stepped): motion ends by itself.
    double settled = 0;
    bool reducedMotion = false;
    /// The viewer is the scheduler: each card has a place for a button.
    bool letGoButtons = false;
    /// The processes run, and the viewer may choose who takes part: there are places for switches.
    bool switches = false;
    /// The stretch without anything new that is being passed over quickly; 0: none.
    Duration shortened{};

    /// The speed may vary: a moment of the past, and for how long it has been gone from the screen, in seconds.
    struct Past {
        TraceTime time;
        double age = 0;
        bool operator==(const Past&) const = default;
    };
    /// Latest first; what lies before the last one ran at `stretch`. Empty: so did all.
    std::vector<Past> past{};

    /// Screen time since something happened, in seconds.
    [[nodiscard]] double ageSeconds(TraceTime now, TraceTime then) const
    {
        Past after{now, 0};
        for (const Past& before : past) {
            if (then >= before.time) {
                const double part = toSeconds(after.time - then) / toSeconds(after.time - before.time);
                return settled + after.age + (after.time > before.time ? part * (before.age - after.age) : 0);
            }
            after = before;
        }
        return settled + after.age + toSeconds(after.time - then) * stretch;
    }
};

} // namespace sluice::scene
