#pragma once

#include "cli/outcome.h"
#include "scenario/scenario.h"
#include "trace/trace_view.h"

#include <string>

namespace sluice::cli {

enum class SourceKind { Lesson, ScenarioFile, Playlist, Trace };

/// What a word of the command line names: a lesson by its id, a playlist or a scenario by its ending, a trace
/// otherwise. Unknown lessons are refused with the closest names.
[[nodiscard]] OutcomeOf<SourceKind> kindOfSource(const std::string& word);

/// The scenario of a lesson or of a scenario file.
[[nodiscard]] OutcomeOf<scenario::Scenario> scenarioOf(const std::string& word);

/// Opens a trace; a note goes to console.err if its end is missing.
[[nodiscard]] OutcomeOf<trace::TraceView> openTrace(const std::string& file, const Console& console);

/// Refuses a trace in which a damaged block was come upon: what was shown of it is not all, or not the moment asked
/// for.
[[nodiscard]] Outcome soundSoFar(const trace::TraceView& trace);

} // namespace sluice::cli
