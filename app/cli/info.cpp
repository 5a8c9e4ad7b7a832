#include "cli/commands.h"
#include "cli/source.h"
#include "cli/summary.h"

#include <ostream>

namespace sluice::cli {

Outcome perform(const ShowInfo& request, const Console& console)
{
    const auto trace = openTrace(request.file, console);
    if (!trace) return refuse(trace.error());
    const Summary summary = summarize(*trace);
    if (request.format == Format::ForMachines) console.out << dump(toJson(summary)) << '\n';
    else console.out << inWords(summary);
    return flushed(console);
}

} // namespace sluice::cli
