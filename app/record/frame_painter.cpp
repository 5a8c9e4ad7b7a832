#include "record/frame_painter.h"

#include "scene/paint.h"

#include <QPainter>

#include <algorithm>

namespace sluice::record {

namespace {

/// Many small patches cost more than what lies between them.
constexpr std::size_t mostPatches = 48;

/// Video stores colour for squares of two by two: no patch shall share one with its neighbours.
QRect toEven(const QRect& rect, const QRect& within)
{
    const int left = rect.left() & ~1, top = rect.top() & ~1;
    const int right = rect.right() | 1, bottom = rect.bottom() | 1;
    return QRect(QPoint(left, top), QPoint(right, bottom)) & within;
}

} // namespace

FramePainter::FramePainter(QSize size, const scene::Theme& theme) : m_theme(theme), m_image(size, QImage::Format_RGB32)
{
    m_image.fill(theme.color(scene::Tone::Background));
}

void FramePainter::paintAll()
{
    const double scale = m_image.width() / m_scene.size.width();
    QPainter painter(&m_image);
    scene::repaintScene(painter, m_scene, m_theme, m_image.rect(), scale, {}, m_lines);
}

std::vector<QRect> FramePainter::paintChanges(const scene::Scene& before)
{
    const double scale = m_image.width() / m_scene.size.width();
    const QRegion changed = scene::changedRegion(before, m_scene, scale, {}, m_lines).intersected(m_image.rect());
    if (changed.isEmpty()) return {};
    QPainter painter(&m_image);
    scene::repaintScene(painter, m_scene, m_theme, changed, scale, {}, m_lines);
    std::vector<QRect> rects(changed.begin(), changed.end());
    if (rects.size() > mostPatches) rects = {changed.boundingRect()};
    for (QRect& rect : rects) rect = toEven(rect, m_image.rect());
    return rects;
}

Picture FramePainter::paint(scene::Scene scene)
{
    const scene::Scene before = std::exchange(m_scene, std::move(scene));
    Picture picture{m_next++, {}};
    std::vector<QRect> rects{m_image.rect()};
    if (picture.index == 0 || before.size != m_scene.size) paintAll();
    else rects = paintChanges(before);
    for (const QRect& rect : rects) picture.patches.push_back({rect, m_image.copy(rect)});
    return picture;
}

} // namespace sluice::record
