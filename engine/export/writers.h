#pragma once

#include "export/output.h"
#include "export/story.h"

namespace sluice::exports {

// One function for each format, in the file of its name. False: `goOn` said so.
bool writePerfetto(const trace::TraceView& trace, Output& out, const Progress& goOn);
bool writeChrome(const trace::TraceView& trace, Output& out, const Progress& goOn);
bool writeCsv(const trace::TraceView& trace, Output& out, const Progress& goOn);
bool writeRaceTable(const trace::TraceView& trace, Output& out, const Progress& goOn);
/// Does it tell of several mechanisms in turn?
[[nodiscard]] bool isRace(const trace::TraceView& trace);

/// "SIGPIPE", "exit 0": how a process ended.
[[nodiscard]] std::string inWords(const state::Exit& exit);

/// Is the call about one?
[[nodiscard]] constexpr bool hasDescriptor(probe::Call call)
{
    return !probe::isAboutSignals(call) && call != probe::Call::FutexWait && call != probe::Call::ClockNanosleep;
}
/// What the size of a call means.
[[nodiscard]] inline const char* sizeName(probe::Call call)
{
    const bool bytes = probe::transferOf(call) != probe::Transfer::None;
    return probe::sendsSignal(call) ? "signal" : bytes ? "bytes asked" : "argument";
}

} // namespace sluice::exports
