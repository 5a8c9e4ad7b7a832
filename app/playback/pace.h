#pragma once

#include "base/trace_time.h"
#include "scene/view_time.h"
#include "trace/trace_view.h"

namespace sluice::playback {

/// How long each gap takes on the screen. A pure function of the gap: the same run looks the same however one came
/// to a moment, live, in replay and in a film.
class Pace
{
public:
    enum class Kind {
        Even,         ///< all at one speed
        ShortenIdle,  ///< gaps that would take longer than foldFrom on the screen take foldTo
        FollowAction, ///< by what happens: a gap ten times as long takes only a little longer
    };
    static constexpr double minSpeed = 1e-7, maxSpeed = 100;
    static constexpr double minTempo = 1.0 / 32, maxTempo = 32;
    static constexpr double foldFrom = 2, foldTo = 1; ///< seconds

    Kind kind = Kind::Even;
    double speed = 1; ///< seconds of the run in one second, for Even and ShortenIdle
    double tempo = 1; ///< for FollowAction

    /// Seconds of screen time.
    [[nodiscard]] double onScreen(Duration gap) const;
    [[nodiscard]] bool folds(Duration gap) const;

    /// Where one is `passed` seconds of screen time after `t`, at most at the trace's end. `fraction` keeps the part
    /// of a nanosecond that is not gone yet.
    [[nodiscard]] TraceTime after(const trace::TraceView& trace, TraceTime t, double passed, double& fraction) const;
    /// How the time that led to `now` has passed on the screen, as far back as motion lasts.
    [[nodiscard]] scene::ViewTime view(const trace::TraceView& trace, TraceTime now) const;
    /// About what was shown `seconds` of screen time before `now`; following the action, where a gap begins.
    [[nodiscard]] TraceTime before(const trace::TraceView& trace, TraceTime now, double seconds) const;

    bool operator==(const Pace&) const = default;

private:
    template <class Visit>
    void walkBack(const trace::TraceView& trace, TraceTime now, double seconds, Visit visit) const;
    [[nodiscard]] TraceTime afterFolding(const trace::TraceView& trace, TraceTime t, double passed,
                                         double& fraction) const;
    [[nodiscard]] TraceTime afterFollowing(const trace::TraceView& trace, TraceTime t, double passed,
                                           double& fraction) const;
};

} // namespace sluice::playback
