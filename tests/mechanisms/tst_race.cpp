#include "base/quartiles.h"
#include "mechanisms/race.h"
#include "support/test_class.h"

#include <algorithm>
#include <random>
#include <set>

using namespace sluice;
using namespace sluice::mechanisms;

/// Where the figures of a race stand, and how its times are counted.
class TestRace : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyTimeLiesInItsBin();
    void binsAreNarrow();
    void noTwoFiguresShareAnIndex();
    void sizesGoThereAndBack();
    void quartilesLieBetweenValues_data();
    void quartilesLieBetweenValues();
};

void TestRace::everyTimeLiesInItsBin()
{
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> exponent(4, 27.9);
    for (int i = 0; i < 100'000; ++i) {
        const auto ns = static_cast<std::int64_t>(std::exp2(exponent(random)));
        const std::uint16_t bin = raceBin(ns);
        QVERIFY(raceBinFrom(bin) <= ns);
        QVERIFY(ns < raceBinFrom(static_cast<std::uint16_t>(bin + 1)));
    }
    QCOMPARE(raceBin(-5), std::uint16_t{0});
    QCOMPARE(raceBin(0), std::uint16_t{0});
    QCOMPARE(raceBin(INT64_MAX), static_cast<std::uint16_t>(raceBins - 1)); // all that is too long is still counted
}

void TestRace::binsAreNarrow()
{
    for (std::uint16_t bin = 0; bin < raceBins; ++bin) {
        const auto from = static_cast<double>(raceBinFrom(bin)),
                   to = static_cast<double>(raceBinFrom(static_cast<std::uint16_t>(bin + 1)));
        QVERIFY(to > from);
        QVERIFY(to / from <= 1.0626); // a sixteenth
    }
}

void TestRace::noTwoFiguresShareAnIndex()
{
    std::set<std::uint16_t> stats, tallies, times, arrivals, sizes;
    std::size_t all = 0;
    for (std::size_t i = 0; i < throughs; ++i) {
        const auto lane = static_cast<Through>(i);
        for (int stat = 0; stat <= static_cast<int>(RaceStat::Last); ++stat)
            stats.insert(raceIndex(lane, static_cast<RaceStat>(stat)));
        for (const auto part : {LanePart::RoundTrips, LanePart::OneWay})
            for (int tally = 0; tally <= static_cast<int>(Tally::Last); ++tally)
                tallies.insert(raceIndex(lane, part, static_cast<Tally>(tally)));
        for (const auto way : {RaceWay::RoundTrip, RaceWay::OneWay})
            for (std::uint16_t bin = 0; bin < raceBins; ++bin) times.insert(raceIndex(lane, way, bin));
        for (std::uint16_t point = 0; point < racePoints; ++point) arrivals.insert(raceArrival(lane, point));
        for (int what = 0; what <= static_cast<int>(RaceSize::Last); ++what)
            for (std::size_t size = 0; size < raceSizes.size(); ++size)
                sizes.insert(raceIndex(lane, static_cast<RaceSize>(what), size));
        ++all;
    }
    QCOMPARE(stats.size(), all * (static_cast<std::size_t>(RaceStat::Last) + 1));
    QCOMPARE(tallies.size(), all * 2 * (static_cast<std::size_t>(Tally::Last) + 1));
    QCOMPARE(times.size(), all * 2 * raceBins);
    QCOMPARE(arrivals.size(), all * racePoints);
    QCOMPARE(sizes.size(), all * (static_cast<std::size_t>(RaceSize::Last) + 1) * raceSizes.size());
}

/// And each of them has its turn in rounds of both orders.
void TestRace::sizesGoThereAndBack()
{
    QList<std::size_t> order;
    for (std::int64_t round = 0; round < 16; ++round) order << raceSizeIn(round);
    QCOMPARE(order, QList<std::size_t>({0, 1, 2, 3, 4, 5, 6, 6, 5, 4, 3, 2, 1, 0, 0, 1}));
    for (std::size_t size = 0; size < raceSizes.size(); ++size) {
        const auto first = order.indexOf(size), second = order.indexOf(size, first + 1);
        QVERIFY(first % 2 != second % 2);
    }
}

void TestRace::quartilesLieBetweenValues_data()
{
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("median");
    QTest::addColumn<double>("high");
    QTest::newRow("none") << QList<double>{} << 0.0 << 0.0 << 0.0;
    QTest::newRow("one") << QList<double>{7} << 7.0 << 7.0 << 7.0;
    QTest::newRow("two") << QList<double>{2, 1} << 1.25 << 1.5 << 1.75;
    QTest::newRow("five, in any order") << QList<double>{5, 1, 4, 2, 3} << 2.0 << 3.0 << 4.0;
}

void TestRace::quartilesLieBetweenValues()
{
    QFETCH(QList<double>, values);
    QFETCH(double, low);
    QFETCH(double, median);
    QFETCH(double, high);
    const Quartiles found = quartilesOf({values.begin(), values.end()});
    QCOMPARE(found.low, low);
    QCOMPARE(found.median, median);
    QCOMPARE(found.high, high);
}

SLUICE_TEST(TestRace)
#include "tst_race.moc"
