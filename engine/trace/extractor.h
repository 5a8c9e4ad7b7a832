#pragma once

#include "probe/event.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace sluice::trace {

/// What is stored with a segment of a trace, so that nobody has to play all that came before.
struct Extract {
    std::vector<std::byte> head;       ///< what is kept in memory of every segment; up to SegmentRef::maxHead bytes
    std::vector<std::byte> summary;    ///< the rest, read when it is looked at closely
    std::vector<std::byte> checkpoint; ///< the state after the segment's last event
};

/// Works out extracts as a trace grows. This room stores them; what they mean is known to those who read them.
/// Thread: one.
class Extractor
{
public:
    virtual ~Extractor() = default;
    /// Takes events as they follow each other; adds the extract of each segment that they complete.
    virtual void take(std::span<const probe::Event> events, std::vector<Extract>& done) = 0;
};

} // namespace sluice::trace
