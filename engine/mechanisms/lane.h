#pragma once

#include "mechanisms/mechanism.h"

#include <array>

namespace sluice::mechanisms {

// Lanes: two processes pass messages of one size through a mechanism and time it, first there and back, one message at
// a time, then one way as fast as it goes. Settings, roles and code are the same for every mechanism up to the call
// that moves the bytes, so that what two lanes differ in is the mechanism.

/// What a lane leads through.
enum class Through : std::uint8_t {
    Pipe,
    Fifo,
    Queue,
    Unix,
    Tcp,
    Pair,
    Datagram,
    Seqpacket,
    Memory, ///< a ring in memory that both map
    Signal, ///< real-time signals, each with one value
    File,   ///< the same ring in a file that both map
    Last = File
};
inline constexpr std::size_t throughs = static_cast<std::size_t>(Through::Last) + 1;
/// Is a message moved by loads and stores, without a call?
[[nodiscard]] constexpr bool isMemory(Through through)
{
    return through == Through::Memory || through == Through::File;
}

/// How a process waits for a message, or for room for one.
enum class Waiting : std::uint8_t {
    Block, ///< in the call that moves the bytes; in shared memory, futex(2)
    Poll,  ///< in poll(2), and then the call
    Spin,  ///< asks again at once, and sleeps never
    Last = Spin
};

/// Which passes a lane makes: each of them both ways of timing, without events or with.
enum class LaneEvents : std::uint8_t { Off, On, OffThenOn, OnThenOff, Last = OnThenOff };
inline constexpr unsigned mostPasses = 2;

/// A pass is timed in two parts.
enum class LanePart : std::uint8_t {
    RoundTrips, ///< one message at a time, there and back
    OneWay,     ///< from the sender to the receiver, as fast as it goes; one comes back when all have arrived
    Last = OneWay
};

/// What one process tells of one part of one pass: Figure::LaneTally.
enum class Tally : std::uint8_t {
    Nanoseconds, ///< from the first message to the last one back
    Messages,    ///< one way; of round trips, both ways counted
    Calls,       ///< system calls that this process made for them
    CpuTime,     ///< ns that it ran (CLOCK_PROCESS_CPUTIME_ID)
    SystemTime,  ///< of these in the kernel (getrusage(2), ru_stime)
    Waits,       ///< voluntary context switches (ru_nvcsw)
    Preemptions, ///< involuntary ones (ru_nivcsw)
    Faults,      ///< page faults that needed no reading (ru_minflt)
    Held,        ///< bytes that fitted in before there was no room for another message: of the lane, told once
    Memory,      ///< bytes of memory that its own end took when the lane was full: see memoryOf(); told once
    Last = Memory
};

/// Where a tally stands in the index of its figure.
[[nodiscard]] constexpr std::uint16_t tallyIndex(unsigned pass, LanePart part, Tally tally)
{
    return static_cast<std::uint16_t>(pass << 8 | static_cast<unsigned>(part) << 4 | static_cast<unsigned>(tally));
}

/// Keys of the settings, which all kinds of lanes share.
namespace lane {
inline constexpr std::string_view family = "lane", sender = "sender", receiver = "receiver", size = "lane.size",
                                  roundTrips = "lane.round-trips", messages = "lane.messages", warmUp = "lane.warm-up",
                                  waiting = "lane.waiting", senderCpu = "lane.sender-cpu",
                                  receiverCpu = "lane.receiver-cpu", capacity = "lane.capacity", events = "lane.events";
inline constexpr std::int64_t smallestMessage = 8, largestMessage = 1 << 20;
inline constexpr std::int64_t signalBytes = 8; ///< sigqueue(3): a union sigval
/// In shared memory, where a message takes about as long as reading the clock, one in so many is reported.
inline constexpr std::uint32_t sampledOneIn = 16;
} // namespace lane

/// Kind of the channel: "lane-pipe".
[[nodiscard]] std::string_view laneKind(Through through);
[[nodiscard]] Mechanism laneThrough(Through through);

} // namespace sluice::mechanisms
