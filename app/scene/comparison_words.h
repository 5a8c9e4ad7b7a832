#pragma once

#include "compare/fairness.h"
#include "scene/sketch.h"

#include <QString>

namespace sluice::scene {

/// "Message queue".
[[nodiscard]] QString nameOf(const compare::Lane& lane);
/// How many messages it holds: "1,024", "0.06".
[[nodiscard]] QString heldInWords(const compare::Lane& lane);
/// "1.24 M/s".
[[nodiscard]] QString perSecond(double value);
/// "79.0 MB/s".
[[nodiscard]] QString perSecondInBytes(double bytes);
/// "8 B", "4 KiB".
[[nodiscard]] QString sizeInWords(std::int64_t bytes);
/// What speaks against holding `lane` against the quickest one; the weightiest alone, in words that
/// fit if there are any. Empty: nothing.
[[nodiscard]] QString against(const compare::Lane& best, const compare::Lane& lane, compare::Measure measure,
                              const Ink& ink, double width);
/// What a ratio, with events against without, leaves: "97 %"; "±3 %" where the turns differ by that much among
/// themselves, and no difference was seen.
[[nodiscard]] QString leftInWords(const compare::Spread& ratio);
/// "two processes, on CPU 0 and CPU 1, waiting in the call": what is the same of all lanes.
[[nodiscard]] QString circumstances(const compare::Comparison& comparison);

} // namespace sluice::scene
