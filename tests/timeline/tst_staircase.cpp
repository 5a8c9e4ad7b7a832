#include "timeline/depths.h"

#include <QTest>

#include <cmath>
#include <map>
#include <random>

using namespace sluice;
using analysis::DepthPoint;
using timeline::TimeAxis;

class TestStaircase : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stepsAreStepsNotSlopes();
    void aPartBeginsWithWhatIsInForce();
    void denseColumnsKeepLeastAndGreatest();
};

namespace {

void verifyNoSlopes(const QPolygonF& line)
{
    for (qsizetype i = 0; i + 1 < line.size(); ++i)
        QVERIFY(line[i].x() == line[i + 1].x() || line[i].y() == line[i + 1].y());
}

} // namespace

void TestStaircase::stepsAreStepsNotSlopes()
{
    const std::vector<DepthPoint> points{{{0}, 0, 65536}, {{10'000}, 4096, 65536}, {{20'000}, 8192, 65536}};
    const TimeAxis axis{{0}, 1000, 100, 50};
    const QPolygonF line = timeline::staircase(points, axis, {{0}, {30'000}, 1}, &DepthPoint::bytes);
    QCOMPARE(line, QPolygonF({{100, 0}, {110, 0}, {110, 4096}, {120, 4096}, {120, 8192}, {130, 8192}}));
}

void TestStaircase::aPartBeginsWithWhatIsInForce()
{
    const std::vector<DepthPoint> points{{{0}, 4096, 65536}, {{40'000}, 8192, 65536}};
    const TimeAxis axis{{0}, 1000, 0, 50};
    const QPolygonF line = timeline::staircase(points, axis, {{10'000}, {20'000}, 1}, &DepthPoint::bytes);
    QCOMPARE(line, QPolygonF({{10, 4096}, {20, 4096}}));
}

void TestStaircase::denseColumnsKeepLeastAndGreatest()
{
    std::mt19937 random(3);
    std::uniform_int_distribution<std::uint64_t> bytes(0, 65536);
    std::vector<DepthPoint> points;
    std::map<std::int64_t, std::pair<double, double>> expected; // column: least, greatest
    for (std::int64_t t = 0; t < 100'000; t += 37) {
        points.push_back({{t}, bytes(random), 65536});
        const auto value = static_cast<double>(points.back().bytes);
        auto& [least, greatest] = expected.try_emplace(t / 1000, value, value).first->second;
        least = std::min(least, value);
        greatest = std::max(greatest, value);
    }
    const TimeAxis axis{{0}, 1000, 0, 100};
    const QPolygonF line = timeline::staircase(points, axis, {{0}, {100'000}, 1}, &DepthPoint::bytes);
    verifyNoSlopes(line);
    QVERIFY(line.size() < static_cast<qsizetype>(points.size()));
    for (const auto& [column, extremes] : expected) {
        double least = 1e9, greatest = 0;
        for (const QPointF& point : line) {
            if (std::floor(point.x()) != static_cast<double>(column)) continue;
            least = std::min(least, point.y());
            greatest = std::max(greatest, point.y());
        }
        QVERIFY(least <= extremes.first && greatest >= extremes.second);
    }
}

QTEST_GUILESS_MAIN(TestStaircase)
#include "tst_staircase.moc"
