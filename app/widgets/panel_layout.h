#pragma once

#include "scene/theme.h"

class QLabel;
class QScrollArea;
class QWidget;

namespace sluice::widgets {

/// A panel of the inspector: `content` scrolls when it is too tall; `footer`, if any, stays in sight below it.
void layOutPanel(QWidget* panel, QWidget* content, QWidget* footer = nullptr);
/// A scroll bar that keeps its place even where there is nothing to scroll: its coming and going would change the
/// width. Without anything to do it cannot be seen.
void keepScrollBar(QScrollArea* area);
/// A label that breaks its lines.
[[nodiscard]] QLabel* makeWrapping(int pixels, int weight, scene::Tone tone);

} // namespace sluice::widgets
