#pragma once

#include "state/system_state.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace sluice::analysis {

/// What a process can wait for.
enum class WaitObject : std::uint8_t {
    Data,       ///< something to receive
    Room,       ///< for what it sends
    Lock,       ///< somebody has it
    OtherEnd,   ///< of a FIFO, to be opened
    Connection, ///< of any client
    Acceptance, ///< of its own connection
    Signal,
    Descriptor, ///< a message that carries one
    Last = Descriptor,
};

/// Who can end a wait, and by what.
struct Releaser {
    ProcessId process;
    probe::Call call = probe::Call::None; ///< None: by unlocking
    int fd = -1;                          ///< the descriptor that it would use; -1: none
    probe::Evidence evidence = probe::Evidence::Probe;
    bool operator==(const Releaser&) const = default;
};

/// An edge from a process to the object that it waits for, and the edges from there to whoever can release it.
struct Wait {
    ProcessId process;
    probe::Call call = probe::Call::None; ///< in which it waits
    WaitObject object = WaitObject::Data;
    ChannelId channel;      ///< that the object belongs to
    std::uint32_t lock = 0; ///< number of a lock
    TraceTime since;
    probe::Evidence evidence = probe::Evidence::Derived; ///< that it waits
    std::vector<Releaser> releasers;
    bool othersToo = false; ///< somebody who is not known here can release it as well: a client, a signal
    bool deadlock = false;  ///< it can never end: all who could release it wait in the same way
    bool operator==(const Wait&) const = default;
};

/// The wait-for graph of a state: its processes that are blocked, what they wait for and who can release that. Whoever
/// is one of several releasers is enough, so a cycle alone is no deadlock: all ways out have to lead back into it.
struct WaitForGraph {
    std::vector<Wait> waits;                               ///< in the order of the processes
    std::vector<std::vector<ProcessId>> deadlocks;         ///< cycles: each waits for the next, the last for the first
    [[nodiscard]] const Wait* of(ProcessId process) const; ///< null: it is not blocked
    bool operator==(const WaitForGraph&) const = default;
};

[[nodiscard]] WaitForGraph waitForGraph(const state::SystemState& state);
/// One process's part of it, but for `deadlock`. Nothing if it is not blocked.
[[nodiscard]] std::optional<Wait> waitOf(const state::SystemState& state, ProcessId process);

/// "data", "room", "lock", "other-end", "connection", "acceptance", "signal", "descriptor".
[[nodiscard]] std::string_view name(WaitObject object);

} // namespace sluice::analysis
