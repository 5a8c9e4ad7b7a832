#include "scene/histogram.h"

#include <algorithm>

namespace sluice::scene {

namespace {
constexpr double rowHeight = 22, leastBar = 2; ///< what is there is seen
constexpr int marks = 4;
} // namespace

void drawHistogram(Sketch& sketch, const QRectF& room, const Histogram& histogram)
{
    if (histogram.counts.empty()) return;
    const QRectF bars(room.left(), room.top() + rowHeight, room.width(), room.height() - 3 * rowHeight);
    const double end = histogram.binWidth * static_cast<double>(histogram.counts.size());
    const auto x = [&](double value) { return bars.left() + bars.width() * std::clamp(value / end, 0.0, 1.0); };
    const double most = std::max(1.0, *std::ranges::max_element(histogram.counts));
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
        if (histogram.counts[i] <= 0) continue;
        const double begin = histogram.binWidth * static_cast<double>(i);
        const double height = std::max(leastBar, bars.height() * histogram.counts[i] / most);
        const bool above = histogram.threshold && begin + histogram.binWidth / 2 >= *histogram.threshold;
        sketch.box({x(begin) + 1, bars.bottom() - height, x(begin + histogram.binWidth) - x(begin) - 2, height}, 2,
                   above ? Tone::Signal : Tone::Running);
    }
    sketch.line({{bars.bottomLeft(), bars.bottomRight()}}, Tone::Line, 1);
    for (int mark = 0; mark <= marks; ++mark) {
        const double value = end * mark / marks;
        const QString words = QStringLiteral("%1 %2").arg(qRound(value)).arg(histogram.unit);
        const double width = widthOf(words, ink::number);
        const double left = std::clamp(x(value) - width / 2, room.left(), room.right() - width);
        sketch.text({left, bars.bottom() + 1, width + 2, rowHeight}, words, ink::number);
    }
    const QRectF under(room.left(), bars.bottom() + rowHeight, room.width(), rowHeight);
    sketch.text(under, histogram.below, Ink{16, 600, Tone::Running});
    sketch.text(under, histogram.above, Ink{16, 600, Tone::Signal, Shape::Face::Words, Shape::Align::Right});
    if (!histogram.threshold) return;
    const double at = x(*histogram.threshold);
    sketch.line({{QPointF(at, room.top() + 2), QPointF(at, bars.bottom())}}, Tone::Text, 2, Pattern::Dotted);
    const double width = widthOf(histogram.thresholdWords, ink::words);
    const bool fits = at + 8 + width <= room.right();
    sketch.text({fits ? at + 8 : at - 8 - width, room.top(), width + 2, rowHeight}, histogram.thresholdWords,
                ink::words);
}

} // namespace sluice::scene
