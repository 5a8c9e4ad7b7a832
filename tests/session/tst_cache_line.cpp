#include "live_run.h"

#include "mechanisms/processors.h"
#include "probe/worker.h"
#include "support/test_class.h"

#include <algorithm>
#include <sched.h>

using namespace sluice;
using namespace sluice::test;
using probe::Event;
using probe::EventKind;
using probe::Figure;
using probe::LineVerdict;

namespace {

constexpr ProcessId a{1}, b{2};

scenario::Scenario twoAdders(std::map<std::string, std::int64_t> settings)
{
    scenario::Scenario scenario;
    scenario.id = "test";
    scenario.mechanism = "memory";
    scenario.processes = {{"adder A", "adder"}, {"adder B", "adder"}};
    scenario.channels = {{"line", "line"}};
    scenario.settings = std::move(settings);
    scenario.settings.try_emplace("adder.bursts", 20);
    return scenario;
}

/// The last value of a figure that a process has told; -1: none.
std::int64_t figure(LiveRun& run, ProcessId process, Figure what, std::uint16_t index = 0)
{
    std::int64_t value = -1;
    for (const Event& e : run.events())
        if (is(process, EventKind::Measured)(e) && probe::figureOf(e) == what && probe::indexOf(e) == index)
            value = e.value();
    return value;
}

std::int64_t both(LiveRun& run, Figure what) { return figure(run, a, what) + figure(run, b, what); }

/// Only what happens while both run is counted. On a busy machine that takes its time: at most a minute.
bool untilBothHaveRun(const std::function<bool()>& enough)
{
    for (int tenSeconds = 0; tenSeconds < 6; ++tenSeconds)
        if (LiveRun::until(enough)) return true;
    return false;
}

/// Why this machine, just now, cannot tell transfers from other accesses; empty: it can.
QString whyNot(LiveRun& run)
{
    const auto is = [&](ProcessId each, LineVerdict verdict) {
        return figure(run, each, Figure::Verdict) == static_cast<std::int64_t>(verdict);
    };
    // Other work on these processors passes; what does not change in ten seconds is so.
    if (!untilBothHaveRun([&] {
            return is(a, LineVerdict::OneProcessor) || (is(a, LineVerdict::Separable) && is(b, LineVerdict::Separable));
        })
        && is(a, LineVerdict::Calibrating))
        return QStringLiteral("never calibrated");
    switch (static_cast<LineVerdict>(figure(run, a, Figure::Verdict))) {
    case LineVerdict::OneProcessor: return QStringLiteral("only one processor may be used");
    case LineVerdict::Overlapping: return QStringLiteral("on these processors the two kinds of access overlap in time");
    case LineVerdict::Alone: return QStringLiteral("the two processes never ran at the same time");
    default: return {};
    }
}

} // namespace

/// Two real processes on two cores, one line, and the truth about it.
class TestCacheLine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void transfersAreFound();
    void paddedLinesStay();
    void theProbeKeepsApart();
    void oneProcessorIsNotEnough();
};

/// Each process judges by the clock alone; what comes back from its addition tells whether it was right. That an
/// unchanged value comes late proves less than a changed one: the line may have been away for an addition that came
/// only later, and how often that is depends on how the two fall into step (0.005 to 0.34 % of them within a minute, on
/// one machine, with one program; of a line nobody else has 0.004 %). So of several runs the one with the fewest tells
/// how often the clock is wrong.
void TestCacheLine::transfersAreFound()
{
    constexpr int mostRuns = 10;
    constexpr std::int64_t enough = 50'000; // of which 1 in 1,000 can be seen
    double fewestWrong = 1;
    for (int i = 0; i < mostRuns && fewestWrong > 0.001; ++i) {
        LiveRun run(twoAdders({{"adder.together", 1}}));
        QVERIFY(run.session);
        if (const QString why = whyNot(run); !why.isEmpty()) QSKIP(qPrintable(why));
        const auto isEnough = [&] {
            return both(run, Figure::ProvenMoves) >= enough && both(run, Figure::ProvenStays) >= enough;
        };
        if (!untilBothHaveRun(isEnough)) QSKIP("other programs leave these processors to the two too seldom");
        run.session->holdAll(); // figures belong together only between two bursts
        QVERIFY(run.sees(is(a, EventKind::HoldStarted)) && run.sees(is(b, EventKind::HoldStarted)));
        const auto moves = static_cast<double>(both(run, Figure::ProvenMoves));
        const auto stays = static_cast<double>(both(run, Figure::ProvenStays));
        const double found = static_cast<double>(both(run, Figure::ProvenFound)) / moves;
        const double wrong = static_cast<double>(both(run, Figure::ProvenWrong)) / stays;
        const double unclear =
            static_cast<double>(both(run, Figure::Unclear)) / static_cast<double>(both(run, Figure::Accesses));
        qInfo(
            "threshold %lld ns: %.4f %% of %.0f transfers found, %.4f %% of %.0f others taken for one, %.3f %% unclear",
            static_cast<long long>(figure(run, a, Figure::Threshold)), 100 * found, moves, 100 * wrong, stays,
            100 * unclear);
        QVERIFY(found >= 0.99);
        QVERIFY(wrong <= 0.01);
        QVERIFY(unclear <= 0.01); // interrupted accesses are left out, and must be few
        fewestWrong = std::min(fewestWrong, wrong);
    }
    QVERIFY(fewestWrong <= 0.001);
}

void TestCacheLine::paddedLinesStay()
{
    LiveRun run(twoAdders({{"adder.padded", 1}}));
    QVERIFY(run.session);
    if (const QString why = whyNot(run); !why.isEmpty()) QSKIP(qPrintable(why));
    // When all begins anew, because the cores are nearer now or farther apart, there are none for a while.
    struct Counts {
        double accesses = 0, transfers = 0;
        [[nodiscard]] double share() const { return accesses > 0 ? transfers / accesses : 0; }
    } ofA, ofB;
    const auto countsOf = [&](ProcessId each) {
        return Counts{static_cast<double>(figure(run, each, Figure::Accesses)),
                      static_cast<double>(figure(run, each, Figure::Transfers))};
    };
    constexpr double enough = 20'000;
    const auto isEnough = [&] {
        ofA = countsOf(a);
        ofB = countsOf(b);
        return ofA.accesses >= enough && ofB.accesses >= enough;
    };
    if (!untilBothHaveRun(isEnough)) QSKIP("other programs leave these processors to the two too seldom");
    qInfo("padded: %.4f %% and %.4f %% taken for transfers", 100 * ofA.share(), 100 * ofB.share());
    QVERIFY(ofA.share() <= 0.01); // an interrupt may look like one
    QVERIFY(ofB.share() <= 0.01);
    QVERIFY(run.session->set("adder.padded", 0));
    const auto isMoving = [&] {
        if (figure(run, a, Figure::Padded) != 0) return false;
        ofA = countsOf(a);
        return ofA.share() > 0.05; // counted only while both ran
    };
    ofA = {};
    if (!untilBothHaveRun(isMoving) && ofA.accesses < enough)
        QSKIP("other programs leave these processors to the two too seldom");
    QVERIFY2(ofA.share() > 0.05, qPrintable(QString::number(ofA.share())));
}

void TestCacheLine::theProbeKeepsApart()
{
    LiveRun run(twoAdders({}));
    QVERIFY(run.session);
    QVERIFY(LiveRun::until([&] { return figure(run, a, Figure::Apart) == 1 && figure(run, b, Figure::Apart) == 1; }));
    auto region = probe::Region::create(2, 1 << 16, probe::ClockKind::Monotonic);
    QVERIFY(region);
    const probe::Worker me(*region, {1}, probe::Worker::Events::On);
    QVERIFY(me.sharesALineWith(&me, 1));
    QVERIFY(me.sharesALineWith(region->ring({2}) + region->ringBytes() - 1, 1));
    QVERIFY(me.sharesALineWith(region->ring({0}) - 1, 2));
    QVERIFY(!me.sharesALineWith(region->ring({2}) + region->ringBytes(), 64));
}

void TestCacheLine::oneProcessorIsNotEnough()
{
    cpu_set_t before, one;
    QCOMPARE(sched_getaffinity(0, sizeof before, &before), 0);
    CPU_ZERO(&one);
    CPU_SET(static_cast<unsigned>(mechanisms::chooseProcessors().first), &one);
    QCOMPARE(sched_setaffinity(0, sizeof one, &one), 0);
    LiveRun run(twoAdders({}));
    sched_setaffinity(0, sizeof before, &before);
    QVERIFY(run.session);
    QVERIFY(LiveRun::until(
        [&] { return figure(run, a, Figure::Verdict) == static_cast<std::int64_t>(LineVerdict::OneProcessor); }));
    QCOMPARE(whyNot(run), QStringLiteral("only one processor may be used"));
}

SLUICE_TEST(TestCacheLine, QCoreApplication)
#include "tst_cache_line.moc"
