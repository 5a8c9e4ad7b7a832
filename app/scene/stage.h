#pragma once

#include "scene/scene.h"
#include "scene/view_time.h"
#include "state/system_state.h"
#include "trace/trace_view.h"

#include <QString>

namespace sluice::scene {

/// Words above the stage.
struct Caption {
    QString overline; ///< "STEP 2 OF 5"
    QString text;     ///< "The reader pauses. Slot by slot the pipe fills…"
    bool operator==(const Caption&) const = default;
};

/// The size of the stage; it scales as a whole.
inline constexpr QSizeF stageSize{1440, 680};
/// Left and right of what is on it.
inline constexpr double stageMargin = 48;

/// The stage: caption, processes above the border, kernel objects below. A pure function of its arguments.
[[nodiscard]] Scene buildStage(const state::SystemState& state, const trace::TraceView& trace, const Caption& caption,
                               const ViewTime& view);

} // namespace sluice::scene
