#include "cli/commands.h"
#include "cli/quantities.h"
#include "cli/source.h"
#include "cli/state_json.h"
#include "state/replay.h"

#include <algorithm>
#include <ostream>

namespace sluice::cli {

Outcome perform(const ShowState& request, const Console& console)
{
    const auto trace = openTrace(request.file, console);
    if (!trace) return refuse(trace.error());
    if (request.at > trace->end())
        console.err << "sluice: this trace ends after " << inWords(Duration{trace->end().ns}) << "; its end is shown\n";
    state::Replay replay(*trace);
    const state::SystemState& state = replay.at(std::min(request.at, trace->end()));
    if (const Outcome sound = soundSoFar(*trace); !sound) return sound;
    if (request.format == Format::ForMachines) console.out << dump(toJson(state, *trace)) << '\n';
    else console.out << inWords(state, *trace);
    return flushed(console);
}

} // namespace sluice::cli
