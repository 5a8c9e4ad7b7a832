#include "scene/paint.h"

#include <QPainter>
#include <QTransform>

#include <algorithm>

namespace sluice::scene {

namespace {

QRect devicePixels(const Shape& shape, double scale, QPointF origin)
{
    const QRectF bounds = shape.bounds();
    return QRectF(bounds.topLeft() * scale + origin, bounds.size() * scale).toAlignedRect().adjusted(-1, -1, 1, 1);
}

/// What a shape can touch, as few rectangles that leave out what lies between the legs of a line with corners.
void addPixels(QRegion& region, const Shape& shape, double scale, QPointF origin)
{
    const bool cornered = shape.kind == Shape::Kind::Polyline && shape.points.size() > 2;
    if (!cornered) {
        region += devicePixels(shape, scale, origin);
        return;
    }
    Shape leg = shape;
    for (qsizetype first = 0; first + 1 < shape.points.size();) {
        QRectF box = QRectF(shape.points[first], shape.points[first + 1]).normalized();
        qsizetype last = first + 1;
        for (; last + 1 < shape.points.size(); ++last) { // short pieces of a round corner stay together
            const QRectF longer = box | QRectF(shape.points[last], shape.points[last + 1]).normalized();
            if (std::min(longer.width(), longer.height()) > 16) break;
            box = longer;
        }
        leg.points = {box.topLeft(), box.bottomRight()};
        region += devicePixels(leg, scale, origin);
        first = last;
    }
}

/// How far to look for a shape's twin. Scenes are built in the same order each time, so twins are near each other.
constexpr std::size_t lookAhead = 256;

/// Each rectangle is painted by itself, so many small ones are joined to a few, and very many to one.
constexpr std::size_t maxParts = 10, tooManyToJoin = 100;

/// Of more changed shapes than this only the rectangle around them is worked out: regions of many parts are slow.
constexpr std::size_t tooManyToTell = 200;

/// Index of the shape in `shapes` from `begin`, or shapes.size().
std::size_t findTwin(const std::vector<Shape>& shapes, std::size_t begin, const Shape& shape)
{
    const std::size_t end = std::min(shapes.size(), begin + lookAhead);
    for (std::size_t i = begin; i < end; ++i) {
        if (shapes[i] == shape) return i;
    }
    return shapes.size();
}

std::int64_t areaOf(const QRect& rect) { return std::int64_t{rect.width()} * rect.height(); }

/// At most maxParts rectangles that cover the region: those are joined first that lie best together.
std::vector<QRect> partsOf(const QRegion& region)
{
    std::vector<QRect> parts(region.begin(), region.end());
    if (parts.size() > tooManyToJoin) return {region.boundingRect()};
    while (parts.size() > maxParts) {
        std::size_t first = 0, second = 1;
        std::int64_t least = INT64_MAX;
        for (std::size_t i = 0; i < parts.size(); ++i)
            for (std::size_t j = i + 1; j < parts.size(); ++j) {
                const std::int64_t waste = areaOf(parts[i] | parts[j]) - areaOf(parts[i]) - areaOf(parts[j]);
                if (waste >= least) continue;
                least = waste;
                first = i;
                second = j;
            }
        parts[first] |= parts[second];
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(second));
    }
    return parts;
}

} // namespace

// Shapes that both scenes have in the same order leave the same pixels wherever no other shape lies: only what is
// not part of that common sequence can make a difference.
QRegion changedRegion(const Scene& before, const Scene& after, double scale, QPointF origin)
{
    std::vector<const Shape*> changed;
    std::size_t next = 0;
    for (const Shape& shape : before.shapes) {
        const std::size_t twin = findTwin(after.shapes, next, shape);
        if (twin == after.shapes.size()) {
            changed.push_back(&shape);
            continue;
        }
        for (; next < twin; ++next) changed.push_back(&after.shapes[next]);
        ++next;
    }
    for (; next < after.shapes.size(); ++next) changed.push_back(&after.shapes[next]);
    QRegion region;
    if (changed.size() <= tooManyToTell) {
        for (const Shape* shape : changed) addPixels(region, *shape, scale, origin);
        return region;
    }
    QRect all;
    for (const Shape* shape : changed) all |= devicePixels(*shape, scale, origin);
    return all;
}

void repaintScene(QPainter& painter, const Scene& scene, const Theme& theme, const QRegion& region, double scale,
                  QPointF origin)
{
    struct Placed {
        const Shape* shape;
        QRect pixels;
    };
    // One rectangle at a time: under a clip of several, Qt rounds soft edges otherwise than under one.
    std::vector<QRect> parts = partsOf(region);
    std::vector<Placed> near;
    std::size_t strokes = 0; // a shape that lies in several parts is painted for each of them
    for (const Shape& shape : scene.shapes) {
        const QRect pixels = devicePixels(shape, scale, origin);
        const auto touched = std::ranges::count_if(parts, [&](const QRect& part) { return part.intersects(pixels); });
        if (touched > 0) near.push_back({&shape, pixels});
        strokes += static_cast<std::size_t>(touched);
    }
    if (strokes > near.size() + near.size() / 4) { // dearer than what lies between them
        parts = {region.boundingRect()};
        near.clear();
        for (const Shape& shape : scene.shapes)
            if (const QRect pixels = devicePixels(shape, scale, origin); parts[0].intersects(pixels))
                near.push_back({&shape, pixels});
    }
    painter.save();
    for (const QRect& part : parts) {
        Scene touched;
        touched.size = scene.size;
        for (const Placed& placed : near) {
            if (placed.pixels.intersects(part)) touched.shapes.push_back(*placed.shape);
        }
        painter.resetTransform();
        painter.setClipRect(part); // whole pixels: no soft edges
        painter.fillRect(part, theme.color(scene.ground));
        painter.setTransform(QTransform(scale, 0, 0, scale, origin.x(), origin.y()));
        paintScene(painter, touched, theme);
    }
    painter.restore();
}

} // namespace sluice::scene
