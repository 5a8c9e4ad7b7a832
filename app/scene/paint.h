#pragma once

#include "scene/scene.h"
#include "scene/text_lines.h"
#include "scene/theme.h"

#include <QRegion>

#include <span>

class QPainter;

namespace sluice::scene {

/// Paints a scene in its own coordinates: the caller has set the painter's transform. The only code that draws.
/// Works on raster, SVG and PDF painters (no clips, no composition modes, own hatch lines).
void paintScene(QPainter& painter, const Scene& scene, const Theme& theme);

/// The same, some of a scene's shapes only, by one who paints often.
void paintShapes(QPainter& painter, std::span<const Shape* const> shapes, const Theme& theme, TextLines& lines);

/// The device pixels that differ between two scenes painted with the same scale and origin.
[[nodiscard]] QRegion changedRegion(const Scene& before, const Scene& after, double scale, QPointF origin,
                                    TextLines& lines);

/// Repaints only `region` (whole device pixels) of an image that shows another scene: same pixels as a full paint.
void repaintScene(QPainter& painter, const Scene& scene, const Theme& theme, const QRegion& region, double scale,
                  QPointF origin, TextLines& lines);

} // namespace sluice::scene
