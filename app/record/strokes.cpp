#include "record/strokes.h"

#include "scene/paint.h"

#include <QGlyphRun>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QRawFont>
#include <QTextLayout>

#include <algorithm>
#include <cmath>
#include <optional>

namespace sluice::record {

namespace {

constexpr double perUnit = 100;
enum Op { End = 0, Fill = 1, Stroke = 2, Pixels = 3, Ellipses = 4, Letters = 5 };

std::int64_t rounded(double value) { return std::llround(value * perUnit); }

/// Points told from the one before, so that most of them take two bytes.
class Pen
{
public:
    Pen(QByteArray& out, QPointF from) : m_out(out), m_from(from) {}
    void to(QPointF point)
    {
        const std::int64_t x = rounded(point.x() - m_from.x()), y = rounded(point.y() - m_from.y());
        putSigned(m_out, x - m_x);
        putSigned(m_out, y - m_y);
        m_x = x;
        m_y = y;
    }
    void path(const QPainterPath& path)
    {
        for (int i = 0; i < path.elementCount(); ++i) {
            const QPainterPath::Element element = path.elementAt(i);
            if (element.type == QPainterPath::MoveToElement) putNumber(m_out, 1);
            if (element.type == QPainterPath::LineToElement) putNumber(m_out, 2);
            if (element.type == QPainterPath::CurveToElement) putNumber(m_out, 3); // two more points follow
            to(element);
        }
        putNumber(m_out, 0);
    }

private:
    QByteArray& m_out;
    QPointF m_from;
    std::int64_t m_x = 0, m_y = 0;
};

} // namespace

/// Gets what a QPainter is told to do, one shape at a time.
class StrokeRecorder::Engine : public QPaintEngine
{
public:
    Engine(Glyphs& glyphs, Colours& colours) : QPaintEngine(AllFeatures), m_glyphs(glyphs), m_colours(colours) {}

    void restart()
    {
        m_body.clear();
        m_origin.reset();
    }
    Strokes finish()
    {
        endEllipses();
        putNumber(m_body, End);
        const QPointF at = m_origin.value_or(QPointF());
        return {rounded(at.x()), rounded(at.y()), m_body};
    }

    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    [[nodiscard]] Type type() const override { return User; }
    void updateState(const QPaintEngineState& changed) override
    {
        m_pen = changed.pen();
        m_brush = changed.brush();
        m_soft = changed.renderHints().testFlag(QPainter::Antialiasing);
    }

    void drawPath(const QPainterPath& path) override
    {
        endEllipses();
        if (m_brush.style() != Qt::NoBrush) fill(path);
        if (m_pen.style() != Qt::NoPen) stroke(path);
    }
    void drawRects(const QRectF* rects, int count) override
    {
        for (const QRectF* rect = rects; rect != rects + count; ++rect) {
            if (m_soft || m_pen.style() != Qt::NoPen) {
                QPainterPath path;
                path.addRect(*rect);
                drawPath(path);
            } else if (m_brush.style() != Qt::NoBrush) pixels(*rect);
        }
    }
    void drawLines(const QLineF* lines, int count) override
    {
        QPainterPath path;
        for (const QLineF* line = lines; line != lines + count; ++line) {
            path.moveTo(line->p1());
            path.lineTo(line->p2());
        }
        endEllipses();
        stroke(path);
    }
    void drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) override
    {
        QPainterPath path(points[0]);
        for (int i = 1; i < count; ++i) path.lineTo(points[i]);
        if (mode != PolylineMode) path.closeSubpath();
        endEllipses();
        if (mode != PolylineMode && m_brush.style() != Qt::NoBrush) fill(path);
        if (m_pen.style() != Qt::NoPen) stroke(path);
    }
    void drawEllipse(const QRectF& rect) override;
    void drawTextItem(const QPointF& base, const QTextItem& item) override;
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {} // no shape has one

private:
    [[nodiscard]] QPointF from(QPointF first)
    {
        if (!m_origin) m_origin = first;
        return *m_origin;
    }
    void colour(const QColor& colour) { putNumber(m_body, m_colours.idOf(colour)); }
    void fill(const QPainterPath& path);
    void stroke(const QPainterPath& path);
    void pixels(const QRectF& rect);
    void endEllipses();

    Glyphs& m_glyphs;
    Colours& m_colours;
    QPen m_pen;
    QBrush m_brush;
    bool m_soft = true;
    QByteArray m_body;
    std::optional<QPointF> m_origin;
    std::vector<QPointF> m_centres; ///< of ellipses alike: the dots of a line
    QSizeF m_radii;
    QColor m_dotColour;
};

void StrokeRecorder::Engine::fill(const QPainterPath& path)
{
    if (path.isEmpty()) return;
    const QPointF origin = from(path.elementAt(0));
    putNumber(m_body, Fill);
    colour(m_brush.color());
    Pen(m_body, origin).path(path);
}

void StrokeRecorder::Engine::stroke(const QPainterPath& path)
{
    if (path.isEmpty()) return;
    const QPointF origin = from(path.elementAt(0));
    putNumber(m_body, Stroke);
    colour(m_pen.color());
    putNumber(m_body, static_cast<std::uint64_t>(std::max<std::int64_t>(0, rounded(m_pen.widthF()))));
    putNumber(m_body, m_pen.capStyle() == Qt::RoundCap ? 1 : 0);
    putNumber(m_body, m_pen.joinStyle() == Qt::RoundJoin ? 1 : 0);
    const QList<qreal> dashes = m_pen.style() == Qt::SolidLine ? QList<qreal>() : m_pen.dashPattern();
    putNumber(m_body, static_cast<std::uint64_t>(dashes.size()));
    for (const qreal dash : dashes) putNumber(m_body, static_cast<std::uint64_t>(rounded(dash)));
    Pen(m_body, origin).path(path);
}

void StrokeRecorder::Engine::pixels(const QRectF& rect)
{
    endEllipses();
    const QPointF origin = from(rect.topLeft());
    putNumber(m_body, Pixels);
    colour(m_brush.color());
    for (const double each : {rect.x() - origin.x(), rect.y() - origin.y(), rect.width(), rect.height()})
        putSigned(m_body, rounded(each));
}

void StrokeRecorder::Engine::drawEllipse(const QRectF& rect)
{
    if (m_pen.style() != Qt::NoPen) { // a ring: few, and not alike
        QPainterPath path;
        path.addEllipse(rect);
        return drawPath(path);
    }
    if (rect.size() / 2 != m_radii || m_brush.color() != m_dotColour) endEllipses();
    (void)from(rect.center());
    m_radii = rect.size() / 2;
    m_dotColour = m_brush.color();
    m_centres.push_back(rect.center());
}

void StrokeRecorder::Engine::endEllipses()
{
    if (m_centres.empty()) return;
    putNumber(m_body, Ellipses);
    colour(m_dotColour);
    putNumber(m_body, static_cast<std::uint64_t>(rounded(m_radii.width())));
    putNumber(m_body, static_cast<std::uint64_t>(rounded(m_radii.height())));
    putNumber(m_body, m_centres.size());
    Pen pen(m_body, *m_origin);
    for (const QPointF centre : m_centres) pen.to(centre);
    m_centres.clear();
}

void StrokeRecorder::Engine::drawTextItem(const QPointF& base, const QTextItem& item)
{
    endEllipses();
    const QPointF origin = from(base);
    QTextLayout layout(item.text(), item.font());
    layout.beginLayout();
    const QTextLine line = layout.createLine();
    layout.endLayout();
    for (const QGlyphRun& run : layout.glyphRuns()) {
        QRawFont font = run.rawFont();
        const double size = font.pixelSize();
        font.setPixelSize(Glyphs::unitsPerEm);
        const QString name = font.familyName() + QLatin1Char('/') + font.styleName() + QString::number(font.weight());
        const auto indices = run.glyphIndexes();
        const auto places = run.positions();
        putNumber(m_body, Letters);
        colour(m_pen.color());
        putNumber(m_body, static_cast<std::uint64_t>(rounded(size)));
        putNumber(m_body, static_cast<std::uint64_t>(indices.size()));
        Pen pen(m_body, origin);
        for (qsizetype i = 0; i < indices.size(); ++i) {
            putNumber(m_body, m_glyphs.idOf(name, indices[i], font.pathForGlyph(indices[i])));
            pen.to(base + places[i] - QPointF(0, line.y() + line.ascent()));
        }
    }
}

void putNumber(QByteArray& out, std::uint64_t value)
{
    for (; value >= 128; value >>= 7) out.append(static_cast<char>((value & 127) | 128));
    out.append(static_cast<char>(value));
}

void putSigned(QByteArray& out, std::int64_t value)
{
    putNumber(out, (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
}

std::uint32_t Glyphs::idOf(const QString& font, std::uint32_t index, const QPainterPath& outline)
{
    const auto [place, added] = m_ids.try_emplace({font, index}, static_cast<std::uint32_t>(m_paths.size()));
    if (!added) return place->second;
    QByteArray path;
    QPainterPath small = QTransform::fromScale(1 / perUnit, 1 / perUnit).map(outline); // hundredths are its units
    Pen(path, {}).path(small);
    m_paths.push_back(path);
    return place->second;
}

std::uint32_t Colours::idOf(const QColor& colour)
{
    const auto found = std::ranges::find(m_all, colour.rgba(), &QColor::rgba);
    const auto id = static_cast<std::uint32_t>(found - m_all.begin());
    if (found == m_all.end()) m_all.push_back(colour);
    return id;
}

/// As large as any scene, and with the engine as its only way of being painted on.
class StrokeRecorder::Device : public QPaintDevice
{
public:
    Device(Glyphs& glyphs, Colours& colours) : engine(glyphs, colours) {}
    [[nodiscard]] QPaintEngine* paintEngine() const override { return &engine; }
    mutable Engine engine;

protected:
    [[nodiscard]] int metric(PaintDeviceMetric metric) const override
    {
        constexpr int side = 16'384, dotsPerInch = 96;
        switch (metric) {
        case PdmWidth:
        case PdmHeight: return side;
        case PdmDpiX:
        case PdmDpiY:
        case PdmPhysicalDpiX:
        case PdmPhysicalDpiY: return dotsPerInch;
        case PdmDevicePixelRatio: return 1;
        case PdmDevicePixelRatioScaled: return static_cast<int>(devicePixelRatioFScale());
        case PdmDepth: return 32;
        default: return 0;
        }
    }
};

StrokeRecorder::StrokeRecorder(const scene::Theme& theme, double scale)
    : m_theme(theme), m_scale(scale), m_device(std::make_unique<Device>(m_glyphs, m_colours))
{}

StrokeRecorder::~StrokeRecorder() = default;

Strokes StrokeRecorder::record(const scene::Shape& shape)
{
    m_device->engine.restart();
    QPainter painter(m_device.get());
    painter.scale(m_scale, m_scale);
    scene::Scene alone;
    alone.shapes.push_back(shape);
    scene::paintScene(painter, alone, m_theme);
    painter.end();
    return m_device->engine.finish();
}

} // namespace sluice::record
