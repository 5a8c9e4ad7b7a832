#include "scene/humps.h"

#include <algorithm>

namespace sluice::scene {

namespace {
constexpr double rowHeight = 22, leastBar = 2; ///< what is there is seen
constexpr int marks = 4;
} // namespace

void drawHumps(Sketch& sketch, const QRectF& room, const Humps& humps)
{
    if (humps.counts.empty()) return;
    const QRectF bars(room.left(), room.top() + rowHeight, room.width(), room.height() - 3 * rowHeight);
    const double end = humps.binWidth * static_cast<double>(humps.counts.size());
    const auto x = [&](double value) { return bars.left() + bars.width() * std::clamp(value / end, 0.0, 1.0); };
    const double most = std::max(1.0, *std::ranges::max_element(humps.counts));
    for (std::size_t i = 0; i < humps.counts.size(); ++i) {
        if (humps.counts[i] <= 0) continue;
        const double begin = humps.binWidth * static_cast<double>(i);
        const double height = std::max(leastBar, bars.height() * humps.counts[i] / most);
        const bool above = humps.threshold && begin + humps.binWidth / 2 >= *humps.threshold;
        sketch.box({x(begin) + 1, bars.bottom() - height, x(begin + humps.binWidth) - x(begin) - 2, height}, 2,
                   above ? Tone::Signal : Tone::Running);
    }
    sketch.line({{bars.bottomLeft(), bars.bottomRight()}}, Tone::Line, 1);
    for (int mark = 0; mark <= marks; ++mark) {
        const double value = end * mark / marks;
        const QString words = QStringLiteral("%1 %2").arg(qRound(value)).arg(humps.unit);
        const double width = widthOf(words, ink::number);
        const double left = std::clamp(x(value) - width / 2, room.left(), room.right() - width);
        sketch.text({left, bars.bottom() + 1, width + 2, rowHeight}, words, ink::number);
    }
    const QRectF under(room.left(), bars.bottom() + rowHeight, room.width(), rowHeight);
    sketch.text(under, humps.below, Ink{16, 600, Tone::Running});
    sketch.text(under, humps.above, Ink{16, 600, Tone::Signal, Shape::Face::Words, Shape::Align::Right});
    if (!humps.threshold) return;
    const double at = x(*humps.threshold);
    sketch.line({{QPointF(at, room.top() + 2), QPointF(at, bars.bottom())}}, Tone::Text, 2, Pattern::Dotted);
    const double width = widthOf(humps.thresholdWords, ink::words);
    const bool fits = at + 8 + width <= room.right();
    sketch.text({fits ? at + 8 : at - 8 - width, room.top(), width + 2, rowHeight}, humps.thresholdWords, ink::words);
}

} // namespace sluice::scene
