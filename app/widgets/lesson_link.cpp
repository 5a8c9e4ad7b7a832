#include "widgets/lesson_link.h"

#include "lessons/lesson.h"
#include "widgets/theme_of.h"

#include <QPainter>

namespace sluice::widgets {

LessonLink::LessonLink(QWidget* parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
}

void LessonLink::lead(const QString& words, const QString& lesson)
{
    if (m_lesson == lesson && accessibleName() == words) return;
    m_lesson = lesson;
    setAccessibleName(words);
    const auto* found = lessons::find(lesson);
    const QString where = tr("Opens the lesson “%1”").arg(found ? found->title : lesson);
    setToolTip(where);
    setAccessibleDescription(where);
}

void LessonLink::paintEvent(QPaintEvent*)
{
    if (!hasFocus() && !underMouse()) return;
    const scene::Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF body = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    if (underMouse()) {
        QColor light = theme.color(scene::Tone::Action);
        light.setAlphaF(0.14F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(light);
        painter.drawRoundedRect(body, 6, 6);
    }
    if (hasFocus()) paintFocus(painter, body, 6, theme);
}

} // namespace sluice::widgets
