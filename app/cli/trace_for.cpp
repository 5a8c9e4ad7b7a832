#include "cli/trace_for.h"

#include "cli/run_for.h"
#include "cli/source.h"

namespace sluice::cli {

OutcomeOf<trace::TraceView> traceFor(const std::string& word, Duration length, const Console& console)
{
    const auto kind = kindOfSource(word);
    if (!kind) return refuse(kind.error());
    if (*kind == SourceKind::Trace) return openTrace(word, console);
    const auto scenario = scenarioOf(word);
    if (!scenario) return refuse(scenario.error());
    const auto file = TraceFile::temporary();
    if (!file) return refuse(file.error());
    // A little longer, so that what happened until then has certainly arrived.
    return runFor(*scenario, length + milliseconds(100), *file, console, std::nullopt, WhenInterrupted::NothingIsMade);
}

} // namespace sluice::cli
