#include "scene/paint.h"

#include <QPainter>
#include <QTransform>

#include <algorithm>

namespace sluice::scene {

namespace {

/// From a scene's coordinates to the pixels of the picture.
struct Place {
    double scale;
    QPointF origin;
    TextLines& lines;

    [[nodiscard]] QRect pixels(const QRectF& bounds) const
    {
        return QRectF(bounds.topLeft() * scale + origin, bounds.size() * scale).toAlignedRect().adjusted(-1, -1, 1, 1);
    }
    [[nodiscard]] QRect pixels(const Shape& shape) const { return pixels(boundsOf(shape, lines)); }
};

/// What a shape can touch, as few rectangles that leave out what lies between the legs of a line with corners.
void addPixels(QRegion& region, const Shape& shape, const Place& place)
{
    const bool cornered = shape.kind == Shape::Kind::Polyline && shape.points.size() > 2;
    if (!cornered) {
        region += place.pixels(shape);
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
        region += place.pixels(leg.bounds());
        first = last;
    }
}

/// How far to look for a shape's twin. Scenes are built in the same order each time, so twins are near each other.
constexpr std::size_t lookAhead = 256;

/// Each rectangle is painted by itself, so there are a few at most.
constexpr std::size_t maxParts = 10;

/// Of more changed shapes than this only a few rectangles around them are worked out: regions of many parts are slow.
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

/// What two rectangles have in between when they are made one; below zero: what they share.
std::int64_t wasteOf(const QRect& a, const QRect& b) { return areaOf(a | b) - areaOf(a) - areaOf(b); }

/// A few rectangles that cover all that is added. Those are made one that lie best together.
class Parts
{
public:
    void add(const QRect& rect)
    {
        if (std::ranges::any_of(m_parts, [&](const QRect& part) { return part.contains(rect); })) return;
        m_parts.push_back(rect);
        while (joinTwo(m_parts.size() > maxParts ? INT64_MAX : 1)) {} // 1: they share more than lies between them
    }
    void joinBest() { joinTwo(INT64_MAX); } ///< one part fewer
    [[nodiscard]] const std::vector<QRect>& all() const { return m_parts; }

private:
    /// Joins the two with least waste, if that is below `most`.
    bool joinTwo(std::int64_t most)
    {
        std::size_t first = 0, second = 0;
        for (std::size_t i = 0; i < m_parts.size(); ++i) {
            for (std::size_t j = i + 1; j < m_parts.size(); ++j) {
                const std::int64_t waste = wasteOf(m_parts[i], m_parts[j]);
                if (waste >= most) continue;
                most = waste;
                first = i;
                second = j;
            }
        }
        if (first == second) return false;
        m_parts[first] |= m_parts[second];
        m_parts.erase(m_parts.begin() + static_cast<std::ptrdiff_t>(second));
        return true;
    }

    std::vector<QRect> m_parts;
};

struct Placed {
    const Shape* shape;
    QRect pixels;
};

/// A shape that lies in several parts is painted for each of them: is that dearer than what lies between them?
bool areDear(const std::vector<QRect>& parts, const std::vector<Placed>& shapes)
{
    std::size_t touching = 0, strokes = 0;
    for (const Placed& placed : shapes) {
        const auto in = std::ranges::count_if(parts, [&](const QRect& part) { return part.intersects(placed.pixels); });
        strokes += static_cast<std::size_t>(in);
        touching += in > 0 ? 1 : 0;
    }
    return strokes > touching + touching / 4;
}

} // namespace

// Shapes that both scenes have in the same order leave the same pixels wherever no other shape lies: only what is
// not part of that common sequence can make a difference.
QRegion changedRegion(const Scene& before, const Scene& after, double scale, QPointF origin, TextLines& lines)
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
    const Place place{scale, origin, lines};
    QRegion region;
    if (changed.size() <= tooManyToTell) {
        for (const Shape* shape : changed) addPixels(region, *shape, place);
        return region;
    }
    Parts parts;
    for (const Shape* shape : changed) parts.add(place.pixels(*shape));
    for (const QRect& part : parts.all()) region += part;
    return region;
}

void repaintScene(QPainter& painter, const Scene& scene, const Theme& theme, const QRegion& region, double scale,
                  QPointF origin, TextLines& lines)
{
    const Place place{scale, origin, lines};
    std::vector<Placed> near;
    for (const Shape& shape : scene.shapes)
        if (const QRect pixels = place.pixels(shape); region.boundingRect().intersects(pixels))
            near.push_back({&shape, pixels});
    // One rectangle at a time: under a clip of several, Qt rounds soft edges otherwise than under one.
    Parts parts;
    for (const QRect& rect : region) parts.add(rect);
    while (parts.all().size() > 1 && areDear(parts.all(), near)) parts.joinBest();
    painter.save();
    std::vector<const Shape*> touched;
    for (const QRect& part : parts.all()) {
        touched.clear();
        for (const Placed& placed : near) {
            if (placed.pixels.intersects(part)) touched.push_back(placed.shape);
        }
        painter.resetTransform();
        painter.setClipRect(part); // whole pixels: no soft edges
        painter.fillRect(part, theme.color(scene.ground));
        painter.setTransform(QTransform(scale, 0, 0, scale, origin.x(), origin.y()));
        paintShapes(painter, touched, theme, lines);
    }
    painter.restore();
}

} // namespace sluice::scene
