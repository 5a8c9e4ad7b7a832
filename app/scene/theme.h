#pragma once

#include "scene/scene.h"

#include <QFont>
#include <QPalette>

namespace sluice::scene {

/// The one place with colours and type. A value.
class Theme
{
public:
    enum class Kind { Dark, Light };
    [[nodiscard]] static const Theme& get(Kind kind);

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] QColor color(Tone tone) const;
    /// Fonts with pixel sizes and no hinting: the same pixels on every machine. Ligatures are off in Mono.
    [[nodiscard]] static QFont font(Shape::Face face, double pixels, int weight);
    [[nodiscard]] QPalette palette() const;   ///< for widgets
    [[nodiscard]] QString styleSheet() const; ///< for widgets

private:
    Kind m_kind = Kind::Dark;
};

/// Types of the scale: 12 · 14 · 15 · 17 · 20 · 24 · 32. Spacing: multiples of 8.
namespace type {
inline constexpr int tiny = 12, small = 14, body = 15, strong = 17, title = 20, heading = 24, display = 32;
}

} // namespace sluice::scene
