#include "playback/pace.h"
#include "playback/playback.h"

#include "analysis/gap.h"
#include "support/test_class.h"

#include <cmath>
#include <random>

using namespace sluice;
using playback::Pace;
using playback::Playback;
using Kind = Pace::Kind;

namespace {

/// Fifty events a microsecond apart at 2.5 s of a run of five seconds, with samples of the kernel in between.
state::Replay fiveSeconds()
{
    std::vector<probe::Event> events;
    const auto add = [&](std::int64_t ns, probe::EventKind kind) {
        probe::Event& event = events.emplace_back();
        event.time = ns;
        event.kind = kind;
        event.process = 1;
    };
    add(0, probe::EventKind::PaceStarted);
    for (std::int64_t ms = 100; ms < 2500; ms += 100) add(ms * 1'000'000, probe::EventKind::KernelProcess);
    for (int i = 0; i < 50; ++i) add(2'500'000'000 + i * 1000, probe::EventKind::PaceStarted);
    for (std::int64_t ms = 2600; ms < 5000; ms += 100) add(ms * 1'000'000, probe::EventKind::KernelProcess);
    add(5'000'000'000, probe::EventKind::PaceEnded);
    trace::Meta meta;
    meta.scenario.processes = {{"writer", "writer"}};
    meta.scenario.channels = {{"pipe", "pipe"}};
    return state::Replay(trace::TraceView::ofEvents(meta, events));
}

Playback from(TraceTime t, Kind kind, double speed = 1)
{
    Playback playback;
    playback.pause();
    playback.seek({t, 0});
    playback.setSpeed(speed);
    playback.setPace(kind);
    playback.play();
    return playback;
}

double secondsToTheEnd(Playback playback, const state::Replay& replay)
{
    int ticks = 0;
    for (; playback.mode() == Playback::Mode::Playing && ticks < 100'000; ++ticks) playback.tick(0.016, replay);
    return ticks * 0.016;
}

} // namespace

class TestPace : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void samplesAreNoAction()
    {
        const state::Replay replay = fiveSeconds();
        const analysis::Gap before{{0}, {2'500'000'000}}, after{{2'500'049'000}, {5'000'000'000}};
        QVERIFY(analysis::gapAround(replay.trace(), {0}) == before);
        QVERIFY(analysis::gapAround(replay.trace(), {1'234'567'890}) == before);
        QVERIFY(analysis::gapAround(replay.trace(), {2'499'999'999}) == before);
        QVERIFY((analysis::gapAround(replay.trace(), {2'500'000'000}) == analysis::Gap{before.end, {2'500'001'000}}));
        QVERIFY(analysis::gapAround(replay.trace(), {4'000'000'000}) == after);
    }

    /// Five seconds with fifty microseconds of action: all of it can be watched.
    void theActionFillsTheTime()
    {
        const state::Replay replay = fiveSeconds();
        Playback playback = from({}, Kind::FollowAction);
        double before = 0, within = 0;
        for (int i = 0; i < 10'000 && playback.mode() == Playback::Mode::Playing; ++i) {
            playback.tick(0.001, replay);
            (playback.moment().time < TraceTime{2'500'000'000} ? before : within) +=
                playback.moment().time < TraceTime{2'500'049'000} ? 0.001 : 0;
        }
        QVERIFY2(before > 0.5 && before < 2, qPrintable(QString::number(before)));
        QVERIFY2(within > 3 && within < 5, qPrintable(QString::number(within)));
        playback = from({}, Kind::FollowAction);
        playback.changeSpeed(4);
        QCOMPARE(playback.pace().tempo, 4.0);
        QVERIFY(secondsToTheEnd(playback, replay) < 2.2);
    }

    void idleIsShortened()
    {
        const state::Replay replay = fiveSeconds();
        QVERIFY(std::abs(secondsToTheEnd(from({}, Kind::ShortenIdle), replay) - 2) < 0.05);
        QVERIFY(std::abs(secondsToTheEnd(from({}, Kind::Even), replay) - 5) < 0.05);
        QVERIFY(std::abs(secondsToTheEnd(from({}, Kind::ShortenIdle, 2), replay) - 2.5) < 0.05); // nothing is that long
        Playback playback = from({}, Kind::ShortenIdle);
        playback.tick(0.5, replay);
        QCOMPARE(playback.moment().time, TraceTime{1'250'000'000});
        QCOMPARE(playback.view(replay.trace()).shortened.ns, 2'500'000'000);
    }

    /// Motion that has ended never begins again: the age of a moment grows as the screen's time does.
    void agesGrowEvenly_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("speed");
        QTest::newRow("even") << int(Kind::Even) << 0.25;
        QTest::newRow("shortened") << int(Kind::ShortenIdle) << 0.25;
        QTest::newRow("slowly shortened") << int(Kind::ShortenIdle) << 1e-5;
        QTest::newRow("following") << int(Kind::FollowAction) << 1.0;
    }
    void agesGrowEvenly()
    {
        QFETCH(int, kind);
        QFETCH(double, speed);
        const state::Replay replay = fiveSeconds();
        Playback playback = from({2'499'999'000}, static_cast<Kind>(kind), speed);
        const TraceTime happened{2'500'003'000};
        double age = -1;
        for (int i = 0; i < 3000 && playback.mode() == Playback::Mode::Playing; ++i) {
            playback.tick(0.01, replay);
            if (playback.moment().time < happened) continue;
            const double now = playback.view(replay.trace()).ageSeconds(playback.moment().time, happened);
            if (age >= 0 && age < 0.9) QVERIFY2(std::abs(now - age - 0.01) < 1e-3, qPrintable(QString::number(now)));
            if (age >= 0.9) QVERIFY(now >= 0.9);
            age = now;
            if (age > 1.5 && kind != int(Kind::Even)) break;
        }
        QVERIFY(age >= 0.9);
    }

    void theSliderTakesOver()
    {
        Playback playback = from({}, Kind::FollowAction);
        playback.setSpeed(0.5);
        QVERIFY(playback.pace().kind == Kind::Even);
        playback.goLive();
        playback.setPace(Kind::FollowAction);
        QVERIFY(playback.mode() == Playback::Mode::Playing);
        playback.goLive();
        QVERIFY(playback.pace().kind == Kind::Even);
    }
};

SLUICE_TEST(TestPace, QCoreApplication)
#include "tst_pace.moc"
