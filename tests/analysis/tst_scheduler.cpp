#include "analysis/scheduler.h"
#include "support/test_class.h"
#include "support/trace_builder.h"

using namespace sluice;
using namespace sluice::test;
using analysis::Scheduler;
using probe::Call;
using probe::Event;
using probe::EventKind;
using scenario::LetGo;

namespace {

constexpr std::int64_t second = 1'000'000'000;

/// A run whose workers are held, step by step as a test wants it, and the scheduler that looks at it.
struct Bench {
    TraceBuilder built;
    Scheduler scheduler;
    std::int64_t now = second;

    Bench() : scheduler(TraceBuilder().trace(), state::initialState(TraceBuilder().trace().meta().scenario))
    {
        built.started();
        hold(writer, Call::Write);
        hold(reader, Call::Read);
    }
    void hold(ProcessId who, Call call)
    {
        Event& event = built.add(EventKind::HoldStarted, who);
        event.call = call;
        event.channel = pipeId.value;
        event.detail = call == Call::Write ? writeFd : readFd;
        look();
    }
    void leaves(ProcessId who)
    {
        built.add(EventKind::HoldEnded, who);
        look();
    }
    void look() { scheduler.extend(built.trace()); }
    /// Who is to be let go now; 0: nobody.
    ProcessId next()
    {
        const auto order = scheduler.next(now);
        return order ? std::get<ProcessId>(*order) : ProcessId{};
    }
};

scenario::Interleaving both()
{
    scenario::Interleaving chosen;
    chosen.steps = {LetGo{"writer", "write", ""}, LetGo{"reader", "read", ""}};
    return chosen;
}

} // namespace

class TestScheduler : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aHeldProcessIsLetGoOnce()
    {
        Bench bench;
        QVERIFY(bench.scheduler.isHeld(writer) && bench.scheduler.isHeld(reader));
        QVERIFY(bench.scheduler.wish(writer));
        QVERIFY(!bench.scheduler.wish(writer)); // it is next already
        QCOMPARE(bench.next(), writer);
        QVERIFY(!bench.scheduler.isHeld(writer)); // on its way, though nothing has been seen of it
        QVERIFY(!bench.scheduler.wish(writer));
        QCOMPARE(bench.next(), ProcessId{});
    }

    void oneStepAtATime()
    {
        Bench bench;
        QVERIFY(bench.scheduler.wish(writer) && bench.scheduler.wish(reader));
        QCOMPARE(bench.next(), writer);
        QCOMPARE(bench.next(), ProcessId{}); // the writer has not left its gate
        bench.leaves(writer);
        QCOMPARE(bench.next(), ProcessId{}); // it runs
        bench.hold(writer, Call::Write);
        QCOMPARE(bench.next(), reader);
        const std::vector<std::variant<LetGo, scenario::Change>> steps{LetGo{"writer", "write", ""},
                                                                       LetGo{"reader", "read", ""}};
        QCOMPARE(bench.scheduler.chosen().steps, steps);
        QCOMPARE(bench.scheduler.chosen().begin.size(), std::size_t{2});
    }

    void aViewerDoesNotWaitForWhoRunsOn()
    {
        Bench bench;
        QVERIFY(bench.scheduler.wish(writer) && bench.scheduler.wish(reader));
        QCOMPARE(bench.next(), writer);
        bench.leaves(writer);
        bench.now += second;
        QCOMPARE(bench.next(), reader);
    }

    void aBlockedProcessStandsStill()
    {
        Bench bench;
        QVERIFY(bench.scheduler.wish(reader) && bench.scheduler.wish(writer));
        QCOMPARE(bench.next(), reader);
        bench.leaves(reader);
        bench.built.enterRead(4096);
        bench.look(); // the pipe is empty: only the writer can wake it
        QCOMPARE(bench.next(), writer);
    }

    void followsToTheEnd()
    {
        Bench bench;
        bench.scheduler.follow(both());
        QVERIFY(bench.scheduler.following());
        QCOMPARE(bench.next(), writer);
        bench.leaves(writer);
        bench.hold(writer, Call::Write);
        QCOMPARE(bench.next(), reader);
        QVERIFY(!bench.scheduler.following());
        QCOMPARE(bench.scheduler.followed(), std::size_t{2});
        QCOMPARE(bench.scheduler.deviation(), std::string());
    }

    void firstAllComeToWhereItBegan()
    {
        Bench bench;
        scenario::Interleaving chosen = both();
        chosen.begin = {{"reader", "close", ""}};
        chosen.steps = {LetGo{"reader", "close", ""}};
        bench.scheduler.follow(chosen);
        QCOMPARE(bench.next(), reader); // it stands before read
        bench.leaves(reader);
        bench.hold(reader, Call::Close);
        QCOMPARE(bench.next(), reader); // it is there: the first step
        QCOMPARE(bench.scheduler.chosen().steps.size(), std::size_t{1});
        QVERIFY(!bench.scheduler.following());
    }

    void anotherCallAtTheGateEndsIt()
    {
        Bench bench;
        scenario::Interleaving chosen = both();
        chosen.steps.emplace_back(LetGo{"writer", "write", ""});
        bench.scheduler.follow(chosen);
        QCOMPARE(bench.next(), writer);
        bench.leaves(writer);
        bench.hold(writer, Call::Close);
        QCOMPARE(bench.next(), reader);
        bench.leaves(reader);
        bench.hold(reader, Call::Read);
        QCOMPARE(bench.next(), ProcessId{});
        QVERIFY(!bench.scheduler.following());
        QCOMPARE(bench.scheduler.deviation(),
                 std::string("step 3: writer was to be let go before write, but it stands before close"));
    }

    void whoDoesNotComeIsWaitedForAWhile()
    {
        Bench bench;
        scenario::Interleaving chosen = both();
        chosen.steps = {LetGo{"reader", "read", ""}, LetGo{"reader", "read", ""}};
        bench.scheduler.follow(chosen);
        QCOMPARE(bench.next(), reader);
        bench.leaves(reader);
        bench.built.enterRead(4096);
        bench.look();
        QCOMPARE(bench.next(), ProcessId{});
        QVERIFY(bench.scheduler.following());
        bench.now += 2 * second;
        QCOMPARE(bench.next(), ProcessId{});
        QCOMPARE(bench.scheduler.deviation(),
                 std::string("step 2: reader was to be let go before read, but it is blocked in read()"));
    }

    void theViewerTakesOver()
    {
        Bench bench;
        bench.scheduler.follow(both());
        QVERIFY(bench.scheduler.wish(reader));
        QVERIFY(!bench.scheduler.following());
        QCOMPARE(bench.next(), reader);
    }
};

SLUICE_TEST(TestScheduler)
#include "tst_scheduler.moc"
