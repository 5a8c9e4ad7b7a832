#pragma once

#include "scene/theme.h"

#include <QByteArray>
#include <QList>
#include <QSize>

#include <initializer_list>
#include <optional>

class QPalette;
class QScreen;
class QSplitter;
class QWidget;

namespace sluice::widgets {

inline constexpr int inspectorFitsFrom = 1360; ///< narrower windows fold it away
inline constexpr int depthLanesFitFrom = 780;  ///< lower windows leave them out

/// Height of transport and timeline where the viewer has not chosen one: at 1080 the stage above has its own size.
[[nodiscard]] int timeHeight(int windowHeight);
[[nodiscard]] int inspectorWidth(int windowWidth);
/// How much larger than in a window the words of widgets are while presenting: the small ones are 1/45 of its height.
[[nodiscard]] double hallScale(int windowHeight);

/// How the viewer left the window. Kept in the user's settings.
struct WindowLayout {
    scene::Theme::Kind theme = scene::Theme::Kind::Dark;
    QByteArray geometry;
    std::optional<bool> inspector;     ///< shown or folded by the viewer; else by the window's width
    QList<int> across;                 ///< widths of stage and inspector; empty: by the window's width
    QList<int> down;                   ///< heights of both and of the time below; empty: by the window's height
    std::optional<bool> reducedMotion; ///< as chosen in the menu; else as the desktop has it
    bool predictFirst = true;

    /// `desktop` decides on dark or light where nothing was chosen.
    [[nodiscard]] static WindowLayout load(const QPalette& desktop);
    void save() const;
    bool operator==(const WindowLayout&) const = default;
};

[[nodiscard]] QSize defaultWindowSize(const QScreen* screen);
/// Widgets below each other, without gaps; the last one takes the room.
[[nodiscard]] QWidget* makeColumn(std::initializer_list<QWidget*> widgets);
/// Widgets beside each other; the first one takes the room.
[[nodiscard]] QWidget* makeRow(std::initializer_list<QWidget*> widgets);
/// The first part takes the room; none can be squeezed to nothing.
[[nodiscard]] QSplitter* makeSplitter(Qt::Orientation orientation, std::initializer_list<QWidget*> widgets);

} // namespace sluice::widgets
