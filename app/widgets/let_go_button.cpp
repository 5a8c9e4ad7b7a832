#include "widgets/let_go_button.h"

#include "widgets/theme_of.h"

#include <QPainter>

namespace sluice::widgets {

LetGoButton::LetGoButton(ProcessId process, QWidget* parent) : QAbstractButton(parent), m_process(process)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setText(tr("Let go"));
}

QString LetGoButton::key() const { return m_process.value <= 9 ? QString::number(m_process.value) : QString(); }

void LetGoButton::showReady(bool ready, const QString& process, const QString& before)
{
    setEnabled(ready);
    const QString name = tr("Let %1 go").arg(process);
    if (accessibleName() != name) setAccessibleName(name);
    QString why = ready ? before : tr("It is not at its gate: there is nothing to let go.");
    if (ready && !key().isEmpty()) why += QStringLiteral(" (%1)").arg(key());
    if (toolTip() == why) return;
    setToolTip(why);
    setAccessibleDescription(why);
}

void LetGoButton::paintEvent(QPaintEvent*)
{
    const scene::Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF body = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const double unit = body.height() / 30; // of the stage, which scales as a whole
    const QColor ground = theme.color(isEnabled() ? Tone::Action : Tone::Raised);
    painter.setPen(isEnabled() ? QPen(Qt::NoPen) : QPen(theme.color(Tone::Line), 1));
    painter.setBrush(isDown() ? ground.darker(115) : underMouse() && isEnabled() ? ground.lighter(112) : ground);
    painter.drawRoundedRect(body, 8 * unit, 8 * unit);
    if (hasFocus()) paintFocus(painter, body, 8 * unit, theme);
    const QColor ink = theme.color(isEnabled() ? Tone::OnData : Tone::Muted);
    painter.setPen(ink);
    painter.setFont(scene::Theme::font(scene::Shape::Face::Words, 16 * unit, 600));
    const bool keyed = !key().isEmpty();
    painter.drawText(body.adjusted(12 * unit, 0, keyed ? -34 * unit : 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
    if (!keyed) return;
    const QRectF cap(body.right() - 30 * unit, body.center().y() - 11 * unit, 22 * unit, 22 * unit);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(ink, 1));
    painter.drawRoundedRect(cap, 4 * unit, 4 * unit);
    painter.drawText(cap, Qt::AlignCenter, key());
}

} // namespace sluice::widgets
