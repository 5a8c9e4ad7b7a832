#include "widgets/lesson_link.h"

#include "lessons/lesson.h"
#include "widgets/theme_of.h"

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

void LessonLink::paintEvent(QPaintEvent*) { paintOverStage(*this); }

} // namespace sluice::widgets
