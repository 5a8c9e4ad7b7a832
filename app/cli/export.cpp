#include "export/export.h"

#include "cli/commands.h"
#include "cli/progress_line.h"
#include "cli/run_for.h"
#include "cli/source.h"

#include <cerrno>

namespace sluice::cli {

Outcome perform(const ExportTrace& request, const Console& console)
{
    if (Outcome apart = keptApart(request.file, request.output); !apart) return apart;
    const auto trace = openTrace(request.file, console);
    if (!trace) return refuse(trace.error());
    const auto format = request.to == ExportTo::Chrome ? exports::Format::Chrome
                        : request.to == ExportTo::Csv  ? exports::Format::Csv
                        : request.to == ExportTo::Race ? exports::Format::Race
                                                       : exports::Format::Perfetto;
    Interrupts interrupts;
    Result<void> written;
    {
        ProgressLine line(console, trace->eventCount(), "events");
        written = exports::writeFile(*trace, format, request.output, [&](std::uint64_t done) {
            line.show(done);
            return interrupts.take() == 0;
        });
    }
    if (!written && written.error().number == ECANCELED)
        return refuse({status::failed, "the export was not finished", "it was interrupted", "Nothing was written."});
    if (!written) return refuse(failed("cannot export " + request.file, written.error()));
    if (const Outcome sound = soundSoFar(*trace); !sound) return sound;
    return flushed(console);
}

} // namespace sluice::cli
