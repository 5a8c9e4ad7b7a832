#include "scene/hatch.h"
#include "scene/way.h"
#include "support/test_class.h"

#include <algorithm>
#include <cmath>

using namespace sluice::scene;

namespace {

/// How far a point lies outside of a rectangle with round corners; negative inside.
double outside(QPointF p, const QRectF& rect, double radius)
{
    const QRectF core = rect.adjusted(radius, radius, -radius, -radius);
    const double dx = std::max({core.left() - p.x(), 0.0, p.x() - core.right()});
    const double dy = std::max({core.top() - p.y(), 0.0, p.y() - core.bottom()});
    return std::hypot(dx, dy) - radius;
}

} // namespace

class TestHatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void linesStayInsideAndFillIt_data();
    void linesStayInsideAndFillIt();
    void linesKeepTheirPlaceWhenTheAreaGrows();
    void anEmptyAreaHasNone();
    void aWayIsWalkedAtEvenPace();
};

void TestHatch::linesStayInsideAndFillIt_data()
{
    QTest::addColumn<QRectF>("rect");
    QTest::addColumn<double>("radius");
    QTest::newRow("sharp") << QRectF(10, 20, 100, 40) << 0.0;
    QTest::newRow("round") << QRectF(10, 20, 100, 40) << 12.0;
    QTest::newRow("pill") << QRectF(3.5, 7.25, 90, 30) << 15.0;
    QTest::newRow("tall") << QRectF(-50, 0, 20, 300) << 6.0;
}

void TestHatch::linesStayInsideAndFillIt()
{
    QFETCH(QRectF, rect);
    QFETCH(double, radius);
    const auto lines = hatchLines(rect, radius, 7);
    QRectF covered;
    for (const QLineF& line : lines) {
        QVERIFY(outside(line.p1(), rect, radius) < 1e-6);
        QVERIFY(outside(line.p2(), rect, radius) < 1e-6);
        QVERIFY(std::abs(line.dx() + line.dy()) < 1e-9);
        covered |= QRectF(line.p1(), line.p2()).normalized();
    }
    QVERIFY(covered.width() > rect.width() - 12 && covered.height() > rect.height() - 12);
}

void TestHatch::linesKeepTheirPlaceWhenTheAreaGrows()
{
    const auto offsets = [](const QRectF& rect) {
        std::vector<long> sums;
        for (const QLineF& line : hatchLines(rect, 0, 7)) sums.push_back(std::lround((line.x1() + line.y1()) * 1000));
        return sums;
    };
    const auto narrow = offsets({10, 10, 50, 20}), wide = offsets({10, 10, 80, 20});
    QVERIFY(!narrow.empty());
    QVERIFY(std::includes(wide.begin(), wide.end(), narrow.begin(), narrow.end()));
}

void TestHatch::anEmptyAreaHasNone() { QVERIFY(hatchLines({10, 10, 0, 20}, 0, 7).empty()); }

void TestHatch::aWayIsWalkedAtEvenPace()
{
    const Way way(QPolygonF({QPointF(0, 0), QPointF(30, 0), QPointF(30, 40)}));
    QCOMPARE(way.length(), 70.0);
    QCOMPARE(way.at(-1), QPointF(0, 0));
    QCOMPARE(way.at(30), QPointF(30, 0));
    QCOMPARE(way.at(50), QPointF(30, 20));
    QCOMPARE(way.at(99), QPointF(30, 40));
    QCOMPARE(eased(0), 0.0);
    QCOMPARE(eased(0.5), 0.5);
    QCOMPARE(eased(2), 1.0);
}

SLUICE_TEST(TestHatch)
#include "tst_hatch.moc"
