#include "timeline/losses.h"

#include "analysis/loss.h"
#include "scene/theme.h"
#include "words/words.h"

#include <algorithm>

namespace sluice::timeline {

namespace {

using scene::Tone;

constexpr double narrowestHole = 4;

void drawLoss(scene::Sketch& sketch, const QRectF& hole, std::uint32_t events, double opacity)
{
    const QString words = lossWords(events);
    sketch.box(hole, 0, Tone::Background).text = words; // nothing is known: nothing is drawn
    for (const double x : {hole.left() + 1, hole.right() - 1})
        sketch.line({{{x, hole.top()}, {x, hole.bottom()}}}, Tone::Signal, 2).opacity = opacity;
    const scene::Ink ink{scene::type::tiny, 600, Tone::Signal, scene::Shape::Face::Words, scene::Shape::Align::Center};
    if (hole.height() < 13 || scene::widthOf(words, ink) + 12 > hole.width()) return;
    sketch.text(hole, words, ink).opacity = std::max(opacity, 0.7);
}

} // namespace

QString lossWords(std::uint32_t events)
{
    return events == 1 ? translated("scene", "1 event lost")
                       : translated("scene", "%1 events lost").arg(scene::grouped(events));
}

void drawLosses(scene::Sketch& sketch, const Layout& layout, const analysis::Timeline& timeline,
                const trace::TraceView& trace, const TimelineLook& look, const std::vector<Part>& parts)
{
    for (const Part& part : parts) {
        for (const analysis::Loss& loss : analysis::lossesIn(timeline, trace, part.from, part.to, look.axis.grain())) {
            const Layout::Row* row = layout.lane(loss.process);
            if (!row) continue;
            const double end = look.axis.x(std::min(loss.end, part.to));
            const double begin = std::min(look.axis.x(std::max(loss.begin, part.from)), end - narrowestHole);
            sketch.about({scene::Subject::Kind::Loss, loss.process.value, 0}, probe::Evidence::Probe);
            const double left = std::max(begin, look.axis.left);
            drawLoss(sketch, {left, row->rect.top(), std::max(end, left + narrowestHole) - left, row->rect.height()},
                     loss.events, part.opacity);
        }
    }
}

} // namespace sluice::timeline
