#pragma once

#include "probe/clock.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <ctime>
#include <sys/mman.h>
#include <sys/wait.h>

namespace sluice::bench {

/// The events of one process, written round and round.
struct PlainLog {
    static constexpr std::uint64_t events = 1U << 15U;
    struct alignas(32) Event {
        std::uint64_t words[4];
    };
    alignas(64) std::atomic<std::uint64_t> head;
    alignas(64) Event all[events];

    void put(probe::ClockKind clock, std::uint64_t what, std::uint64_t size)
    {
        const std::uint64_t number = head.load(std::memory_order_relaxed);
        Event& event = all[number % events];
        event.words[0] = static_cast<std::uint64_t>(probe::rawNow(clock));
        event.words[1] = what;
        event.words[2] = size;
        event.words[3] = number;
        head.store(number + 1, std::memory_order_release);
    }
    /// Those from `next` on that are still there; returns how far it has read.
    std::uint64_t read(std::uint64_t next, std::uint64_t& sum) const
    {
        const std::uint64_t end = head.load(std::memory_order_acquire);
        for (next = std::max(next, end - std::min(end, events)); next != end; ++next)
            for (const std::uint64_t word : all[next % events].words) sum += word;
        return end;
    }
};

/// An end that says what it does: before and after a call, and of memory what it has done.
template <class End>
struct Told : End {
    PlainLog* log;
    probe::ClockKind clock = probe::safestFastClock();

    void begin() // in the process itself: what an event costs is not what the first one of a page costs
    {
        madvise(log, sizeof *log, MADV_POPULATE_WRITE);
        if constexpr (requires { End::begin(); }) End::begin();
    }
    void send(const char* message, std::size_t size)
    {
        if constexpr (End::calls) log->put(clock, 1, size);
        End::send(message, size);
        log->put(clock, 2, size);
    }
    void receive(char* message, std::size_t size)
    {
        if constexpr (End::calls) log->put(clock, 3, size);
        End::receive(message, size);
        log->put(clock, 4, size);
    }
};

/// Waits for a process as waitpid(2) does; meanwhile the logs are read, if there are any, as often as a comparison
/// reads.
inline int ended(pid_t process, const PlainLog* logs)
{
    int status = 0;
    std::uint64_t next[2] = {}, sum = 0;
    while (waitpid(process, &status, logs ? WNOHANG : 0) == 0) {
        for (int i = 0; i < 2; ++i) next[i] = logs[i].read(next[i], sum);
        const timespec soon{0, 10'000'000};
        nanosleep(&soon, nullptr);
    }
    volatile std::uint64_t used = sum;
    (void)used;
    return status;
}

} // namespace sluice::bench
