#include "export/protobuf.h"

namespace sluice::exports {

namespace {
enum WireType : std::uint32_t { Varint = 0, Fixed64 = 1, Delimited = 2 };
}

void Message::varint(std::uint64_t value)
{
    for (; value >= 128; value >>= 7) m_bytes += static_cast<char>((value & 127) | 128);
    m_bytes += static_cast<char>(value);
}

Message& Message::number(std::uint32_t field, std::uint64_t value)
{
    varint(field << 3 | Varint);
    varint(value);
    return *this;
}

Message& Message::fixed64(std::uint32_t field, std::uint64_t value)
{
    varint(field << 3 | Fixed64);
    for (int shift = 0; shift < 64; shift += 8) m_bytes += static_cast<char>(value >> shift & 255);
    return *this;
}

Message& Message::text(std::uint32_t field, std::string_view value)
{
    varint(field << 3 | Delimited);
    varint(value.size());
    m_bytes += value;
    return *this;
}

} // namespace sluice::exports
