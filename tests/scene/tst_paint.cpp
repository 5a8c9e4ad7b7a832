#include "scene/paint.h"
#include "scene/stage_states.h"
#include "support/test_class.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>

#include <random>

using namespace sluice;
using namespace sluice::scene;

namespace {

const Theme& dark() { return Theme::get(Theme::Kind::Dark); }

QImage painted(const Scene& scene, double scale, QPointF origin)
{
    QImage image((scene.size * scale).toSize() + QSize(40, 40), QImage::Format_RGB32);
    image.fill(dark().color(Tone::Background));
    QPainter painter(&image);
    painter.translate(origin);
    painter.scale(scale, scale);
    paintScene(painter, scene, dark());
    return image;
}

Shape textShape(const QString& text, QRectF rect)
{
    Shape shape;
    shape.kind = Shape::Kind::Text;
    shape.text = text;
    shape.rect = rect;
    shape.stroke = Tone::Text;
    return shape;
}

} // namespace

class TestPaint : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void paintingTwiceGivesTheSamePixels();
    void aPartialRepaintEqualsAFullOne_data();
    void aPartialRepaintEqualsAFullOne();
    void slantingLinesDoNotDependOnTheClip();
    void equalScenesHaveNothingToRepaint();
    void aSmallChangeIsASmallRegion();
    void manyChangesLeaveOutWhatLiesBetween();
    void nothingIsPaintedOutsideOfBounds();
    void patternsDiffer();
    void iconsDiffer();
    void opacityZeroIsInvisible();
    void letterPairsAreNotJoined();
};

void TestPaint::paintingTwiceGivesTheSamePixels()
{
    for (const auto& [name, moment] : test::manyStates())
        QVERIFY2(painted(moment.scene(), 1, {}) == painted(moment.scene(), 1, {}), name.c_str());
}

void TestPaint::aPartialRepaintEqualsAFullOne_data()
{
    QTest::addColumn<double>("scale");
    QTest::addColumn<QPointF>("origin");
    QTest::newRow("plain") << 1.0 << QPointF(0, 0);
    QTest::newRow("in the middle") << 0.75 << QPointF(17, 9);
    QTest::newRow("odd scale") << 1.317 << QPointF(3, 20);
}

void TestPaint::aPartialRepaintEqualsAFullOne()
{
    QFETCH(double, scale);
    QFETCH(QPointF, origin);
    const auto states = test::manyStates();
    Scene before = states.front().moment.scene();
    QImage image = painted(before, scale, origin);
    TextLines lines;
    for (const auto& [name, moment] : states) {
        const Scene after = moment.scene();
        QPainter painter(&image);
        const QRegion changed = changedRegion(before, after, scale, origin, lines);
        repaintScene(painter, after, dark(), changed, scale, origin, lines);
        painter.end();
        QVERIFY2(image == painted(after, scale, origin), name.c_str());
        before = after;
    }
}

void TestPaint::slantingLinesDoNotDependOnTheClip()
{
    std::mt19937 random(4);
    const auto anywhere = [&] { return QPointF(int(random() % 1400) + 0.37, int(random() % 600) + 0.61); };
    Scene lines;
    lines.size = {1440, 680};
    for (int i = 0; i < 60; ++i) {
        Shape& line = lines.shapes.emplace_back();
        line.kind = Shape::Kind::Line;
        line.points = {{anywhere(), anywhere()}};
        line.stroke = Tone::Data;
        line.strokeWidth = i % 2 == 0 ? 1.25 : 2;
        if (i % 6 != 0) continue;
        Shape& waiting = lines.shapes.emplace_back(); // its hatch slants too
        waiting.rect = QRectF(anywhere(), QSizeF(300, 77));
        waiting.radius = 9;
        waiting.fill = Tone::Blocked;
        waiting.pattern = Pattern::Hatched;
    }
    const QImage whole = painted(lines, 1, {});
    QImage parts(whole.size(), whole.format());
    parts.fill(Qt::red);
    QPainter painter(&parts);
    TextLines kept;
    for (int x = 0; x < whole.width(); x += 173)
        for (int y = 0; y < whole.height(); y += 97)
            repaintScene(painter, lines, dark(), QRect(x, y, 173, 97), 1, {}, kept);
    painter.end();
    QVERIFY(parts == whole);
}

void TestPaint::equalScenesHaveNothingToRepaint()
{
    TextLines lines;
    for (const auto& [name, moment] : test::manyStates())
        QVERIFY2(changedRegion(moment.scene(), moment.scene(), 1, {}, lines).isEmpty(), name.c_str());
}

void TestPaint::aSmallChangeIsASmallRegion()
{
    test::StageState moment;
    const Scene before = moment.scene();
    moment.filled(1, 4096);
    moment.process(1).sent = 0;
    TextLines lines;
    const QRegion region = changedRegion(before, moment.scene(), 1, {}, lines);
    qint64 pixels = 0;
    for (const QRect& rect : region) pixels += qint64{rect.width()} * rect.height();
    QVERIFY(pixels > 0);
    QVERIFY2(pixels < 1440 * 680 / 8, qPrintable(QString::number(pixels)));
}

void TestPaint::manyChangesLeaveOutWhatLiesBetween()
{
    // As when a timeline below moves on and only a corner of the stage above does.
    Scene before;
    before.size = {1440, 920};
    before.shapes.push_back(textShape(QStringLiteral("1"), {20, 20, 40, 20}));
    for (int i = 0; i < 600; ++i) {
        Shape& slice = before.shapes.emplace_back();
        slice.rect = {2.0 * i + 60, 700.0 + i % 7 * 30, 1.5, 20};
        slice.fill = Tone::Running;
    }
    Scene after = before;
    after.shapes.front().text = QStringLiteral("2");
    for (std::size_t i = 1; i < after.shapes.size(); ++i) after.shapes[i].rect.translate(0.25, 0);
    TextLines lines;
    const QRegion region = changedRegion(before, after, 1, {}, lines);
    QVERIFY(!region.intersects(QRect(0, 60, 1440, 600)));
    QImage image = painted(before, 1, {});
    QPainter painter(&image);
    repaintScene(painter, after, dark(), region, 1, {}, lines);
    painter.end();
    QVERIFY(image == painted(after, 1, {}));
}

void TestPaint::nothingIsPaintedOutsideOfBounds()
{
    for (const auto& [name, moment] : test::manyStates()) {
        const Scene scene = moment.scene();
        for (std::size_t i = 0; i < scene.shapes.size(); i += 3) { // a third of them is enough, and quick
            const Shape& shape = scene.shapes[i];
            QImage image(scene.size.toSize(), QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            QPainter painter(&image);
            paintScene(painter, {scene.size, {shape}}, dark());
            painter.setCompositionMode(QPainter::CompositionMode_Clear);
            painter.fillRect(shape.bounds().toAlignedRect(), Qt::transparent);
            painter.end();
            QImage nothing(image.size(), image.format());
            nothing.fill(Qt::transparent);
            QVERIFY2(image == nothing, qPrintable(QString::fromStdString(name) + QStringLiteral(": ") + shape.text));
        }
        if (name == "full") break;
    }
}

void TestPaint::patternsDiffer()
{
    std::vector<QImage> images;
    for (const Pattern pattern : {Pattern::Solid, Pattern::Hatched, Pattern::Crossed}) {
        Shape box;
        box.rect = {10, 10, 60, 40};
        box.fill = Tone::Blocked;
        box.pattern = pattern;
        images.push_back(painted({{80, 60}, {box}}, 1, {}));
    }
    QVERIFY(images[0] != images[1] && images[1] != images[2] && images[0] != images[2]);
}

void TestPaint::iconsDiffer()
{
    std::vector<QImage> images{painted({{40, 40}, {}}, 1, {})};
    for (const char* name : {"play", "call", "hatch", "gate", "clock", "cross", "check", "cut", "lightning"}) {
        Shape icon;
        icon.kind = Shape::Kind::Icon;
        icon.rect = {8, 8, 24, 24};
        icon.stroke = Tone::Text;
        icon.text = QLatin1String(name);
        images.push_back(painted({{40, 40}, {icon}}, 1, {}));
        for (std::size_t i = 0; i + 1 < images.size(); ++i) QVERIFY2(images[i] != images.back(), name);
    }
}

void TestPaint::opacityZeroIsInvisible()
{
    Shape text = textShape(QStringLiteral("ghost"), {10, 10, 100, 30});
    text.opacity = 0;
    QVERIFY(painted({{120, 50}, {text}}, 1, {}) == painted({{120, 50}, {}}, 1, {}));
}

void TestPaint::letterPairsAreNotJoined()
{
    // `!=` drawn at once looks like its two letters drawn one by one: no ligature.
    Shape both = textShape(QStringLiteral("!="), {10, 10, 100, 30});
    both.face = Shape::Face::Mono;
    both.fontSize = 32;
    Shape first = both, second = both;
    first.text = QStringLiteral("!");
    second.text = QStringLiteral("=");
    const QFontMetricsF metrics(Theme::font(Shape::Face::Mono, 32, 400));
    second.rect.translate(metrics.horizontalAdvance(first.text), 0);
    const QImage joined = painted({{120, 50}, {both}}, 1, {}), single = painted({{120, 50}, {first, second}}, 1, {});
    int different = 0;
    for (int y = 0; y < joined.height(); ++y) {
        for (int x = 0; x < joined.width(); ++x)
            different += std::abs(qGray(joined.pixel(x, y)) - qGray(single.pixel(x, y))) > 96 ? 1 : 0;
    }
    QVERIFY2(different < 10, qPrintable(QString::number(different)));
}

SLUICE_TEST(TestPaint, QGuiApplication)
#include "tst_paint.moc"
