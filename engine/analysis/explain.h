#pragma once

#include "state/system_state.h"
#include "trace/trace_view.h"

#include <optional>
#include <string>
#include <vector>

namespace sluice::analysis {

/// Why a process does not go on.
struct WaitReason {
    enum class Kind {
        ChannelFull,
        ChannelEmpty,
        OtherEndNotOpen,
        NobodyConnects,
        NotAccepted,
        NotSignalled,
        NoDescriptor,
        LockTaken,
        HeldByViewer,
        Pace
    };
    Kind kind = Kind::ChannelFull;
    ProcessId process;
    ChannelId channel;
    TraceTime since;
    std::vector<ProcessId> whoCanWake; ///< other processes with the other end open, or that could open it
    bool operator==(const WaitReason&) const = default;
};

/// Why this process waits now, or nothing.
[[nodiscard]] std::optional<WaitReason> whyWaiting(const state::SystemState& state, ProcessId process);

/// One fact behind the picture, with who vouches for it. Texts are plain technical English ("FIONREAD = 65,536").
struct Fact {
    probe::Evidence evidence = probe::Evidence::Probe;
    std::string text;
    bool operator==(const Fact&) const = default;
};

/// What happens right now, for the Now panel: the process that matters most (blocked before dead before held …).
struct Explanation {
    ProcessId process;    ///< what is lit; 0: nobody
    std::string headline; ///< "The writer waits in write(): the pipe is full."
    std::string sentence; ///< "writer 4711 waits in write(4, 4096 bytes): the pipe is full, 65,536 of 65,536; only …"
    std::optional<Duration> waiting; ///< for how long, real time
    std::vector<Fact> facts;
    std::vector<std::string> wakers; ///< "reader: a read() that empties one slot"
    bool operator==(const Explanation&) const = default;
};

[[nodiscard]] Explanation explain(const state::SystemState& state, const trace::TraceView& trace);
/// The same for one process, whatever it does.
[[nodiscard]] Explanation explain(const state::SystemState& state, const trace::TraceView& trace, ProcessId process);

} // namespace sluice::analysis
