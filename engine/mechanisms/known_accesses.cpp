#include "mechanisms/known_accesses.h"

#include <array>
#include <utility>

namespace sluice::mechanisms {

namespace {

using probe::monotonicNow;

constexpr std::int64_t knownNs = 3'000'000;

} // namespace

void timeKnown(Word& both, Half half, Word& home, const Stopwatch& stopwatch, LineCalibration::Samples& into)
{
    std::uint64_t others = half.othersIn(both.load());
    std::uint32_t chunks = 0;
    const std::int64_t began = monotonicNow();
    for (std::int64_t now = began, last = began; now - began < knownNs; last = now) {
        std::array<std::uint32_t, accessesOfChunk> moves, stays;
        std::size_t moved = 0, stayed = 0;
        timeChunk(both, Adding{half.one()}, stopwatch, [&](std::uint64_t before, std::uint32_t ns) {
            const std::uint64_t seen = half.othersIn(before);
            if (std::exchange(others, seen) != seen) moves[moved++] = ns;
        });
        timeChunk(home, Adding{1}, stopwatch, [&](std::uint64_t, std::uint32_t ns) { stays[stayed++] = ns; });
        now = monotonicNow();
        if (now - last >= interruptedNs) continue;
        AccessTimes& times = ++chunks % 2 == 0 ? into.found : into.check;
        for (std::size_t i = 0; i < moved; ++i) times.add(moves[i], true);
        for (std::size_t i = 0; i < stayed; ++i) times.add(stays[i], false);
    }
}

} // namespace sluice::mechanisms
