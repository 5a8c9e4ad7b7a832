#include "timeline/layout.h"

#include <algorithm>

namespace sluice::timeline {

namespace {

// Heights when there is as much room as one could wish; all shrink alike.
constexpr double marksHeight = 16, axisHeight = 28;
constexpr double laneHeight = 34, laneGap = 56, depthHeight = 64, depthGap = 24;
constexpr double overviewHeight = 20, overviewGap = 8, overviewFrom = 260;
constexpr double largest = 1.3;   // beyond that, room stays empty
constexpr double foldBelow = 0.5; // at less than half size the depths fold away
constexpr double fadedFuture = 0.35;

double wished(std::size_t lanes, std::size_t depths)
{
    const auto n = static_cast<double>(lanes), m = static_cast<double>(depths);
    return n * laneHeight + std::max(0.0, n - 1) * laneGap + m * (depthHeight + depthGap);
}

} // namespace

const Layout::Row* Layout::lane(ProcessId process) const
{
    const auto found = std::ranges::find(lanes, process.value, &Row::id);
    return found == lanes.end() ? nullptr : &*found;
}

Layout layoutOf(const scenario::Scenario& scenario, const TimelineLook& look)
{
    const double left = look.axis.left, width = look.axis.width;
    const bool overview = look.overview && look.size.height() >= overviewFrom;
    const double bottom = look.size.height() - (overview ? overviewHeight + 2 * overviewGap : 0);
    const double room = std::max(1.0, bottom - marksHeight - axisHeight);
    std::size_t depths = look.depthLanes ? scenario.channels.size() : 0;
    if (room < foldBelow * wished(scenario.processes.size(), depths)) depths = 0;
    const double scale = std::min(largest, room / std::max(1.0, wished(scenario.processes.size(), depths)));

    Layout layout;
    layout.marks = {left, 0, width, marksHeight};
    double y = marksHeight;
    std::uint16_t id = 0;
    for (const auto& process : scenario.processes) {
        layout.lanes.push_back({++id, QString::fromStdString(process.name), {left, y, width, laneHeight * scale}});
        y += (laneHeight + laneGap) * scale;
    }
    y -= laneGap * scale;
    for (std::size_t i = 0; i < depths; ++i) {
        y += depthGap * scale;
        layout.depths.push_back({static_cast<std::uint16_t>(i + 1),
                                 QString::fromStdString(scenario.channels[i].name),
                                 {left, y, width, depthHeight * scale}});
        y += depthHeight * scale;
    }
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
