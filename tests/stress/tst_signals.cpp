#include "signal_run.h"
#include "support/test_class.h"

#include <numeric>

using namespace sluice;
using namespace sluice::test;
using probe::Event;
using probe::EventKind;

/// What is a matter of luck for a program that does not know the rules is certain for one that does: a thousand runs.
class TestSignals : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fiveAreOneAndFiveAreFive();

private:
    static void oneRun();
};

/// Blocked, five times SIGUSR1 and five times SIGRTMIN are sent, both with the values 1 to 5; then both are unblocked.
void TestSignals::oneRun()
{
    SignalRun run({{"receiver.block-first", 1},
                   {"receiver.block-real-time", 1},
                   {"receiver.handler-ms", 0},
                   {"receiver.rate", 1000},
                   {"sender.burst", 5}});
    QVERIFY(run.session);
    QVERIFY(run.send(Usr1, BySigqueue));
    QVERIFY(run.send(RtMin, BySigqueue));
    QCOMPARE(run.count(is(receiver, EventKind::HandlerEntered)), 0);
    QVERIFY(run.session->set("receiver.block-first", 0));
    QVERIFY(run.session->set("receiver.block-real-time", 0));
    QVERIFY(LiveRun::until([&] { return run.count(is(receiver, EventKind::HandlerReturned)) >= 6; }));
    QVERIFY(run.goesOn()); // nothing is left that could come
    std::vector<int> standard, realTime;
    for (const Event& e : run.events()) {
        if (enters(SIGUSR1)(e)) standard.push_back(e.result);
        if (enters(SIGRTMIN)(e)) realTime.push_back(e.result);
    }
    QCOMPARE(standard, std::vector<int>{1}); // the first one stays, those that came later are gone
    QCOMPARE(realTime, (std::vector<int>{1, 2, 3, 4, 5}));
}

void TestSignals::fiveAreOneAndFiveAreFive()
{
    for (int i = 0; i < 1'000 && !QTest::currentTestFailed(); ++i) oneRun();
}

SLUICE_TEST(TestSignals, QCoreApplication)
#include "tst_signals.moc"
