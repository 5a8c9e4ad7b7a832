#include "widgets/answer_button.h"

#include "scene/theme.h"
#include "widgets/signs.h"
#include "widgets/theme_of.h"

#include <QPainter>

namespace sluice::widgets {

using scene::Shape;
using scene::Theme;
using scene::Tone;
namespace type = scene::type;

AnswerButton::AnswerButton(QWidget* parent) : QAbstractButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void AnswerButton::setKey(const QString& key)
{
    m_key = key;
    update();
}

void AnswerButton::setScale(double scale)
{
    m_scale = scale;
    update();
}

double AnswerButton::keySide() const { return height() < 100 * m_scale ? 22 * m_scale : 32 * m_scale; }

void AnswerButton::setShare(double share)
{
    m_share = share;
    update();
}

void AnswerButton::setVerdict(Verdict verdict)
{
    m_verdict = verdict;
    update();
}

QRect AnswerButton::wordsRoom() const { return rect().adjusted(qRound(keySide()) + 26, 5, -13, -9); }

QFont AnswerButton::wordsFont() const
{
    const int weight = isChecked() || m_verdict == Verdict::Right ? 650 : 500;
    double size = type::body * m_scale;
    for (const double larger : {type::strong * m_scale, type::title * m_scale, type::heading * m_scale}) {
        const QFontMetrics metrics(Theme::font(Shape::Face::Words, larger, 650)); // it may become the right one
        const QRect room = wordsRoom();
        const QRect needed = metrics.boundingRect(room, Qt::TextWordWrap, text());
        if (room.height() < 3 * metrics.height() || needed.width() > room.width() || needed.height() > room.height())
            break;
        size = larger;
    }
    return Theme::font(Shape::Face::Words, size, weight);
}

void AnswerButton::paintEvent(QPaintEvent*)
{
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF body = QRectF(rect()).adjusted(1, 1, -1, -1);
    const Tone edge = m_verdict == Verdict::Right ? Tone::Running : isChecked() ? Tone::Action : Tone::Line;
    painter.setPen(QPen(theme.color(edge), edge == Tone::Line ? 1 : 2));
    painter.setBrush(theme.color(underMouse() && isEnabled() ? Tone::Card : Tone::Raised));
    painter.drawRoundedRect(body, 8, 8);
    if (m_share > 0) { // a bar along the foot: words stay on plain ground
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(m_verdict == Verdict::Right ? Tone::Running : Tone::Action));
        painter.drawRoundedRect(QRectF(body.left() + 8, body.bottom() - 6, (body.width() - 16) * m_share, 4), 2, 2);
    }
    if (hasFocus()) paintFocus(painter, body, 8, theme);
    const bool faded = m_verdict == Verdict::Wrong;
    const QColor ink = theme.color(faded ? Tone::Muted : Tone::Text);
    const double side = keySide();
    const QRectF cap(body.left() + 12, body.center().y() - side / 2, side, side);
    if (m_verdict == Verdict::Open) {
        paintKeyCap(painter, cap, m_key, theme.color(isChecked() ? Tone::Action : Tone::Muted), type::tiny * m_scale);
    } else {
        painter.setPen(theme.color(faded ? Tone::Muted : Tone::Running));
        painter.setFont(Theme::font(Shape::Face::Words, type::title * m_scale, 700));
        painter.drawText(cap, Qt::AlignCenter, faded ? QStringLiteral("✗") : QStringLiteral("✓"));
    }
    painter.setPen(ink);
    painter.setFont(wordsFont());
    painter.drawText(wordsRoom(), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextWordWrap, text());
}

} // namespace sluice::widgets
