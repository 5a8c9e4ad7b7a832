#include "analysis/race_figures.h"
#include "support/test_class.h"

#include <algorithm>
#include <random>

using namespace sluice;
using namespace sluice::analysis;
using compare::Measure;
using compare::Reason;
using mechanisms::LanePart;
using mechanisms::Tally;
using mechanisms::Through;

namespace {

/// What the sender of a race has told so far.
class Told
{
public:
    void tell(probe::Figure figure, std::uint16_t index, std::int64_t value)
    {
        probe::Event event;
        event.kind = probe::EventKind::Measured;
        event.process = 1;
        event.channel = 1;
        event.detail = static_cast<std::uint32_t>(figure) | std::uint32_t{index} << 16;
        event.setValue(value);
        m_told.take(event);
    }
    void tell(mechanisms::RaceStat stat, std::int64_t value)
    {
        tell(probe::Figure::RaceStat, mechanisms::raceIndex(Through::Pipe, stat), value);
    }
    [[nodiscard]] RaceLane pipe() const
    {
        scenario::Scenario scenario;
        scenario.mechanism = "tradeoffs";
        scenario.channels = {{"lanes", "race"}};
        for (const char* role : {"sender", "receiver"}) scenario.processes.push_back({role, role, {1}});
        return RaceFigures::of(state::initialState(scenario), m_told, scenario).lanes.at(0);
    }

private:
    mechanisms::SharedMemory m_told;
};

} // namespace

/// What the figures of a race say together.
class TestRaceFigures : public QObject
{
    Q_OBJECT

    /// A lane that has run, with quartiles 2 % around its rate.
    static RaceLane lane(Through through, double rate, std::int64_t held, std::int64_t turns = 10)
    {
        RaceLane lane;
        lane.through = through;
        lane.turns = turns;
        lane.rate = {rate, rate * 0.98, rate * 1.02};
        lane.trip = {1e9 / rate, 0.98e9 / rate, 1.02e9 / rate};
        lane.held = held;
        return lane;
    }
    static RaceFigures race(std::vector<RaceLane> lanes)
    {
        RaceFigures race;
        race.lanes = std::move(lanes);
        race.size = 64;
        race.messages = 400;
        race.roundTrips = 20;
        race.senderCpu = 0;
        race.receiverCpu = 1;
        return race;
    }

private Q_SLOTS:
    void percentilesAreThoseOfTheTimes();
    void fewTimesTellNoFarPercentile();
    void timeAndPartAreOppositeWays();
    void unlikeLanesAreNotCompared_data();
    void unlikeLanesAreNotCompared();
    void oneTurnAheadIsNoDifference();
    void sumsAreForEachMessage();
    void whatEventsCostIsClaimedWhereItIsSeen();
    void withoutTurnsWithEventsNothingIsKnownOfThem();
    void timesOfNoBinAreNotCounted();
};

void TestRaceFigures::percentilesAreThoseOfTheTimes()
{
    std::mt19937_64 random(3);
    std::lognormal_distribution<double> times(9.5, 0.8);
    std::vector<std::int64_t> all(20'000);
    std::ranges::generate(all, [&] { return static_cast<std::int64_t>(times(random)); });
    std::ranges::sort(all);
    std::map<std::uint16_t, std::uint64_t> counts;
    for (const std::int64_t ns : all) ++counts[mechanisms::raceBin(ns)];
    RaceTimesCount count;
    for (const auto& [bin, number] : counts) count.add(bin, number);
    for (const double percent : {1.0, 50.0, 90.0, 99.0, 99.9}) {
        const auto exact = static_cast<double>(all[static_cast<std::size_t>(percent / 100 * 20'000) - 1]);
        QVERIFY(count.percentile(percent));
        QVERIFY2(std::abs(*count.percentile(percent) / exact - 1) < 0.04, qPrintable(QString::number(percent)));
    }
}

void TestRaceFigures::fewTimesTellNoFarPercentile()
{
    RaceTimesCount count;
    QVERIFY(!count.percentile(50));
    count.add(10, 99);
    QVERIFY(count.percentile(50));
    QVERIFY(!count.percentile(99)); // not one of them lies beyond
    count.add(20, 1);
    QVERIFY(count.percentile(99));
    QVERIFY(!count.percentile(99.9));
}

void TestRaceFigures::timeAndPartAreOppositeWays()
{
    RaceLane lane;
    for (std::size_t i = 0; i < lane.arrivals.size(); ++i)
        lane.arrivals[i] = static_cast<std::int64_t>((i + 1) * (i + 1) * 100);
    QCOMPARE(lane.arrivedAfter(0), 0.0);
    QCOMPARE(lane.arrivedAfter(25'600), 1.0);
    QCOMPARE(lane.arrivedAfter(1e9), 1.0);
    QCOMPARE(lane.timeFor(1), 25'600.0);
    double before = -1;
    for (double part = 0; part <= 1; part += 0.01) {
        const double ns = lane.timeFor(part);
        QVERIFY(ns > before);
        QVERIFY(std::abs(lane.arrivedAfter(ns) - part) < 1e-6);
        before = ns;
    }
}

void TestRaceFigures::unlikeLanesAreNotCompared_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<qint64>("held");
    QTest::addColumn<qint64>("turns");
    QTest::addColumn<int>("reason"); // -1: comparable
    QTest::newRow("alike") << 5e5 << qint64{65'536} << qint64{10} << -1;
    QTest::newRow("holds ten messages") << 5e5 << qint64{640} << qint64{10} << static_cast<int>(Reason::OtherCapacity);
    QTest::newRow("as fast, within its spread")
        << 0.99e6 << qint64{65'536} << qint64{10} << static_cast<int>(Reason::TooWide);
    QTest::newRow("came later") << 5e5 << qint64{65'536} << qint64{6} << static_cast<int>(Reason::OtherRepetitions);
    QTest::newRow("has had two turns") << 5e5 << qint64{65'536} << qint64{0} << static_cast<int>(Reason::DidNotRun);
}

void TestRaceFigures::unlikeLanesAreNotCompared()
{
    QFETCH(double, rate);
    QFETCH(qint64, held);
    QFETCH(qint64, turns);
    QFETCH(int, reason);
    const RaceFigures figures = race({lane(Through::Pipe, 1e6, 65'536), lane(Through::Queue, rate, held, turns)});
    const auto against = figures.against(figures.lanes[0], figures.lanes[1], Measure::Throughput);
    QCOMPARE(against.empty() ? -1 : static_cast<int>(against.front()), reason);
    QCOMPARE(figures.fastest(), &figures.lanes[0]);
}

/// In the middle of a round.
void TestRaceFigures::oneTurnAheadIsNoDifference()
{
    const RaceFigures figures = race({lane(Through::Pipe, 1e6, 65'536, 10), lane(Through::Tcp, 5e5, 65'536, 9)});
    QVERIFY(figures.against(figures.lanes[0], figures.lanes[1], Measure::Throughput).empty());
}

void TestRaceFigures::sumsAreForEachMessage()
{
    RaceLane lane;
    auto& sums = lane.sums[static_cast<std::size_t>(LanePart::OneWay)];
    QCOMPARE(lane.perMessage(LanePart::OneWay, Tally::Calls), 0.0);
    sums[static_cast<std::size_t>(Tally::Messages)] = 400;
    sums[static_cast<std::size_t>(Tally::Calls)] = 802;
    QCOMPARE(lane.perMessage(LanePart::OneWay, Tally::Calls), 2.005);
}

/// Where the turns differ among themselves by more than events cost, no cost is claimed.
void TestRaceFigures::whatEventsCostIsClaimedWhereItIsSeen()
{
    using enum mechanisms::RaceStat;
    const auto told = [](std::int64_t low, std::int64_t median, std::int64_t high) {
        Told all;
        all.tell(ProbeTurns, 5);
        all.tell(ProbeRateLow, low);
        all.tell(ProbeRate, median);
        all.tell(ProbeRateHigh, high);
        return all.pipe().probeRate;
    };
    QCOMPARE(told(880, 900, 940).median, 0.9);
    QVERIFY(!told(880, 900, 940).unseenBelow());
    QCOMPARE(told(600, 980, 1180).unseenBelow(), std::optional(0.4));
    QVERIFY(!told(0, 900, 0).unseenBelow()); // a trace from before quartiles were told
}

/// Of a size before there may be more than the number of turns that has become 0.
void TestRaceFigures::withoutTurnsWithEventsNothingIsKnownOfThem()
{
    using enum mechanisms::RaceStat;
    Told told;
    told.tell(ProbeRate, 900);
    told.tell(ProbeTurns, 0);
    QCOMPARE(told.pipe().probeRate.median, 0.0);
}

/// As a damaged trace may have them.
void TestRaceFigures::timesOfNoBinAreNotCounted()
{
    Told told;
    const auto tell = [&](std::uint16_t bin, std::int64_t value) {
        told.tell(probe::Figure::RaceTimes, mechanisms::raceIndex(Through::Pipe, mechanisms::RaceWay::OneWay, bin),
                  value);
    };
    tell(3, 5);
    tell(4, -7);
    tell(mechanisms::raceBins, 9);
    tell(1023, 9);
    QCOMPARE(told.pipe().through, Through::Pipe);
    QCOMPARE(told.pipe().timesOf(mechanisms::RaceWay::OneWay).total(), std::uint64_t{5});
}

SLUICE_TEST(TestRaceFigures)
#include "tst_race_figures.moc"
