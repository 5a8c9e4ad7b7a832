#pragma once

#include "record/picture.h"
#include "scene/scene.h"
#include "scene/text_lines.h"
#include "scene/theme.h"

namespace sluice::record {

/// Turns scenes that follow each other into pictures: only what differs is painted, and handed on.
/// Owner: who draws. Thread: one.
class FramePainter
{
public:
    FramePainter(QSize size, const scene::Theme& theme);

    /// The next picture. Scenes have the shape of the film.
    [[nodiscard]] Picture paint(scene::Scene scene);
    [[nodiscard]] const QImage& image() const { return m_image; } ///< the whole of the last one

private:
    void paintAll();
    [[nodiscard]] std::vector<QRect> paintChanges(const scene::Scene& before);

    const scene::Theme& m_theme;
    QImage m_image;
    scene::Scene m_scene;
    scene::TextLines m_lines;
    std::int64_t m_next = 0;
};

} // namespace sluice::record
