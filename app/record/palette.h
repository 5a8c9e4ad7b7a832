#pragma once

#include <QImage>

#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace sluice::record {

/// Up to 255 colours for all pictures of a film, and the nearest of them to any other. One index is left for "as it
/// was". Nothing is dithered: flat areas stay flat, and compress.
class Palette
{
public:
    static constexpr std::uint8_t asItWas = 255;

    /// `fixed` are in it exactly; the rest by how often it occurs in the samples (median cut).
    Palette(std::span<const QRgb> fixed, std::span<const QImage> samples);

    [[nodiscard]] const std::vector<QRgb>& colours() const { return m_colours; }
    [[nodiscard]] std::uint8_t indexOf(QRgb colour);

private:
    [[nodiscard]] std::uint8_t nearest(QRgb colour) const;
    std::vector<QRgb> m_colours;
    std::unordered_map<QRgb, std::uint8_t> m_known;
    QRgb m_last = 0;
    std::uint8_t m_lastIndex = 0;
};

} // namespace sluice::record
