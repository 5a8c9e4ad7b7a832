#include "scene/bands.h"
#include "support/test_class.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>

#include <cmath>
#include <functional>
#include <random>

using namespace sluice;
using namespace sluice::scene;

namespace {

double areaOf(const QPolygonF& polygon)
{
    double twice = 0;
    for (qsizetype i = 0; i < polygon.size(); ++i) {
        const QPointF a = polygon[i], b = polygon[(i + 1) % polygon.size()];
        twice += a.x() * b.y() - b.x() * a.y();
    }
    return std::abs(twice) / 2;
}

QImage paintedWith(const std::function<void(QPainter&)>& paint)
{
    QImage image(400, 400, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter);
    return image;
}

int furthestApart(const QImage& one, const QImage& other)
{
    int most = 0;
    for (int y = 0; y < one.height(); ++y)
        for (int x = 0; x < one.width(); ++x)
            most = std::max(most, std::abs(qGray(one.pixel(x, y)) - qGray(other.pixel(x, y))));
    return most;
}

} // namespace

/// Lines as areas that are cut at rows.
class TestBands : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allTogetherAreTheLine()
    {
        std::mt19937 random{5};
        std::uniform_real_distribution<> place(-500, 500), thick(0.5, 5);
        for (int i = 0; i < 200; ++i) {
            const QLineF line(place(random), place(random), place(random), place(random));
            const double width = thick(random);
            double area = 0;
            for (const QPolygonF& band : bandsOf(line, width, 3, 16)) {
                const QRectF box = band.boundingRect();
                const double top = std::floor((box.center().y() - 3) / 16) * 16 + 3;
                QVERIFY(box.top() >= top - 1e-9 && box.bottom() <= top + 16 + 1e-9);
                area += areaOf(band);
            }
            QVERIFY(std::abs(area - line.length() * width) < 1e-6 * area);
        }
    }

    void neighboursTouch()
    {
        const auto bands = bandsOf({{0, 0}, {40, 160}}, 2, 0, 16);
        QVERIFY(bands.size() >= 10);
        for (std::size_t i = 1; i < bands.size(); ++i)
            QCOMPARE(bands[i].boundingRect().top(), bands[i - 1].boundingRect().bottom());
    }

    void whatIsNotSlantingHasNone()
    {
        QVERIFY(bandsOf({{5, 5}, {5, 5}}, 2, 0, 16).empty());
        QVERIFY(bandsOf({{5, 5}, {90, 5}}, 2, 0, 16).empty());
    }

    /// No seam can be seen where two of them meet.
    void theyLookLikeTheLine_data()
    {
        QTest::addColumn<QLineF>("line");
        QTest::addColumn<double>("width");
        QTest::newRow("steep") << QLineF(100.3, 10.2, 140.9, 380.7) << 1.5;
        QTest::newRow("slight") << QLineF(10.1, 120.4, 390.2, 290.8) << 1.5;
        QTest::newRow("upwards") << QLineF(30.5, 390.5, 350.5, 5.5) << 1.01;
        QTest::newRow("upright but for a hair") << QLineF(200.25, 3, 200.5, 390) << 1.2;
    }
    void theyLookLikeTheLine()
    {
        QFETCH(QLineF, line);
        QFETCH(double, width);
        const QImage whole = paintedWith([&](QPainter& painter) {
            painter.setPen(QPen(Qt::black, width, Qt::SolidLine, Qt::FlatCap));
            painter.drawPolyline(QPolygonF{{line.p1(), line.p2()}});
        });
        const QImage inBands = paintedWith([&](QPainter& painter) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(Qt::black);
            for (const QPolygonF& band : bandsOf(line, width, 0, 16)) painter.drawConvexPolygon(band);
        });
        const int apart = furthestApart(whole, inBands);
        QVERIFY2(apart <= 8, qPrintable(QString::number(apart))); // of 255
    }
};

SLUICE_TEST(TestBands, QGuiApplication)
#include "tst_bands.moc"
