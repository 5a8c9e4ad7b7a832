#include "record/png.h"

#include <zlib.h>

namespace sluice::record::png {

namespace {
constexpr int effort = 5; // flat areas compress well at any
}

void number(Bytes& out, std::uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::byte>(value >> shift & 255));
}

void smallNumber(Bytes& out, std::uint16_t value)
{
    out.push_back(static_cast<std::byte>(value >> 8));
    out.push_back(static_cast<std::byte>(value & 255));
}

void chunk(Bytes& out, std::string_view type, std::span<const std::byte> payload)
{
    number(out, static_cast<std::uint32_t>(payload.size()));
    const std::size_t begin = out.size();
    for (const char letter : type) out.push_back(static_cast<std::byte>(letter));
    out.insert(out.end(), payload.begin(), payload.end());
    const auto* checked = reinterpret_cast<const Bytef*>(out.data() + begin);
    number(out, static_cast<std::uint32_t>(crc32_z(0, checked, out.size() - begin)));
}

Bytes signature()
{
    Bytes bytes;
    for (const int each : {0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a}) // "PNG" and ends of lines
        bytes.push_back(static_cast<std::byte>(each));
    return bytes;
}

Bytes header(QSize size, Pixels kind)
{
    Bytes bytes;
    number(bytes, static_cast<std::uint32_t>(size.width()));
    number(bytes, static_cast<std::uint32_t>(size.height()));
    for (const int each : {8, static_cast<int>(kind), 0, 0, 0}) bytes.push_back(static_cast<std::byte>(each));
    return bytes;
}

Bytes compressed(const Bytes& lines)
{
    uLongf length = compressBound(static_cast<uLong>(lines.size()));
    Bytes packed(length);
    compress2(reinterpret_cast<Bytef*>(packed.data()), &length, reinterpret_cast<const Bytef*>(lines.data()),
              static_cast<uLong>(lines.size()), effort);
    packed.resize(length);
    return packed;
}

Bytes file(const QImage& image)
{
    Bytes lines;
    lines.reserve(static_cast<std::size_t>(image.width() * 3 + 1) * static_cast<std::size_t>(image.height()));
    for (int y = 0; y < image.height(); ++y) {
        lines.push_back(std::byte{0});
        const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x)
            for (const int part : {qRed(line[x]), qGreen(line[x]), qBlue(line[x])})
                lines.push_back(static_cast<std::byte>(part));
    }
    Bytes out = signature();
    chunk(out, "IHDR", header(image.size(), Pixels::Rgb));
    chunk(out, "IDAT", compressed(lines));
    chunk(out, "IEND", {});
    return out;
}

} // namespace sluice::record::png
