#include "record/lzw.h"

#include <algorithm>
#include <array>

namespace sluice::record {

namespace {

constexpr unsigned smallest = 8, widest = 12;
constexpr unsigned clearCode = 1U << smallest, endCode = clearCode + 1, firstFree = clearCode + 2;
constexpr unsigned mostCodes = 1U << widest;

/// Codes of growing width, least significant bits first, packed into sub-blocks.
class Bits
{
public:
    explicit Bits(std::vector<std::byte>& out) : m_out(out) {}
    void put(unsigned code, unsigned width)
    {
        m_held |= code << m_count;
        for (m_count += width; m_count >= 8; m_count -= 8, m_held >>= 8) byte(m_held & 255);
    }
    void finish()
    {
        if (m_count > 0) byte(m_held & 255);
        if (m_filled > 0) closeBlock();
        m_out.push_back(std::byte{0});
    }

private:
    void byte(unsigned value)
    {
        if (m_filled == 0) m_out.push_back(std::byte{0}); // its length, once it is known
        m_out.push_back(static_cast<std::byte>(value));
        if (++m_filled == 255) closeBlock();
    }
    void closeBlock()
    {
        m_out[m_out.size() - m_filled - 1] = static_cast<std::byte>(m_filled);
        m_filled = 0;
    }
    std::vector<std::byte>& m_out;
    std::uint32_t m_held = 0;
    unsigned m_count = 0, m_filled = 0;
};

/// What follows a string of bytes that has a code: found by hashing (code, byte).
class Strings
{
public:
    Strings() { clear(); }
    void clear() { m_keys.fill(none); }
    /// The code of `code` followed by `byte`, or none; then it gets `fresh`.
    unsigned find(unsigned code, std::uint8_t byte, unsigned fresh)
    {
        const std::uint32_t key = code << 8 | byte;
        std::size_t at = (key * 2654435761U) >> (32 - sizeBits);
        for (; m_keys[at] != none; at = (at + 1) % m_keys.size())
            if (m_keys[at] == key) return m_codes[at];
        m_keys[at] = key;
        m_codes[at] = static_cast<std::uint16_t>(fresh);
        return none;
    }
    static constexpr std::uint32_t none = UINT32_MAX;

private:
    static constexpr unsigned sizeBits = 14; // four times as many places as codes
    std::array<std::uint32_t, 1U << sizeBits> m_keys;
    std::array<std::uint16_t, 1U << sizeBits> m_codes;
};

} // namespace

std::vector<std::byte> toLzw(std::span<const std::uint8_t> indices)
{
    std::vector<std::byte> out{static_cast<std::byte>(smallest)};
    Bits bits(out);
    Strings strings;
    unsigned width = smallest + 1, fresh = firstFree;
    bits.put(clearCode, width);
    unsigned code = indices.empty() ? endCode : indices.front();
    for (const std::uint8_t byte : indices.subspan(std::min<std::size_t>(1, indices.size()))) {
        if (const unsigned longer = strings.find(code, byte, fresh); longer != Strings::none) {
            code = longer;
            continue;
        }
        bits.put(code, width);
        code = byte;
        if (fresh == 1U << width) ++width;
        if (++fresh < mostCodes) continue;
        bits.put(clearCode, width);
        strings.clear();
        width = smallest + 1;
        fresh = firstFree;
    }
    bits.put(code, width);
    if (code != endCode) {
        if (fresh == 1U << width && width < widest) ++width; // the reader has made one more by then
        bits.put(endCode, width);
    }
    bits.finish();
    return out;
}

} // namespace sluice::record
