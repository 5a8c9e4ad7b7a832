#include "scene/scene.h"

#include "scene/theme.h"

#include <QFontMetricsF>

#include <algorithm>

namespace sluice::scene {

namespace {

constexpr double softEdge = 1; // antialiasing and rounding reach this far

QRectF boundsOfText(const Shape& shape)
{
    const QFontMetricsF metrics(Theme::font(shape.face, shape.fontSize, shape.fontWeight));
    const double width = metrics.horizontalAdvance(shape.text);
    const double left = shape.align == Shape::Align::Left     ? shape.rect.left()
                        : shape.align == Shape::Align::Center ? shape.rect.center().x() - width / 2
                                                              : shape.rect.right() - width;
    const double height = std::max(shape.rect.height(), metrics.height());
    const QRectF text(left, shape.rect.center().y() - height / 2, width, height);
    return (text | shape.rect).adjusted(-2, -softEdge, 2, softEdge); // italics and round letters reach out a little
}

} // namespace

QRectF Shape::bounds() const
{
    const double reach = softEdge + (stroke == Tone::None ? 0 : std::max(1.0, strokeWidth));
    switch (kind) {
    case Kind::Text: return boundsOfText(*this);
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
