#include "widgets/marks.h"

namespace sluice::widgets {

using state::Moment;

namespace {

std::optional<Moment> momentOf(const std::optional<analysis::Mark>& mark)
{
    return mark ? std::optional(Moment{mark->time, mark->event}) : std::nullopt;
}

} // namespace

std::optional<Moment> nextMark(const analysis::Timeline& timeline, Moment moment, analysis::MarkKind kind)
{
    return momentOf(timeline.nextMark(moment, bitOf(kind)));
}

std::optional<Moment> previousMark(const analysis::Timeline& timeline, Moment moment, analysis::MarkKind kind)
{
    return momentOf(timeline.previousMark(moment, bitOf(kind)));
}

} // namespace sluice::widgets
