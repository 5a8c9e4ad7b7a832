#include "support/test_class.h"
#include "timeline/depths.h"

#include <random>

using namespace sluice;
using timeline::DepthPoint;
using timeline::TimeAxis;

class TestStaircase : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stepsAreStepsNotSlopes();
    void aPartBeginsWithWhatIsInForce();
    void denseColumnsKeepLeastAndGreatest();
    void equalColumnsAreOneBand();
};

void TestStaircase::stepsAreStepsNotSlopes()
{
    const std::vector<DepthPoint> points{{{0}, 0, 65536}, {{10'000}, 4096, 65536}, {{20'000}, 8192, 65536}};
    const TimeAxis axis{{0}, 1000, 100, 50};
    const auto stairs = timeline::staircase(points, axis, {{0}, {30'000}, 1}, &DepthPoint::bytes);
    const QPolygonF expected({{100, 0}, {110, 0}, {110, 4096}, {120, 4096}, {120, 8192}, {130, 8192}});
    QCOMPARE(stairs.top, expected);
    QCOMPARE(stairs.lines, std::vector<QPolygonF>{expected});
    QVERIFY(stairs.bands.empty());
}

void TestStaircase::aPartBeginsWithWhatIsInForce()
{
    const std::vector<DepthPoint> points{{{0}, 4096, 65536}, {{40'000}, 8192, 65536}};
    const TimeAxis axis{{0}, 1000, 0, 50};
    const auto stairs = timeline::staircase(points, axis, {{10'000}, {20'000}, 1}, &DepthPoint::bytes);
    QCOMPARE(stairs.top, QPolygonF({{10, 4096}, {20, 4096}}));
}

void TestStaircase::denseColumnsKeepLeastAndGreatest()
{
    std::mt19937 random(3);
    std::uniform_int_distribution<std::uint64_t> bytes(0, 65536);
    std::vector<DepthPoint> points;
    for (std::int64_t t = 0; t < 100'000; t += 37) points.push_back({{t}, bytes(random), 65536});
    const TimeAxis axis{{0}, 1000, 0, 100};
    const auto stairs = timeline::staircase(points, axis, {{0}, {100'000}, 1}, &DepthPoint::bytes);
    QCOMPARE(stairs.bands.size(), std::size_t(100 / timeline::bandColumn));
    for (const QRectF& band : stairs.bands) {
        // By brute force: what was inside at any time of the column, with what it began with.
        double least = 1e9, greatest = -1;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const double begin = axis.x(points[i].time);
            const double end = i + 1 < points.size() ? axis.x(points[i + 1].time) : 100;
            if (begin >= band.right() || end <= band.left()) continue;
            least = std::min(least, static_cast<double>(points[i].bytes));
            greatest = std::max(greatest, static_cast<double>(points[i].bytes));
        }
        QCOMPARE(band.top(), least);
        QCOMPARE(band.bottom(), greatest);
    }
}

void TestStaircase::equalColumnsAreOneBand()
{
    std::vector<DepthPoint> points;
    for (std::int64_t t = 0; t < 100'000; t += 100) points.push_back({{t}, t % 200 == 0 ? 4096U : 0U, 65536});
    const TimeAxis axis{{0}, 1000, 0, 100};
    const auto stairs = timeline::staircase(points, axis, {{0}, {100'000}, 1}, &DepthPoint::bytes);
    QCOMPARE(stairs.bands, std::vector<QRectF>{QRectF(0, 0, 100, 4096)});
    QVERIFY(stairs.top.size() <= 4 * 50 + 2);
}

SLUICE_TEST(TestStaircase, QCoreApplication)
#include "tst_staircase.moc"
