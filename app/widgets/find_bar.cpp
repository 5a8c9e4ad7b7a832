#include "widgets/find_bar.h"

#include "widgets/style.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

namespace sluice::widgets {

using scene::Tone;
namespace type = scene::type;

FindBar::FindBar(QWidget* parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("find"));
    m_line = new QLineEdit;
    m_line->setPlaceholderText(tr("blocked, full, error, writer, m23 …"));
    m_line->setAccessibleName(tr("Find a moment"));
    m_line->setFont(scene::Theme::font(scene::Shape::Face::Words, type::body, 400));
    m_line->setMinimumWidth(260);
    m_line->installEventFilter(this);
    m_answer = makeLabel({}, type::small, 600, Tone::Blocked);
    m_answer->hide();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(12);
    row->addWidget(makeLabel(tr("Find"), type::small, 600, Tone::Muted));
    row->addWidget(m_line);
    row->addWidget(m_answer);
    row->addWidget(makeLabel(tr("Enter: next   Shift+Enter: previous   Esc: close"), type::small, 400, Tone::Muted));
    hide();
}

void FindBar::open()
{
    show();
    raise();
    m_line->setFocus();
    m_line->selectAll();
}

void FindBar::answer(const QString& words)
{
    setWords(m_answer, words);
    m_answer->setVisible(!words.isEmpty());
    adjustSize();
    move(parentWidget()->width() - width() - 24, y());
}

QString FindBar::text() const { return m_line->text(); }

bool FindBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_line || event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        Q_EMIT asked(key->modifiers().testFlag(Qt::ShiftModifier) ? Direction::Previous : Direction::Next);
        return true;
    }
    if (key->key() != Qt::Key_Escape) return QFrame::eventFilter(watched, event);
    hide();
    Q_EMIT left();
    return true;
}

} // namespace sluice::widgets
