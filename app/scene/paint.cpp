#include "scene/paint.h"

#include "scene/bands.h"
#include "scene/hatch.h"
#include "scene/icons.h"
#include "scene/way.h"

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace sluice::scene {

namespace {

constexpr double hatchSpacing = 7;
constexpr double crossWidth = 1.5;
constexpr double roundFrom = 2;     ///< width of lines with round ends
constexpr double bandRows = 16;     ///< pixels
constexpr double outlinesFrom = 64; ///< size of letters, in pixels, that Qt fills like any other shape

QColor colorOf(const Theme& theme, Tone tone, const Shape& shape)
{
    QColor color = theme.color(tone);
    if (shape.opacity >= 1) return color;
    const auto part = static_cast<float>(std::clamp(shape.opacity, 0.0, 1.0));
    if (shape.ground == Tone::None || color.alpha() < 255) {
        color.setAlphaF(color.alphaF() * part);
        return color;
    }
    const QColor ground = theme.color(shape.ground);
    const auto mix = [part](float above, float below) { return above * part + below * (1 - part); };
    return QColor::fromRgbF(mix(color.redF(), ground.redF()), mix(color.greenF(), ground.greenF()),
                            mix(color.blueF(), ground.blueF()));
}

/// Lines are never thinner than a pixel: below that Qt takes a short cut whose soft edges depend on the clip, and a
/// partial repaint would differ from a full one.
double atLeastOnePixel(const QPainter& painter, double width)
{
    const double scale = std::abs(painter.transform().m11());
    return scale > 0 ? std::max(width, 1.01 / scale) : width;
}

QPen penOf(const QPainter& painter, const Shape& shape, const Theme& theme)
{
    if (shape.stroke == Tone::None || shape.strokeWidth <= 0) return {Qt::NoPen};
    QPen pen(colorOf(theme, shape.stroke, shape), atLeastOnePixel(painter, shape.strokeWidth), Qt::SolidLine,
             Qt::FlatCap, Qt::RoundJoin);
    if (shape.pattern == Pattern::Dotted) pen.setDashPattern({2, 3});
    // A fine line's ends cannot be seen to be round, and flat ones are painted faster.
    const bool line = shape.kind == Shape::Kind::Line || shape.kind == Shape::Kind::Polyline;
    if (line && shape.strokeWidth >= roundFrom) pen.setCapStyle(Qt::RoundCap);
    return pen;
}

void drawRoundedBox(QPainter& painter, const QRectF& rect, double radius)
{
    const double r = std::min({radius, rect.width() / 2, rect.height() / 2});
    if (r > 0) painter.drawRoundedRect(rect, r, r);
    else painter.drawRect(rect);
}

void paintCross(QPainter& painter, const Shape& shape, const QColor& color)
{
    const double inset = shape.radius * 0.3 + 1;
    const QRectF box = shape.rect.adjusted(inset, inset, -inset, -inset);
    painter.setPen(QPen(color, atLeastOnePixel(painter, crossWidth), Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(box.topLeft(), box.bottomRight());
    painter.drawLine(box.topRight(), box.bottomLeft());
}

void paintHatch(QPainter& painter, const Shape& shape, const QColor& color)
{
    painter.setPen(QPen(color, atLeastOnePixel(painter, 2), Qt::SolidLine, Qt::FlatCap));
    for (const QLineF& line : hatchLines(shape.rect.adjusted(1, 1, -1, -1), shape.radius, hatchSpacing))
        painter.drawPolyline(QPolygonF{{line.p1(), line.p2()}}); // the soft edges of drawLine() depend on the clip
}

/// Square corners stand on whole pixels: crisp, and a hundred times faster than soft edges.
bool isPlain(const Shape& shape)
{
    const bool solid = shape.pattern == Pattern::Solid || shape.pattern == Pattern::Dotted;
    return shape.kind == Shape::Kind::Rect && solid && shape.radius == 0 && shape.stroke == Tone::None;
}

void paintRect(QPainter& painter, const Shape& shape, const Theme& theme)
{
    const QColor fill = colorOf(theme, shape.fill, shape);
    const bool solid = shape.pattern == Pattern::Solid || shape.pattern == Pattern::Dotted;
    if (!solid && shape.fill != Tone::None) {
        if (shape.pattern == Pattern::Crossed) paintCross(painter, shape, fill);
        else paintHatch(painter, shape, fill);
    }
    if (isPlain(shape)) {
        if (shape.fill != Tone::None) painter.fillRect(shape.rect, fill);
        return;
    }
    painter.setPen(penOf(painter, shape, theme));
    painter.setBrush(solid && shape.fill != Tone::None ? QBrush(fill) : QBrush(Qt::NoBrush));
    if (painter.pen().style() != Qt::NoPen || painter.brush().style() != Qt::NoBrush)
        drawRoundedBox(painter, shape.rect, shape.radius);
}

/// Dots along a line, one by one: a dashed pen walks the whole line even where only a corner of it is repainted.
void paintDots(QPainter& painter, const Shape& shape, const Theme& theme)
{
    const double diameter = atLeastOnePixel(painter, shape.strokeWidth);
    const Way way(shape.points);
    const QRectF near = painter.hasClipping()
                            ? painter.clipBoundingRect().adjusted(-diameter, -diameter, diameter, diameter)
                            : shape.bounds();
    painter.setPen(Qt::NoPen);
    painter.setBrush(colorOf(theme, shape.stroke, shape));
    way.walk(3 * shape.strokeWidth, [&](QPointF center) {
        if (near.contains(center)) painter.drawEllipse(center, diameter / 2, diameter / 2);
    });
}

/// The arrows of a timeline: fine, straight, slanting and high.
bool isPaintedInBands(const QPainter& painter, const Shape& shape)
{
    if (painter.paintEngine()->type() != QPaintEngine::Raster) return false; // a vector picture has its lines whole
    if (painter.transform().type() > QTransform::TxScale) return false;
    if (shape.points.size() != 2 || shape.stroke == Tone::None || shape.strokeWidth >= roundFrom) return false;
    const QPointF reach = shape.points.back() - shape.points.front();
    return reach.x() != 0 && std::abs(reach.y() * painter.transform().m22()) > 2 * bandRows;
}

/// Qt's rasteriser takes twice as long over a narrow shape of many rows than over the same shape row by row in parts.
void paintInBands(QPainter& painter, const Shape& shape, const Theme& theme)
{
    const QTransform scene = painter.transform();
    const double height = bandRows / scene.m22();
    const double width = atLeastOnePixel(painter, shape.strokeWidth);
    const QRectF near = painter.hasClipping() ? painter.clipBoundingRect() : shape.bounds();
    painter.setPen(Qt::NoPen);
    painter.setBrush(colorOf(theme, shape.stroke, shape));
    for (const QPolygonF& band :
         bandsOf({shape.points.front(), shape.points.back()}, width, -scene.m32() / scene.m22(), height))
        if (near.intersects(band.boundingRect())) painter.drawConvexPolygon(band);
}

void paintLines(QPainter& painter, const Shape& shape, const Theme& theme)
{
    if (shape.pattern == Pattern::Dotted) return paintDots(painter, shape, theme);
    if (isPaintedInBands(painter, shape)) return paintInBands(painter, shape, theme);
    painter.setPen(penOf(painter, shape, theme));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(shape.points); // drawLine() is faster, but its soft edges depend on the clip
}

void paintPolygon(QPainter& painter, const Shape& shape, const Theme& theme)
{
    painter.setPen(penOf(painter, shape, theme));
    painter.setBrush(shape.fill == Tone::None ? QBrush(Qt::NoBrush) : QBrush(colorOf(theme, shape.fill, shape)));
    painter.drawPolygon(shape.points);
}

/// Outlines: a figure looks the same where the fonts are not installed.
void paintOutlines(QPainter& painter, QPointF base, const QFont& font, const QString& text, const QColor& color)
{
    QPainterPath outline;
    outline.addText(base, font, text);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPath(outline);
}

void paintText(QPainter& painter, const Shape& shape, const Theme& theme, TextLines& lines)
{
    if (shape.text.isEmpty()) return;
    const TextLines::Line& line = lines.of(shape);
    // Centred by the height of capitals, which is what the eye takes for the middle of a line.
    const QPointF base(shape.leftOfText(line.width), shape.rect.center().y() + line.capHeight / 2);
    const QColor color = colorOf(theme, shape.stroke, shape);
    const auto engine = painter.paintEngine()->type();
    if (engine == QPaintEngine::Raster && shape.fontSize * painter.transform().m22() < outlinesFrom) {
        // Place by place what drawText() does, so that the same letters fall on the same parts of pixels.
        const QTransform scene = painter.transform();
        painter.setPen(color);
        painter.translate(std::trunc(base.x() * 64) / 64, base.y());
        for (const QGlyphRun& letters : line.letters) painter.drawGlyphRun({}, letters);
        painter.setTransform(scene);
        return;
    }
    const QFont font = Theme::font(shape.face, shape.fontSize, shape.fontWeight);
    if (engine == QPaintEngine::SVG) return paintOutlines(painter, base, font, shape.text, color);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(base, shape.text); // a PDF keeps its words
}

} // namespace

static void paintShape(QPainter& painter, const Shape& shape, const Theme& theme, TextLines& lines)
{
    // Changing it costs as much as a small rectangle, of which a timeline has thousands one after the other.
    if (const bool soft = !isPlain(shape); painter.testRenderHint(QPainter::Antialiasing) != soft)
        painter.setRenderHint(QPainter::Antialiasing, soft);
    switch (shape.kind) {
    case Shape::Kind::Rect: paintRect(painter, shape, theme); break;
    case Shape::Kind::Line:
    case Shape::Kind::Polyline: paintLines(painter, shape, theme); break;
    case Shape::Kind::Polygon: paintPolygon(painter, shape, theme); break;
    case Shape::Kind::Text: paintText(painter, shape, theme, lines); break;
    case Shape::Kind::Icon: paintIcon(painter, shape.text, shape.rect, colorOf(theme, shape.stroke, shape)); break;
    }
}

void paintShapes(QPainter& painter, std::span<const Shape* const> shapes, const Theme& theme, TextLines& lines)
{
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    for (const Shape* shape : shapes) paintShape(painter, *shape, theme, lines);
}

void paintScene(QPainter& painter, const Scene& scene, const Theme& theme)
{
    std::vector<const Shape*> shapes;
    shapes.reserve(scene.shapes.size());
    for (const Shape& shape : scene.shapes) shapes.push_back(&shape);
    TextLines lines;
    paintShapes(painter, shapes, theme, lines);
}

} // namespace sluice::scene
