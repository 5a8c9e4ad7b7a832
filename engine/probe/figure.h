#pragma once

#include <cstdint>
#include <string_view>

namespace sluice::probe {

/// What Measured and KernelMeasured tell. The comment gives unit and, after a colon, what the upper half of `detail`
/// counts.
enum class Figure : std::uint16_t {
    None,
    Additions,    ///< to the counter, by this process
    CounterValue, ///< as this process has read it back
    LostUpdates,  ///< additions that are not in the counter
    Recoveries,   ///< locks got with EOWNERDEAD
    Core,         ///< logical processor that it is pinned to; -1: none
    LineOffset,   ///< byte of the line at which its variable begins
    Padded,       ///< 1: each variable has a line of its own
    Accesses,     ///< timed
    Transfers,    ///< of those: the time says that the line came from the other core
    Unclear,      ///< of those: interrupted, so that the time says nothing
    ProvenMoves,  ///< of those: the value proves that the line had moved
    ProvenFound,  ///< of those: the time says so too
    ProvenStays,  ///< it is known that it had not: by the values, or because nobody else has that line
    ProvenWrong,  ///< of those: the time says that it had
    AddTime,      ///< picoseconds per addition, not timed one by one: 0 same line, 1 padded
    Bin,          ///< timed accesses: in this bin of binNs each
    Threshold,    ///< nanoseconds: what takes longer is a transfer
    Verdict,      ///< LineVerdict
    SampledOneIn, ///< so many accesses for one event
    Apart,        ///< 1: the probe's own memory has no line in common with what is observed
    RingHead,     ///< messages put into the ring
    RingTail,     ///< messages taken out
    RingSlots,
    Polls,        ///< PollOutcome: of this way of polling
    PollTime,     ///< nanoseconds from the store to the end of the loop: of this way of polling
    FileSystem,   ///< statfs(2), f_type
    ChunkTime,    ///< picoseconds per access: on this node
    Nodes,        ///< that the machine has
    PageNode,     ///< on which the page is (move_pages(2)), or -errno: page
    Frame,        ///< number of the physical frame (/proc/PID/pagemap), 0: may not be read: mapping
    Device,       ///< of the file behind it (/proc/PID/maps): mapping
    Inode,        ///< the same
    FileOffset,   ///< the same, bytes
    DirtyBytes,   ///< Shared_Dirty + Private_Dirty of /proc/PID/smaps: mapping
    SharedCache,  ///< 1: the two cores share a cache below the last level, 2: they are one core's hyperthreads
    TransferRate, ///< per second, while both add
    Overlap,      ///< of 1,000 parts of the time that it was to add, so many in which the other one added as well
    Preemptions,  ///< involuntary context switches of this process (getrusage(2), ru_nivcsw)
    ParentPid,    ///< getppid(2)
    Policy,       ///< mode of the memory policy (get_mempolicy(2)), or -errno: on this node
    AddressNode,  ///< on which the first page is (get_mempolicy(2) with MPOL_F_NODE), or -errno: on this node
    LaneTally,    ///< what one pass over a lane took: see mechanisms/lane.h
    LaneStamp,    ///< raw time at which a message went or came: in this pass
    // Of a race through several mechanisms; what the upper half of `detail` holds: see mechanisms/race.h.
    RaceRounds,  ///< in which every lane has had its turn
    RaceTurn,    ///< lane that is running, -1: none
    RaceFact,    ///< what is the same for every lane: RaceFact
    RaceTally,   ///< sums of all turns without events, both processes together: lane, part and Tally
    RaceStat,    ///< of all turns together: lane and RaceStat
    RaceTimes,   ///< messages that took so long: lane, way and bin
    RaceArrival, ///< ns from the first message to this one's arrival, in the newest turn: lane and point
    RaceSize,    ///< of a sweep: lane, RaceSize and size
    Last = RaceSize,
};
inline constexpr unsigned binNs = 10, bins = 48; ///< of the histogram of access times; the last one holds all above
enum class LineVerdict : std::uint8_t {
    Calibrating,
    Separable,    ///< transfers can be told from accesses that stayed
    Overlapping,  ///< they cannot, so far
    OneProcessor, ///< nor ever: these processes may use only one
    Alone,        ///< nobody knows: the two have not run at the same time so far
    Unsure,       ///< they could be, and just now cannot: nothing is judged meanwhile
    Last = Unsure
};
enum class PollOutcome : std::uint8_t { Waiting, Woken, TimedOut, Last = TimedOut };

/// Stable lower-case name: "lost-updates". Unknown values give "?".
[[nodiscard]] std::string_view name(Figure figure);

} // namespace sluice::probe
