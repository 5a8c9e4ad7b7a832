#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sluice::exports {

/// One protobuf message under construction: fields by their numbers, in the wire format of its specification.
class Message
{
public:
    /// A varint: uint64, bool, enum; int64 in two's complement.
    Message& number(std::uint32_t field, std::uint64_t value);
    Message& fixed64(std::uint32_t field, std::uint64_t value);
    Message& text(std::uint32_t field, std::string_view value);
    Message& message(std::uint32_t field, const Message& value) { return text(field, value.bytes()); }
    [[nodiscard]] const std::string& bytes() const { return m_bytes; }

private:
    void varint(std::uint64_t value);
    std::string m_bytes;
};

} // namespace sluice::exports
