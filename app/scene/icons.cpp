#include "scene/icons.h"

#include "scene/hatch.h"

#include <QPainter>
#include <QPen>
#include <QPolygonF>

#include <algorithm>
#include <array>
#include <cmath>

namespace sluice::scene {

namespace {

/// Turns points of a 16 × 16 grid into points of the icon's place.
class Grid
{
public:
    explicit Grid(const QRectF& place) : m_place(place) {}
    [[nodiscard]] QPointF at(double x, double y) const
    {
        return {m_place.left() + x * unit(), m_place.top() + y * unit()};
    }
    [[nodiscard]] QRectF box(double x, double y, double w, double h) const { return {at(x, y), QSizeF(w, h) * unit()}; }
    [[nodiscard]] double unit() const { return m_place.width() / 16; }

private:
    QRectF m_place;
};

/// Never thinner than a pixel; see paint.cpp.
QPen penOf(const QPainter& painter, const Grid& grid, const QColor& color, double width = 1.8)
{
    const double pixel = 1.01 / std::max(0.01, std::abs(painter.transform().m11()));
    return {color, std::max(width * grid.unit(), pixel), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

void fillPolygon(QPainter& painter, const QPolygonF& points, const QColor& color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(points);
}

void play(QPainter& painter, const Grid& g, const QColor& color)
{
    fillPolygon(painter, {{g.at(4, 2.5), g.at(13.5, 8), g.at(4, 13.5)}}, color);
}

/// Down into the kernel.
void call(QPainter& painter, const Grid& g, const QColor& color)
{
    painter.setPen(penOf(painter, g, color));
    painter.drawLine(g.at(8, 2), g.at(8, 10));
    painter.drawPolyline(QPolygonF{{g.at(4.5, 7), g.at(8, 10.5), g.at(11.5, 7)}});
    painter.drawLine(g.at(3, 14), g.at(13, 14));
}

void hatch(QPainter& painter, const Grid& g, const QColor& color)
{
    const QRectF box = g.box(2, 2, 12, 12);
    painter.setPen(penOf(painter, g, color, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box, 2 * g.unit(), 2 * g.unit());
    painter.setPen(penOf(painter, g, color, 1.3));
    const QRectF inner = box.adjusted(2 * g.unit(), 2 * g.unit(), -2 * g.unit(), -2 * g.unit());
    for (const QLineF& line : hatchLines(inner.translated(-inner.topLeft()), 0, 2.8 * g.unit()))
        painter.drawLine(line.translated(inner.topLeft()));
}

/// A closed gate: posts and bars.
void gate(QPainter& painter, const Grid& g, const QColor& color)
{
    painter.setPen(penOf(painter, g, color));
    for (const double x : {2.5, 8.0, 13.5}) painter.drawLine(g.at(x, 2.5), g.at(x, 13.5));
    for (const double y : {5.5, 10.5}) painter.drawLine(g.at(2.5, y), g.at(13.5, y));
}

void clock(QPainter& painter, const Grid& g, const QColor& color)
{
    painter.setPen(penOf(painter, g, color, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(g.box(2, 2, 12, 12));
    painter.drawPolyline(QPolygonF{{g.at(8, 4.8), g.at(8, 8.2), g.at(10.6, 9.8)}});
}

void cross(QPainter& painter, const Grid& g, const QColor& color)
{
    painter.setPen(penOf(painter, g, color, 2));
    painter.drawLine(g.at(3.5, 3.5), g.at(12.5, 12.5));
    painter.drawLine(g.at(12.5, 3.5), g.at(3.5, 12.5));
}

void check(QPainter& painter, const Grid& g, const QColor& color)
{
    painter.setPen(penOf(painter, g, color, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF{{g.at(2.8, 8.5), g.at(6.5, 12.2), g.at(13.2, 4)}});
}

void lightning(QPainter& painter, const Grid& g, const QColor& color)
{
    fillPolygon(painter,
                {{g.at(9.5, 0.5), g.at(2.5, 9.2), g.at(7.2, 9.2), g.at(5.6, 15.5), g.at(13.5, 6.2), g.at(8.6, 6.2)}},
                color);
}

/// A way that is cut: no process has this end any more.
void cut(QPainter& painter, const Grid& g, const QColor& color)
{
    painter.setPen(penOf(painter, g, color));
    painter.drawLine(g.at(1, 8), g.at(5, 8));
    painter.drawLine(g.at(11, 8), g.at(15, 8));
    painter.drawLine(g.at(6.2, 12.5), g.at(9.8, 3.5));
}

struct Icon {
    const char* name;
    void (*paint)(QPainter&, const Grid&, const QColor&);
};
constexpr std::array icons{
    Icon{"play", play},   Icon{"call", call},   Icon{"hatch", hatch},
    Icon{"gate", gate},   Icon{"clock", clock}, Icon{"cross", cross},
    Icon{"check", check}, Icon{"cut", cut},     Icon{"lightning", lightning},
};

} // namespace

void paintIcon(QPainter& painter, const QString& name, const QRectF& place, const QColor& color)
{
    for (const Icon& icon : icons) {
        if (name == QLatin1String(icon.name)) icon.paint(painter, Grid(place), color);
    }
}

} // namespace sluice::scene
