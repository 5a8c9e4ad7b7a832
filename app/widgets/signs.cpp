#include "widgets/signs.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

#include <cmath>
#include <numbers>

namespace sluice::widgets {

namespace {

constexpr int signSide = 20;

void paintSun(QPainter& painter)
{
    const QPointF c(10, 10);
    painter.drawEllipse(c, 3.6, 3.6);
    for (int i = 0; i < 8; ++i) {
        const double angle = i * std::numbers::pi / 4;
        const QPointF way(std::cos(angle), std::sin(angle));
        painter.drawLine(c + way * 6.2, c + way * 8.2);
    }
}

void paintMoon(QPainter& painter)
{
    QPainterPath disc, bite;
    disc.addEllipse(QPointF(10, 10), 7, 7);
    bite.addEllipse(QPointF(13.4, 7.6), 6, 6);
    painter.drawPath(disc.subtracted(bite));
}

void paintPanel(QPainter& painter)
{
    painter.drawRoundedRect(QRectF(2.5, 4, 15, 12), 2, 2);
    painter.drawLine(QPointF(12, 4), QPointF(12, 16));
}

} // namespace

QIcon makeSign(WindowSign sign, const QColor& color, double dpr)
{
    QPixmap pixmap(QSizeF(signSide * dpr, signSide * dpr).toSize());
    pixmap.setDevicePixelRatio(dpr);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    switch (sign) {
    case WindowSign::Menu:
        painter.drawLine(QPointF(2, 4.5), QPointF(14, 4.5));
        painter.drawLine(QPointF(2, 10), QPointF(18, 10));
        painter.drawLine(QPointF(2, 15.5), QPointF(14, 15.5));
        break;
    case WindowSign::Start: // the cards of the start page
        for (const QPoint corner : {QPoint(3, 3), QPoint(11, 3), QPoint(3, 11), QPoint(11, 11)})
            painter.drawRoundedRect(QRectF(corner, QSizeF(6, 6)), 1.5, 1.5);
        break;
    case WindowSign::Sun: paintSun(painter); break;
    case WindowSign::Moon: paintMoon(painter); break;
    case WindowSign::Panel: paintPanel(painter); break;
    case WindowSign::Record:
        painter.setBrush(color);
        painter.drawEllipse(QPointF(10, 10), 4.5, 4.5);
        break;
    case WindowSign::StopRecording:
        painter.setBrush(color);
        painter.drawRect(QRectF(6, 6, 8, 8));
        break;
    }
    return QIcon(pixmap);
}

} // namespace sluice::widgets
