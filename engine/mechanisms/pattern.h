#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace sluice::mechanisms {

/// Bytes with a known value at every offset of an endless stream. A writer sends straight from it, without copying
/// or counting; a reader can check what it got, wherever the stream was cut.
class Pattern
{
public:
    /// `longest`: bytes that at() may be asked for in one piece.
    explicit Pattern(std::size_t longest) : m_bytes(period + longest)
    {
        std::uint32_t x = 0x2545f491;
        for (std::size_t i = 0; i < period; ++i) {
            x ^= x << 13;
            x ^= x >> 17;
            x ^= x << 5; // xorshift32
            m_bytes[i] = static_cast<std::byte>(x);
        }
        for (std::size_t i = period; i < m_bytes.size(); i += period)
            std::memcpy(&m_bytes[i], m_bytes.data(), std::min(period, m_bytes.size() - i));
    }

    [[nodiscard]] const std::byte* at(std::uint64_t streamOffset) const { return &m_bytes[streamOffset % period]; }
    [[nodiscard]] bool matches(std::uint64_t streamOffset, const std::byte* bytes, std::size_t size) const
    {
        return std::memcmp(at(streamOffset), bytes, size) == 0;
    }

private:
    static constexpr std::size_t period = 65521; ///< a prime: no message size hides a shift
    std::vector<std::byte> m_bytes;
};

} // namespace sluice::mechanisms
