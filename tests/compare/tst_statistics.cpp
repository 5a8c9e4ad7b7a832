#include "compare/statistics.h"
#include "support/test_class.h"

#include <numeric>

using namespace sluice;
using namespace sluice::compare;

class TestStatistics : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void percentiles_data();
    void percentiles();
    void aPercentileNeedsValuesBeyondIt();
    void spreads_data();
    void spreads();
    void aRatioAroundOneShowsNoDifference();
    void everyValueIsInOneBin();
};

/// Of the numbers 1 … n, whose ranks are themselves.
void TestStatistics::percentiles_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("percent");
    QTest::addColumn<qlonglong>("expected");
    QTest::newRow("none") << 0 << 50.0 << 0LL;
    QTest::newRow("one") << 1 << 99.9 << 1LL;
    QTest::newRow("median of an odd number") << 5 << 50.0 << 3LL;
    QTest::newRow("median of an even number") << 4 << 50.0 << 2LL;
    QTest::newRow("p90") << 100 << 90.0 << 90LL;
    QTest::newRow("p99") << 1000 << 99.0 << 990LL;
    QTest::newRow("p99.9, which is no fraction of two") << 1000 << 99.9 << 999LL;
    QTest::newRow("p99.9 between ranks") << 1001 << 99.9 << 1000LL;
    QTest::newRow("all") << 7 << 100.0 << 7LL;
}

void TestStatistics::percentiles()
{
    QFETCH(int, count);
    QFETCH(double, percent);
    std::vector<std::int64_t> values(static_cast<std::size_t>(count));
    std::iota(values.begin(), values.end(), 1);
    QTEST(static_cast<qlonglong>(percentile(values, percent)), "expected");
}

void TestStatistics::aPercentileNeedsValuesBeyondIt()
{
    QVERIFY(!canTell(999, 99.9));
    QVERIFY(canTell(1000, 99.9));
    QVERIFY(!canTell(99, 99));
    QVERIFY(canTell(100, 99));
    QVERIFY(canTell(2, 50));
}

void TestStatistics::spreads_data()
{
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<QList<double>>("expected"); // median, quartiles
    QTest::newRow("none") << QList<double>{} << QList<double>{0, 0, 0};
    QTest::newRow("one") << QList<double>{3} << QList<double>{3, 3, 3};
    QTest::newRow("two") << QList<double>{1, 2} << QList<double>{1.5, 1.25, 1.75};
    QTest::newRow("five, in no order") << QList<double>{5, 1, 4, 2, 3} << QList<double>{3, 2, 4};
    QTest::newRow("one far away does not move the median") << QList<double>{1, 1, 1, 1, 1000} << QList<double>{1, 1, 1};
}

void TestStatistics::spreads()
{
    QFETCH(QList<double>, values);
    const Spread spread = spreadOf({values.begin(), values.end()});
    QTEST((QList<double>{spread.median, spread.low, spread.high}), "expected");
}

void TestStatistics::aRatioAroundOneShowsNoDifference()
{
    QVERIFY(!(Spread{0.93, 0.90, 0.99}.unseenBelow()));
    QVERIFY(!(Spread{1.20, 1.01, 1.30}.unseenBelow()));
    QCOMPARE((Spread{0.98, 0.75, 1.125}.unseenBelow()), std::optional(0.25));
    QCOMPARE((Spread{1.10, 0.875, 3.0}.unseenBelow()), std::optional(2.0));
    QVERIFY(!Spread{}.unseenBelow()); // not measured
}

void TestStatistics::everyValueIsInOneBin()
{
    const std::vector<std::int64_t> values{0, 1, 9, 10, 99, 100, 999, 5000};
    const auto bins = logarithmicBins(values, 1, 1000, 3);
    QCOMPARE(bins, (std::vector<std::size_t>{3, 2, 3})); // what lies outside is in the first or last one
}

SLUICE_TEST(TestStatistics, QCoreApplication)
#include "tst_statistics.moc"
