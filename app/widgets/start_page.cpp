#include "widgets/start_page.h"

#include "lessons/playlist.h"
#include "widgets/notice_panel.h"
#include "widgets/panel_layout.h"
#include "widgets/signs.h"
#include "widgets/style.h"
#include "widgets/theme_of.h"
#include "widgets/window_layout.h"
#include "widgets/wrapping_row.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace sluice::widgets {

namespace type = scene::type;
using lessons::Lesson;

namespace {
constexpr int margin = 32;

bool isArrow(const QKeyEvent& event)
{
    const auto key = event.key();
    const bool arrow = key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Left || key == Qt::Key_Right;
    return arrow && !(event.modifiers() & ~Qt::KeypadModifier);
}

} // namespace

StartPage::StartPage(std::filesystem::path runs, QWidget* parent) : QWidget(parent), m_pictures(std::move(runs))
{
    setObjectName(QStringLiteral("start"));
    setAttribute(Qt::WA_StyledBackground);
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(margin, 8, margin - 10, margin); // the scroll bar has 10
    column->setSpacing(24);
    m_sections.reserve(16); // addSection() hands out references
    addSection(column, tr("Last opened")).grid->setOneRow(true);
    addLessons(column);
    m_nothing =
        makeLabel(tr("No lesson has all these words. Esc shows all of them again."), type::strong, 400, Tone::Muted);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setMinimumHeight(200);
    column->addWidget(m_nothing);
    column->addStretch();
    m_scroll = new QScrollArea;
    m_scroll->setWidget(inside);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    keepScrollBar(m_scroll); // without it the columns would move
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_notice = new NoticePanel;
    QWidget* head = makeHead();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    for (QWidget* part : {head, makePills(), static_cast<QWidget*>(m_notice)}) all->addWidget(part);
    all->addWidget(m_scroll, 1);

    connect(m_notice, &NoticePanel::dismissed, this, &StartPage::noticeDismissed);
    connect(m_line, &QLineEdit::textChanged, this, &StartPage::search);
    connect(m_scroll->verticalScrollBar(), &QScrollBar::valueChanged, &m_drawing, qOverload<>(&QTimer::start));
    connect(&m_drawing, &QTimer::timeout, this, &StartPage::drawOne);
    drawSigns();
    search({});
}

QPushButton* StartPage::makeButton(const QString& text, const QString& name)
{
    auto* button = new QPushButton(text);
    button->setFont(scene::Theme::font(scene::Shape::Face::Words, type::small, 600));
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(name);
    return button;
}

QWidget* StartPage::makeHead()
{
    auto* head = new QWidget;
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(makeLabel(QStringLiteral("Sluice"), type::display, 650, Tone::Text));
    words->addWidget(makeLabel(tr("See inter-process communication: real processes, measured and drawn as they run."),
                               type::body, 400, Tone::Muted));
    row->addLayout(words);
    row->addStretch();
    m_back = makeButton({}, {});
    connect(m_back, &QPushButton::clicked, this, &StartPage::left);
    row->addWidget(m_back);
    const auto add = [&](const QString& text, const QString& name, Command command) {
        QPushButton* button = makeButton(text, name);
        button->setToolTip(QStringLiteral("%1 (%2)").arg(name, keyText(command)));
        if (text.size() <= 1) button->setProperty("shape", "icon");
        connect(button, &QPushButton::clicked, this, [this, command] { Q_EMIT commanded(command); });
        row->addWidget(button);
        return button;
    };
    add(tr("Open…"), tr("Open a trace or a playlist"), Command::OpenTrace);
    m_theme = add({}, tr("Dark or light"), Command::SwitchTheme);
    add(QStringLiteral("?"), tr("Keys and colours"), Command::Help);

    m_line = new QLineEdit;
    m_line->setPlaceholderText(tr("Search: a title, a mechanism, a system call such as mq_send"));
    m_line->setAccessibleName(tr("Search the lessons"));
    m_line->setFont(scene::Theme::font(scene::Shape::Face::Words, type::strong, 400));
    m_line->setMinimumHeight(44);
    m_line->setClearButtonEnabled(false); // Esc clears it
    m_line->installEventFilter(this);
    m_answer = makeLabel({}, type::body, 400, Tone::Muted);
    const QFontMetrics metrics(m_answer->font());
    m_answer->setFixedWidth(metrics.horizontalAdvance(foundWords(99)) + 4); // so that the line keeps its width
    m_answer->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* searching = new QHBoxLayout;
    searching->setSpacing(16);
    searching->addWidget(m_line, 1);
    searching->addWidget(m_answer);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(margin, 20, margin, 0);
    column->setSpacing(16);
    column->addLayout(row);
    column->addLayout(searching);
    return head;
}

/// A way to each mechanism.
QWidget* StartPage::makePills()
{
    auto* pills = new WrappingRow({margin, 12, margin, 12}, 8);
    for (std::size_t i = 1; i < m_sections.size(); ++i) {
        QPushButton* pill = makeButton(m_sections[i].title, tr("Go to: %1").arg(m_sections[i].title));
        pill->setProperty("shape", "pill");
        connect(pill, &QPushButton::clicked, this, [this, i] { goTo(m_sections[i]); });
        pills->add(pill);
        m_lastPill = pill;
    }
    return pills;
}

StartPage::Section& StartPage::addSection(QVBoxLayout* column, const QString& title)
{
    Section section{title, new QWidget, new CardGrid};
    auto* box = new QVBoxLayout(section.box);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(12);
    box->addWidget(makeLabel(title, type::title, 650, Tone::Text));
    box->addWidget(section.grid);
    column->addWidget(section.box);
    m_sections.push_back(section);
    return m_sections.back();
}

void StartPage::addLessons(QVBoxLayout* column)
{
    std::vector<std::pair<QString, std::vector<StartCard*>>> families;
    for (const Lesson& lesson : lessons::builtIn()) {
        if (families.empty() || families.back().first != lesson.mechanism) families.push_back({lesson.mechanism, {}});
        families.back().second.push_back(makeCard({Opened::Kind::Lesson, lesson.id}));
    }
    for (const auto& [title, cards] : families) addSection(column, title).grid->setCards(cards);
}

StartCard* StartPage::makeCard(const Opened& opened)
{
    QString title, about;
    if (const Lesson* lesson = lessons::find(opened.what); opened.kind == Opened::Kind::Lesson && lesson) {
        title = lesson->title;
        about = lesson->about;
    } else {
        const QFileInfo file(opened.what);
        title = file.fileName();
        about = opened.kind == Opened::Kind::Trace ? tr("A trace in %1").arg(file.path())
                                                   : tr("A playlist in %1").arg(file.path());
    }
    auto* card = new StartCard(opened, title, about);
    card->installEventFilter(this);
    connect(card, &StartCard::clicked, this, [this, opened] { Q_EMIT chosen(opened); });
    return card;
}

void StartPage::open(const QString& back)
{
    m_canGoBack = !back.isEmpty();
    m_back->setVisible(m_canGoBack);
    m_back->setText(tr("Back  Esc"));
    m_back->setAccessibleName(tr("Back to: %1").arg(back));
    m_back->setToolTip(m_back->accessibleName());
    m_line->clear();
    showLastOpened();
    m_pictures.refresh();
    dropPictures();
    m_scroll->verticalScrollBar()->setValue(0);
    m_line->setFocus();
}

void StartPage::showLastOpened()
{
    std::vector<StartCard*> cards;
    QWidget* before = m_lastPill; // Tab goes as one reads
    for (const Opened& opened : lastOpened()) {
        cards.push_back(makeCard(opened));
        cards.back()->setParent(m_sections.front().grid);
        setTabOrder(before, cards.back());
        before = cards.back();
    }
    m_sections.front().grid->setCards(cards);
    search(m_line->text());
}

void StartPage::showNotice(const std::optional<Notice>& notice) { m_notice->showNotice(notice); }

void StartPage::search(const QString& words)
{
    const std::vector<const Lesson*> found = lessons::search(words);
    const bool all = words.trimmed().isEmpty();
    for (std::size_t i = 0; i < m_sections.size(); ++i) {
        const Section& section = m_sections[i];
        for (StartCard* card : section.grid->cards()) {
            const Lesson* lesson = lessons::find(card->opened().what);
            section.grid->setWanted(card, i == 0 ? all : std::ranges::find(found, lesson) != found.end());
        }
        section.grid->arrange();
        section.box->setVisible(section.grid->anyWanted());
    }
    const auto cards = cardsInSight();
    for (StartCard* card : cards) card->setNext(!all && card == cards.front());
    m_answer->setText(all             ? tr("%1 lessons").arg(found.size())
                      : found.empty() ? tr("none found")
                                      : foundWords(found.size()));
    m_nothing->setVisible(found.empty());
    m_scroll->verticalScrollBar()->setValue(0);
    m_drawing.start();
}

QString StartPage::foundWords(std::size_t count) { return tr("%1 found · Enter opens the first").arg(count); }

std::vector<StartCard*> StartPage::cardsInSight() const
{
    std::vector<StartCard*> cards;
    for (const Section& section : m_sections)
        for (StartCard* card : section.grid->cards())
            if (card->isVisibleTo(this)) cards.push_back(card);
    return cards;
}

StartCard* StartPage::current() const
{
    if (auto* card = qobject_cast<StartCard*>(focusWidget()); card && card->hasFocus()) return card;
    const auto cards = cardsInSight();
    return cards.empty() ? nullptr : cards.front();
}

void StartPage::focusOn(StartCard* card)
{
    card->setFocus(Qt::TabFocusReason);
    m_scroll->ensureWidgetVisible(card, 0, 56); // with the title of its section
}

void StartPage::goTo(const Section& section)
{
    if (!m_line->text().isEmpty()) m_line->clear();
    m_scroll->widget()->layout()->activate();
    m_scroll->verticalScrollBar()->setValue(section.box->y());
    section.grid->cards().front()->setFocus(Qt::TabFocusReason);
}

/// From card to card as they lie on the page; up from the topmost ones to the search line.
bool StartPage::step(int key)
{
    auto* from = qobject_cast<StartCard*>(focusWidget());
    const auto cards = cardsInSight();
    const auto at = std::ranges::find(cards, from);
    if (at == cards.end()) {
        if (key != Qt::Key_Down || cards.empty()) return false;
        focusOn(cards.front());
        return true;
    }
    if (key == Qt::Key_Right || key == Qt::Key_Left) {
        const bool last = key == Qt::Key_Right ? at + 1 == cards.end() : at == cards.begin();
        if (!last) focusOn(key == Qt::Key_Right ? *(at + 1) : *(at - 1));
        return true;
    }
    const auto place = [this](const StartCard* card) { return card->mapTo(m_scroll->widget(), QPoint()); };
    const QPoint here = place(from);
    StartCard* best = nullptr;
    const auto worse = [&](QPoint a, QPoint b) { // first the nearest row, then the nearest column
        return std::pair{std::abs(a.y() - here.y()), std::abs(a.x() - here.x())}
               > std::pair{std::abs(b.y() - here.y()), std::abs(b.x() - here.x())};
    };
    for (StartCard* card : cards) {
        const QPoint there = place(card);
        const bool onWay = key == Qt::Key_Down ? there.y() > here.y() : there.y() < here.y();
        if (onWay && (!best || worse(place(best), there))) best = card;
    }
    if (best) focusOn(best);
    else if (key == Qt::Key_Up) m_line->setFocus();
    return true;
}

void StartPage::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    if (key == Qt::Key_Escape) {
        if (!m_line->text().isEmpty()) {
            m_line->clear();
            m_line->setFocus();
        } else if (m_canGoBack) {
            Q_EMIT left();
        }
        return;
    }
    if (isArrow(*event) && step(key)) return;
    // Whoever types searches, wherever the keyboard is.
    const QString text = event->text();
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (plain && !text.isEmpty() && text.at(0).isPrint() && text != QLatin1String("?") && text != QLatin1String(" ")) {
        m_line->setFocus();
        m_line->insert(text);
        return;
    }
    QWidget::keyPressEvent(event);
}

bool StartPage::eventFilter(QObject* watched, QEvent* event)
{
    if (auto* card = qobject_cast<StartCard*>(watched)) {
        if (event->type() == QEvent::FocusIn) m_scroll->ensureWidgetVisible(card, 0, 56);
        // Before the scroll area takes them.
        return event->type() == QEvent::KeyPress && isArrow(*static_cast<QKeyEvent*>(event))
               && step(static_cast<QKeyEvent*>(event)->key());
    }
    if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    auto* key = static_cast<QKeyEvent*>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (StartCard* card = current()) card->click();
        return true;
    case Qt::Key_Down:
    case Qt::Key_Escape: keyPressEvent(key); return true;
    case Qt::Key_Question: Q_EMIT commanded(Command::Help); return true; // nobody searches for it
    default: return QWidget::eventFilter(watched, event);
    }
}

void StartPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_drawing.start();
}

void StartPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || !m_theme) return;
    drawSigns();
    m_drawing.start();
}

void StartPage::drawSigns()
{
    const scene::Theme& theme = themeOf(this);
    const WindowSign sign = theme.kind() == scene::Theme::Kind::Dark ? WindowSign::Sun : WindowSign::Moon;
    m_theme->setIcon(makeSign(sign, theme.color(Tone::Text), devicePixelRatioF()));
    m_theme->setIconSize({20, 20});
}

void StartPage::dropPictures()
{
    for (const Section& section : m_sections)
        for (StartCard* card : section.grid->cards()) card->dropPicture();
    m_drawing.start();
}

/// Of a playlist: what comes first in it.
const StartPictures::Small& StartPage::pictureOf(const Opened& opened)
{
    if (opened.kind == Opened::Kind::Lesson)
        if (const Lesson* lesson = lessons::find(opened.what)) return m_pictures.of(*lesson);
    std::filesystem::path file = opened.what.toStdString();
    if (opened.kind == Opened::Kind::Playlist) {
        if (const auto playlist = lessons::readPlaylist(file)) {
            const lessons::Playlist::Entry& first = playlist->entries.front();
            if (first.trace.empty()) return m_pictures.of(*first.lesson);
            file = first.trace;
        }
    }
    return m_pictures.ofTrace(file);
}

/// One picture, then whatever else is waiting: the page answers at once even while they come.
void StartPage::drawOne()
{
    const QRect window = m_scroll->viewport()->rect();
    for (StartCard* card : cardsInSight()) {
        const QRect place(card->mapTo(m_scroll->viewport(), QPoint()), card->size());
        if (!isVisible() || !card->needsPicture() || !place.intersects(window)) continue;
        const auto& small = pictureOf(card->opened());
        card->setPicture(paintSmall(small.scene, themeOf(this), card->pictureSize()), small.origin);
        return;
    }
    m_drawing.stop();
}

} // namespace sluice::widgets
