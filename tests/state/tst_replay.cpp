#include "state/replay.h"
#include "support/random_run.h"
#include "support/test_class.h"

#include <random>

using namespace sluice;
using namespace sluice::test;
using state::Moment;
using state::SystemState;

namespace {

/// From the first event, without any checkpoint.
SystemState playedTo(const trace::TraceView& trace, Moment moment)
{
    SystemState state = state::initialState(trace.meta().scenario);
    for (std::uint64_t i = 0; i < moment.events; ++i) state::apply(state, trace.event(i));
    state.time = moment.time;
    return state;
}

} // namespace

class TestReplay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void emptyTrace()
    {
        state::Replay replay(TraceBuilder().trace());
        QCOMPARE(replay.at(TraceTime{5}).applied, 0U);
        QCOMPARE(replay.next({}), Moment{});
        QCOMPARE(replay.previous({}), Moment{});
    }

    void seekingIsPlaying()
    {
        const auto trace = randomRun(1, 20'000).trace();
        QVERIFY(trace.eventCount() > 30'000);
        state::Replay replay(trace);
        std::mt19937_64 random(2);
        std::uniform_int_distribution<std::int64_t> anyTime(-1000, trace.end().ns + 1000);
        for (int i = 0; i < 60; ++i) {
            const TraceTime t{anyTime(random)};
            QVERIFY(replay.at(t) == playedTo(trace, replay.momentAt(t)));
        }
        QCOMPARE(replay.at(trace.end()).applied, trace.eventCount());
    }

    void randomWalk()
    {
        const auto trace = randomRun(3, 6'000).trace();
        state::Replay replay(trace);
        // Every state once, from the start; then any walk must find the same ones.
        std::vector<SystemState> all{playedTo(trace, {})};
        for (std::uint64_t i = 0; i < trace.eventCount(); ++i) {
            all.push_back(all.back());
            state::apply(all.back(), trace.event(i));
        }
        std::mt19937_64 random(4);
        Moment now;
        for (int i = 0; i < 10'000; ++i) {
            const auto choice = random() % 10;
            if (choice < 4) now = replay.next(now);
            else if (choice < 8) now = replay.previous(now);
            else
                now =
                    replay.momentAt({static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(trace.end().ns))});
            SystemState expected = all[now.events];
            expected.time = now.time;
            QVERIFY(replay.at(now) == expected);
        }
    }

    void stepsVisitEveryEventOfOneTime()
    {
        TraceBuilder built;
        built.started();
        for (int i = 0; i < 3; ++i) built.at(50).add(probe::EventKind::PaceStarted, writer);
        const auto trace = built.trace();
        const state::Replay replay(trace);
        Moment now;
        for (std::uint64_t i = 1; i <= trace.eventCount(); ++i) {
            const Moment next = replay.next(now);
            QCOMPARE(next.events, i);
            QCOMPARE(replay.previous(next).events, now.events);
            now = next;
        }
        QCOMPARE(replay.next(now), now);
    }

    void growingTraceIsFollowed()
    {
        const TraceBuilder whole = randomRun(5, 3'000);
        const auto& events = whole.events();
        state::Replay replay(trace::TraceView::ofEvents(whole.meta(), {}));
        for (std::size_t size : {std::size_t{1}, std::size_t{10}, events.size() / 2, events.size()}) {
            const auto view = trace::TraceView::ofEvents(
                whole.meta(), {events.begin(), events.begin() + static_cast<std::ptrdiff_t>(size)});
            replay.extend(view);
            QCOMPARE(replay.at(view.end()).applied, size);
            QVERIFY(replay.at(view.end()) == playedTo(view, {view.end(), size}));
        }
    }
};

SLUICE_TEST(TestReplay, QCoreApplication)
#include "tst_replay.moc"
