#include "record/yuv.h"

namespace sluice::record {

namespace {

// 256 times what BT.709 says, for values of 0 to 255 that become 219 (luma) and 224 (colour) steps.
constexpr int yR = 47, yG = 157, yB = 16;
constexpr std::int16_t uR = -26, uG = -86, uB = 112;
constexpr std::int16_t vR = 112, vG = -102, vB = -10;

void lumaLine(const std::uint32_t* __restrict from, std::uint8_t* __restrict to, int count)
{
    for (int i = 0; i < count; ++i) {
        const auto r = static_cast<std::uint16_t>(from[i] >> 16 & 255),
                   g = static_cast<std::uint16_t>(from[i] >> 8 & 255), b = static_cast<std::uint16_t>(from[i] & 255);
        const auto sum = static_cast<std::uint16_t>(r * yR + g * yG + b * yB + 128);
        to[i] = static_cast<std::uint8_t>((sum >> 8) + 16);
    }
}

std::int16_t averageOf(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d, int shift)
{
    return static_cast<std::int16_t>(
        ((a >> shift & 255) + (b >> shift & 255) + (c >> shift & 255) + (d >> shift & 255) + 2) >> 2);
}

void colourLine(const std::uint32_t* __restrict upper, const std::uint32_t* __restrict lower,
                std::uint8_t* __restrict u, std::uint8_t* __restrict v, int count)
{
    for (int i = 0; i < count; ++i) {
        const std::uint32_t a = upper[2 * i], b = upper[2 * i + 1], c = lower[2 * i], d = lower[2 * i + 1];
        const std::int16_t red = averageOf(a, b, c, d, 16), green = averageOf(a, b, c, d, 8),
                           blue = averageOf(a, b, c, d, 0);
        const auto forU = static_cast<std::int16_t>(red * uR + green * uG + blue * uB + 128);
        const auto forV = static_cast<std::int16_t>(red * vR + green * vG + blue * vB + 128);
        u[i] = static_cast<std::uint8_t>((forU >> 8) + 128);
        v[i] = static_cast<std::uint8_t>((forV >> 8) + 128);
    }
}

} // namespace

void toYuv420(const std::uint32_t* pixels, std::ptrdiff_t stride, int x, int y, int width, int height, const Yuv420& to)
{
    const auto line = [&](int row) {
        return reinterpret_cast<const std::uint32_t*>(reinterpret_cast<const std::byte*>(pixels) + row * stride);
    };
    for (int row = 0; row < height; ++row) lumaLine(line(row), to.planes[0] + (y + row) * to.strides[0] + x, width);
    for (int row = 0; row + 1 < height; row += 2) {
        const std::ptrdiff_t half = (y + row) / 2;
        colourLine(line(row), line(row + 1), to.planes[1] + half * to.strides[1] + x / 2,
                   to.planes[2] + half * to.strides[2] + x / 2, width / 2);
    }
}

} // namespace sluice::record
