#include "widgets/page_panel.h"

#include "widgets/panel_layout.h"
#include "widgets/scene_view.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include <cmath>

namespace sluice::widgets {

PagePanel::PagePanel(const QString& id, const QString& name, Build build, QWidget* parent)
    : QWidget(parent), m_build(std::move(build))
{
    m_view = new SceneView;
    m_view->setObjectName(id);
    m_view->setAccessibleName(name);
    m_scroll = new QScrollArea;
    m_scroll->setWidget(m_view);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    keepScrollBar(m_scroll); // with the width it would change where lines are broken
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_scroll);
}

void PagePanel::showFrame(const FramePtr& frame)
{
    m_frame = frame;
    renew();
}

void PagePanel::setScale(double scale)
{
    if (std::exchange(m_scale, scale) != scale) renew();
}

void PagePanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    renew();
}

void PagePanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    renew();
}

void PagePanel::renew()
{
    if (!m_frame || !isVisible()) return;
    const QSize room = m_scroll->viewport()->size();
    scene::Scene scene = m_build(*m_frame, width() / m_scale); // its right margin has the scroll bar in it
    scene.size.setWidth(room.width() / m_scale);
    // It does not shrink while one run is shown at one width: whoever has scrolled down stays there.
    const bool same = m_shownTimeline == m_frame->timeline && m_view->width() == room.width();
    const int atLeast = same ? std::max(room.height(), m_view->minimumHeight()) : room.height();
    m_shownTimeline = m_frame->timeline;
    const int height = std::max(atLeast, static_cast<int>(std::ceil(scene.size.height() * m_scale)));
    scene.size.setHeight(height / m_scale);
    scene.ground = scene::Tone::Panel;
    m_view->setMinimumHeight(height);
    m_view->setScene(std::move(scene));
}

} // namespace sluice::widgets
