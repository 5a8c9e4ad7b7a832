#include "widgets/help_overlay.h"

#include "widgets/command.h"
#include "widgets/legend.h"
#include "widgets/scene_view.h"
#include "widgets/style.h"
#include "widgets/theme_of.h"
#include "words/words.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace sluice::widgets {

using scene::Shape;
namespace type = scene::type;

namespace {

/// A key as it stands in the list.
class KeyCap : public QWidget
{
public:
    explicit KeyCap(const QString& key) : m_key(key)
    {
        const QFontMetrics metrics(scene::Theme::font(Shape::Face::Mono, type::tiny, 400));
        setFixedSize(std::max(24, metrics.horizontalAdvance(key) + 14), 22);
        setAccessibleName(key);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        paintKeyCap(painter, rect(), m_key, themeOf(this).color(Tone::Text));
    }

private:
    QString m_key;
};

QVBoxLayout* titled(QWidget* box, const QString& title)
{
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(makeLabel(title, type::strong, 600, Tone::Text));
    return column;
}

struct Entry {
    QString key, words;
};

QList<Entry> entriesOf(KeyGroup group)
{
    QList<Entry> entries;
    for (const KeyBinding& binding : keyBindings()) {
        if (binding.group != group) continue;
        const QString key = keyText(binding.key);
        if (*binding.words == '\0') entries.last().key += QStringLiteral("  ") + key;
        else entries.append({key, translated("keys", binding.words)});
    }
    return entries;
}

QGridLayout* listOf(const QList<Entry>& entries, int columns)
{
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    const int perColumn = static_cast<int>(entries.size() + columns - 1) / columns;
    grid->setVerticalSpacing(perColumn > 22 ? 2 : 6); // all must fit at 720
    for (int i = 0; i < entries.size(); ++i) {
        const int column = i / perColumn * 3;
        grid->addWidget(new KeyCap(entries[i].key), i % perColumn, column, Qt::AlignRight);
        grid->addWidget(makeLabel(entries[i].words, type::small, 400, Tone::Text), i % perColumn, column + 1);
        grid->setColumnMinimumWidth(column + 2, columns > 1 ? 16 : 0);
    }
    return grid;
}

} // namespace

HelpOverlay::HelpOverlay(QWidget* window) : QWidget(window)
{
    setAccessibleName(tr("Keys and colours"));
    setFocusPolicy(Qt::StrongFocus);
    window->installEventFilter(this);
    m_middle = new QHBoxLayout(this);
    hide();
}

void HelpOverlay::open(const lessons::Lesson* lesson)
{
    delete m_card;
    m_card = new QWidget;
    m_card->setObjectName(QStringLiteral("helpCard"));
    m_card->setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(m_card);
    row->setContentsMargins(32, 20, 32, 20);
    row->setSpacing(48);
    row->addWidget(makeKeys());
    row->addWidget(makeLegend(lesson));
    m_middle->addWidget(m_card, 0, Qt::AlignCenter);
    setGeometry(parentWidget()->rect());
    raise();
    show();
    setFocus();
}

QWidget* HelpOverlay::makeKeys()
{
    QList<Entry> entries = entriesOf(KeyGroup::Window);
    entries.append({QStringLiteral("1 … 9"), tr("as the scheduler: let this process go")});
    auto* box = new QWidget;
    QVBoxLayout* column = titled(box, tr("Keys"));
    column->addLayout(listOf(entries, 2));
    column->addStretch();
    return box;
}

QWidget* HelpOverlay::makeLegend(const lessons::Lesson* lesson)
{
    auto* box = new QWidget;
    auto* picture = new SceneView;
    scene::Scene legend = buildLegend();
    picture->setFixedSize(legend.size.toSize());
    picture->setFocusPolicy(Qt::NoFocus);
    picture->setAccessibleName(tr("Legend"));
    picture->setAttribute(Qt::WA_TransparentForMouseEvents);
    picture->setScene(std::move(legend));
    QVBoxLayout* column = titled(box, tr("Colours and patterns"));
    column->addWidget(picture);
    column->addWidget(makeLabel(tr("Presenting"), type::strong, 600, Tone::Text));
    column->addLayout(listOf(entriesOf(KeyGroup::Presenting), 1));
    if (lesson && !lesson->tries.empty()) {
        QList<Entry> tries;
        for (const lessons::TryButton& button : lesson->tries) tries.append({button.shortcut, button.label});
        column->addWidget(makeLabel(tr("In this lesson"), type::strong, 600, Tone::Text));
        column->addLayout(listOf(tries, 2));
    }
    column->addStretch();
    return box;
}

void HelpOverlay::paintEvent(QPaintEvent*)
{
    QColor veil = themeOf(this).color(Tone::Background);
    veil.setAlphaF(0.82F);
    QPainter(this).fillRect(rect(), veil);
}

void HelpOverlay::mousePressEvent(QMouseEvent*) { hide(); }

void HelpOverlay::keyPressEvent(QKeyEvent*) { hide(); }

bool HelpOverlay::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parent() && event->type() == QEvent::Resize) setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

} // namespace sluice::widgets
