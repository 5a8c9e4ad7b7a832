#pragma once

#include "scene/theme.h"

#include <QLabel>

namespace sluice::widgets {

/// Rules for the standard widgets of the window, from the theme's tokens.
[[nodiscard]] QString windowStyle(const scene::Theme& theme);

/// A label in a size and tone of the scale; it follows the theme.
[[nodiscard]] QLabel* makeLabel(const QString& text, int pixels, int weight, scene::Tone tone,
                                scene::Shape::Face face = scene::Shape::Face::Words);
/// Sets a label's words only if they differ: an equal frame repaints nothing.
void setWords(QLabel* label, const QString& text);

} // namespace sluice::widgets
