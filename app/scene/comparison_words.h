#pragma once

#include "compare/fairness.h"

#include <QString>

namespace sluice::scene {

/// "pipe": as the command line has it, in every language.
[[nodiscard]] QString nameOf(const compare::Lane& lane);
/// "1.24 M/s".
[[nodiscard]] QString perSecond(double value);
/// "79.0 MB/s".
[[nodiscard]] QString perSecondInBytes(double bytes);
/// "8 B", "4 KiB".
[[nodiscard]] QString sizeInWords(std::int64_t bytes);
/// What speaks against holding `lane` against the quickest one; the weightiest alone. Empty: nothing.
[[nodiscard]] QString against(const compare::Lane& best, const compare::Lane& lane, compare::Measure measure);
/// "two processes, on CPU 0 and CPU 1, waiting in the call": what is the same of all lanes.
[[nodiscard]] QString circumstances(const compare::Comparison& comparison);

} // namespace sluice::scene
