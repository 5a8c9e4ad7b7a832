#include "cli/commands.h"
#include "cli/event_line.h"
#include "cli/source.h"

#include <algorithm>
#include <array>
#include <ostream>

namespace sluice::cli {

Outcome perform(const ShowEvents& request, const Console& console)
{
    const auto trace = openTrace(request.file, console);
    if (!trace) return refuse(trace.error());
    std::array<probe::Event, 1024> some;
    for (std::uint64_t first = 0; first < trace->eventCount() && console.out.good();) {
        const std::size_t count = trace->read(first, some);
        if (count == 0) break;
        for (std::size_t i = 0; i < count; ++i) {
            if (request.format == Format::ForMachines)
                console.out << dump(toJson(some[i], first + i, *trace), -1) << '\n';
            else console.out << inWords(some[i], *trace) << '\n';
        }
        first += count;
    }
    const Outcome written = flushed(console);
    return written ? soundSoFar(*trace) : written;
}

} // namespace sluice::cli
