#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sluice::record {

/// The image data of a GIF: bytes in the variable-width LZW of its specification (89a, appendix F), in sub-blocks of up
/// to 255 bytes, ended by an empty one, and preceded by the width of the smallest codes, which is 8.
[[nodiscard]] std::vector<std::byte> toLzw(std::span<const std::uint8_t> indices);

} // namespace sluice::record
