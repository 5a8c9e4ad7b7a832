#include "record/palette.h"

#include <algorithm>
#include <climits>
#include <cmath>

namespace sluice::record {

namespace {

constexpr std::size_t mostColours = 255;

struct Counted {
    QRgb colour = 0;
    double weight = 0;
};

int channel(QRgb colour, int which) { return static_cast<int>(colour >> (8 * which) & 255); }

/// A box of colours that is to become one, or to be cut in two.
struct Box {
    std::vector<Counted> colours;
    int widest = 0;
    double worth = 0; ///< how much is gained by cutting it

    explicit Box(std::vector<Counted> inside) : colours(std::move(inside))
    {
        int width = -1;
        double weight = 0;
        for (const Counted& each : colours) weight += each.weight;
        for (int which = 0; which < 3; ++which) {
            const auto [low, high] =
                std::ranges::minmax(colours, {}, [&](const Counted& c) { return channel(c.colour, which); });
            const int span = channel(high.colour, which) - channel(low.colour, which);
            if (span <= width) continue;
            width = span;
            widest = which;
        }
        worth = colours.size() > 1 ? width * std::sqrt(weight) : 0;
    }
    [[nodiscard]] QRgb mean() const
    {
        double sum[3] = {}, weight = 0;
        for (const Counted& each : colours) {
            weight += each.weight;
            for (int which = 0; which < 3; ++which) sum[which] += channel(each.colour, which) * each.weight;
        }
        const auto part = [&](int which) { return static_cast<int>(std::lround(sum[which] / weight)); };
        return qRgb(part(2), part(1), part(0));
    }
    /// Both halves weigh about the same.
    [[nodiscard]] std::pair<Box, Box> cut() const
    {
        std::vector<Counted> sorted = colours;
        std::ranges::sort(sorted, [&](const Counted& a, const Counted& b) {
            return std::pair(channel(a.colour, widest), a.colour) < std::pair(channel(b.colour, widest), b.colour);
        });
        double weight = 0, passed = 0;
        for (const Counted& each : sorted) weight += each.weight;
        std::size_t at = 0;
        while (at + 1 < sorted.size() && passed + sorted[at].weight <= weight / 2) passed += sorted[at++].weight;
        at = std::clamp<std::size_t>(at, 1, sorted.size() - 1);
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(at);
        return {Box({sorted.begin(), middle}), Box({middle, sorted.end()})};
    }
};

/// Frequent colours count more, but not so much that an edge's few pixels have none of their own.
std::vector<Counted> countColours(std::span<const QImage> samples, std::span<const QRgb> without)
{
    std::unordered_map<QRgb, int> count;
    for (const QImage& image : samples)
        for (int y = 0; y < image.height(); ++y) {
            const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
            for (int x = 0; x < image.width(); ++x) ++count[line[x] | 0xff000000];
        }
    std::vector<Counted> colours;
    for (const auto& [colour, times] : count)
        if (std::ranges::find(without, colour) == without.end()) colours.push_back({colour, std::sqrt(times)});
    std::ranges::sort(colours, {}, &Counted::colour); // not in the order of the table
    return colours;
}

} // namespace

Palette::Palette(std::span<const QRgb> fixed, std::span<const QImage> samples)
{
    for (const QRgb each : fixed)
        if (const QRgb colour = each | 0xff000000; std::ranges::find(m_colours, colour) == m_colours.end())
            m_colours.push_back(colour);
    std::vector<Counted> rest = countColours(samples, m_colours);
    if (rest.empty()) return;
    std::vector<Box> boxes{Box(std::move(rest))};
    while (boxes.size() + m_colours.size() < mostColours) {
        const auto best = std::ranges::max_element(boxes, {}, &Box::worth);
        if (best->worth <= 0) break;
        auto [low, high] = best->cut();
        *best = std::move(low);
        boxes.push_back(std::move(high));
    }
    for (const Box& box : boxes) m_colours.push_back(box.mean());
}

std::uint8_t Palette::nearest(QRgb colour) const
{
    std::size_t best = 0;
    int least = INT_MAX;
    for (std::size_t i = 0; i < m_colours.size(); ++i) {
        const int r = qRed(colour) - qRed(m_colours[i]), g = qGreen(colour) - qGreen(m_colours[i]),
                  b = qBlue(colour) - qBlue(m_colours[i]);
        const int distance = 3 * r * r + 6 * g * g + b * b; // about as eyes see it
        if (distance >= least) continue;
        least = distance;
        best = i;
    }
    return static_cast<std::uint8_t>(best);
}

std::uint8_t Palette::indexOf(QRgb colour)
{
    if (colour == m_last) return m_lastIndex;
    const auto [place, added] = m_known.try_emplace(colour);
    if (added) place->second = nearest(colour);
    m_last = colour;
    return m_lastIndex = place->second;
}

} // namespace sluice::record
