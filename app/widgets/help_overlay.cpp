#include "widgets/help_overlay.h"

#include "widgets/command.h"
#include "widgets/legend.h"
#include "widgets/scene_view.h"
#include "widgets/style.h"
#include "widgets/theme_of.h"
#include "words/words.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
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

struct KeyEntry {
    QString key, words;
};

QList<KeyEntry> entriesOf(KeyGroup group)
{
    QList<KeyEntry> entries;
    for (const KeyBinding& binding : keyBindings()) {
        if (binding.group != group) continue;
        const QString key = keyText(binding.key);
        if (*binding.words == '\0') entries.last().key += QStringLiteral("  ") + key;
        else entries.append({key, translated("keys", binding.words)});
    }
    return entries;
}

QGridLayout* listOf(const QList<KeyEntry>& entries, int columns)
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
    grid->setColumnStretch(3 * columns - 1, 1); // what is left over is at the end
    return grid;
}

} // namespace

HelpOverlay::HelpOverlay(QWidget* window) : QWidget(window), m_scroll(new QScrollArea)
{
    setAccessibleName(tr("Keys and colours"));
    setFocusPolicy(Qt::StrongFocus);
    window->installEventFilter(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_scroll);
    hide();
}

void HelpOverlay::open(const lessons::Lesson* lesson)
{
    auto* card = new QWidget;
    card->setObjectName(QStringLiteral("helpCard"));
    card->setAttribute(Qt::WA_StyledBackground);
    m_parts = new QBoxLayout(QBoxLayout::LeftToRight, card);
    m_parts->setContentsMargins(32, 20, 32, 20);
    m_parts->setSpacing(48);
    m_parts->addWidget(makeKeys());
    m_parts->addWidget(makeLegend(lesson));
    auto* around = new QWidget;
    auto* middle = new QVBoxLayout(around);
    middle->setContentsMargins(0, 0, 0, 0);
    middle->addWidget(card, 0, Qt::AlignCenter);
    m_scroll->setWidget(around); // the one before is deleted
    m_scroll->verticalScrollBar()->setValue(0);
    setGeometry(parentWidget()->rect());
    fit();
    raise();
    show();
    setFocus();
}

/// In a narrow window the keys come first and the colours below them; in a low one it scrolls.
void HelpOverlay::fit()
{
    if (!m_parts) return;
    m_parts->setDirection(QBoxLayout::LeftToRight);
    const int scrollBar = m_scroll->verticalScrollBar()->sizeHint().width();
    if (m_parts->sizeHint().width() + scrollBar > width()) m_parts->setDirection(QBoxLayout::TopToBottom);
    m_parts->activate(); // whoever lays out the card learns of its new size
}

QWidget* HelpOverlay::makeKeys()
{
    QList<KeyEntry> entries = entriesOf(KeyGroup::Window);
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
        QList<KeyEntry> tries;
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

/// What moves in a long text elsewhere moves here too, as long as there is more of it; any other key leaves.
void HelpOverlay::keyPressEvent(QKeyEvent* event)
{
    QScrollBar* bar = m_scroll->verticalScrollBar();
    if (bar->maximum() == 0) return hide();
    switch (event->key()) {
    case Qt::Key_Down: return bar->triggerAction(QScrollBar::SliderSingleStepAdd);
    case Qt::Key_Up: return bar->triggerAction(QScrollBar::SliderSingleStepSub);
    case Qt::Key_PageDown:
    case Qt::Key_Space: return bar->triggerAction(QScrollBar::SliderPageStepAdd);
    case Qt::Key_PageUp: return bar->triggerAction(QScrollBar::SliderPageStepSub);
    case Qt::Key_Home: return bar->triggerAction(QScrollBar::SliderToMinimum);
    case Qt::Key_End: return bar->triggerAction(QScrollBar::SliderToMaximum);
    default: hide();
    }
}

void HelpOverlay::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

bool HelpOverlay::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parent() && event->type() == QEvent::Resize) setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

} // namespace sluice::widgets
