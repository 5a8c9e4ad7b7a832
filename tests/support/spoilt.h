#pragma once

#include "probe/event.h"

#include <random>
#include <span>

namespace sluice::test {

/// Changes one event in twenty into something that no honest process would tell just then: other kinds, other
/// processes and channels, other numbers; losses and words of the kernel among them.
inline void spoil(std::span<probe::Event> events, std::mt19937& random, std::uint16_t processes, std::uint16_t channels)
{
    using probe::EventKind;
    const auto below = [&random](unsigned end) { return static_cast<unsigned>(random() % end); };
    for (probe::Event& event : events) {
        if (below(20) != 0) continue;
        switch (below(10)) {
        case 0: event.kind = static_cast<EventKind>(below(static_cast<unsigned>(EventKind::Last) + 1)); break;
        case 1: event.call = static_cast<probe::Call>(below(static_cast<unsigned>(probe::Call::Last) + 1)); break;
        case 2: event.process = static_cast<std::uint16_t>(below(processes + 3U)); break;
        case 3: event.channel = static_cast<std::uint16_t>(below(channels + 3U)); break;
        case 4: event.size = below(70'000); break;
        case 5: event.result = static_cast<std::int32_t>(below(70'000)) - 40; break;
        case 6: event.detail = below(2) == 0 ? below(8) : static_cast<std::uint32_t>(random()); break;
        case 7:
            event.kind = EventKind::KernelDepth;
            event.channel = static_cast<std::uint16_t>(1 + below(channels));
            event.result = static_cast<std::int32_t>(below(20'000));
            event.message = below(12);
            break;
        case 8:
            event.kind = EventKind::KernelProcess;
            event.size = static_cast<std::uint32_t>("SRDT"[below(4)]);
            break;
        default: event.kind = below(4) == 0 ? EventKind::EventsLost : event.kind; event.message += below(3);
        }
    }
}

} // namespace sluice::test
