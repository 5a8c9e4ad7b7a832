#pragma once

#include "export/output.h"
#include "export/story.h"

namespace sluice::exports {

// One function for each format, in the file of its name. False: `goOn` said so.
bool writePerfetto(const trace::TraceView& trace, Output& out, const Progress& goOn);
bool writeChrome(const trace::TraceView& trace, Output& out, const Progress& goOn);
bool writeCsv(const trace::TraceView& trace, Output& out, const Progress& goOn);

/// "SIGPIPE", "exit 0": how a process ended.
[[nodiscard]] std::string inWords(const state::Exit& exit);

} // namespace sluice::exports
