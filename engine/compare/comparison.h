#pragma once

#include "base/error.h"
#include "mechanisms/lane.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace sluice::compare {

using mechanisms::Through;
using mechanisms::Waiting;

/// On which processors the two processes of a lane run.
enum class Pinning : std::uint8_t {
    Two,  ///< each on one of its own
    One,  ///< both on the same
    Free, ///< wherever the kernel puts them
};

/// What is asked for: the same of every lane.
struct Plan {
    std::vector<Through> lanes;
    std::int64_t size = 64; ///< bytes, 8 to 1 MiB
    // Often and briefly rather than seldom and long: a machine is quicker in one second than in the next, and what
    // all lanes have met in turn cancels out.
    std::int64_t roundTrips = 300;
    std::int64_t messages = 3'000; ///< one way
    std::int64_t warmUp = 30;      ///< round trips before each pass that are not counted
    int repetitions = 51;          ///< each of every lane, with processes of its own; their order turns around
    Waiting waiting = Waiting::Block;
    Pinning pinning = Pinning::Two;
    std::int64_t capacity = 65536; ///< bytes asked for; 0: as the system has it
    bool operator==(const Plan&) const = default;
};

/// Under which circumstances a lane has really run.
struct Facts {
    std::int64_t size = 0, roundTrips = 0, messages = 0, warmUp = 0;
    int repetitions = 0;
    Waiting waiting = Waiting::Block;
    int senderCpu = -1, receiverCpu = -1; ///< -1: the kernel chose
    double held = 0;                      ///< bytes that fitted in, measured; median of the repetitions
    bool operator==(const Facts&) const = default;
    [[nodiscard]] double heldMessages() const { return size > 0 ? held / static_cast<double>(size) : 0; }
};

/// A figure of every repetition: their median, and the quartiles around it.
struct Spread {
    double median = 0, low = 0, high = 0;
    bool operator==(const Spread&) const = default;
    /// How far the quartiles are apart, in parts of the median.
    [[nodiscard]] double relative() const { return median > 0 ? (high - low) / median : 0; }
    /// Of a ratio: 1 lies between its quartiles, so that no difference was seen, and a quarter of the repetitions is at
    /// least so far from it. Nothing: there is a difference.
    [[nodiscard]] std::optional<double> unseenBelow() const
    {
        if (low > 1 || high < 1) return std::nullopt;
        return std::max(1 - low, high - 1);
    }
};

/// Times in ns, of all repetitions together.
struct Latency {
    std::vector<std::int64_t> sorted;
    Spread median; ///< of each repetition's own median
    bool operator==(const Latency&) const = default;
};

/// What one message one way takes: of both processes together.
struct Cost {
    double calls = 0;       ///< system calls, counted
    double cpuTime = 0;     ///< ns
    double systemTime = 0;  ///< of these in the kernel
    double waits = 0;       ///< voluntary context switches
    double preemptions = 0; ///< involuntary ones
    double faults = 0;      ///< page faults that needed no reading
    bool operator==(const Cost&) const = default;
};

/// What the probe takes: with events against without, in the same processes one after the other. Medians of the
/// repetitions' own ratios.
struct ProbeCost {
    Spread throughput; ///< 0.97: with events 97 % of the messages get through
    Spread roundTrip;  ///< 1.02: with events a round trip takes 2 % longer
    bool operator==(const ProbeCost&) const = default;
};

/// One mechanism, measured without events.
struct Lane {
    Through through = Through::Pipe;
    std::optional<Error> why; ///< it could not run; then nothing else counts
    Facts facts;
    Spread throughput; ///< messages per second
    Latency roundTrip, oneWay;
    Cost oneAtATime, asFastAsItGoes;
    double memory = 0; ///< bytes that the messages take when it is full, one way; median of the repetitions
    ProbeCost probe;
    bool operator==(const Lane&) const = default;
};

struct Comparison {
    Plan plan;
    std::vector<Lane> lanes; ///< in the order of the plan
};

/// "pipe": as the command line has it.
[[nodiscard]] std::string_view name(Through through);
[[nodiscard]] std::optional<Through> throughNamed(std::string_view name);
[[nodiscard]] std::string_view name(Waiting waiting);
[[nodiscard]] std::string_view name(Pinning pinning);

/// How often the bytes of a message are copied, by the way the mechanism is made: into the kernel and out of it, or
/// into the segment and out of it. Not measured.
[[nodiscard]] int copiesPerMessage(Through through);
/// Of how many messages one is reported where events are on; 1: of each, every call.
[[nodiscard]] std::uint32_t eventsOneIn(Through through);

} // namespace sluice::compare
