#include "timeline/layout.h"

#include "mechanisms/mechanism.h"
#include "words/words.h"

#include <algorithm>

namespace sluice::timeline {

namespace {

// Heights when there is as much room as one could wish; all shrink alike.
constexpr double marksHeight = 16, axisHeight = 28;
constexpr double laneHeight = 34, laneGap = 56, depthHeight = 64, depthGap = 24;
constexpr double foldedHeight = 8, foldedGap = 20;
constexpr double overviewHeight = 20, overviewGap = 8, overviewFrom = 260;
constexpr double largest = 1.3;   // beyond that, room stays empty
constexpr double foldBelow = 0.5; // at less than half size the depths fold away
constexpr double fadedFuture = 0.35;

struct Heights {
    double row, gap; ///< the gap above it
};

Heights laneHeights(const TimelineLook& look, std::size_t index, bool first)
{
    const bool folded = look.foldedLanes.contains(static_cast<std::uint16_t>(index + 1));
    return {folded ? foldedHeight : laneHeight, first ? 0 : folded ? foldedGap : laneGap};
}

Heights depthHeights(const TimelineLook& look, std::size_t index)
{
    const bool folded = look.foldedDepths.contains(static_cast<std::uint16_t>(index + 1));
    return {folded ? foldedHeight : depthHeight, folded ? foldedGap : depthGap};
}

double wished(const TimelineLook& look, std::size_t lanes, const std::vector<std::size_t>& depths)
{
    double sum = 0;
    for (std::size_t i = 0; i < lanes; ++i) sum += laneHeights(look, i, i == 0).row + laneHeights(look, i, i == 0).gap;
    for (const std::size_t i : depths) sum += depthHeights(look, i).row + depthHeights(look, i).gap;
    return sum;
}

/// Indices of the channels that something can be inside of.
std::vector<std::size_t> withDepth(const scenario::Scenario& scenario)
{
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < scenario.channels.size(); ++i) {
        const auto* mechanism = mechanisms::find(scenario.channels[i].kind);
        if (!mechanism || !mechanism->boundedIn.empty()) found.push_back(i);
    }
    return found;
}

} // namespace

const Layout::Row* Layout::lane(ProcessId process) const
{
    const auto found = std::ranges::find(lanes, process.value, &Row::id);
    return found == lanes.end() ? nullptr : &*found;
}

QRectF Layout::nameOf(const Row& row)
{
    const double height = std::max(20.0, row.rect.height());
    return {0, row.rect.center().y() - height / 2, row.rect.left(), height};
}

Layout layoutOf(const scenario::Scenario& scenario, const TimelineLook& look)
{
    const double left = look.axis.left, width = look.axis.width;
    const bool overview = look.overview && look.size.height() >= overviewFrom;
    const double bottom = look.size.height() - (overview ? overviewHeight + 2 * overviewGap : 0);
    const double room = std::max(1.0, bottom - marksHeight - axisHeight);
    const std::size_t lanes = scenario.processes.size();
    std::vector<std::size_t> depths = look.depthLanes ? withDepth(scenario) : std::vector<std::size_t>();
    if (room < foldBelow * wished(look, lanes, depths)) depths.clear();
    const double scale = std::min(largest, room / std::max(1.0, wished(look, lanes, depths)));

    Layout layout;
    layout.marks = {left, 0, width, marksHeight};
    double y = marksHeight;
    const auto add = [&](std::vector<Layout::Row>& rows, std::size_t index, const std::string& name, Heights heights,
                         bool folded) {
        y += heights.gap * scale;
        const auto id = static_cast<std::uint16_t>(index + 1);
        rows.push_back({id, shown(name), {left, y, width, heights.row * scale}, folded});
        y += heights.row * scale;
    };
    for (std::size_t i = 0; i < lanes; ++i)
        add(layout.lanes, i, scenario.processes[i].name, laneHeights(look, i, i == 0),
            look.foldedLanes.contains(static_cast<std::uint16_t>(i + 1)));
    for (const std::size_t i : depths)
        add(layout.depths, i, scenario.channels[i].name, depthHeights(look, i),
            look.foldedDepths.contains(static_cast<std::uint16_t>(i + 1)));
    layout.axis = {left, bottom - axisHeight, width, axisHeight};
    if (overview) layout.overview = {left, bottom + overviewGap, width, overviewHeight};
    return layout;
}

std::vector<Part> partsOf(const TimelineLook& look, TraceTime end)
{
    const TraceTime from = look.axis.from, to = std::min(look.axis.to(), end);
    std::vector<Part> parts;
    if (from < std::min(to, look.playhead)) parts.push_back({from, std::min(to, look.playhead), 1});
    if (!look.live && std::max(from, look.playhead) < to)
        parts.push_back({std::max(from, look.playhead), to, fadedFuture});
    return parts;
}

} // namespace sluice::timeline
