#include "base/futex.h"

#include <climits>
#include <ctime>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sluice {

void futexWait(std::atomic<std::uint32_t>& word, std::uint32_t expected, std::int64_t untilNs)
{
    timespec until{static_cast<time_t>(untilNs / 1'000'000'000), static_cast<long>(untilNs % 1'000'000'000)};
    syscall(SYS_futex, &word, FUTEX_WAIT_BITSET, expected, untilNs > 0 ? &until : nullptr, nullptr,
            FUTEX_BITSET_MATCH_ANY);
}

void futexWakeAll(std::atomic<std::uint32_t>& word)
{
    syscall(SYS_futex, &word, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
}

} // namespace sluice
