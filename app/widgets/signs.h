#pragma once

#include <QColor>
#include <QIcon>

namespace sluice::widgets {

/// The few signs of the window, drawn: no icon theme is needed.
enum class WindowSign { Menu, Start, Sun, Moon, Panel, Record, StopRecording };

/// 20×20.
[[nodiscard]] QIcon makeSign(WindowSign sign, const QColor& color, double dpr);

} // namespace sluice::widgets
