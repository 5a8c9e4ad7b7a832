#pragma once

#include "mechanisms/pipe_ring.h"
#include "support/trace_builder.h"

#include <algorithm>
#include <random>

namespace sluice::test {

/// A long life of a pipe: messages of random size, partial reads, full and empty times, several checkpoints long.
inline TraceBuilder randomRun(unsigned seed, int steps)
{
    std::mt19937 random(seed);
    TraceBuilder built;
    built.started();
    mechanisms::PipeRing ring;
    std::uint32_t message = 0;
    for (int i = 0; i < steps; ++i) {
        const auto size = static_cast<std::uint32_t>(random() % 9000 + 1);
        if (random() % 2 == 0) {
            if (ring.room(size) < size) continue; // only writes that do not wait
            ring.write({writer, ++message, 0, size, true}, size);
            built.write(size);
        } else if (ring.depthBytes() > 0) {
            const auto got = static_cast<std::uint32_t>(std::min<std::uint64_t>(size, ring.depthBytes()));
            ring.read(got);
            built.enterRead(size).returnRead(static_cast<std::int32_t>(got));
        }
        if (random() % 8 == 0) built.kernelDepth(static_cast<std::int32_t>(ring.depthBytes()));
        if (random() % 16 == 0) built.at((built.events().back().time + 500'000) / 1000);
    }
    return built;
}

} // namespace sluice::test
