#include "scene/paint.h"
#include "scene/text_lines.h"
#include "support/test_class.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>

#include <random>

using namespace sluice::scene;

namespace {

Shape words(const QString& text, int size = 17, Shape::Face face = Shape::Face::Words)
{
    Shape shape;
    shape.kind = Shape::Kind::Text;
    shape.text = text;
    shape.fontSize = size;
    shape.face = face;
    shape.rect = {20, 10, 260, 40};
    shape.stroke = Tone::Text;
    return shape;
}

QImage painted(const Shape& shape, double scale, Theme::Kind theme, TextLines& lines)
{
    QImage image(1200, 240, QImage::Format_RGB32);
    QPainter painter(&image);
    repaintScene(painter, {{300, 60}, {shape}}, Theme::get(theme), image.rect(), scale, {}, lines);
    return image;
}

} // namespace

class TestTextLines : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSameWordsAreSetOnce();
    void whatChangesIsSetAnew_data();
    void whatChangesIsSetAnew();
    void thereIsABound();
    void boundsAreTheShapesOwn();
    void lettersFallWhereDrawTextPutsThem();
};

void TestTextLines::theSameWordsAreSetOnce()
{
    TextLines lines;
    const TextLines::Line* first = &lines.of(words(QStringLiteral("write()")));
    Shape elsewhere = words(QStringLiteral("write()"));
    elsewhere.rect.translate(5, 7);
    elsewhere.stroke = Tone::Muted;
    QCOMPARE(&lines.of(elsewhere), first);
    QCOMPARE(lines.size(), std::size_t{1});
}

void TestTextLines::whatChangesIsSetAnew_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("fontSize");
    QTest::addColumn<int>("weight");
    QTest::addColumn<bool>("mono");
    QTest::addColumn<double>("scale");
    QTest::addColumn<bool>("light");
    QTest::newRow("words") << QStringLiteral("4,097 bytes") << 17 << 400 << false << 1.0 << false;
    QTest::newRow("size") << QStringLiteral("4,096 bytes") << 18 << 400 << false << 1.0 << false;
    QTest::newRow("weight") << QStringLiteral("4,096 bytes") << 17 << 650 << false << 1.0 << false;
    QTest::newRow("face") << QStringLiteral("4,096 bytes") << 17 << 400 << true << 1.0 << false;
    QTest::newRow("size of the picture") << QStringLiteral("4,096 bytes") << 17 << 400 << false << 1.25 << false;
    QTest::newRow("theme") << QStringLiteral("4,096 bytes") << 17 << 400 << false << 1.0 << true;
}

void TestTextLines::whatChangesIsSetAnew()
{
    QFETCH(QString, text);
    QFETCH(int, fontSize);
    QFETCH(int, weight);
    QFETCH(bool, mono);
    QFETCH(double, scale);
    QFETCH(bool, light);
    TextLines kept, none;
    const QImage before = painted(words(QStringLiteral("4,096 bytes")), 1, Theme::Kind::Dark, kept);
    Shape changed = words(text, fontSize, mono ? Shape::Face::Mono : Shape::Face::Words);
    changed.fontWeight = weight;
    const auto theme = light ? Theme::Kind::Light : Theme::Kind::Dark;
    const QImage after = painted(changed, scale, theme, kept);
    QVERIFY(after != before);
    QVERIFY(after == painted(changed, scale, theme, none));
}

void TestTextLines::thereIsABound()
{
    TextLines lines;
    for (std::size_t i = 0; i < 2 * TextLines::most + 10; ++i) {
        QVERIFY(lines.of(words(QString::number(i))).width > 0);
        QVERIFY(lines.size() <= TextLines::most);
    }
}

void TestTextLines::boundsAreTheShapesOwn()
{
    TextLines lines;
    for (const auto align : {Shape::Align::Left, Shape::Align::Center, Shape::Align::Right}) {
        Shape shape = words(QStringLiteral("the writer waits"), 24);
        shape.align = align;
        QCOMPARE(boundsOf(shape, lines), shape.bounds());
    }
    Shape box;
    box.rect = {1, 2, 30, 40};
    QCOMPARE(boundsOf(box, lines), box.bounds());
}

void TestTextLines::lettersFallWhereDrawTextPutsThem()
{
    std::mt19937 random(7);
    const auto upTo = [&](int most) { return static_cast<double>(random() % 1000) / 1000 * most; };
    TextLines lines;
    const QString texts[] = {QStringLiteral("write(4, buf, 64) → 64"), QStringLiteral("Ärger über 16 × 4.096 µs"),
                             QStringLiteral("a++ != b")};
    for (int i = 0; i < 300; ++i) {
        Shape shape = words(texts[i % 3], 12 + i % 20, i % 2 == 0 ? Shape::Face::Words : Shape::Face::Mono);
        shape.rect = {upTo(40), upTo(30), 100 + upTo(200), 30};
        shape.align = static_cast<Shape::Align>(i % 3);
        const double scale = i % 4 == 0 ? 4.0 / 3 : 0.5 + upTo(3); // from small to letters that Qt draws as outlines
        const QImage image = painted(shape, scale, Theme::Kind::Dark, lines);

        QImage drawn(image.size(), image.format());
        const Theme& theme = Theme::get(Theme::Kind::Dark);
        drawn.fill(theme.color(Tone::Background));
        QPainter painter(&drawn);
        painter.setTransform(QTransform::fromScale(scale, scale));
        const QFont font = Theme::font(shape.face, shape.fontSize, shape.fontWeight);
        const QFontMetricsF metrics(font);
        painter.setFont(font);
        painter.setPen(theme.color(Tone::Text));
        painter.drawText(QPointF(shape.leftOfText(metrics.horizontalAdvance(shape.text)),
                                 shape.rect.center().y() + metrics.capHeight() / 2),
                         shape.text);
        painter.end();
        QVERIFY2(image == drawn, qPrintable(QString::number(i)));
    }
}

SLUICE_TEST(TestTextLines, QGuiApplication)
#include "tst_text_lines.moc"
