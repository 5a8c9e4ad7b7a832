#pragma once

#include "scene/scene.h"
#include "state/system_state.h"
#include "trace/trace_view.h"

#include <QString>

namespace sluice::scene {

/// How time runs on the screen, so that motion depends on nothing but the arguments.
struct ViewTime {
    /// Seconds of screen time that one second of the run takes: 1 / speed.
    double stretch = 1;
    /// Seconds of screen time since the picture stopped at state.time (paused or stepped): motion ends by itself.
    double settled = 0;
    bool reducedMotion = false;

    /// Screen time since something happened.
    [[nodiscard]] double ageSeconds(TraceTime now, TraceTime then) const
    {
        return toSeconds(now - then) * stretch + settled;
    }
};

/// Words above the stage.
struct Caption {
    QString overline; ///< "STEP 2 OF 5"
    QString text;     ///< "The reader pauses. Slot by slot the pipe fills…"
    bool operator==(const Caption&) const = default;
};

/// The size of the stage; it scales as a whole.
inline constexpr QSizeF stageSize{1440, 680};

/// The stage: caption, processes above the border, kernel objects below. A pure function of its arguments.
[[nodiscard]] Scene buildStage(const state::SystemState& state, const trace::TraceView& trace, const Caption& caption,
                               const ViewTime& view);

} // namespace sluice::scene
