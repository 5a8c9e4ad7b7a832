#pragma once

#include "trace/trace_view.h"

#include <filesystem>
#include <functional>

/// A trace for other programs. (The room's name is a word of the language, so the namespace has another.)
namespace sluice::exports {

enum class Format {
    Perfetto, ///< protobuf for ui.perfetto.dev: processes, calls, activities, depths, a flow per message
    Chrome,   ///< JSON in the trace event format, for about:tracing and speedscope
    Csv,      ///< every event, one a line, with the names of columns above
    Race, ///< the same form; of a lesson of trade-offs what it had measured in the end, a mechanism (and size) a line
};

/// Told from time to time how many events are done; false ends the work.
using Progress = std::function<bool(std::uint64_t)>;

/// Writes the file, which has its name once it is whole. The same trace gives the same bytes. Memory does not grow with
/// the trace. Errors: the file's own; ECANCELED if it was ended; a
/// trace that has no race.
[[nodiscard]] Result<void> writeFile(const trace::TraceView& trace, Format format, const std::filesystem::path& file,
                                     const Progress& progress = {});

} // namespace sluice::exports
