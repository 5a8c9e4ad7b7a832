#pragma once

#include "base/result.h"
#include "scenario/scenario.h"
#include "scene/stage.h"
#include "state/replay.h"

#include <QString>

#include <optional>
#include <vector>

namespace sluice::lessons {

/// Something that is true or not of a SystemState: {"process":"writer","is":"blocked"}, {"channel":"pipe","is":"full"}.
struct Condition {
    enum class What { ProcessIs, ChannelFull, ChannelEmpty, ChannelNotEmpty };
    What what = What::ProcessIs;
    std::string subject; ///< name in the scenario
    state::Activity activity = state::Activity::Running;
    [[nodiscard]] bool holds(const state::SystemState& state, const scenario::Scenario& scenario) const;
};

/// A caption, shown from the moment when its condition first holds after the step before began.
struct Step {
    std::optional<Condition> when; ///< the first step has none
    QString text;
};

/// A button of the Try panel, with its key.
struct TryButton {
    QString label;      ///< "Close read end"
    QString labelWhenOn; ///< toggles: "Resume reader"; else empty
    std::string key;    ///< setting key: "reader.close", "reader.hold", "reader.step", "writer.nonblocking"
    QString shortcut;   ///< "C"
    int wantedAtStep = 0; ///< the step whose next thing this is, or 0
};

/// A lesson is data: one JSON file in resources/lessons.
struct Lesson {
    QString id;        ///< "pipe.backpressure"
    QString mechanism; ///< "Pipes"
    QString title;     ///< "A full pipe blocks its writer"
    QString about;     ///< one sentence
    scenario::Scenario scenario;
    std::vector<Step> steps;
    std::vector<TryButton> tries;
    std::vector<std::string> controls; ///< keys of settings to show as sliders and switches
};

/// Errors with file, line and JSON path.
[[nodiscard]] Result<Lesson> parse(const QByteArray& json, const QString& fileName);
/// All lessons that are built in, in teaching order.
[[nodiscard]] const std::vector<Lesson>& builtIn();
[[nodiscard]] const Lesson* find(const QString& id);
/// The most similar ids, best first, for "did you mean".
[[nodiscard]] QStringList closest(const QString& id);

/// Which step a moment of a trace belongs to: a function of the trace, kept up as it grows.
class Progress
{
public:
    Progress(const Lesson& lesson);
    void extend(const trace::TraceView& trace);
    [[nodiscard]] int stepAt(state::Moment moment) const; ///< index into lesson.steps
    [[nodiscard]] scene::Caption captionAt(state::Moment moment) const;

private:
    const Lesson* m_lesson;
    std::vector<state::Moment> m_begins; ///< of step i, as far as reached
    state::SystemState m_state;
    std::uint64_t m_taken = 0;
};

} // namespace sluice::lessons
