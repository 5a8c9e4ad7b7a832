#include "widgets/theme_of.h"

#include <QPainter>

namespace sluice::widgets {

using scene::Theme;

const Theme& themeOf(const QWidget* widget)
{
    const bool dark = widget->palette().color(QPalette::Active, QPalette::WindowText).lightness() > 127;
    return Theme::get(dark ? Theme::Kind::Dark : Theme::Kind::Light);
}

void paintFocus(QPainter& painter, const QRectF& rect, double radius, const Theme& theme)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.color(Tone::Text), 2));
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius);
}

void paintOverStage(QWidget& button)
{
    const bool hovered = button.underMouse() && button.isEnabled();
    if (!button.hasFocus() && !hovered) return;
    const scene::Theme& theme = themeOf(&button);
    QPainter painter(&button);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF body = QRectF(button.rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    if (hovered) {
        QColor light = theme.color(scene::Tone::Action);
        light.setAlphaF(0.16F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(light);
        painter.drawRoundedRect(body, 6, 6);
    }
    if (button.hasFocus()) paintFocus(painter, body, 6, theme);
}

void paintKeyCap(QPainter& painter, const QRectF& rect, const QString& key, const QColor& color, double pixels)
{
    if (key.isEmpty()) return;
    QColor edge = color;
    edge.setAlphaF(0.55F);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(edge, 1));
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(color);
    painter.setFont(Theme::font(scene::Shape::Face::Mono, pixels, 400));
    painter.drawText(rect, Qt::AlignCenter, key);
}

} // namespace sluice::widgets
