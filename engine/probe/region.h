#pragma once

#include "base/mapping.h"
#include "base/result.h"
#include "base/unique_fd.h"
#include "probe/clock.h"
#include "probe/event.h"

#include <atomic>
#include <cstdint>
#include <vector>

namespace sluice::probe {

inline constexpr unsigned maxWorkers = 16;
inline constexpr unsigned maxSettings = 32;

/// The narrow door through which a viewer's wishes reach one worker. Written by the session and the supervisor,
/// read by the worker, in shared memory.
struct alignas(64) WorkerControl {
    /// Gate: 0 open; n > 0: let n more steps through, then hold… see gate.h for the encoding.
    std::atomic<std::uint32_t> gate;
    /// Bumped (release) after any change here; the worker's naps wait on it with futex(2), its partner loads acquire.
    std::atomic<std::uint32_t> version;
    std::atomic<std::uint32_t> stop; ///< 1: end at the next step
    std::atomic<std::int32_t> pid;
    std::atomic<std::int64_t> settings[maxSettings];
    std::atomic<std::int64_t> acknowledged[maxSettings]; ///< last value of each that the worker has acted on
};

/// Consumer's end of one process's ring. Thread: the collector's.
/// Never trusts the other side: indices are checked, each event is copied once and its fields are bounded.
class RingReader
{
public:
    RingReader(std::byte* ring, std::size_t bytes, ProcessId process);
    /// Appends what is in the ring to `out` (raw times) and frees it. Malformed events are dropped and counted.
    std::size_t drain(std::vector<Event>& out);
    [[nodiscard]] std::uint64_t lost() const;        ///< found the ring full, since the start
    [[nodiscard]] std::uint64_t emitted() const;     ///< put in or lost, since the start
    [[nodiscard]] std::uint64_t quarantined() const; ///< malformed, since the start

private:
    std::byte* m_ring;
    std::size_t m_bytes;
    ProcessId m_process;
    std::uint64_t m_tail = 0;
    std::uint64_t m_quarantined = 0;
};

/// The memory that app, supervisor and workers share: one sealed memfd with a header, a control block per worker
/// and a ring per process (0: the supervisor). No pointers inside; all fields of fixed width.
class Region
{
public:
    [[nodiscard]] static Result<Region> create(unsigned workers, std::size_t ringBytes, ClockKind clock);
    /// Maps an inherited descriptor. Errors: not sealed, wrong size or version.
    [[nodiscard]] static Result<Region> attach(UniqueFd fd);

    [[nodiscard]] int fd() const;
    [[nodiscard]] unsigned workers() const;
    [[nodiscard]] ClockKind clock() const;
    [[nodiscard]] std::int64_t startRaw() const; ///< raw time at which the run began; 0: not yet
    void setStartRaw(std::int64_t raw);
    [[nodiscard]] WorkerControl& control(ProcessId worker) const; ///< 1 … workers(); 0 holds the supervisor's settings
    [[nodiscard]] std::byte* ring(ProcessId process) const;
    [[nodiscard]] std::size_t ringBytes() const;
    [[nodiscard]] RingReader reader(ProcessId process) const { return {ring(process), ringBytes(), process}; }

private:
    Region(UniqueFd fd, Mapping mapping) : m_fd(std::move(fd)), m_mapping(std::move(mapping)) {}
    UniqueFd m_fd;
    Mapping m_mapping;
};

} // namespace sluice::probe
