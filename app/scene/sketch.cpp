#include "scene/sketch.h"

#include "scene/theme.h"
#include "words/words.h"

#include <QFontMetricsF>
#include <QLineF>

#include <algorithm>
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

namespace {

bool crosses(const Shape& line, const QRectF& rect)
{
    const QPolygonF& points = line.points;
    for (qsizetype i = 1; i < points.size(); ++i) // ways go along the axes, but for their rounded corners
        if (QRectF(points[i - 1], points[i]).normalized().adjusted(-1, -1, 1, 1).intersects(rect)) return true;
    return false;
}

} // namespace

void Sketch::keepClear(std::size_t from, const QRectF& room, Tone ground)
{
    std::vector<Shape>& shapes = m_scene.shapes;
    const std::vector<Shape> lines(shapes.begin() + static_cast<std::ptrdiff_t>(from), shapes.end());
    for (std::size_t i = 0; i < from;) {
        const std::size_t at = i++;
        if (shapes[at].kind != Shape::Kind::Text || !room.contains(shapes[at].rect)) continue;
        Shape words = shapes[at];
        const QFontMetricsF metrics(Theme::font(words.face, words.fontSize, words.fontWeight));
        const double width = metrics.horizontalAdvance(words.text) + 8;
        const double left = words.align == Shape::Align::Left     ? words.rect.left() - 4
                            : words.align == Shape::Align::Center ? words.rect.center().x() - width / 2
                                                                  : words.rect.right() + 4 - width;
        const QRectF plate(left, words.rect.center().y() - 11, width, 22);
        if (std::ranges::none_of(lines, [&](const Shape& line) { return crosses(line, plate); })) continue;
        shapes.erase(shapes.begin() + static_cast<std::ptrdiff_t>(at));
        --from;
        --i;
        Shape& behind = shapes.emplace_back();
        behind.subject = words.subject;
        behind.evidence = words.evidence;
        behind.rect = plate;
        behind.fill = ground;
        shapes.push_back(std::move(words));
    }
}

void Sketch::lift()
{
    m_scene.shapes.insert(m_scene.shapes.end(), m_top.begin(), m_top.end());
    m_top.clear();
}

QString grouped(std::uint64_t number) { return QString::fromStdString(sluice::grouped(number)); }

} // namespace sluice::scene
