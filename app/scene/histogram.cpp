#include "scene/histogram.h"

#include "scene/duration.h"
#include "scene/sketch.h"

#include <algorithm>
#include <cmath>

namespace sluice::scene {

namespace {

constexpr double labelHeight = 20, markHeight = 20;
constexpr Ink label{12, 400, Tone::Muted, Shape::Face::Mono};

/// 0 … 1 along the axis.
double placeOf(Duration d, const Histogram& histogram)
{
    const auto from = static_cast<double>(histogram.from.ns), to = static_cast<double>(histogram.to.ns);
    return std::log(std::max(1.0, static_cast<double>(d.ns)) / from) / std::log(to / from);
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

Scene buildHistogram(const Histogram& histogram, const std::vector<HistogramMark>& marks, Tone tone, QSizeF size)
{
    Scene scene;
    scene.size = size;
    if (histogram.counts.empty()) return scene;
    Sketch sketch(scene);
    sketch.about({Subject::Kind::Axis}, Evidence::Derived);
    const QRectF room(0, markHeight, size.width(), size.height() - labelHeight - markHeight);
    const auto count = static_cast<double>(histogram.counts.size());
    const auto highest = static_cast<double>(*std::ranges::max_element(histogram.counts));
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
        const std::uint64_t n = histogram.counts[i];
        if (n == 0) continue;
        const double height = std::max(2.0, room.height() * static_cast<double>(n) / highest);
        const double left = std::round(room.width() * static_cast<double>(i) / count);
        const double right = std::round(room.width() * static_cast<double>(i + 1) / count) - 1;
        sketch.box({left, room.bottom() - height, right - left, height}, 0, tone).text =
            QStringLiteral("%1 times").arg(grouped(n));
    }
    sketch.line({{room.bottomLeft(), room.bottomRight()}}, Tone::Line, 1);
    const QRectF axis(0, room.bottom() + 2, size.width(), labelHeight - 2);
    sketch.text(axis, formatDuration(histogram.from, 3), label);
    sketch.text(axis, formatDuration(histogram.to, 3), label.aligned(Shape::Align::Right));
    for (const HistogramMark& mark : marks) {
        const double x = std::clamp(placeOf(mark.at, histogram), 0.0, 1.0) * room.width();
        sketch.line({{QPointF(x, room.top() - 2), QPointF(x, room.bottom())}}, Tone::Text, 1.5, Pattern::Dotted);
        const double width = widthOf(mark.words, label) + 2;
        sketch.text({std::clamp(x - width / 2, 0.0, std::max(0.0, room.width() - width)), 0, width, markHeight - 2},
                    mark.words, label.in(Tone::Text));
    }
    return scene;
}

} // namespace sluice::scene
