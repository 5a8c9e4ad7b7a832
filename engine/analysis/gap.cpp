#include "analysis/gap.h"

#include <algorithm>
#include <array>

namespace sluice::analysis {

namespace {

constexpr std::uint64_t mostSamples = 1 << 16;

bool acts(const probe::Event& event)
{
    return event.kind != probe::EventKind::KernelDepth && event.kind != probe::EventKind::KernelProcess;
}

} // namespace

Gap gapAround(const trace::TraceView& trace, TraceTime t)
{
    Gap gap{{}, std::max(trace.end(), t)};
    const std::uint64_t here = trace.countUntil(t);
    std::array<probe::Event, 16> some;
    for (std::uint64_t i = here; i < here + mostSamples;) {
        const std::size_t got = trace.read(i, some);
        const auto found = std::find_if(some.begin(), some.begin() + static_cast<std::ptrdiff_t>(got), acts);
        if (found != some.begin() + static_cast<std::ptrdiff_t>(got)) {
            gap.end = found->when();
            break;
        }
        if (got == 0) break;
        i += got;
    }
    for (std::uint64_t i = here; i > 0 && here - i < mostSamples;) {
        const std::uint64_t first = i - std::min<std::uint64_t>(i, some.size());
        const std::size_t got = trace.read(first, std::span(some).first(static_cast<std::size_t>(i - first)));
        const auto last = std::find_if(some.rend() - static_cast<std::ptrdiff_t>(got), some.rend(), acts);
        if (last != some.rend()) {
            gap.begin = last->when();
            break;
        }
        i = first;
    }
    return gap;
}

} // namespace sluice::analysis
