#include "timeline/folds.h"

#include "scene/theme.h"
#include "words/words.h"

#include <algorithm>

namespace sluice::timeline {

namespace {
using scene::Tone;
constexpr double narrowestFold = 24;
} // namespace

std::vector<analysis::Gap> foldsOf(const trace::TraceView& trace, const TimeAxis& axis, Duration shortest)
{
    std::vector<analysis::Gap> folds;
    const TraceTime to = std::min(axis.to(), trace.end());
    // A fold that is wide enough cannot lie between two of the places where we look.
    for (double x = axis.left; x < axis.left + axis.width && axis.time(x) < to; x += narrowestFold / 2) {
        const analysis::Gap gap = analysis::gapAround(trace, std::max(axis.time(x), TraceTime{}));
        const double width = axis.x(gap.end) - axis.x(gap.begin);
        if (gap.length() > shortest && width >= narrowestFold) folds.push_back(gap);
        x = std::max(x, axis.x(gap.end) - narrowestFold / 2);
    }
    return folds;
}

void drawFolds(scene::Sketch& sketch, const Layout& layout, const trace::TraceView& trace, const TimelineLook& look)
{
    if (!look.shortened) return;
    const double y = layout.marks.center().y();
    sketch.about({scene::Subject::Kind::Axis, 0, 3}, probe::Evidence::Probe);
    for (const analysis::Gap& gap : foldsOf(trace, look.axis, *look.shortened)) {
        const double from = std::max(look.axis.x(gap.begin), look.axis.left) + 6;
        const double to = std::min(look.axis.x(gap.end), look.axis.left + look.axis.width) - 6;
        if (to - from < narrowestFold / 2) continue;
        const QString words = translated("scene", "%1 shortened").arg(formatDuration(gap.length(), 3));
        const scene::Ink ink{scene::type::tiny, 600, Tone::Muted, scene::Shape::Face::Words,
                             scene::Shape::Align::Center};
        const double middle = (from + to) / 2, room = scene::widthOf(words, ink) + 16;
        const bool told = to - from > room + 24;
        const double half = told ? room / 2 : 7;
        for (const auto& [a, b] : {std::pair{from, middle - half}, std::pair{middle + half, to}})
            if (b > a) sketch.line({{{a, y}, {b, y}}}, Tone::Muted, 1.5);
        if (told) sketch.text({middle - half, y - 8, 2 * half, 16}, words, ink);
        else // the sign for a piece that has been left out
            for (const double dx : {-3.0, 3.0})
                sketch.line({{{middle + dx - 2, y + 5}, {middle + dx + 2, y - 5}}}, Tone::Muted, 1.5);
    }
}

} // namespace sluice::timeline
