#include "support/test_class.h"
#include "timeline/lanes.h"

#include <cmath>
#include <random>

using namespace sluice;
using state::Activity;
using timeline::Part;
using timeline::Stretch;
using timeline::TimeAxis;

namespace {

using Slices = std::vector<analysis::LanePiece>;

/// A lane without gaps: lengths from far below a pixel to far above.
Slices randomLane(unsigned seed, double meanNs)
{
    std::mt19937 random(seed);
    std::lognormal_distribution<double> length(std::log(meanNs), 1.5);
    std::uniform_int_distribution<int> activity(1, 5);
    Slices slices;
    std::int64_t t = 0;
    while (t < 1'000'000) {
        const auto next = t + 1 + static_cast<std::int64_t>(length(random));
        slices.push_back({{t}, {next}, static_cast<Activity>(activity(random)), false, {}});
        t = next;
    }
    return slices;
}

/// What the narrow slices of one column amount to, found by looking at every slice.
Activity byBruteForce(const Slices& slices, const TimeAxis& axis, const Part& part, std::int64_t column)
{
    const double from = static_cast<double>(column) * axis.nsPerPixel, to = from + axis.nsPerPixel;
    double busy[8] = {}, calm = 0;
    for (const auto& slice : slices) {
        if (static_cast<double>((slice.end - slice.begin).ns) >= timeline::narrowest * axis.nsPerPixel) continue;
        const double begin = std::max({from, static_cast<double>(slice.begin.ns), static_cast<double>(part.from.ns)});
        const double end = std::min({to, static_cast<double>(slice.end.ns), static_cast<double>(part.to.ns)});
        if (end <= begin) continue;
        if (slice.activity == Activity::Pacing) calm += end - begin;
        else busy[static_cast<int>(slice.activity)] += end - begin;
    }
    const auto most = std::max_element(std::begin(busy), std::end(busy));
    if (*most > 0) return static_cast<Activity>(most - std::begin(busy));
    return calm > 0 ? Activity::Pacing : Activity::Absent;
}

const Stretch* denseAt(const std::vector<Stretch>& stretches, double x)
{
    for (const Stretch& each : stretches)
        if (each.dense && each.x0 <= x && x < each.x1) return &each;
    return nullptr;
}

} // namespace

class TestStretches : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void columnsAreThoseOfBruteForce_data();
    void columnsAreThoseOfBruteForce();
    void wideSlicesKeepTheirEdges();
    void aShortCallStaysVisible();
    void fewRectanglesForManySlices();
    void panningChangesNothingButThePlace();
    void wideColumnsMakeWideRectangles();
};

void TestStretches::columnsAreThoseOfBruteForce_data()
{
    QTest::addColumn<unsigned>("seed");
    QTest::addColumn<double>("mean");
    for (unsigned seed = 1; seed <= 4; ++seed)
        for (const double mean : {20.0, 700.0, 5000.0}) QTest::addRow("%u, %g ns", seed, mean) << seed << mean;
}

void TestStretches::columnsAreThoseOfBruteForce()
{
    QFETCH(unsigned, seed);
    QFETCH(double, mean);
    const Slices slices = randomLane(seed, mean);
    const TimeAxis axis{{0}, 1000, 128, 1000}; // from a column's edge, so that columns are whole pixels
    const Part part{{0}, {1'000'000}, 1};
    const auto stretches = timeline::stretchesOf(slices, axis, part);
    int compared = 0;
    for (std::int64_t column = 0; column < 1000; ++column) {
        const Activity expected = byBruteForce(slices, axis, part, column);
        // Rectangles are at least 1.5 wide, so the neighbour may reach over the left half, never over the
        // right end.
        const Stretch* found = denseAt(stretches, 128.75 + static_cast<double>(column));
        if (found && denseAt(stretches, 128.25 + static_cast<double>(column)) != found) continue;
        if (expected == Activity::Absent) continue;
        QVERIFY2(found, qPrintable(QString::number(column)));
        QCOMPARE(found->activity, expected);
        ++compared;
    }
    QVERIFY(compared > (mean < 3000 ? 100 : 10));
}

void TestStretches::wideSlicesKeepTheirEdges()
{
    const Slices slices{{{0}, {10'000}, Activity::Running, false, {}},
                        {{10'000}, {40'000}, Activity::Blocked, false, {}}};
    const TimeAxis axis{{0}, 1000, 128, 100};
    const auto all = timeline::stretchesOf(slices, axis, {{0}, {40'000}, 1});
    QCOMPARE(all.size(), std::size_t(2));
    QCOMPARE(all[0], (Stretch{128, 138, Activity::Running, false, true}));
    QCOMPARE(all[1], (Stretch{138, 168, Activity::Blocked, false, true}));
    const auto cut = timeline::stretchesOf(slices, axis, {{20'000}, {30'000}, 1}); // between two playheads, so to speak
    QCOMPARE(cut.size(), std::size_t(1));
    QCOMPARE(cut[0], (Stretch{148, 158, Activity::Blocked, false, false}));
}

void TestStretches::aShortCallStaysVisible()
{
    const Slices slices{{{0}, {500'000}, Activity::Pacing, false, {}},
                        {{500'000}, {500'003}, Activity::InCall, false, {}},
                        {{500'003}, {1'000'000}, Activity::Pacing, false, {}}};
    const auto all = timeline::stretchesOf(slices, {{0}, 1000, 128, 1000}, {{0}, {1'000'000}, 1});
    const auto call = std::ranges::find(all, Activity::InCall, &Stretch::activity);
    QVERIFY(call != all.end());
    QVERIFY(call->x1 - call->x0 >= timeline::narrowest);
    QVERIFY(call->x0 <= 628 && call->x1 >= 628);
}

void TestStretches::fewRectanglesForManySlices()
{
    Slices slices;
    for (std::int64_t t = 0; t < 1'000'000; t += 10)
        slices.push_back({{t}, {t + 10}, t % 20 == 0 ? Activity::Running : Activity::InCall, false, {}});
    QVERIFY(timeline::stretchesOf(slices, {{0}, 1000, 128, 1000}, {{0}, {1'000'000}, 1}).size() <= 1000);
}

void TestStretches::panningChangesNothingButThePlace()
{
    const Slices slices = randomLane(9, 300);
    const TimeAxis axis{{200'000}, 1000, 128, 400};
    const auto activitiesAt = [&](const TimeAxis& shown) {
        const auto stretches = timeline::stretchesOf(slices, shown, {{0}, {1'000'000}, 1});
        std::vector<Activity> seen;
        for (const Stretch& each : stretches) seen.push_back(each.activity);
        return seen;
    };
    QCOMPARE(activitiesAt(axis.panned(0.37)), activitiesAt(axis));
    QVERIFY(activitiesAt(axis).size() > 50);
}

void TestStretches::wideColumnsMakeWideRectangles()
{
    constexpr double column = 3;
    const auto stretches =
        timeline::stretchesOf(randomLane(11, 700), {{0}, 1000, 128, 1000}, {{0}, {1'000'000}, 1}, column);
    QVERIFY(stretches.size() > 50);
    for (const Stretch& each : stretches)
        QVERIFY(each.x1 - each.x0 >= column - 1e-6 || each.x1 >= 1128); // the last one may be cut off by the end
}

SLUICE_TEST(TestStretches, QCoreApplication)
#include "tst_stretches.moc"
