#include "widgets/fade.h"

#include <QPainter>

namespace sluice::widgets {

Fade::Fade(QWidget* parts) : QWidget(parts->parentWidget()), m_parts(parts)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    m_going.setDuration(milliseconds);
    m_going.setStartValue(1.0);
    m_going.setEndValue(0.0);
    m_going.setEasingCurve(QEasingCurve::InOutQuad);
    connect(&m_going, &QVariantAnimation::valueChanged, this, qOverload<>(&QWidget::update));
    connect(&m_going, &QVariantAnimation::finished, this, [this] {
        hide();
        m_before = {};
    });
    hide();
}

void Fade::begin()
{
    if (!m_parts->isVisible()) return;
    m_before = m_parts->grab();
    setGeometry(m_parts->geometry());
    m_going.stop();
    m_going.start();
    show();
}

void Fade::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setOpacity(m_going.currentValue().toDouble());
    painter.drawPixmap(0, 0, m_before);
}

} // namespace sluice::widgets
