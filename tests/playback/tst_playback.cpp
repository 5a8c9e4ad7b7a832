#include "playback/playback.h"
#include "support/test_class.h"

#include <cmath>
#include <limits>

using namespace sluice;
using playback::Playback;
using Mode = Playback::Mode;

namespace {

/// A finished run: one event each millisecond, two at 5 ms, until 10 ms.
state::Replay finishedRun()
{
    std::vector<probe::Event> events;
    for (std::int64_t ms = 0; ms <= 10; ++ms) {
        for (int twice = 0; twice < (ms == 5 ? 2 : 1); ++twice) {
            probe::Event& event = events.emplace_back();
            event.time = ms * 1'000'000;
            event.kind = probe::EventKind::PaceStarted;
            event.process = 1;
        }
    }
    trace::Meta meta;
    meta.scenario.processes = {{"writer", "writer"}};
    meta.scenario.channels = {{"pipe", "pipe"}};
    return state::Replay(trace::TraceView::ofEvents(meta, events));
}

Playback playingFrom(state::Moment moment, double speed)
{
    Playback playback;
    playback.pause();
    playback.seek(moment);
    playback.setSpeed(speed);
    playback.play();
    return playback;
}

} // namespace

class TestPlayback : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void loops();
    void movesBySpeed_data();
    void movesBySpeed();
    void slowTicksLoseNothing();
    void stopsAtTheEndOfAFinishedRun();
    void stepsGoEventByEvent();
    void motionSettlesAfterAStep();
    void speedIsBounded();
    void slowerLeavesLive();
    void fasterDoesNotRunAheadOfLive();
    void liveBecomesPausedWhenTheRunHasEnded();
    void aJumpShowsNoMotion();
};

void TestPlayback::loops()
{
    const state::Replay replay = finishedRun();
    Playback playback = playingFrom({}, 1);
    playback.setLoop(Playback::Loop{{2'000'000}, {6'000'000}});
    for (int i = 0; i < 50; ++i) {
        playback.tick(0.001, replay);
        QVERIFY(playback.moment().time <= TraceTime{7'000'000}); // it may play one tick beyond before it turns back
        QVERIFY(playback.mode() == Mode::Playing);
    }
    QVERIFY(playback.moment().time >= TraceTime{2'000'000});
    playback.setLoop(Playback::Loop{{5'000'000}, {10'000'000}}); // up to the very end
    for (int i = 0; i < 50; ++i) playback.tick(0.003, replay);
    QVERIFY(playback.mode() == Mode::Playing);
    playback.setLoop(Playback::Loop{{5'000'000}, {5'000'000}});
    QVERIFY(!playback.loop());
    for (int i = 0; i < 50; ++i) playback.tick(0.003, replay);
    QVERIFY(playback.mode() == Mode::Paused);
}

void TestPlayback::movesBySpeed_data()
{
    QTest::addColumn<double>("speed");
    QTest::addColumn<qint64>("ns");
    QTest::newRow("real time") << 1.0 << qint64(4'000'000);
    QTest::newRow("twice") << 2.0 << qint64(8'000'000);
    QTest::newRow("a thousandth") << 0.001 << qint64(4'000);
    QTest::newRow("slowest") << 1e-7 << qint64(0);
}

void TestPlayback::movesBySpeed()
{
    QFETCH(double, speed);
    const state::Replay replay = finishedRun();
    Playback playback = playingFrom({}, speed);
    playback.tick(0.004, replay);
    QTEST(qint64(playback.moment().time.ns), "ns");
    QCOMPARE(playback.moment().events,
             playback.moment().time.ns == 0 ? std::uint64_t(0) : replay.momentAt(playback.moment().time).events);
    QVERIFY(playback.moving());
}

void TestPlayback::slowTicksLoseNothing()
{
    const state::Replay replay = finishedRun();
    Playback playback = playingFrom({}, 1e-7);
    for (int tick = 0; tick < 1000; ++tick) playback.tick(1.0 / 60, replay); // 1.67 ns each
    QVERIFY(std::abs(playback.moment().time.ns - 1'666) <= 1);
}

void TestPlayback::stopsAtTheEndOfAFinishedRun()
{
    const state::Replay replay = finishedRun();
    Playback playback = playingFrom({{9'000'000}, 11}, 1);
    playback.tick(0.5, replay);
    QCOMPARE(playback.mode(), Mode::Paused);
    QCOMPARE(playback.moment(), (state::Moment{{10'000'000}, 12}));
    QCOMPARE(playback.behind(replay.trace().end()), Duration{});
}

void TestPlayback::stepsGoEventByEvent()
{
    const state::Replay replay = finishedRun();
    Playback playback = playingFrom(replay.momentAt({4'000'000}), 1);
    playback.stepForward(replay);
    QCOMPARE(playback.mode(), Mode::Paused);
    QCOMPARE(playback.moment(), (state::Moment{{5'000'000}, 6}));
    playback.stepForward(replay); // the second one with the same time
    QCOMPARE(playback.moment(), (state::Moment{{5'000'000}, 7}));
    playback.stepBack(replay);
    playback.stepBack(replay);
    QCOMPARE(playback.moment().events, std::uint64_t(5));
}

void TestPlayback::motionSettlesAfterAStep()
{
    const state::Replay replay = finishedRun();
    Playback playback = playingFrom(replay.momentAt({4'000'000}), 1);
    playback.stepForward(replay);
    QCOMPARE(playback.settled(), 0.0);
    QVERIFY(playback.moving());
    playback.tick(0.2, replay);
    QCOMPARE(playback.settled(), 0.2);
    QVERIFY(playback.moving());
    playback.tick(Playback::settleSeconds, replay);
    QVERIFY(!playback.moving());
    QVERIFY(playback.settled() >= scene::longestMotionSeconds);
    const state::Moment stood = playback.moment();
    playback.tick(5, replay);
    QCOMPARE(playback.moment(), stood);
}

void TestPlayback::speedIsBounded()
{
    Playback playback = playingFrom({}, 1);
    playback.setSpeed(1e-12);
    QCOMPARE(playback.pace().speed, playback::Pace::minSpeed);
    playback.setSpeed(1e12);
    QCOMPARE(playback.pace().speed, playback::Pace::maxSpeed);
    playback.setSpeed(std::numeric_limits<double>::quiet_NaN());
    QCOMPARE(playback.pace().speed, playback::Pace::maxSpeed);
}

void TestPlayback::slowerLeavesLive()
{
    Playback playback;
    playback.goLive();
    playback.setSpeed(0.5);
    QCOMPARE(playback.mode(), Mode::Playing);
    QCOMPARE(playback.pace().speed, 0.5);
}

void TestPlayback::fasterDoesNotRunAheadOfLive()
{
    Playback playback;
    playback.goLive();
    playback.setSpeed(4);
    QCOMPARE(playback.mode(), Mode::Live);
    QCOMPARE(playback.pace().speed, 1.0);
}

void TestPlayback::liveBecomesPausedWhenTheRunHasEnded()
{
    const state::Replay replay = finishedRun();
    Playback playback;
    playback.goLive();
    playback.tick(0.01, replay);
    QCOMPARE(playback.mode(), Mode::Paused);
    QCOMPARE(playback.moment(), replay.momentAt(replay.trace().end()));
    QVERIFY(playback.moving()); // the last motions still come to rest
}

void TestPlayback::aJumpShowsNoMotion()
{
    Playback playback;
    playback.pause();
    playback.seek({{3'000'000}, 4});
    QVERIFY(!playback.moving());
    QCOMPARE(playback.moment(), (state::Moment{{3'000'000}, 4}));
}

SLUICE_TEST(TestPlayback, QCoreApplication)
#include "tst_playback.moc"
