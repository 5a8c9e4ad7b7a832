#pragma once

#include "cli/outcome.h"
#include "lessons/lesson.h"
#include "scenario/scenario.h"
#include "trace/trace_view.h"

#include <string>

namespace sluice::cli {

enum class SourceKind { Lesson, LessonFile, ScenarioFile, Playlist, Trace };

/// What a word of the command line names: a lesson by its id; by its ending a playlist, or a file that is a lesson or
/// a scenario alone; a trace otherwise. Unknown lessons are refused with the closest names.
[[nodiscard]] OutcomeOf<SourceKind> kindOfSource(const std::string& word);

/// The lesson that is built in, or is in that file.
[[nodiscard]] OutcomeOf<const lessons::Lesson*> lessonFor(const std::string& word);

/// The scenario of a lesson or of a scenario file.
[[nodiscard]] OutcomeOf<scenario::Scenario> scenarioOf(const std::string& word);

/// The text of a file of at most 1 MiB.
[[nodiscard]] OutcomeOf<std::string> readText(const std::string& file);

/// Refuses an output that is the very file that is read: it would be gone before it was read.
[[nodiscard]] Outcome keptApart(const std::string& source, const std::string& output);

/// Opens a trace; a note goes to console.err if its end is missing.
[[nodiscard]] OutcomeOf<trace::TraceView> openTrace(const std::string& file, const Console& console);

/// Refuses a trace in which a damaged block was come upon: what was shown of it is not all, or not the moment asked
/// for.
[[nodiscard]] Outcome soundSoFar(const trace::TraceView& trace);

} // namespace sluice::cli
