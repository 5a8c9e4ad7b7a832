#pragma once

#include <compare>
#include <cstdint>

namespace sluice {

/// A small number that names one thing of one kind; ids of different things never mix.
template <class Tag>
struct Id {
    std::uint16_t value = 0;
    auto operator<=>(const Id&) const = default;
};

using ProcessId = Id<struct ProcessTag>; ///< 0 is the supervisor, 1… are the workers in the order of the scenario
using ChannelId = Id<struct ChannelTag>; ///< 0 is "none", 1… are the kernel objects in the order of the scenario

} // namespace sluice
