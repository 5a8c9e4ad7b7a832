#pragma once

#include <atomic>
#include <climits>
#include <cstdint>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sluice {

// Between processes: futex(2) without FUTEX_PRIVATE_FLAG. Inline, because whoever has slept finds a processor that has
// forgotten where its functions return to.

/// Sleeps while `word` holds `expected`, until somebody wakes it or a signal comes.
inline void futexWait(std::atomic<std::uint32_t>& word, std::uint32_t expected)
{
    syscall(SYS_futex, &word, FUTEX_WAIT, expected, nullptr);
}
/// The same, or until CLOCK_MONOTONIC reaches `untilNs` (0: no limit).
void futexWait(std::atomic<std::uint32_t>& word, std::uint32_t expected, std::int64_t untilNs);

/// Wakes all that sleep on `word`.
inline void futexWakeAll(std::atomic<std::uint32_t>& word) { syscall(SYS_futex, &word, FUTEX_WAKE, INT_MAX); }

} // namespace sluice
