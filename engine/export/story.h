#pragma once

#include "export/export.h"
#include "state/system_state.h"

#include <string>
#include <vector>

namespace sluice::exports {

/// A system call, from its entry to its return.
struct CallSlice {
    ProcessId process;
    state::CallState call;
    bool returned = true;                 ///< false: it was still running at the trace's end
    std::uint64_t flowOut = 0;            ///< of the message that it sent; 0: none
    std::vector<std::uint64_t> flowsIn{}; ///< of the messages whose last bytes it brought
    [[nodiscard]] TraceTime end(TraceTime traceEnd) const { return returned ? call.returned : traceEnd; }
};

/// What a process was doing from then to then.
struct ActivitySlice {
    ProcessId process;
    state::Activity activity = state::Activity::Running;
    TraceTime begin, end;
};

/// Hears what happened in a trace, in the terms of other programs. Slices come when they are over: by the time of
/// their end.
class Listener
{
public:
    virtual ~Listener() = default;
    /// Before all else, once for each process and channel.
    virtual void process(ProcessId id, const std::string& name, int pid) = 0;
    /// `counts`: what is inside it: "bytes", "pending signals".
    virtual void channel(ChannelId id, const std::string& name, const std::string& counts) = 0;

    virtual void call(const CallSlice& slice) = 0;
    virtual void activity(const ActivitySlice& slice) = 0;
    virtual void depth(ChannelId channel, TraceTime time, std::uint64_t inside) = 0;
    virtual void ended(ProcessId process, TraceTime time, const state::Exit& exit) = 0;
    virtual void lost(ProcessId process, TraceTime time, std::uint32_t events) = 0;
};

/// Goes through a trace once. Every message has one flow, from the calls that sent it to the one that took its last
/// byte. False: `goOn` said so.
bool tell(const trace::TraceView& trace, Listener& listener, const Progress& goOn);

} // namespace sluice::exports
