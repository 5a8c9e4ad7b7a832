#pragma once

#include <atomic>
#include <cstdint>

namespace sluice {

/// Sleeps while `word` holds `expected`, until somebody wakes it, a signal comes, or CLOCK_MONOTONIC reaches
/// `untilNs` (0: no limit). Works between processes: futex(2) FUTEX_WAIT_BITSET without FUTEX_PRIVATE_FLAG.
void futexWait(std::atomic<std::uint32_t>& word, std::uint32_t expected, std::int64_t untilNs = 0);

/// Wakes all that sleep on `word`.
void futexWakeAll(std::atomic<std::uint32_t>& word);

} // namespace sluice
