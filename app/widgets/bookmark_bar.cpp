#include "widgets/bookmark_bar.h"

#include "widgets/style.h"
#include "widgets/words.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>

namespace sluice::widgets {

using scene::Tone;
namespace type = scene::type;

namespace {
constexpr int longestName = 120;
}

BookmarkBar::BookmarkBar(QWidget* parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("find"));
    m_time = makeLabel({}, type::small, 600, Tone::Muted);
    m_name = new QLineEdit;
    m_name->setAccessibleName(tr("Name of the bookmark"));
    m_name->setFont(scene::Theme::font(scene::Shape::Face::Words, type::body, 400));
    m_name->setMinimumWidth(300);
    m_name->setMaxLength(longestName);
    m_name->installEventFilter(this);
    auto* remove = new QPushButton(tr("Remove"));
    remove->setFont(scene::Theme::font(scene::Shape::Face::Words, type::small, 600));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(12);
    row->addWidget(m_time);
    row->addWidget(m_name);
    row->addWidget(remove);
    row->addWidget(makeLabel(tr("Enter: keep   Esc: close"), type::small, 400, Tone::Muted));
    connect(remove, &QPushButton::clicked, this, [this] {
        Q_EMIT removed(m_moment);
        leave();
    });
    hide();
}

void BookmarkBar::open(const playback::Bookmark& bookmark)
{
    m_moment = bookmark.moment;
    setWords(m_time, tr("Bookmark at %1").arg(clockText(bookmark.moment.time)));
    m_name->setText(QString::fromStdString(bookmark.name));
    show();
    raise();
    m_name->setFocus();
    m_name->end(false);
    m_name->home(true); // all of it, with its beginning in sight
}

void BookmarkBar::leave()
{
    hide();
    Q_EMIT left();
}

bool BookmarkBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_name || event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (!enter && key != Qt::Key_Escape) return QFrame::eventFilter(watched, event);
    const QString name = m_name->text().simplified();
    if (enter && !name.isEmpty()) Q_EMIT named(m_moment, name);
    leave();
    return true;
}

} // namespace sluice::widgets
