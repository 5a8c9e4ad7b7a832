#include "widgets/stage_switch.h"

#include "widgets/theme_of.h"

#include <QPainter>

namespace sluice::widgets {

StageSwitch::StageSwitch(QWidget* parent) : QAbstractButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
}

void StageSwitch::stand(std::uint32_t setting, const QString& name, Qt::CheckState state, bool free)
{
    m_setting = setting;
    setChecked(state == Qt::Checked);
    setEnabled(free);
    if (accessibleName() != name) setAccessibleName(name);
    const QString why = !free && isChecked() ? tr("Two are the fewest to compare")
                        : !free              ? tr("No more than eight have room beside each other")
                        : isChecked()        ? tr("Takes part: a click leaves it out")
                                             : tr("Does not take part: a click adds it");
    if (toolTip() == why) return;
    setToolTip(why);
    setAccessibleDescription(why);
}

void StageSwitch::paintEvent(QPaintEvent*)
{
    const bool hovered = underMouse() && isEnabled();
    if (!hasFocus() && !hovered) return;
    const scene::Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF body = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    if (hovered) {
        QColor light = theme.color(scene::Tone::Action);
        light.setAlphaF(0.18F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(light);
        painter.drawRoundedRect(body, 6, 6);
    }
    if (hasFocus()) paintFocus(painter, body, 6, theme);
}

} // namespace sluice::widgets
