#include "widgets/controls.h"

#include "widgets/theme_of.h"
#include "words/words.h"

#include <QPainter>

namespace sluice::widgets {

using scene::Shape;
using scene::Theme;

namespace {

constexpr int smallestWords = 12;

QFont words(int pixels, int weight) { return Theme::font(Shape::Face::Words, pixels, weight); }

class SmoothPainter : public QPainter
{
public:
    explicit SmoothPainter(QWidget* widget) : QPainter(widget) { setRenderHint(QPainter::Antialiasing); }
};

/// The ground of a control as the pointer comes and goes.
QColor ground(const QAbstractButton& button, const Theme& theme, Tone tone)
{
    const QColor color = theme.color(tone);
    const bool dark = theme.kind() == Theme::Kind::Dark;
    if (button.isDown()) return dark ? color.lighter(84) : color.darker(108);
    if (button.underMouse() && button.isEnabled()) return dark ? color.lighter(118) : color.darker(103);
    return color;
}

void prepare(QAbstractButton& button)
{
    button.setFocusPolicy(Qt::TabFocus);
    button.setCursor(Qt::PointingHandCursor);
    button.setAttribute(Qt::WA_Hover);
}

QPolygonF triangle(QPointF centre, double size, double direction)
{
    return {{centre + QPointF(-0.8 * size * direction, -size), centre + QPointF(-0.8 * size * direction, size),
             centre + QPointF(size * direction, 0)}};
}

QString nameOf(probe::Evidence evidence) { return translated("evidence", probe::name(evidence)); }

void paintSign(QPainter& painter, RoundButton::Sign sign, QPointF c, double r)
{
    using Sign = RoundButton::Sign;
    painter.setPen(Qt::NoPen);
    switch (sign) {
    case Sign::Play: painter.drawPolygon(triangle(c + QPointF(r * 0.06, 0), r * 0.34, 1)); break;
    case Sign::Pause:
        painter.drawRoundedRect(QRectF(c.x() - r * 0.30, c.y() - r * 0.33, r * 0.20, r * 0.66), 1, 1);
        painter.drawRoundedRect(QRectF(c.x() + r * 0.10, c.y() - r * 0.33, r * 0.20, r * 0.66), 1, 1);
        break;
    case Sign::Back:
    case Sign::Forward: {
        const double direction = sign == Sign::Forward ? 1 : -1;
        painter.drawPolygon(triangle(c - QPointF(r * 0.08 * direction, 0), r * 0.36, direction));
        painter.drawRoundedRect(QRectF(c.x() + direction * r * 0.40 - r * 0.06, c.y() - r * 0.36, r * 0.13, r * 0.72),
                                1, 1);
        break;
    }
    }
}

} // namespace

RoundButton::RoundButton(Sign sign, Weight weight, QWidget* parent)
    : QAbstractButton(parent), m_sign(sign), m_weight(weight)
{
    prepare(*this);
}

void RoundButton::setSign(Sign sign)
{
    if (std::exchange(m_sign, sign) != sign) update();
}

QSize RoundButton::sizeHint() const { return m_weight == Weight::Main ? QSize(44, 44) : QSize(36, 36); }

void RoundButton::paintEvent(QPaintEvent*)
{
    const Theme& theme = themeOf(this);
    SmoothPainter painter(this);
    const double side = std::min(width(), height());
    const QRectF disc(width() / 2.0 - side / 2 + 1, height() / 2.0 - side / 2 + 1, side - 2, side - 2);
    const bool main = m_weight == Weight::Main;
    painter.setPen(main ? QPen(Qt::NoPen) : QPen(theme.color(Tone::Line), 1));
    painter.setBrush(ground(*this, theme, main ? Tone::Action : Tone::Raised));
    painter.drawEllipse(disc);
    if (hasFocus()) paintFocus(painter, disc, side / 2, theme);
    painter.setBrush(theme.color(main ? Tone::OnData : isEnabled() ? Tone::Text : Tone::Faint));
    paintSign(painter, m_sign, disc.center(), side / 2);
}

LivePill::LivePill(QWidget* parent) : QAbstractButton(parent)
{
    prepare(*this);
    setFixedSize(sizeHint()); // not by its policy: then new words would lay the window out anew
}

void LivePill::setLook(Look look)
{
    if (std::exchange(m_look, look) != look) update();
}

QSize LivePill::sizeHint() const { return {208, 36}; } // room for hours behind, so that it never jumps

void LivePill::paintEvent(QPaintEvent*)
{
    const Theme& theme = themeOf(this);
    SmoothPainter painter(this);
    const QColor color = theme.color(m_look == Look::Live ? Tone::Running : Tone::Muted);
    const QRectF pill = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(QPen(m_look == Look::Live ? color : theme.color(Tone::Line), m_look == Look::Live ? 2 : 1));
    painter.setBrush(ground(*this, theme, m_look == Look::Live ? Tone::Panel : Tone::Raised));
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    if (hasFocus()) paintFocus(painter, pill, pill.height() / 2, theme);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const QPointF dot(pill.left() + 20, pill.center().y());
    if (m_look == Look::Over) painter.drawRect(QRectF(dot - QPointF(4, 4), QSizeF(8, 8)));
    else painter.drawEllipse(dot, 5, 5);
    painter.setPen(m_look == Look::Live ? color : theme.color(Tone::Text));
    painter.setFont(words(scene::type::small, m_look == Look::Live ? 600 : 400));
    painter.drawText(pill.adjusted(36, 0, -12, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
}

KeyButton::KeyButton(QWidget* parent) : QAbstractButton(parent)
{
    prepare(*this);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void KeyButton::setKey(const QString& key)
{
    if (std::exchange(m_key, key) == key) return;
    updateGeometry();
    update();
}

void KeyButton::setWanted(bool wanted)
{
    if (std::exchange(m_wanted, wanted) != wanted) update();
}

void KeyButton::setLow(bool low)
{
    if (std::exchange(m_low, low) != low) updateGeometry();
}

QSize KeyButton::sizeHint() const
{
    const int text = QFontMetrics(words(scene::type::small, 600)).horizontalAdvance(this->text());
    return {16 + text + 12 + 22 + 10, m_low ? 34 : 40};
}

int KeyButton::leastWidth(const QString& label)
{
    return QFontMetrics(words(smallestWords, 600)).horizontalAdvance(label) + 46 + 1;
}

void KeyButton::paintEvent(QPaintEvent*)
{
    const Theme& theme = themeOf(this);
    SmoothPainter painter(this);
    const QRectF body = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(m_wanted ? QPen(Qt::NoPen) : QPen(theme.color(Tone::Line), 1));
    painter.setBrush(ground(*this, theme, m_wanted ? Tone::Action : Tone::Raised));
    painter.drawRoundedRect(body, 8, 8);
    if (hasFocus()) paintFocus(painter, body, 8, theme);
    const QColor ink = theme.color(!isEnabled() ? Tone::Faint : m_wanted ? Tone::OnData : Tone::Text);
    painter.setPen(ink);
    // Where it is narrow, the margin shrinks first, then the letters.
    const auto widthAt = [this](int size) { return QFontMetrics(words(size, 600)).horizontalAdvance(text()); };
    int size = scene::type::small;
    const double margin = widthAt(size) <= body.width() - 50 ? 16 : 10;
    while (size > smallestWords && widthAt(size) > body.width() - margin - 36) --size;
    painter.setFont(words(size, 600));
    painter.drawText(body.adjusted(margin, 0, -34, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
    const QRectF cap(body.right() - 32, body.center().y() - 11, 22, 22);
    paintKeyCap(painter, cap, m_key, m_wanted ? ink : theme.color(Tone::Muted));
}

Switch::Switch(QWidget* parent) : QAbstractButton(parent)
{
    prepare(*this);
    setCheckable(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Switch::paintEvent(QPaintEvent*)
{
    const Theme& theme = themeOf(this);
    SmoothPainter painter(this);
    constexpr double faint = 0.4;
    painter.setOpacity(isEnabled() ? 1 : faint);
    const QRectF track(2, height() / 2.0 - 11, 40, 22);
    painter.setPen(isChecked() ? QPen(Qt::NoPen) : QPen(theme.color(Tone::Line), 1));
    painter.setBrush(ground(*this, theme, isChecked() ? Tone::Action : Tone::Raised));
    painter.drawRoundedRect(track, 11, 11);
    if (hasFocus()) paintFocus(painter, track.adjusted(-2, -2, 2, 2), 13, theme);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(isChecked() ? Tone::OnData : Tone::Muted));
    painter.drawEllipse(QPointF(isChecked() ? track.right() - 11 : track.left() + 11, track.center().y()), 7, 7);
}

EvidenceTag::EvidenceTag(probe::Evidence evidence, QWidget* parent) : QWidget(parent), m_evidence(evidence)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(nameOf(evidence));
}

void EvidenceTag::setEvidence(probe::Evidence evidence)
{
    if (std::exchange(m_evidence, evidence) == evidence) return;
    setAccessibleName(nameOf(evidence));
    update();
}

void EvidenceTag::paintEvent(QPaintEvent*)
{
    using probe::Evidence;
    const Theme& theme = themeOf(this);
    SmoothPainter painter(this);
    Tone tone = Tone::Muted;
    if (m_evidence == Evidence::Probe) tone = Tone::Running;
    if (m_evidence == Evidence::Kernel) tone = Tone::InCall;
    if (m_evidence == Evidence::Model) tone = Tone::Model;
    QPen pen(theme.color(tone), 1);
    if (m_evidence == Evidence::Model) pen.setStyle(Qt::DashLine);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setFont(words(scene::type::tiny, 600));
    painter.drawText(rect(), Qt::AlignCenter, accessibleName());
}

} // namespace sluice::widgets
