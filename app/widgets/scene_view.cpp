#include "widgets/scene_view.h"

#include "scene/paint.h"
#include "widgets/scene_words.h"
#include "widgets/theme_of.h"

#include <QHelpEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <ranges>

namespace sluice::widgets {

using scene::Shape;
using scene::Subject;

namespace {
constexpr std::size_t maxItems = 300; // more than anybody listens to
}

SceneView::SceneView(QWidget* parent) : QWidget(parent)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
}

void SceneView::setScene(scene::Scene scene)
{
    if (scene == m_scene) return;
    const scene::Scene before = std::exchange(m_scene, std::move(scene));
    m_itemsValid = false;
    const bool sameFrame = before.size == m_scene.size && before.ground == m_scene.ground
                           && m_imagePlacement == placement() && !m_image.isNull();
    if (!sameFrame) {
        m_image = {};
        update();
        return;
    }
    const double dpr = devicePixelRatioF();
    const QRegion changed =
        scene::changedRegion(before, m_scene, m_imagePlacement.scale * dpr, m_imagePlacement.origin * dpr, m_lines)
            .intersected(m_image.rect());
    if (changed.isEmpty()) return;
    paintInto(changed);
    QRegion stale;
    for (const QRect& rect : changed)
        stale += QRectF(QPointF(rect.topLeft()) / dpr, QSizeF(rect.size()) / dpr).toAlignedRect();
    update(stale);
}

SceneView::Placement SceneView::placement() const
{
    if (m_scene.size.isEmpty()) return {};
    const double scale = std::min(width() / m_scene.size.width(), height() / m_scene.size.height());
    const QSizeF used = m_scene.size * scale;
    // Whole device pixels, so that the partial and the full picture fall on the same grid.
    const double dpr = devicePixelRatioF();
    const auto whole = [dpr](double x) { return std::floor(x * dpr) / dpr; };
    return {scale, {whole((width() - used.width()) / 2), whole((height() - used.height()) / 2)}};
}

QPointF SceneView::toScene(QPointF position) const
{
    const Placement at = placement();
    return (position - at.origin) / at.scale;
}

QRectF SceneView::onWidget(const QRectF& inScene) const
{
    const Placement at = placement();
    return {inScene.topLeft() * at.scale + at.origin, inScene.size() * at.scale};
}

void SceneView::ensureImage()
{
    const QSize size = (QSizeF(this->size()) * devicePixelRatioF()).toSize();
    const Placement now = placement();
    const scene::Theme* theme = &themeOf(this);
    if (m_image.size() == size && m_imagePlacement == now && m_imageTheme == theme) return;
    m_imagePlacement = now;
    m_imageTheme = theme;
    m_image = QImage(size, QImage::Format_RGB32);
    m_image.fill(theme->color(m_scene.ground));
    paintInto(m_image.rect());
}

void SceneView::paintInto(const QRegion& devicePixels)
{
    m_image.setDevicePixelRatio(1);
    QPainter painter(&m_image);
    const double dpr = devicePixelRatioF();
    scene::repaintScene(painter, m_scene, *m_imageTheme, devicePixels, m_imagePlacement.scale * dpr,
                        m_imagePlacement.origin * dpr, m_lines);
}

const QImage& SceneView::image()
{
    ensureImage();
    return m_image;
}

void SceneView::paintEvent(QPaintEvent* event)
{
    ensureImage();
    m_image.setDevicePixelRatio(devicePixelRatioF());
    QPainter painter(this);
    painter.setClipRegion(event->region());
    painter.drawImage(QPoint(0, 0), m_image);
    m_image.setDevicePixelRatio(1);
    if (!hasFocus() || focusPolicy() == Qt::NoFocus || window()->isFullScreen()
        || !window()->testAttribute(Qt::WA_KeyboardFocusChange))
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    paintFocus(painter, rect(), 4, *m_imageTheme);
}

void SceneView::resizeEvent(QResizeEvent* event)
{
    m_itemsValid = false;
    QWidget::resizeEvent(event);
}

void SceneView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) update();
    QWidget::changeEvent(event);
}

QString SceneView::textAt(QPointF position) const
{
    const QPointF point = toScene(position);
    for (const Shape& shape : m_scene.shapes | std::views::reverse) {
        if (shape.subject.kind == Subject::Kind::None || !shape.bounds().contains(point)) continue;
        if (const QString words = describe(m_scene, shape); !words.isEmpty()) return words;
    }
    return {};
}

const std::vector<SceneView::Item>& SceneView::items() const
{
    if (m_itemsValid) return m_items;
    m_items.clear();
    for (const Shape& shape : m_scene.shapes) {
        if (shape.subject.kind == Subject::Kind::None || shape.text.isEmpty() || shape.kind == Shape::Kind::Icon)
            continue;
        const QRectF rect = onWidget(shape.bounds());
        if (!m_items.empty() && m_items.back().subject == shape.subject) {
            if (!m_items.back().text.contains(shape.text)) m_items.back().text += QStringLiteral(", ") + shape.text;
            m_items.back().rect |= rect;
        } else if (m_items.size() < maxItems) {
            m_items.push_back({shape.subject, shape.text, rect});
        }
    }
    m_itemsValid = true;
    return m_items;
}

bool SceneView::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString words = textAt(help->pos());
    if (words.isEmpty()) QToolTip::hideText();
    else QToolTip::showText(help->globalPos(), words, this);
    return true;
}

} // namespace sluice::widgets
