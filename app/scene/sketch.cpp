#include "scene/sketch.h"

#include "scene/theme.h"
#include "words/words.h"

#include <QFontMetricsF>
#include <QLineF>

#include <cmath>

namespace sluice::scene {

Ink Ink::in(Tone other) const
{
    Ink changed = *this;
    changed.tone = other;
    return changed;
}

Ink Ink::aligned(Shape::Align other) const
{
    Ink changed = *this;
    changed.align = other;
    return changed;
}

double widthOf(const QString& text, const Ink& ink)
{
    return QFontMetricsF(Theme::font(ink.face, ink.size, ink.weight)).horizontalAdvance(text);
}

QString fitting(std::initializer_list<QString> longestFirst, const Ink& ink, double width)
{
    for (const QString& text : longestFirst) {
        if (widthOf(text, ink) <= width) return text;
    }
    return *(longestFirst.end() - 1);
}

void Sketch::about(Subject subject, Evidence evidence)
{
    m_subject = subject;
    m_evidence = evidence;
}

Shape& Sketch::add(Shape::Kind kind)
{
    Shape& shape = m_scene.shapes.emplace_back();
    shape.ground = m_ground;
    shape.kind = kind;
    shape.subject = m_subject;
    shape.evidence = m_evidence;
    return shape;
}

Shape& Sketch::box(const QRectF& rect, double radius, Tone fill, Tone stroke, double strokeWidth)
{
    Shape& shape = add(Shape::Kind::Rect);
    shape.rect = rect;
    shape.radius = radius;
    shape.fill = fill;
    shape.stroke = stroke;
    shape.strokeWidth = strokeWidth;
    return shape;
}

Shape& Sketch::text(const QRectF& rect, const QString& text, const Ink& ink)
{
    Shape& shape = add(Shape::Kind::Text);
    shape.rect = rect;
    shape.text = text;
    shape.stroke = ink.tone;
    shape.fontSize = ink.size;
    shape.fontWeight = ink.weight;
    shape.face = ink.face;
    shape.align = ink.align;
    return shape;
}

Shape& Sketch::icon(const QRectF& rect, const QString& name, Tone tone)
{
    Shape& shape = add(Shape::Kind::Icon);
    shape.rect = rect;
    shape.text = name;
    shape.stroke = tone;
    return shape;
}

Shape& Sketch::line(const QPolygonF& points, Tone tone, double width, Pattern pattern)
{
    Shape& shape = add(points.size() == 2 ? Shape::Kind::Line : Shape::Kind::Polyline);
    shape.points = points;
    shape.stroke = tone;
    shape.strokeWidth = width;
    shape.pattern = pattern;
    return shape;
}

Shape& Sketch::polygon(const QPolygonF& points, Tone fill)
{
    Shape& shape = add(Shape::Kind::Polygon);
    shape.points = points;
    shape.fill = fill;
    return shape;
}

void Sketch::arrowHead(QPointF tip, QPointF from, Tone tone)
{
    constexpr double length = 11, halfWidth = 6;
    const QLineF shaft(tip, from);
    if (shaft.length() <= 0) return;
    const QPointF back = (from - tip) / shaft.length();
    const QPointF side(-back.y(), back.x());
    polygon({{tip, tip + back * length + side * halfWidth, tip + back * length - side * halfWidth}}, tone);
}

QString grouped(std::uint64_t number) { return QString::fromStdString(sluice::grouped(number)); }

} // namespace sluice::scene
