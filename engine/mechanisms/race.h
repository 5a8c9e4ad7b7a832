#pragma once

#include "mechanisms/lane.h"

#include <bit>

namespace sluice::mechanisms {

// A race: two processes pass the same messages through several mechanisms in turn, round after round, and tell after
// each turn what it took. What they tell are figures; here is where each of them stands.

/// What is the same for every lane: Figure::RaceFact.
enum class RaceFact : std::uint16_t {
    Size,
    RoundTrips,
    Messages,
    WarmUp,
    Waiting,
    SenderCpu,
    ReceiverCpu,
};

/// What all turns of a lane say together: Figure::RaceStat. `Low`, `High`: the quartiles of its turns.
enum class RaceStat : std::uint16_t {
    Turns,   ///< without events
    RateLow, ///< messages per second, one way
    RateMedian,
    RateHigh,
    TripLow, ///< ns there and back: of each turn its median, of these the quartiles
    TripMedian,
    TripHigh,
    ProbeTurns,   ///< with events
    ProbeRate,    ///< with events so many of 1,000 messages get through that get through without
    ProbeTrip,    ///< with events a round trip takes so many thousandths of what it takes without
    Held,         ///< bytes that fit in, measured
    Memory,       ///< bytes of memory that a full one takes: see memoryOf()
    Refused,      ///< errno: why it has no turn; 0: it has
    RateNewest,   ///< of the newest turn without events
    TripNewest,   ///< its median
    ProbeRateLow, ///< the quartiles with events, each against the one of those without that it is furthest from
    ProbeRateHigh,
    ProbeTripLow,
    ProbeTripHigh,
    Last = ProbeTripHigh
};

/// Of a sweep over sizes, each lane at each of raceSizes: Figure::RaceSize. `Low`, `High`: the quartiles of its turns.
enum class RaceSize : std::uint16_t {
    Turns,
    Rate,
    Trip,
    Refused,
    RateLow,
    RateHigh,
    TripLow,
    TripHigh,
    Last = TripHigh
};
inline constexpr std::array<std::int64_t, 7> raceSizes{8, 64, 512, 4096, 32'768, 262'144, 1'048'576};
/// The one whose turn it is in a round: from the smallest up, then from the largest down again.
[[nodiscard]] constexpr std::size_t raceSizeIn(std::int64_t round)
{
    constexpr std::size_t count = raceSizes.size();
    const std::size_t place = static_cast<std::size_t>(round) % (2 * count);
    return place < count ? place : 2 * count - 1 - place;
}

/// Which way the times of Figure::RaceTimes are of.
enum class RaceWay : std::uint16_t { RoundTrip, OneWay };

/// Bins of a logarithmic scale: 16 to a factor of two, from 16 ns; the last one holds all above.
inline constexpr std::uint16_t raceBins = 16 * 24;
[[nodiscard]] constexpr std::uint16_t raceBin(std::int64_t ns)
{
    const auto value = static_cast<std::uint64_t>(ns < 16 ? 16 : ns);
    const unsigned octave = static_cast<unsigned>(std::bit_width(value)) - 5; // 16 … 31 is the first
    const std::uint64_t part = value >> octave & 0xfU;
    const std::uint64_t bin = octave * 16U + part;
    return static_cast<std::uint16_t>(bin < raceBins ? bin : raceBins - 1U);
}
/// The shortest time of a bin, in ns; of raceBins the end of the last one.
[[nodiscard]] constexpr std::int64_t raceBinFrom(std::uint16_t bin)
{
    return static_cast<std::int64_t>(std::uint64_t{16U + bin % 16U} << bin / 16U);
}

/// One way no more in a turn than messages of so many bytes together: a large one counts for many small ones.
inline constexpr std::int64_t raceMostBytes = 4 << 20;

/// Moments of the newest turn's messages one way: of each sixteenth of them, when its last one had arrived.
inline constexpr std::uint16_t racePoints = 16;

// Where a figure of a lane stands in its index. At most 16 lanes.
static_assert(throughs <= 16 && raceBins <= 1024 && raceSizes.size() <= 8);
[[nodiscard]] constexpr std::uint16_t raceIndex(Through lane, unsigned shift, unsigned rest)
{
    return static_cast<std::uint16_t>(static_cast<unsigned>(lane) << shift | rest);
}
[[nodiscard]] constexpr std::uint16_t raceIndex(Through lane, RaceStat stat)
{
    return raceIndex(lane, 5, static_cast<unsigned>(stat));
}
[[nodiscard]] constexpr std::uint16_t raceIndex(Through lane, LanePart part, Tally tally)
{
    return raceIndex(lane, 5, static_cast<unsigned>(part) << 4 | static_cast<unsigned>(tally));
}
[[nodiscard]] constexpr std::uint16_t raceIndex(Through lane, RaceWay way, std::uint16_t bin)
{
    return raceIndex(lane, 11, static_cast<unsigned>(way) << 10 | bin);
}
[[nodiscard]] constexpr std::uint16_t raceArrival(Through lane, std::uint16_t point)
{
    return raceIndex(lane, 5, point);
}
[[nodiscard]] constexpr std::uint16_t raceIndex(Through lane, RaceSize what, std::size_t size)
{
    return raceIndex(lane, 6, static_cast<unsigned>(what) << 3 | static_cast<unsigned>(size));
}

/// The same race under four names, which are drawn in different ways: how it is run, how its times are spread, all
/// mechanisms in a table, and a curve over the size of messages.
[[nodiscard]] Mechanism race();
[[nodiscard]] Mechanism raceTimes();
[[nodiscard]] Mechanism raceTable();
[[nodiscard]] Mechanism raceSweep();

/// Keys of its settings that others ask for.
namespace raceKey {
inline constexpr std::string_view byMessage = "race.by-message", oneWay = "race.one-way", rate = "race.rate",
                                  messages = "race.messages", sweep = "race.sweep";
} // namespace raceKey
/// "race.pipe": whether that lane takes part.
[[nodiscard]] std::string_view raceKeyOf(Through lane);

} // namespace sluice::mechanisms
