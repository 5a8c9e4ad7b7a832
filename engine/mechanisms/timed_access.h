#pragma once

#include "probe/clock.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#if defined(__x86_64__)
#include <x86intrin.h>
#endif

/// The accesses whose time is taken, and the clock that takes it. Inline: a call would be timed as well. For the files
/// on the cache line only.
namespace sluice::mechanisms {

using Word = std::atomic<std::uint64_t>;
inline Word& wordAt(std::byte* place) { return *reinterpret_cast<Word*>(place); }

// The three kinds of access. The fences keep each between its two readings of the clock, and whatever was stored before
// is out of the store buffer first: a locked addition waits for that, and its line, fetched meanwhile, can be lost to
// the other core once more, which takes as long as a transfer and leaves no trace in the value.

struct Adding {
    std::uint64_t amount;
    std::uint64_t operator()(Word& word) const { return word.fetch_add(amount, std::memory_order_seq_cst); }
};
struct Incrementing {
    std::uint64_t operator()(Word& word) const
    {
        auto& plain = reinterpret_cast<volatile std::uint64_t&>(word);
        plain = plain + 1;
        return 0;
    }
};
struct Storing {
    std::uint64_t operator()(Word& word) const
    {
        word.store(1, std::memory_order_relaxed);
        return 0;
    }
};

#if defined(__x86_64__)
inline std::uint64_t ticksBefore()
{
    _mm_mfence();
    _mm_lfence();
    const std::uint64_t ticks = __rdtsc();
    _mm_lfence();
    return ticks;
}
inline std::uint64_t ticksAfter()
{
    unsigned processor = 0;
    const std::uint64_t ticks = __rdtscp(&processor);
    _mm_lfence();
    return ticks;
}
#else
inline std::uint64_t ticksBefore() { return static_cast<std::uint64_t>(probe::monotonicNow()); }
inline std::uint64_t ticksAfter() { return ticksBefore(); }
#endif

struct Stopwatch {
    double nsPerTick = 1;
    /// Compares both clocks over a nap of some milliseconds.
    template <class Nap>
    [[nodiscard]] static Stopwatch measured(const Nap& nap)
    {
        const std::uint64_t first = ticksBefore();
        const std::int64_t began = probe::monotonicNow();
        nap();
        const std::int64_t ns = probe::monotonicNow() - began;
        return {static_cast<double>(ns) / static_cast<double>(ticksBefore() - first)};
    }
    [[nodiscard]] std::uint32_t nanoseconds(std::uint64_t ticks) const
    {
        return static_cast<std::uint32_t>(static_cast<double>(ticks) * nsPerTick);
    }
};

} // namespace sluice::mechanisms
