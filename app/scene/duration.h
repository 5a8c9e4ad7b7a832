#pragma once

#include "base/trace_time.h"

#include <QString>

namespace sluice::scene {

struct Unit {
    double ns;
    const char* name;
};
/// The largest unit of time, from ns to s, that is no longer than `ns`.
[[nodiscard]] Unit unitFor(double ns);

/// "1.284 ms", "0.018 432 s": for people, unit by size. `digits` significant ones.
[[nodiscard]] QString formatDuration(Duration d, int digits = 4);

} // namespace sluice::scene
