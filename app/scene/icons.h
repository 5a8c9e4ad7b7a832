#pragma once

#include <QRectF>
#include <QString>

class QColor;
class QPainter;

namespace sluice::scene {

/// Draws one of the small signs that go with a word: play, call, hatch, gate, clock, cross, check, cut, lightning.
/// They differ by shape, not by colour. Unknown names draw nothing.
void paintIcon(QPainter& painter, const QString& name, const QRectF& place, const QColor& color);

} // namespace sluice::scene
