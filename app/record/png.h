#pragma once

#include <QImage>

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace sluice::record {

/// The parts of a PNG file, for what Qt's writer cannot do: animations, and quick ones.
namespace png {

using Bytes = std::vector<std::byte>;

void number(Bytes& out, std::uint32_t value);      ///< four bytes, highest first
void smallNumber(Bytes& out, std::uint16_t value); ///< two
/// Length, type of four letters, payload, checksum.
void chunk(Bytes& out, std::string_view type, std::span<const std::byte> payload);
[[nodiscard]] Bytes signature();
enum class Pixels : std::uint8_t { Rgb = 2, Rgba = 6 }; ///< 8 bits each; the numbers are PNG's
/// The payload of IHDR.
[[nodiscard]] Bytes header(QSize size, Pixels kind);
/// Lines of pixels, each begun by the number of its filter (0: none), compressed as IDAT wants them.
[[nodiscard]] Bytes compressed(const Bytes& lines);
/// A whole file.
[[nodiscard]] Bytes file(const QImage& image);

} // namespace png

} // namespace sluice::record
