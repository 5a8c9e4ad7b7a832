#pragma once

#include "scene/scene.h"

#include <algorithm>

namespace sluice::test {

/// Whether these words stand somewhere in a drawing, alone or within a text.
inline bool says(const scene::Scene& scene, const QString& words)
{
    return std::ranges::any_of(scene.shapes, [&](const scene::Shape& shape) { return shape.text.contains(words); });
}

/// Whether one text of a drawing is exactly this.
inline bool hasText(const scene::Scene& scene, const QString& text)
{
    return std::ranges::any_of(scene.shapes, [&](const scene::Shape& shape) { return shape.text == text; });
}

} // namespace sluice::test
