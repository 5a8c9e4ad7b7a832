#pragma once

#include "mechanisms/lane.h"

#include <cstdlib>
#include <memory>
#include <new>
#include <span>

namespace sluice::mechanisms {

/// How far behind the beginning of a page a message is copied fastest, in bytes. The kernel copies 32 bytes at a time,
/// and slower where the two places are not equally far from a multiple of that: a byte stream's pages begin at one,
/// while a mechanism that keeps messages whole has put a header before the bytes. Measured with 4 KiB, messages one way
/// through a receiver's buffer at 0, 16 and 8: pipe 530, 470 and 187 thousand per second; seqpacket 350, 380 and 270; mq
/// 360, 390 and 350. And slower where one is a little behind the other in its page (AMD Zen 3: seqpacket at 16 and 80:
/// 141 and 219), so none begins in a page's first line. So every lane has its messages where its own bytes move best,
/// and no lane is quicker than another by the luck of an allocator.
[[nodiscard]] constexpr std::size_t bestPlace(Through through)
{
    const bool keepsWhole = through == Through::Queue || through == Through::Datagram || through == Through::Seqpacket;
    return keepsWhole ? 64 + 16 : 64;
}

/// A process's own room for one message, zeroed, which any lane can use from its best place on.
class LaneBuffer
{
public:
    /// Throws std::bad_alloc as a vector would.
    explicit LaneBuffer(std::size_t largest)
    {
        const std::size_t bytes = (largest + pageBytes - 1) / pageBytes * pageBytes + pageBytes;
        m_bytes.reset(static_cast<std::byte*>(std::aligned_alloc(pageBytes, bytes)));
        if (!m_bytes) throw std::bad_alloc();
        std::uninitialized_fill_n(m_bytes.get(), bytes, std::byte{});
    }
    /// Valid as long as this. `size`: at most the largest.
    [[nodiscard]] std::span<std::byte> message(Through through, std::size_t size) const
    {
        return {m_bytes.get() + bestPlace(through), size};
    }

private:
    static constexpr std::size_t pageBytes = 4096;
    struct Free {
        void operator()(std::byte* bytes) const { std::free(bytes); }
    };
    std::unique_ptr<std::byte[], Free> m_bytes;
};

} // namespace sluice::mechanisms
