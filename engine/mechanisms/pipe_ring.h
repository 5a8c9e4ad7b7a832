#pragma once

#include "base/id.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace sluice::mechanisms {

/// Consecutive bytes as they lie in a byte stream: a part of one message, or `count` whole messages of equal size.
struct Run {
    ProcessId sender;
    std::uint32_t firstMessage = 0;
    std::uint32_t count = 1;     ///< messages firstMessage, firstMessage + 1 …
    std::uint32_t bytesEach = 0; ///< bytes of each that are here
    std::uint32_t offset = 0;    ///< where in the message these bytes begin; 0 if count > 1
    bool ends = false;           ///< the last byte of (each of) the message is here
    bool operator==(const Run&) const = default;
    [[nodiscard]] std::uint64_t bytes() const { return std::uint64_t{count} * bytesEach; }
};

/// The kernel's ring of page-sized slots inside a pipe, worked out from the calls (evidence: derived).
///
/// Follows pipe_write() and pipe_read() of fs/pipe.c. A write of n bytes first puts n mod 4096 bytes into the newest
/// page if they fit there whole, then takes a fresh page for every 4096 bytes; a page is given back when its last
/// byte has been read. So writes of up to PIPE_BUF go in whole or not at all, and a pipe can be full below its
/// capacity. Slots are used in increasing index order, modulo slotCount(). A value: part of SystemState.
class PipeRing
{
public:
    struct Slot {
        std::uint64_t index = 0;  ///< counts up for ever; the slot's place is index % slotCount()
        std::uint32_t offset = 0; ///< bytes already read from the page
        std::uint32_t length = 0; ///< bytes still to be read
        std::vector<Run> runs;    ///< what they are, oldest first
        bool operator==(const Slot&) const = default;
    };

    /// Bytes of one message that are to go in.
    struct Piece {
        ProcessId sender;
        std::uint32_t message = 0;
        std::uint32_t offset = 0; ///< within the message
        std::uint32_t bytes = 0;
        bool ends = true; ///< the message's last byte is among them
    };

    static constexpr std::uint32_t pageBytes = 4096;

    explicit PipeRing(std::uint32_t capacityBytes = 65536);
    /// One that was taken apart before; lengths follow from the runs. Nothing if it cannot have been one.
    [[nodiscard]] static std::optional<PipeRing> restored(std::uint32_t slotCount, std::uint64_t nextIndex,
                                                          std::vector<Slot> slots);

    void setCapacity(std::uint32_t bytes);
    /// How many bytes of a write(2) of `callBytes` would go into the newest page rather than into a fresh one.
    [[nodiscard]] std::uint32_t mergeable(std::uint32_t callBytes) const;
    /// Bytes that a write(2) of `bytes` could put in now without waiting.
    [[nodiscard]] std::uint32_t room(std::uint32_t bytes) const;
    /// Bytes that the last `bytes` of a write(2) could put in that has already put something in.
    [[nodiscard]] std::uint32_t roomInSlots(std::uint32_t bytes) const;
    /// Puts in as much as fits and returns how much. `callBytes` is the size of the write(2) that begins with this
    /// piece, 0 when the piece goes on with a write that has already put something in.
    std::uint32_t write(const Piece& piece, std::uint32_t callBytes);
    /// Takes out up to `bytes` bytes and returns what they were, oldest first.
    std::vector<Run> read(std::uint32_t bytes);
    /// Lays the contents out anew in as few pages as they need, with `front` before them: for when it turns out that
    /// a page was given back at another moment than was thought.
    void repack(const std::vector<Run>& front = {});
    /// Forgets the contents, e.g. after lost events.
    void clear();

    [[nodiscard]] std::uint64_t depthBytes() const { return m_depth; }
    [[nodiscard]] std::uint32_t capacityBytes() const { return m_slotCount * pageBytes; }
    [[nodiscard]] std::uint32_t slotCount() const { return m_slotCount; }
    [[nodiscard]] const std::deque<Slot>& slots() const { return m_slots; } ///< occupied ones, oldest first
    [[nodiscard]] std::uint64_t nextIndex() const { return m_nextIndex; }   ///< slot that the next page will take
    /// No free slot is left: the next write that does not fit into the newest page waits.
    [[nodiscard]] bool full() const { return m_slots.size() >= m_slotCount; }

    bool operator==(const PipeRing&) const = default;

private:
    void append(Slot& slot, Piece& piece, std::uint32_t bytes);

    std::deque<Slot> m_slots;
    std::uint64_t m_nextIndex = 0;
    std::uint64_t m_depth = 0;
    std::uint32_t m_slotCount = 16;
};

/// Adds a run behind others, joining it with the last one where they are alike.
void appendRun(std::vector<Run>& runs, const Run& run);
/// Takes up to `bytes` bytes off the front of `runs`, adds them to `taken` and returns how many they were.
std::uint32_t takeRuns(std::vector<Run>& runs, std::uint32_t bytes, std::vector<Run>& taken);

} // namespace sluice::mechanisms
