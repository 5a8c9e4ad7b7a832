#include "scene/duration.h"

#include "words/numbers.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sluice::scene {

namespace {
constexpr std::array<Unit, 4> durationUnits{{{1, "ns"}, {1e3, "µs"}, {1e6, "ms"}, {1e9, "s"}}};
} // namespace

Unit unitFor(double ns)
{
    Unit best = durationUnits.front();
    for (const Unit& unit : durationUnits)
        if (ns >= unit.ns) best = unit;
    return best;
}

QString formatDuration(Duration d, int digits)
{
    const double ns = std::abs(static_cast<double>(d.ns));
    Unit unit = unitFor(ns);
    const auto decimalsIn = [&](const Unit& u) {
        const double value = ns / u.ns;
        const int before = value >= 1 ? static_cast<int>(std::floor(std::log10(value))) + 1 : 1;
        return u.ns == 1 ? 0 : std::max(0, digits - before);
    };
    // 999.96 µs is 1.000 ms: rounding may carry into the next unit.
    int decimals = decimalsIn(unit);
    const double scale = std::pow(10, decimals);
    if (std::round(ns / unit.ns * scale) / scale >= 1000 && unit.ns < 1e9) {
        unit = unitFor(unit.ns * 1000);
        decimals = digits - 1;
    }
    return words::decimal(static_cast<double>(d.ns) / unit.ns, decimals) + QChar(' ') + QString::fromUtf8(unit.name);
}

} // namespace sluice::scene
