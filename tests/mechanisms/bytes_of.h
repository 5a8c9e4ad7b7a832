#pragma once

#include "mechanisms/pipe_ring.h"

#include <cstdint>
#include <vector>

namespace sluice::test {

/// What these pieces of messages hold together, bytes.
inline std::uint64_t bytesOf(const std::vector<mechanisms::Run>& runs)
{
    std::uint64_t sum = 0;
    for (const mechanisms::Run& run : runs) sum += run.bytes();
    return sum;
}

} // namespace sluice::test
