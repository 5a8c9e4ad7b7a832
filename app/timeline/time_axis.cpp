#include "timeline/time_axis.h"

#include "scene/duration.h"
#include "scene/sketch.h"
#include "scene/theme.h"
#include "words/numbers.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sluice::timeline {

namespace {

constexpr double closest = 1;       // ns per pixel
constexpr double farthest = 3600e9; // one hour per pixel
constexpr double labelGap = 8;
constexpr scene::Ink tickInk{scene::type::tiny, 400, scene::Tone::Muted, scene::Shape::Face::Mono};

/// The smallest of 1, 2, 5 · 10ⁿ that is no smaller than `least`.
double roundStep(double least)
{
    const double power = std::pow(10, std::floor(std::log10(std::max(least, 1.0))));
    for (const double factor : {1.0, 2.0, 5.0, 10.0})
        if (power * factor >= least * (1 - 1e-9)) return power * factor;
    return power * 10;
}

} // namespace

TraceTime TimeAxis::time(double x) const { return from + Duration{std::llround((x - left) * nsPerPixel)}; }

TimeAxis TimeAxis::zoomed(double factor, double x) const
{
    TimeAxis result = *this;
    result.nsPerPixel = std::clamp(nsPerPixel / factor, closest, farthest);
    result.from = time(x) - Duration{std::llround((x - left) * result.nsPerPixel)};
    return result;
}

TimeAxis TimeAxis::panned(double pixels) const
{
    TimeAxis result = *this;
    result.from = time(left + pixels);
    return result;
}

TimeAxis TimeAxis::fitting(TraceTime a, TraceTime b, double left, double width)
{
    TimeAxis axis{a, closest, left, width};
    if (width > 0) axis.nsPerPixel = std::clamp(static_cast<double>((b - a).ns) / width, closest, farthest);
    return axis;
}

std::vector<TimeAxis::Tick> TimeAxis::ticks(double minSpacing) const
{
    const double step = roundStep(std::max(minSpacing, 1.0) * nsPerPixel);
    const double last = static_cast<double>(to().ns);
    const scene::Unit unit = scene::unitFor(std::max(std::abs(last), step) * 1.000001);
    const int digits = std::max(0, static_cast<int>(std::ceil(-std::log10(step / unit.ns) - 1e-9)));
    std::vector<Tick> ticks;
    double taken = left;
    for (double n = std::ceil(static_cast<double>(from.ns) / step - 1e-9); n * step <= last + 0.5; ++n) {
        const QString label = words::decimal(n * step / unit.ns, digits) + QChar(' ') + QString::fromUtf8(unit.name);
        const double half = scene::widthOf(label, tickInk) / 2;
        Tick tick{x({std::llround(n * step)}), {}, 0};
        tick.labelX = std::max(std::min(tick.x, left + width - half), left + half);
        if (tick.labelX - half >= taken && tick.labelX + half <= left + width + 1e-6) {
            tick.label = label;
            taken = tick.labelX + half + labelGap;
        }
        ticks.push_back(tick);
    }
    return ticks;
}

} // namespace sluice::timeline
