#pragma once

#include "base/id.h"

#include <cstdint>
#include <deque>
#include <vector>

namespace sluice::mechanisms {

/// Consecutive bytes of one message (or of `count` whole messages of `bytesEach`) as they lie in a byte stream.
struct Run {
    ProcessId sender;
    std::uint32_t firstMessage = 0;
    std::uint32_t count = 1;     ///< how many messages, numbered firstMessage…
    std::uint32_t bytesEach = 0; ///< bytes of each that are here
    std::uint32_t offset = 0;    ///< where in the message these bytes begin (0 unless it was split)
    bool operator==(const Run&) const = default;
    [[nodiscard]] std::uint64_t bytes() const { return std::uint64_t{count} * bytesEach; }
};

/// The kernel's ring of page-sized slots inside a pipe, worked out from the calls (evidence: derived).
///
/// Follows fs/pipe.c: a write first fills up the newest page if the rest of it fits there whole (pages can be
/// merged into unless the write began a packet), then takes fresh pages; a page is given back when its last byte
/// has been read. So a pipe can be full below its capacity. Slots are used in increasing index order, modulo size().
/// A value: part of SystemState.
class PipeRing
{
public:
    struct Slot {
        std::uint64_t index = 0; ///< counts up for ever; the slot's place is index % slotCount()
        std::uint32_t offset = 0; ///< bytes already read from the page
        std::uint32_t length = 0; ///< bytes still to be read
        std::vector<Run> runs;    ///< what they are, oldest first
        bool operator==(const Slot&) const = default;
    };

    static constexpr std::uint32_t pageBytes = 4096;

    explicit PipeRing(std::uint32_t capacityBytes = 65536);

    void setCapacity(std::uint32_t bytes);
    /// Bytes that a write of `bytes` could put in now without waiting: for at most PIPE_BUF all or nothing.
    [[nodiscard]] std::uint32_t room(std::uint32_t bytes) const;
    /// Puts in `bytes` bytes of a message, from `offset` within the message.
    void write(ProcessId sender, std::uint32_t message, std::uint32_t offset, std::uint32_t bytes);
    /// Takes out up to `bytes` bytes and returns what they were, oldest first.
    std::vector<Run> read(std::uint32_t bytes);
    void clear();

    [[nodiscard]] std::uint64_t depthBytes() const { return m_depth; }
    [[nodiscard]] std::uint32_t capacityBytes() const { return m_slotCount * pageBytes; }
    [[nodiscard]] std::uint32_t slotCount() const { return m_slotCount; }
    [[nodiscard]] const std::deque<Slot>& slots() const { return m_slots; } ///< occupied ones, oldest first
    [[nodiscard]] std::uint64_t nextIndex() const { return m_nextIndex; }    ///< slot that the next page will take
    /// No free slot is left: the next write that does not fit into the newest page waits.
    [[nodiscard]] bool full() const { return m_slots.size() >= m_slotCount; }

    bool operator==(const PipeRing&) const = default;

private:
    std::deque<Slot> m_slots;
    std::uint64_t m_nextIndex = 0;
    std::uint64_t m_depth = 0;
    std::uint32_t m_slotCount = 16;
};

} // namespace sluice::mechanisms
