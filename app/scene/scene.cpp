#include "scene/scene.h"

#include "scene/theme.h"

#include <QFontMetricsF>

#include <algorithm>

namespace sluice::scene {

namespace {

constexpr double softEdge = 1; // antialiasing and rounding reach this far

} // namespace

double Shape::leftOfText(double width) const
{
    switch (align) {
    case Align::Left: return rect.left();
    case Align::Center: return rect.center().x() - width / 2;
    case Align::Right: return rect.right() - width;
    }
    return {};
}

QRectF Shape::boundsOfText(QSizeF line) const
{
    const double height = std::max(rect.height(), line.height());
    const QRectF set(leftOfText(line.width()), rect.center().y() - height / 2, line.width(), height);
    return (set | rect).adjusted(-2, -softEdge, 2, softEdge); // italics and round letters reach out a little
}

QRectF Shape::bounds() const
{
    const double reach = softEdge + (stroke == Tone::None ? 0 : std::max(1.0, strokeWidth));
    switch (kind) {
    case Kind::Text: {
        const QFontMetricsF metrics(Theme::font(face, fontSize, fontWeight));
        return boundsOfText({metrics.horizontalAdvance(text), metrics.height()});
    }
    case Kind::Rect:
    case Kind::Icon: return rect.adjusted(-reach, -reach, reach, reach);
    case Kind::Line:
    case Kind::Polyline:
    case Kind::Polygon: return points.boundingRect().adjusted(-reach, -reach, reach, reach);
    }
    return {};
}

void append(Scene& whole, Scene part, QPointF offset)
{
    for (Shape& shape : part.shapes) {
        shape.rect.translate(offset);
        shape.points.translate(offset);
        whole.shapes.push_back(std::move(shape));
    }
}

} // namespace sluice::scene
