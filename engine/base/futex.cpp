#include "base/futex.h"

#include <ctime>

namespace sluice {

void futexWait(std::atomic<std::uint32_t>& word, std::uint32_t expected, std::int64_t untilNs)
{
    const timespec until{static_cast<time_t>(untilNs / 1'000'000'000), static_cast<long>(untilNs % 1'000'000'000)};
    syscall(SYS_futex, &word, FUTEX_WAIT_BITSET, expected, untilNs > 0 ? &until : nullptr, nullptr,
            FUTEX_BITSET_MATCH_ANY);
}

} // namespace sluice
