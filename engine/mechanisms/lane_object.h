#pragma once

#include "base/mapping.h"
#include "base/unique_fd.h"
#include "mechanisms/lane.h"
#include "mechanisms/lane_ring.h"

namespace sluice::mechanisms {

/// Both ways of one lane: made in the supervisor, inherited by its two processes, who each close what is the other's.
class LaneObject final : public KernelObject
{
public:
    /// `in` and `out` of a process are the same for a socket.
    struct Ends {
        int in = -1, out = -1;
    };
    /// What both processes see beside the lane itself; in shared memory.
    struct Notes {
        std::atomic<std::uint64_t> held; ///< 1 + the bytes that the sender has put in to see how many fit
        std::atomic<std::uint32_t> emptied;
        std::atomic<std::uint32_t> ready;      ///< 1: the receiver can take what comes
        std::atomic<std::uint16_t> process[2]; ///< number of the sender and of the receiver, to whom signals are sent
        std::atomic<std::uint32_t> full[2];    ///< 1: the sender, or the receiver, sleeps until signals have been taken
    };

    struct Wanted {
        std::int64_t size = 0, capacity = 0; ///< bytes; capacity 0: as the system has it
    };
    /// Errors: Limit when the message or the capacity is more than this machine allows.
    [[nodiscard]] static Result<std::unique_ptr<LaneObject>> create(Through through, Wanted wanted, Names& names);

    [[nodiscard]] std::vector<Descriptor> descriptors() const override;
    void releaseInSupervisor() override;

    [[nodiscard]] Through through() const { return m_through; }
    [[nodiscard]] Ends sender() const;
    [[nodiscard]] Ends receiver() const;
    [[nodiscard]] LaneRing there() const { return {m_rings.data(), m_ringBytes}; } ///< of memory
    [[nodiscard]] LaneRing back() const { return {m_rings.data() + LaneRing::bytesFor(m_ringBytes), m_ringBytes}; }
    /// All of the ring there, of memory.
    [[nodiscard]] std::span<const std::byte> bytesThere() const
    {
        return {m_rings.data(), LaneRing::bytesFor(m_ringBytes)};
    }
    /// Signals that may wait in one direction; 0: as many as the system lets.
    [[nodiscard]] std::int64_t mostSignals() const { return m_mostSignals; }
    [[nodiscard]] Notes& notes() const { return *reinterpret_cast<Notes*>(m_notes.data()); }

private:
    explicit LaneObject(Through through) : m_through(through) {}
    Result<void> open(Wanted wanted, Names& names);
    Result<void> openPipes(std::int64_t capacity);
    Result<void> openFifos(std::int64_t capacity, Names& names);
    Result<void> openQueues(Wanted wanted, Names& names);
    Result<void> openPair(int type, Wanted wanted);
    Result<void> openUnix(Wanted wanted, Names& names);
    Result<void> openTcp(Wanted wanted);
    Result<void> mapRings(std::int64_t capacity);
    Result<void> mapFile(std::int64_t capacity, Names& names);

    Through m_through;
    UniqueFd m_thereIn, m_thereOut, m_backIn, m_backOut; ///< read and write ends; of sockets only the first two
    Mapping m_notes, m_rings;
    std::uint32_t m_ringBytes = 0;
    std::int64_t m_mostSignals = 0;
};

} // namespace sluice::mechanisms
