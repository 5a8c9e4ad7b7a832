#include "mechanisms/companion.h"
#include "mechanisms/judged_accesses.h"
#include "mechanisms/line_calibration.h"
#include "support/test_class.h"

#include <memory>
#include <random>
#include <thread>
#include <vector>

using namespace sluice;
using mechanisms::AccessTimes;
using mechanisms::Companion;
using mechanisms::LineCalibration;
using mechanisms::Threshold;
using probe::LineVerdict;

namespace {

/// How long accesses take on some machine.
struct Hump {
    double ns, spread;
    int count;
};

/// Accesses of one burst, the same in both halves; `slow`: stays that took as long as a transfer.
class Machine
{
public:
    LineCalibration::Samples burst(Hump stayed, Hump moved, int slow = 0)
    {
        LineCalibration::Samples samples{};
        for (AccessTimes* half : {&samples.found, &samples.check}) {
            draw(*half, stayed, false);
            draw(*half, moved, true);
            draw(*half, {moved.ns, moved.spread, slow}, false);
        }
        return samples;
    }

private:
    void draw(AccessTimes& into, Hump hump, bool moved)
    {
        std::normal_distribution<> time(hump.ns, hump.spread);
        for (int i = 0; i < hump.count; ++i) into.add(static_cast<std::uint32_t>(std::max(0.0, time(m_random))), moved);
    }
    std::mt19937 m_random{1};
};

constexpr Hump local{25, 3, 20'000}, near{55, 4, 5'000}, far{150, 10, 5'000}, same{32, 5, 5'000};

} // namespace

/// Can transfers be told from accesses that stayed? From made-up times, whose truth is known.
class TestLineCalibration : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aStayIsProvenBetweenTwoOthers();
    void theThresholdLiesInTheValley();
    void whatTookFarLongerTellsNothing();
    void overlappingHumpsAreNotSeparated();
    void oneBurstIsEnough();
    void shortBurstsArePutTogether();
    void anAccidentIsNoVerdict();
    void otherDistancesGiveAnotherThreshold();
    void whatCouldBeToldOnceIsNotForgotten();
    void whoIsAloneSaysSo();
    void slowStaysAreCounted();
    void twoWhoRunMeet();
    void whoLeftIsNotMet();
};

/// Beside a change the line may have been lost and fetched again without one: that is no stay, however long it took.
void TestLineCalibration::aStayIsProvenBetweenTwoOthers()
{
    struct Access {
        std::uint64_t others;
        std::uint32_t flags;
    };
    using namespace probe;
    constexpr Access accesses[]{
        {7, accessTransferred}, // nothing is known before
        {7, accessTransferred}, // not yet between two others
        {7, 0},
        {7, accessTransferred},
        {7, accessUnclear},
        {7, 0},                 // two stays, one of them slow
        {8, accessTransferred}, // a move
        {8, accessTransferred},
        {9, 0}, // beside two moves; a move not found
        {9, accessTransferred},
        {9, 0},
        {9, 0}, // beside a move; one more stay
    };
    mechanisms::Proof proof;
    mechanisms::JudgedAccesses counts;
    std::vector<std::uint32_t> told;
    for (const Access& access : accesses) told.push_back(proof.add(access.others, access.flags, counts));
    QCOMPARE(counts.moves, 2U);
    QCOMPARE(counts.found, 1U);
    QCOMPARE(counts.stays, 3U);
    QCOMPARE(counts.wrong, 1U);
    QCOMPARE(told[0], accessTransferred);
    QCOMPARE(told[6], accessTransferred | accessProven | accessMoved);
    QCOMPARE(told[7], accessTransferred | accessProven);
}

void TestLineCalibration::theThresholdLiesInTheValley()
{
    const auto times = Machine().burst(local, {70, 6, 20'000}).found;
    const Threshold found = mechanisms::findThreshold(times);
    QVERIFY2(found.ns > 35 && found.ns < 55, qPrintable(QString::number(found.ns)));
    QVERIFY(found.separates());
}

/// Nearly all transfers are within 86 ns.
void TestLineCalibration::whatTookFarLongerTellsNothing()
{
    auto times = Machine().burst(local, {70, 6, 20'000}).found;
    for (int i = 0; i < 300; ++i) times.add(400, false); // interrupted: too many to be taken for transfers
    const Threshold found = mechanisms::findThreshold(times);
    QVERIFY2(found.unclearAbove > 110 && found.unclearAbove < 150, qPrintable(QString::number(found.unclearAbove)));
    QVERIFY(found.separates());
    QCOMPARE(found.stays, std::uint64_t{20'000});
}

void TestLineCalibration::overlappingHumpsAreNotSeparated()
{
    QVERIFY(!mechanisms::findThreshold(Machine().burst(local, same).found).separates());
    QVERIFY(!mechanisms::findThreshold(AccessTimes{}).separates());
}

void TestLineCalibration::oneBurstIsEnough()
{
    LineCalibration calibration;
    calibration.add(Machine().burst(local, near));
    QCOMPARE(calibration.verdict(), LineVerdict::Separable);
    QVERIFY(calibration.renewed());
    QVERIFY(calibration.threshold().ns > 30 && calibration.threshold().ns < 50);
    QCOMPARE(calibration.checked().stays, std::uint64_t{20'000}); // of the other half
}

/// On a busy machine the two run at the same time only now and then.
void TestLineCalibration::shortBurstsArePutTogether()
{
    LineCalibration calibration;
    Machine machine;
    for (int i = 0; i < 5; ++i) {
        QCOMPARE(calibration.verdict(), LineVerdict::Calibrating);
        calibration.add(machine.burst({25, 3, 2'000}, {55, 4, 110}));
        calibration.add(machine.burst({25, 3, 2'000}, {55, 4, 0})); // alone
    }
    QCOMPARE(calibration.verdict(), LineVerdict::Separable);
}

void TestLineCalibration::anAccidentIsNoVerdict()
{
    LineCalibration calibration;
    Machine machine;
    calibration.add(machine.burst(local, same));
    QCOMPARE(calibration.verdict(), LineVerdict::Calibrating);
    calibration.add(machine.burst(local, near));
    QCOMPARE(calibration.verdict(), LineVerdict::Separable);

    LineCalibration hyperthreads;
    for (int i = 0; i < 15; ++i) {
        QCOMPARE(hyperthreads.verdict(), LineVerdict::Calibrating); // a busy start, for all that is known
        hyperthreads.add(machine.burst(local, same));
    }
    QCOMPARE(hyperthreads.verdict(), LineVerdict::Overlapping);
}

/// A virtual machine is moved while it runs: bursts on both sides of that are not mixed.
void TestLineCalibration::otherDistancesGiveAnotherThreshold()
{
    LineCalibration calibration;
    Machine machine;
    for (int i = 0; i < 4; ++i) {
        calibration.add(machine.burst(local, far));
        QCOMPARE(calibration.shifted(), i > 0);
        calibration.add(machine.burst(local, far));
        QVERIFY(calibration.renewed() && !calibration.shifted());
        QCOMPARE(calibration.verdict(), LineVerdict::Separable);
        QVERIFY(calibration.threshold().ns > 60 && calibration.threshold().ns < 120);
        calibration.add(machine.burst(local, near));
        QVERIFY(calibration.shifted());
        QCOMPARE(calibration.verdict(), LineVerdict::Separable);
        QVERIFY(calibration.threshold().ns > 30 && calibration.threshold().ns < 50);
    }
}

void TestLineCalibration::whatCouldBeToldOnceIsNotForgotten()
{
    LineCalibration calibration;
    Machine machine;
    calibration.add(machine.burst(local, near));
    const Threshold good = calibration.threshold();
    calibration.add(machine.burst(local, same));
    QCOMPARE(calibration.verdict(), LineVerdict::Unsure); // nothing is judged now,
    QVERIFY(!calibration.renewed());
    QCOMPARE(calibration.threshold().ns, good.ns); // but what was judged stands
    calibration.add(machine.burst(local, near));
    QCOMPARE(calibration.verdict(), LineVerdict::Separable);
}

void TestLineCalibration::whoIsAloneSaysSo()
{
    LineCalibration calibration;
    Machine machine;
    int bursts = 0;
    for (; bursts < 100 && calibration.verdict() == LineVerdict::Calibrating; ++bursts)
        calibration.add(machine.burst(local, {55, 4, 0}));
    QCOMPARE(calibration.verdict(), LineVerdict::Alone);
    QVERIFY2(bursts >= 10 && bursts <= 50, qPrintable(QString::number(bursts)));
    calibration.add(machine.burst(local, near)); // and is not so for ever
    QCOMPARE(calibration.verdict(), LineVerdict::Separable);
}

/// One in 1,000 is allowed, and not one more.
void TestLineCalibration::slowStaysAreCounted()
{
    LineCalibration calibration;
    Machine machine;
    calibration.add(machine.burst(local, near, 15));
    QCOMPARE(calibration.verdict(), LineVerdict::Separable);
    QCOMPARE(calibration.checked().wrong, std::uint64_t{15});
    calibration.add(machine.burst(local, near, 25));
    QCOMPARE(calibration.verdict(), LineVerdict::Unsure);
}

void TestLineCalibration::twoWhoRunMeet()
{
    Companion::Pulses pulses{};
    constexpr std::int64_t aMinute = 60'000'000'000;
    const auto never = [] { return false; };
    bool met = false;
    std::thread other([&] { met = Companion(pulses, 1).meet(7, aMinute, never); });
    QVERIFY(Companion(pulses, 0).meet(7, aMinute, never));
    other.join();
    QVERIFY(met);
}

/// It had arrived, and has lost its processor since.
void TestLineCalibration::whoLeftIsNotMet()
{
    Companion::Pulses pulses{};
    Companion here(pulses, 0), there(pulses, 1);
    QVERIFY(!there.meet(7, 1'000, [] { return false; }));
    QVERIFY(!here.meet(7, 100'000, [] { return false; }));
    QVERIFY(!here.beat(7));
    QVERIFY(!there.beat(8)); // in another phase
    QVERIFY(!here.beat(7));
    (void)there.beat(7);
    QVERIFY(here.beat(7));
    QVERIFY(!here.beat(7)); // once only
}

SLUICE_TEST(TestLineCalibration, QCoreApplication)
#include "tst_line_calibration.moc"
