#pragma once

#include "scene/sketch.h"

#include <optional>
#include <vector>

namespace sluice::scene {

/// How often something took how long: bars over equal stretches of time, with a line between what is told apart.
struct Humps {
    double binWidth = 1;        ///< in the unit of the axis
    std::vector<double> counts; ///< of the bins from 0 on; the last one also holds everything above
    std::optional<double> threshold;
    QString thresholdWords; ///< "valley 45 ns"
    QString unit;           ///< "ns"
    QString below, above;   ///< "stayed 43.5 %": under the bars on either side of the threshold
};

/// Bars in two colours, the threshold, the axis and the words below, all within `room`: at least 300 by 120.
void drawHumps(Sketch& sketch, const QRectF& room, const Humps& humps);

} // namespace sluice::scene
