#include "lessons/condition.h"

#include "mechanisms/race.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace sluice::lessons {

namespace {

using mechanisms::SharedMemory;
using probe::Figure;
using probe::LineVerdict;
using probe::PollOutcome;

std::int64_t newestOf(const SharedMemory& memory, Figure what, std::int64_t otherwise, std::uint16_t index = 0)
{
    const auto* found = memory.newest(what, index);
    return found ? found->value : otherwise;
}

bool verdictIs(const SharedMemory& memory, LineVerdict verdict)
{
    return newestOf(memory, Figure::Verdict, -1) == static_cast<std::int64_t>(verdict);
}

std::size_t processesWith(const SharedMemory& memory, std::uint32_t flags)
{
    std::set<std::uint16_t> processes;
    for (const auto& each : memory.places)
        if ((each.flags & flags) != 0) processes.insert(each.process.value);
    return processes.size();
}

/// Has a private page got a frame that the others do not have? Without the right to see frames: has anybody stored
/// into it?
bool split(const SharedMemory& memory)
{
    std::map<std::uint16_t, std::set<std::int64_t>> frames; // by mapping
    const auto isPrivate = [](const SharedMemory::Place& place) { return (place.flags & probe::mapPrivate) != 0; };
    for (const auto& place : memory.places)
        if (const auto frame = memory.value(Figure::Frame, place.process, place.which); frame > 0)
            frames[place.which].insert(frame);
    if (!frames.empty())
        return std::ranges::any_of(
            memory.places, [&](const auto& place) { return isPrivate(place) && frames[place.which].size() > 1; });
    return std::ranges::any_of(memory.touched, [&](const auto& each) {
        const auto* place = memory.place(each.process, each.which);
        return each.how == probe::Touch::Store && place && isPrivate(*place);
    });
}

std::int64_t dirty(const SharedMemory& memory)
{
    std::int64_t most = -1;
    for (const auto& each : memory.figures)
        if (each.what == Figure::DirtyBytes) most = std::max(most, each.value);
    return most;
}

template <probe::Touch how>
bool touched(const SharedMemory& memory)
{
    return std::ranges::any_of(memory.touched, [](const auto& each) { return each.how == how; });
}

template <std::uint16_t way, PollOutcome outcome>
bool polled(const SharedMemory& memory)
{
    return newestOf(memory, Figure::Polls, -1, way) == static_cast<std::int64_t>(outcome);
}

template <std::int64_t rounds>
bool raced(const SharedMemory& memory)
{
    return newestOf(memory, Figure::RaceRounds, 0) >= rounds;
}

/// After a round, of a race through several mechanisms: which lane gets the most messages through.
template <mechanisms::Through through>
bool isFirst(const SharedMemory& memory)
{
    if (!raced<1>(memory)) return false;
    const auto rateOf = [&](mechanisms::Through lane) {
        return newestOf(memory, Figure::RaceStat, 0, raceIndex(lane, mechanisms::RaceStat::RateMedian));
    };
    for (std::size_t i = 0; i < mechanisms::throughs; ++i)
        if (const auto other = static_cast<mechanisms::Through>(i);
            other != through && rateOf(other) >= rateOf(through))
            return false;
    return true;
}

/// A lane of a race has no turn: its mechanism takes no such messages.
bool refused(const SharedMemory& memory)
{
    using mechanisms::RaceSize;
    using mechanisms::RaceStat;
    for (std::size_t i = 0; i < mechanisms::throughs; ++i) {
        const auto lane = static_cast<mechanisms::Through>(i);
        if (newestOf(memory, Figure::RaceStat, 0, raceIndex(lane, RaceStat::Refused)) != 0) return true;
        for (std::size_t size = 0; size < mechanisms::raceSizes.size(); ++size)
            if (newestOf(memory, Figure::RaceSize, 0, raceIndex(lane, RaceSize::Refused, size)) != 0) return true;
    }
    return false;
}

constexpr std::array<MemoryWord, 31> allWords{{
    {"transferring",
     [](const SharedMemory& m) { return m.sum(Figure::Transfers) > 0 && newestOf(m, Figure::Padded, 1) == 0; }},
    {"padded", [](const SharedMemory& m) { return newestOf(m, Figure::Padded, 0) == 1; }},
    {"same-line", [](const SharedMemory& m) { return newestOf(m, Figure::Padded, 1) == 0; }},
    {"proven", [](const SharedMemory& m) { return m.sum(Figure::ProvenMoves) > 0; }},
    {"not-separable",
     [](const SharedMemory& m) {
         return verdictIs(m, LineVerdict::Overlapping) || verdictIs(m, LineVerdict::Alone)
                || verdictIs(m, LineVerdict::OneProcessor);
     }},
    {"mapped-once", [](const SharedMemory& m) { return processesWith(m, ~0U) >= 1; }},
    {"mapped-twice", [](const SharedMemory& m) { return processesWith(m, ~0U) >= 2; }},
    {"stored", touched<probe::Touch::Store>},
    {"loaded", touched<probe::Touch::Load>},
    {"added", touched<probe::Touch::Add>},
    {"split", split},
    {"losing", [](const SharedMemory& m) { return m.lost() > 0; }},
    {"thousands", [](const SharedMemory& m) { return m.sum(Figure::Additions) > 1'000; }},
    {"recovered", [](const SharedMemory& m) { return m.sum(Figure::Recoveries) > 0; }},
    {"dirty", [](const SharedMemory& m) { return dirty(m) > 0; }},
    {"clean", [](const SharedMemory& m) { return dirty(m) == 0; }},
    {"plain-timed-out", polled<0, PollOutcome::TimedOut>},
    {"volatile-woken", polled<1, PollOutcome::Woken>},
    {"atomic-woken", polled<2, PollOutcome::Woken>},
    {"placed", [](const SharedMemory& m) { return m.newest(Figure::PageNode) != nullptr; }},
    {"begun", [](const SharedMemory& m) { return m.newest(Figure::RaceTurn) != nullptr; }},
    {"one-round", raced<1>},
    {"three-rounds", raced<3>},
    {"seven-rounds", raced<7>},
    {"ten-rounds", raced<10>},
    {"pipe-first", isFirst<mechanisms::Through::Pipe>},
    {"queue-first", isFirst<mechanisms::Through::Queue>},
    {"tcp-first", isFirst<mechanisms::Through::Tcp>},
    {"ring-first", isFirst<mechanisms::Through::Memory>},
    {"refused", refused},
    {"timed", [](const SharedMemory& m) { return m.newest(Figure::ChunkTime) != nullptr; }},
}};

} // namespace

std::span<const MemoryWord> memoryWords() { return allWords; }

} // namespace sluice::lessons
