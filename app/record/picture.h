#pragma once

#include "base/result.h"

#include <QImage>
#include <QRect>

#include <cstdint>
#include <vector>

namespace sluice::record {

/// Pixels that took the place of others. 32 bits each, opaque.
struct Patch {
    QRect rect;
    QImage pixels; ///< of the size of `rect`
};

/// One frame of a film: what differs from the frame before it. The first one is whole.
struct Picture {
    std::int64_t index = 0;
    std::vector<Patch> patches;
};

/// Where the pictures of a film go. They come in order, without a hole.
/// Thread: one, which need not be the one that draws.
class Sink
{
public:
    virtual ~Sink() = default;
    virtual Result<void> add(const Picture& picture) = 0;
    /// All pictures are there: the film gets its name. Without it no file is left.
    virtual Result<void> finish() = 0;
};

} // namespace sluice::record
