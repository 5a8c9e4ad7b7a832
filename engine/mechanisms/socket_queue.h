#pragma once

#include "base/id.h"
#include "mechanisms/pipe_ring.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace sluice::mechanisms {

/// What lies between two connected sockets, in order: worked out from the calls (evidence: derived). Where it lies, the
/// kernel alone knows: what TCP has not sent yet waits in the sender's buffer, the rest is in the receiver's
/// (SIOCOUTQNSD, SIOCINQ: tcp(7)). A value: part of SystemState.
class SocketQueue
{
public:
    enum class Boundaries : std::uint8_t {
        None, ///< a stream of bytes: SOCK_STREAM
        Kept, ///< whole messages, one for each receive: SOCK_DGRAM, SOCK_SEQPACKET
    };
    /// The kernel's own word about one of the two sockets; 0 where it has not been asked.
    struct Side {
        std::uint32_t queued = 0;   ///< SIOCOUTQ of the sender's, SIOCINQ of the receiver's
        std::uint32_t unsent = 0;   ///< of the sender's: SIOCOUTQNSD
        std::uint32_t window = 0;   ///< of the sender's: what the receiver lets it send, tcpi_snd_wnd
        std::uint32_t buffer = 0;   ///< SO_SNDBUF of the sender's, SO_RCVBUF of the receiver's: with bookkeeping
        std::uint16_t tcpState = 0; ///< tcpi_state; 0: not TCP
        bool operator==(const Side&) const = default;
    };

    explicit SocketQueue(Boundaries boundaries = Boundaries::None) : m_boundaries(boundaries) {}
    /// One that was taken apart before.
    [[nodiscard]] static SocketQueue restored(Boundaries boundaries, std::vector<Run> runs, std::uint64_t unsent,
                                              Side sender, Side receiver);

    void put(const Run& run);
    /// Takes out up to `bytes` of a stream, or the first message whole.
    std::vector<Run> take(std::uint32_t bytes);
    void putBack(const std::vector<Run>& runs);
    void clear();
    void learnSender(const Side& word);
    void learnReceiver(const Side& word);

    [[nodiscard]] const std::vector<Run>& runs() const { return m_runs; } ///< oldest first
    [[nodiscard]] std::uint64_t depthBytes() const { return m_depth; }
    [[nodiscard]] std::uint64_t messages() const; ///< that are inside, also in part
    /// Bytes that wait in the sender's buffer; the others have arrived.
    [[nodiscard]] std::uint64_t unsent() const { return m_unsent; }
    [[nodiscard]] std::uint64_t arrived() const { return m_depth - m_unsent; }
    [[nodiscard]] Boundaries boundaries() const { return m_boundaries; }
    [[nodiscard]] const Side& sender() const { return m_sender; }
    [[nodiscard]] const Side& receiver() const { return m_receiver; }
    bool operator==(const SocketQueue&) const = default;

private:
    std::vector<Run> m_runs;
    std::uint64_t m_depth = 0, m_unsent = 0;
    Side m_sender, m_receiver;
    Boundaries m_boundaries;
};

} // namespace sluice::mechanisms
