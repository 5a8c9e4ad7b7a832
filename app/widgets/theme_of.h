#pragma once

#include "scene/theme.h"

#include <QWidget>

class QPainter;

namespace sluice::widgets {

using scene::Tone;

/// The theme that a widget's palette stands for: whoever switches the palette has switched all that is painted.
[[nodiscard]] const scene::Theme& themeOf(const QWidget* widget);
/// Ring around whatever has the keyboard.
void paintFocus(QPainter& painter, const QRectF& rect, double radius, const scene::Theme& theme);
/// All that a button shows which lies over something that the stage has drawn: light under the mouse, and its focus.
void paintOverStage(QWidget& button);
/// A key as it stands on a button. Returns nothing if `key` is empty.
void paintKeyCap(QPainter& painter, const QRectF& rect, const QString& key, const QColor& color,
                 double pixels = scene::type::tiny);

} // namespace sluice::widgets
