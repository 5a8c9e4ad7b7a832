#include "compare/comparison.h"

namespace sluice::compare {

std::string_view name(Through through)
{
    constexpr std::string_view prefix = "lane-";
    return mechanisms::laneKind(through).substr(prefix.size());
}

std::optional<Through> throughNamed(std::string_view wanted)
{
    for (std::size_t i = 0; i < mechanisms::throughs; ++i)
        if (name(static_cast<Through>(i)) == wanted) return static_cast<Through>(i);
    return std::nullopt;
}

std::string_view name(Waiting waiting)
{
    static constexpr std::array<std::string_view, 3> names{"block", "poll", "spin"};
    return names[static_cast<std::size_t>(waiting)];
}

std::string_view name(Pinning pinning)
{
    static constexpr std::array<std::string_view, 3> names{"two", "one", "free"};
    return names[static_cast<std::size_t>(pinning)];
}

int copiesPerMessage(Through) { return 2; }
std::uint32_t eventsOneIn(Through through)
{
    return mechanisms::isMemory(through) ? mechanisms::lane::sampledOneIn : 1;
}

} // namespace sluice::compare
