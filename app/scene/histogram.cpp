#include "scene/histogram.h"

#include "scene/duration.h"
#include "words/words.h"

#include <algorithm>
#include <cmath>

namespace sluice::scene {

namespace {

/// 0 … 1 along the axis.
double placeOf(Duration d, const Histogram& histogram)
{
    const auto from = static_cast<double>(histogram.from.ns), to = static_cast<double>(histogram.to.ns);
    const auto at = static_cast<double>(d.ns);
    if (histogram.axis == Histogram::Axis::Even) return (at - from) / (to - from);
    return std::log(std::max(1.0, at) / from) / std::log(to / from);
}

/// The other way round.
Duration timeAt(double place, const Histogram& histogram)
{
    const auto from = static_cast<double>(histogram.from.ns), to = static_cast<double>(histogram.to.ns);
    const bool even = histogram.axis == Histogram::Axis::Even;
    return {std::llround(even ? from + (to - from) * place : from * std::pow(to / from, place))};
}

/// With its middle at x, as far as there is room.
QRectF centredAt(double x, double y, double height, const QRectF& room, const QString& words, const Ink& ink)
{
    const double width = widthOf(words, ink) + 2;
    return {std::clamp(x - width / 2, room.left(), std::max(room.left(), room.right() - width)), y, width, height};
}

void drawBars(Sketch& sketch, const QRectF& bars, const Histogram& histogram, const HistogramLook& look)
{
    const auto count = static_cast<double>(histogram.counts.size());
    const auto highest = static_cast<double>(*std::ranges::max_element(histogram.counts));
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
        const std::uint64_t n = histogram.counts[i];
        if (n == 0) continue;
        const auto begin = static_cast<double>(i) / count, end = static_cast<double>(i + 1) / count;
        const double height = std::max(2.0, bars.height() * static_cast<double>(n) / highest); // what is there is seen
        const double left = std::round(bars.width() * begin), right = std::round(bars.width() * end) - 1;
        const bool beyond = look.parted && (begin + end) / 2 >= placeOf(*look.parted, histogram);
        sketch
            .box({bars.left() + left, bars.bottom() - height, right - left, height}, 0,
                 beyond ? look.beyond : look.bars)
            .text = translated("scene", "%1 times").arg(grouped(n));
    }
    sketch.line({{bars.bottomLeft(), bars.bottomRight()}}, Tone::Line, 1);
}

} // namespace

Histogram histogramOf(std::span<const Duration> taken, std::size_t bars)
{
    if (taken.size() < 2 || bars == 0) return {};
    const auto [least, most] = std::ranges::minmax(taken, {}, &Duration::ns);
    Histogram histogram{{std::max<std::int64_t>(1, least.ns)}, most, {}};
    if (histogram.to.ns <= histogram.from.ns) histogram.to.ns = histogram.from.ns + 1;
    histogram.counts.resize(bars);
    for (const Duration d : taken) {
        const double bar = placeOf(d, histogram) * static_cast<double>(bars);
        ++histogram.counts[static_cast<std::size_t>(std::clamp(bar, 0.0, static_cast<double>(bars) - 1))];
    }
    return histogram;
}

void drawHistogram(Sketch& sketch, const QRectF& room, const Histogram& histogram,
                   const std::vector<HistogramMark>& marks, const HistogramLook& look)
{
    if (histogram.counts.empty()) return;
    const double row = look.axis.size + 8;
    const QRectF bars = room.adjusted(0, row, 0, -row);
    drawBars(sketch, bars, histogram, look);
    for (int i = 0; i < look.labels; ++i) {
        const double place = static_cast<double>(i) / (look.labels - 1);
        const QString words = formatDuration(timeAt(place, histogram), 3);
        sketch.text(centredAt(bars.left() + place * bars.width(), bars.bottom() + 2, row - 2, room, words, look.axis),
                    words, look.axis);
    }
    for (const HistogramMark& mark : marks) {
        const double x = bars.left() + std::clamp(placeOf(mark.at, histogram), 0.0, 1.0) * bars.width();
        sketch.line({{QPointF(x, bars.top() - 2), QPointF(x, bars.bottom())}}, Tone::Text, 1.5, Pattern::Dotted);
        const Ink words = look.axis.in(Tone::Text);
        sketch.text(centredAt(x, room.top(), row - 2, room, mark.words, words), mark.words, words);
    }
}

Scene buildHistogram(const Histogram& histogram, const std::vector<HistogramMark>& marks, Tone tone, QSizeF size)
{
    Scene scene;
    scene.size = size;
    Sketch sketch(scene);
    sketch.about({Subject::Kind::Axis}, Evidence::Derived);
    HistogramLook look;
    look.bars = tone;
    drawHistogram(sketch, {{0, 0}, size}, histogram, marks, look);
    return scene;
}

} // namespace sluice::scene
