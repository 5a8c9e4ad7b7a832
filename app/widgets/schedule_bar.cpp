#include "widgets/schedule_bar.h"

#include "widgets/style.h"
#include "widgets/theme_of.h"
#include "words/words.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace sluice::widgets {

namespace type = scene::type;

namespace {

QString wordsOf(const ScheduleView& schedule)
{
    if (!schedule.deviation.isEmpty()) return translated("widgets", "It went another way. %1").arg(schedule.deviation);
    if (schedule.toFollow > schedule.followed)
        return translated("widgets", "By itself: step %1 of %2").arg(schedule.followed).arg(schedule.toFollow);
    if (schedule.chosen == 0) return translated("widgets", "All are held. Who goes first?");
    const QString count =
        schedule.chosen == 1 ? translated("widgets", "1 step") : translated("widgets", "%1 steps").arg(schedule.chosen);
    return count + QStringLiteral(" · … ") + schedule.last;
}

} // namespace

ScheduleBar::ScheduleBar(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("schedule"));
    setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(24, 6, 24, 6);
    row->setSpacing(8);
    m_title = makeLabel(tr("You are the scheduler"), type::body, 650, Tone::Action);
    m_words = makeLabel({}, type::small, 400, Tone::Text);
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_title);
    row->addSpacing(8);
    row->addWidget(m_words, 1);
    m_again = add(tr("Repeat"), tr("Run again, and take the same steps by itself"), Command::RepeatInterleaving);
    m_save = add(tr("Save…"), tr("Save this interleaving"), Command::SaveInterleaving);
    add(tr("Open…"), tr("Run a saved interleaving"), Command::OpenInterleaving);
    add(tr("Leave"), tr("Let all run freely again"), Command::Schedule);
    hide();
}

QPushButton* ScheduleBar::add(const QString& words, const QString& about, Command command)
{
    auto* button = new QPushButton(words);
    button->setFont(scene::Theme::font(scene::Shape::Face::Words, type::small, 600));
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(about);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(about, keyText(command)));
    connect(button, &QPushButton::clicked, this, [this, command] { Q_EMIT commanded(command); });
    layout()->addWidget(button);
    return button;
}

void ScheduleBar::showFrame(const FramePtr& frame)
{
    const ScheduleView* schedule = frame->schedule.get();
    setVisible(schedule != nullptr);
    if (!schedule) return;
    m_said = wordsOf(*schedule);
    showWords();
    m_save->setEnabled(schedule->chosen > 0);
    m_again->setEnabled(schedule->chosen > 0);
}

/// The end of it counts: what was said last.
void ScheduleBar::showWords()
{
    const QString shown = m_words->fontMetrics().elidedText(m_said, Qt::ElideMiddle, m_words->width());
    setWords(m_words, shown);
    if (m_words->toolTip() != m_said) m_words->setToolTip(m_said);
    if (accessibleDescription() != m_said) setAccessibleDescription(m_said);
}

void ScheduleBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showWords();
}

} // namespace sluice::widgets
