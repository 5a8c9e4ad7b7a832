#include "analysis/wait_for.h"
#include "state/replay.h"
#include "support/test_class.h"
#include "support/trace_builder.h"

#include <sys/wait.h>

using namespace sluice;
using namespace sluice::test;
using analysis::Wait;
using analysis::WaitForGraph;
using analysis::WaitObject;
using probe::Call;
using probe::Event;
using probe::EventKind;
using probe::Evidence;
using Cycles = std::vector<std::vector<ProcessId>>;

namespace {

WaitForGraph graphOf(const TraceBuilder& built)
{
    const auto trace = built.trace();
    state::Replay replay(trace);
    return analysis::waitForGraph(replay.at(trace.end()));
}

void lock(TraceBuilder& built, ProcessId who, std::uint32_t number)
{
    built.add(EventKind::LockTaken, who).detail = number;
}

void waitForLock(TraceBuilder& built, ProcessId who, std::uint32_t number)
{
    Event& event = built.add(EventKind::CallEntered, who);
    event.call = Call::MutexLock;
    event.channel = pipeId.value;
    event.detail = number;
}

} // namespace

class TestWaitFor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nobodyWaits()
    {
        TraceBuilder built;
        built.started().write(100).read(100);
        QCOMPARE(graphOf(built), WaitForGraph{});
    }

    void aWriterWaitsForRoom()
    {
        TraceBuilder built;
        built.started().write(65536).at(200).enterWrite(4096).at(5200).kernelSees(writer, 'S', "anon_pipe_write");
        const WaitForGraph graph = graphOf(built);
        QCOMPARE(graph.waits.size(), std::size_t{1});
        const Wait& wait = graph.waits.front();
        QCOMPARE(wait.process, writer);
        QCOMPARE(wait.call, Call::Write);
        QCOMPARE(wait.object, WaitObject::Room);
        QCOMPARE(wait.channel, pipeId);
        QCOMPARE(wait.since.ns, 200'000);
        QCOMPARE(wait.evidence, Evidence::Kernel);
        const std::vector<analysis::Releaser> readers{{reader, Call::Read, static_cast<int>(readFd), Evidence::Probe}};
        QCOMPARE(wait.releasers, readers);
        QVERIFY(!wait.deadlock && graph.deadlocks.empty());
        QCOMPARE(graph.of(writer), &graph.waits.front());
        QCOMPARE(graph.of(reader), nullptr);
    }

    void whoHoldsTheLastWriteEndWaitsForItself()
    {
        TraceBuilder built; // as started(), but the reader keeps its write end
        built.started();
        Event& kept = built.add(EventKind::DescriptorOpened, reader);
        kept.channel = pipeId.value;
        kept.detail = 7;
        kept.size = static_cast<std::uint32_t>(probe::End::Write);
        built.enterRead(4096).kernelSees(reader, 'S', "anon_pipe_read");
        // As long as the writer can write there is a way out, though there is a cycle.
        WaitForGraph graph = graphOf(built);
        QCOMPARE(graph.waits.front().releasers.size(), std::size_t{2});
        QVERIFY(!graph.waits.front().deadlock && graph.deadlocks.empty());
        built.closes(writer, writeFd, probe::End::Write);
        graph = graphOf(built);
        QCOMPARE(graph.waits.size(), std::size_t{1});
        QVERIFY(graph.waits.front().deadlock);
        QCOMPARE(graph.waits.front().releasers.front().fd, 7);
        QCOMPARE(graph.deadlocks, (Cycles{{reader}}));
    }

    void twoLocksTakenCrosswise()
    {
        TraceBuilder built;
        built.started();
        lock(built, writer, 1);
        lock(built, reader, 2);
        waitForLock(built, writer, 2);
        WaitForGraph graph = graphOf(built);
        QCOMPARE(graph.waits.size(), std::size_t{1});
        QVERIFY(!graph.waits.front().deadlock); // its owner runs
        waitForLock(built, reader, 1);
        graph = graphOf(built);
        QCOMPARE(graph.waits.size(), std::size_t{2});
        QVERIFY(graph.waits[0].deadlock && graph.waits[1].deadlock);
        QCOMPARE(graph.deadlocks, (Cycles{{writer, reader}}));
        built.add(EventKind::LockReleased, writer).detail = 1; // by whatever means: the cycle is open
        QVERIFY(graphOf(built).deadlocks.empty());
    }

    void aDeadOwnerReleasesNothing()
    {
        TraceBuilder built;
        built.started();
        lock(built, reader, 1);
        waitForLock(built, writer, 1);
        QCOMPARE(graphOf(built).waits.front().releasers.size(), std::size_t{1});
        built.ended(reader, CLD_KILLED, 9);
        const WaitForGraph graph = graphOf(built);
        QCOMPARE(graph.waits.size(), std::size_t{1});
        QVERIFY(graph.waits.front().releasers.empty());
        QVERIFY(!graph.waits.front().deadlock); // nobody waits for it
    }

    void whoeverWaitsWithALockIsPartOfTheWay()
    {
        TraceBuilder built; // the writer has the lock and waits for room; the reader waits for the lock
        built.started().write(65536);
        lock(built, writer, 1);
        built.enterWrite(4096).kernelSees(writer, 'S', "anon_pipe_write");
        waitForLock(built, reader, 1);
        const WaitForGraph graph = graphOf(built);
        QCOMPARE(graph.waits.size(), std::size_t{2});
        QCOMPARE(graph.deadlocks, (Cycles{{writer, reader}}));
        QCOMPARE(graph.of(reader)->object, WaitObject::Lock);
        QCOMPARE(graph.of(writer)->object, WaitObject::Room);
    }
};

SLUICE_TEST(TestWaitFor)
#include "tst_wait_for.moc"
