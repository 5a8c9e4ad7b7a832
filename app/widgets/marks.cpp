#include "widgets/marks.h"

#include <algorithm>
#include <ranges>

namespace sluice::widgets {

using analysis::Mark;
using state::Moment;

std::optional<Moment> nextMark(const analysis::Timeline& timeline, Moment moment, analysis::MarkKind kind)
{
    const auto marks = timeline.marks(moment.time, timeline.end());
    const auto found =
        std::ranges::find_if(marks, [&](const Mark& mark) { return mark.kind == kind && mark.event > moment.events; });
    if (found == marks.end()) return std::nullopt;
    return Moment{found->time, found->event};
}

std::optional<Moment> previousMark(const analysis::Timeline& timeline, Moment moment, analysis::MarkKind kind)
{
    auto marks = timeline.marks({}, moment.time) | std::views::reverse;
    const auto found =
        std::ranges::find_if(marks, [&](const Mark& mark) { return mark.kind == kind && mark.event < moment.events; });
    if (found == marks.end()) return std::nullopt;
    return Moment{found->time, found->event};
}

} // namespace sluice::widgets
