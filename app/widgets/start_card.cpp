#include "widgets/start_card.h"

#include "widgets/start_pictures.h"
#include "widgets/theme_of.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace sluice::widgets {

using scene::Shape;
using scene::Theme;
namespace type = scene::type;

namespace {

constexpr int wordsMargin = 16; // room left and right of the words
constexpr int leastCard = 300, gap = 16;
constexpr double corner = 14;

const QFont& titleFont()
{
    static const QFont font = Theme::font(Shape::Face::Words, type::body, 600);
    return font;
}

const QFont& aboutFont()
{
    static const QFont font = Theme::font(Shape::Face::Words, type::small, 400);
    return font;
}

const QFont& originFont()
{
    static const QFont font = Theme::font(Shape::Face::Words, type::tiny, 400);
    return font;
}

int pictureHeight(int width) { return static_cast<int>(std::lround(width / smallAspect)); }

QRect wrapped(const QFont& font, int width, int top, const QString& text)
{
    const QRect room(wordsMargin, top, width - 2 * wordsMargin, 1000);
    const QRect used = QFontMetrics(font).boundingRect(room, Qt::TextWordWrap, text);
    return {wordsMargin, top, room.width(), used.height()};
}

} // namespace

StartCard::StartCard(Opened opened, const QString& title, const QString& about, QWidget* parent)
    : QAbstractButton(parent), m_opened(std::move(opened)), m_about(about)
{
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(about);
    setToolTip(m_opened.what);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
}

void StartCard::setNext(bool next)
{
    if (std::exchange(m_next, next) != next) update();
}

QSize StartCard::pictureSize() const
{
    return (QSizeF(width(), pictureHeight(width())) * devicePixelRatioF()).toSize();
}

bool StartCard::needsPicture() const { return !m_fresh || m_picture.size() != pictureSize(); }

void StartCard::setPicture(const QImage& picture, const QString& origin)
{
    m_picture = picture;
    m_origin = origin;
    m_fresh = true;
    setAccessibleDescription(m_about + QStringLiteral(" ") + origin);
    update();
}

void StartCard::dropPicture() { m_fresh = false; }

QRect StartCard::titleRect(int width) const { return wrapped(titleFont(), width, pictureHeight(width) + 12, text()); }

QRect StartCard::aboutRect(int width) const
{
    return wrapped(aboutFont(), width, titleRect(width).bottom() + 5, m_about);
}

int StartCard::heightForWidth(int width) const { return aboutRect(width).bottom() + 8 + 16 + 12; }

void StartCard::paintEvent(QPaintEvent*)
{
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF body = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath outline;
    outline.addRoundedRect(body, corner, corner);
    painter.fillPath(outline, theme.color(isDown() ? Tone::Raised : Tone::Panel));
    const QRect above(0, 0, width(), pictureHeight(width()));
    painter.save();
    painter.setClipPath(outline);
    painter.fillRect(above, theme.color(Tone::Background));
    if (!m_picture.isNull()) painter.drawImage(above, m_picture);
    painter.setPen(QPen(theme.color(Tone::Line), 1));
    painter.drawLine(above.bottomLeft(), above.bottomRight());
    painter.restore();

    const auto write = [&](const QFont& font, Tone tone, const QRect& place, const QString& words) {
        painter.setFont(font);
        painter.setPen(theme.color(tone));
        painter.drawText(place, Qt::TextWordWrap, words);
    };
    write(titleFont(), Tone::Text, titleRect(width()), text());
    write(aboutFont(), Tone::Muted, aboutRect(width()), m_about);
    write(originFont(), Tone::Muted, {wordsMargin, height() - 30, width() - 2 * wordsMargin, 18}, m_origin);

    const bool lit = m_next && !hasFocus();
    const Tone edge = lit ? Tone::Action : underMouse() ? Tone::Muted : Tone::Line;
    painter.setPen(QPen(theme.color(edge), lit ? 2 : 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(lit ? body.adjusted(0.5, 0.5, -0.5, -0.5) : body, corner, corner);
    if (hasFocus()) paintFocus(painter, body, corner, theme);
}

void StartCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return click();
    // QAbstractButton would move to any other button; the page knows where the cards lie.
    if (event->key() == Qt::Key_Space) return QAbstractButton::keyPressEvent(event);
    event->ignore();
}

void StartCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) m_fresh = false;
    QAbstractButton::changeEvent(event);
}

CardGrid::CardGrid(QWidget* parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void CardGrid::setCards(const std::vector<StartCard*>& cards)
{
    qDeleteAll(m_cards);
    m_cards = cards;
    m_unwanted.clear();
    for (StartCard* card : m_cards) {
        card->setParent(this);
        card->show();
    }
    arrange();
}

void CardGrid::setWanted(StartCard* card, bool wanted)
{
    std::erase(m_unwanted, card);
    if (!wanted) m_unwanted.push_back(card);
}

bool CardGrid::anyWanted() const { return m_unwanted.size() < m_cards.size(); }

std::vector<CardGrid::Place> CardGrid::placesFor(int width) const
{
    const int columns = std::max(1, (width + gap) / (leastCard + gap));
    const int each = (width + gap) / columns - gap;
    std::vector<Place> places;
    for (StartCard* card : m_cards) {
        if (std::ranges::find(m_unwanted, card) != m_unwanted.end()) continue;
        if (m_oneRow && static_cast<int>(places.size()) == columns) break;
        places.push_back({card, {}});
    }
    int y = 0;
    for (std::size_t first = 0; first < places.size(); first += static_cast<std::size_t>(columns)) {
        const std::size_t end = std::min(places.size(), first + static_cast<std::size_t>(columns));
        int height = 0;
        for (std::size_t i = first; i < end; ++i) height = std::max(height, places[i].card->heightForWidth(each));
        for (std::size_t i = first; i < end; ++i)
            places[i].rect = {static_cast<int>(i - first) * (each + gap), y, each, height};
        y += height + gap;
    }
    return places;
}

int CardGrid::heightForWidth(int width) const
{
    const auto places = placesFor(width);
    return places.empty() ? 0 : places.back().rect.bottom() + 1;
}

void CardGrid::arrange()
{
    const auto places = placesFor(width());
    for (StartCard* card : m_cards) {
        const auto place = std::ranges::find(places, card, &Place::card);
        card->setVisible(place != places.end());
        if (place != places.end()) card->setGeometry(place->rect);
    }
    updateGeometry();
}

void CardGrid::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace sluice::widgets
