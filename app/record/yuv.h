#pragma once

#include <cstddef>
#include <cstdint>

namespace sluice::record {

/// The planes of a picture in yuv420p: colour is stored for squares of two by two pixels.
struct Yuv420 {
    std::uint8_t* planes[3] = {};
    std::ptrdiff_t strides[3] = {}; ///< bytes from line to line
};

/// Converts a rectangle of 32-bit pixels by ITU-R BT.709, limited range (luma 16 to 235). `x`, `y`, `width` and
/// `height` are even; `stride` is in bytes. Within one step of the exact value; written so that compilers vectorise it.
void toYuv420(const std::uint32_t* pixels, std::ptrdiff_t stride, int x, int y, int width, int height,
              const Yuv420& to);

} // namespace sluice::record
