#include "timeline/marks.h"

#include "words/words.h"

#include <cmath>

namespace sluice::timeline {

namespace {

using analysis::MarkKind;
using scene::Tone;

constexpr double markWidth = 10, markHeight = 8;

struct Manner {
    Tone tone;
    int weight;
    std::string_view word;
};

Manner mannerOf(MarkKind kind)
{
    switch (kind) {
    case MarkKind::Blocked: return {Tone::Blocked, 5, marked("scene", "blocked")};
    case MarkKind::Woken: return {Tone::Running, 4, marked("scene", "woken")};
    case MarkKind::Full: return {Tone::Data, 3, marked("scene", "full")};
    case MarkKind::Emptied: return {Tone::Data, 1, marked("scene", "emptied")};
    case MarkKind::Error: return {Tone::Signal, 6, marked("scene", "error")};
    case MarkKind::Signal: return {Tone::Signal, 9, marked("scene", "signal")};
    case MarkKind::Ended: return {Tone::Dead, 8, marked("scene", "ended")};
    case MarkKind::Held: return {Tone::Dead, 3, marked("scene", "paused")};
    case MarkKind::LetGo: return {Tone::Dead, 2, marked("scene", "resumed")};
    case MarkKind::Lost: return {Tone::Signal, 7, marked("scene", "events lost")};
    }
    return {Tone::Dead, 0, ""};
}

probe::Evidence evidenceOf(MarkKind kind)
{
    switch (kind) {
    case MarkKind::Blocked:
    case MarkKind::Woken:
    case MarkKind::Full:
    case MarkKind::Emptied: return probe::Evidence::Derived;
    case MarkKind::Signal:
    case MarkKind::Ended: return probe::evidenceOf(probe::EventKind::ProcessEnded);
    default: return probe::Evidence::Probe;
    }
}

} // namespace

QString wordFor(MarkKind kind) { return translated("scene", mannerOf(kind).word); }

std::vector<analysis::Mark> marksOf(const analysis::Timeline& timeline, const TimeAxis& axis, const Part& part)
{
    std::vector<analysis::Mark> shown;
    std::int64_t taken = INT64_MIN;
    for (const analysis::Mark& mark : timeline.marks(part.from, part.to, axis.grain())) {
        const double place = static_cast<double>(mark.time.ns) / (markWidth * axis.nsPerPixel); // fixed in time
        const auto stretch = static_cast<std::int64_t>(std::floor(place));
        if (stretch != taken) shown.push_back(mark);
        else if (mannerOf(mark.kind).weight > mannerOf(shown.back().kind).weight) shown.back() = mark;
        taken = stretch;
    }
    return shown;
}

void drawMarks(scene::Sketch& sketch, const Layout& layout, const analysis::Timeline& timeline,
               const TimelineLook& look, const std::vector<Part>& parts)
{
    const double top = layout.marks.bottom() - markHeight - 2;
    for (const Part& part : parts) {
        for (const analysis::Mark& mark : marksOf(timeline, look.axis, part)) {
            const double x = look.axis.x(mark.time);
            sketch.about({scene::Subject::Kind::Mark, mark.process.value, static_cast<std::uint32_t>(mark.kind)},
                         evidenceOf(mark.kind));
            auto& triangle =
                sketch.polygon({{{x - markWidth / 2, top}, {x + markWidth / 2, top}, {x, top + markHeight}}},
                               mannerOf(mark.kind).tone);
            triangle.opacity = part.opacity;
            triangle.text = wordFor(mark.kind);
        }
    }
}

} // namespace sluice::timeline
