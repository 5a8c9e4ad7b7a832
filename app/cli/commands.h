#pragma once

#include "cli/outcome.h"
#include "cli/request.h"

namespace sluice::cli {

// One function per command, each in the file of its name. None needs a display.
[[nodiscard]] Outcome perform(const ListLessons& request, const Console& console);
[[nodiscard]] Outcome perform(const RunLesson& request, const Console& console);
[[nodiscard]] Outcome perform(const ShowInfo& request, const Console& console);
[[nodiscard]] Outcome perform(const ShowEvents& request, const Console& console);
[[nodiscard]] Outcome perform(const ShowState& request, const Console& console);
[[nodiscard]] Outcome perform(const RenderPicture& request, const Console& console);
[[nodiscard]] Outcome perform(const RecordFilm& request, const Console& console);
[[nodiscard]] Outcome perform(const ExportTrace& request, const Console& console);
[[nodiscard]] Outcome perform(const AskDoctor& request, const Console& console);
[[nodiscard]] Outcome perform(const RecoverTrace& request, const Console& console);
[[nodiscard]] Outcome perform(const CompareMechanisms& request, const Console& console);

/// Fails if what was written to console.out has not arrived, e.g. on a full disk.
[[nodiscard]] Outcome flushed(const Console& console);

} // namespace sluice::cli
