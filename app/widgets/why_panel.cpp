#include "widgets/why_panel.h"

#include "scene/wait_for_page.h"
#include "widgets/scene_view.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include <cmath>

namespace sluice::widgets {

WhyPanel::WhyPanel(QWidget* parent) : QWidget(parent)
{
    m_view = new SceneView;
    m_view->setObjectName(QStringLiteral("why"));
    m_view->setAccessibleName(tr("Who waits for whom"));
    m_scroll = new QScrollArea;
    m_scroll->setWidget(m_view);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // its coming and going would change the width
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_scroll);
}

void WhyPanel::showFrame(const FramePtr& frame)
{
    if (m_frame && m_frame->timeline != frame->timeline) m_chosen = {}; // another run
    m_frame = frame;
    if (isVisible()) renew();
}

void WhyPanel::choose(ProcessId process)
{
    m_chosen = process;
    if (isVisible()) renew();
}

void WhyPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    renew();
}

void WhyPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (isVisible()) renew();
}

void WhyPanel::renew()
{
    if (!m_frame) return;
    const QSize room = m_scroll->viewport()->size();
    scene::Scene scene = scene::buildWaitFor(m_frame->state, m_frame->trace, m_chosen, room.width());
    const int height = std::max(room.height(), static_cast<int>(std::ceil(scene.size.height())));
    scene.size.setHeight(height); // one unit is one pixel
    m_view->setMinimumHeight(height);
    m_view->setScene(std::move(scene));
}

} // namespace sluice::widgets
