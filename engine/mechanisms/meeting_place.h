#pragma once

#include "base/mapping.h"
#include "base/result.h"

#include <atomic>
#include <cstdint>

namespace sluice::mechanisms {

/// Memory that the workers of one channel share, in which a server says where it can be called. Programs of one's own
/// have agreed on a port or a path beforehand; here the kernel picks the port, so that runs never get in each other's
/// way. A view of the mapping; copies are views of the same.
class MeetingPlace
{
public:
    [[nodiscard]] static Result<Mapping> create();
    explicit MeetingPlace(const Mapping& mapping);

    /// This bound socket can be called.
    void open(int boundSocket) const;
    [[nodiscard]] bool ready() const;
    [[nodiscard]] std::uint16_t port() const; ///< 0 for a path

    /// This socket has called; its port is written down.
    void sayConnected(int socket) const;
    /// Is the peer of this accepted connection one of this run's callers? Anybody on the machine can call a port; a
    /// path lies in the run's own folder. Waits a moment for the caller to say so.
    [[nodiscard]] bool isOurs(int connection) const;

private:
    static constexpr unsigned maxCallers = 64;
    struct Page {
        std::atomic<std::uint32_t> ready;
        std::atomic<std::uint32_t> port;
        std::atomic<std::uint32_t> callers[maxCallers]; ///< their ports; 0: free
    };
    static_assert(std::atomic<std::uint32_t>::is_always_lock_free);
    Page* m_page;
};

} // namespace sluice::mechanisms
