#include "widgets/schedule_bar.h"

#include "widgets/style.h"
#include "widgets/theme_of.h"
#include "words/words.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace sluice::widgets {

namespace type = scene::type;

namespace {

constexpr int titleFitsFrom = 760; // in a narrower one what was chosen is worth more

constexpr QStringView between = u" · ", earlier = u"… ";

QString scheduleWords(const ScheduleView& schedule)
{
    if (!schedule.deviation.isEmpty()) return schedule.deviation;
    if (schedule.toFollow > schedule.followed)
        return translated("widgets", "By itself: step %1 of %2").arg(schedule.followed).arg(schedule.toFollow);
    if (schedule.chosen == 0) return translated("widgets", "You choose every step. Who goes first?");
    const QString count =
        schedule.chosen == 1 ? translated("widgets", "1 step") : translated("widgets", "%1 steps").arg(schedule.chosen);
    const bool all = schedule.last.count(between) + 1 >= qsizetype(schedule.chosen);
    return count + between.toString() + (all ? QString() : earlier.toString()) + schedule.last;
}

/// The last steps count, so the earliest go, whole ones.
QString shortened(QString words, const QFontMetrics& metrics, int width)
{
    while (metrics.horizontalAdvance(words) > width) {
        const qsizetype first = words.indexOf(between) + between.size(); // behind the count
        const qsizetype second = words.indexOf(between, first);
        if (first < between.size() || second < 0) return metrics.elidedText(words, Qt::ElideRight, width);
        words.replace(first, second + between.size() - first, earlier.toString());
    }
    return words;
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
    m_strayed = makeLabel(tr("It went another way."), type::small, 600, Tone::Blocked);
    m_words = makeLabel({}, type::small, 400, Tone::Text);
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_title);
    row->addSpacing(8);
    row->addWidget(m_strayed);
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
    m_said = scheduleWords(*schedule);
    m_strayed->setVisible(!schedule->deviation.isEmpty());
    showWords();
    m_save->setEnabled(schedule->chosen > 0);
    m_again->setEnabled(schedule->chosen > 0);
}

void ScheduleBar::showWords()
{
    m_title->setVisible(width() >= titleFitsFrom);
    layout()->activate();
    setWords(m_words, shortened(m_said, m_words->fontMetrics(), m_words->width()));
    if (m_words->toolTip() != m_said) m_words->setToolTip(m_said);
    const QString all = m_strayed->isHidden() ? m_said : m_strayed->text() + QLatin1Char(' ') + m_said;
    if (accessibleDescription() != all) setAccessibleDescription(all);
}

void ScheduleBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showWords();
}

} // namespace sluice::widgets
