#include "live_run.h"
#include "support/test_class.h"

#include <fcntl.h>
#include <sys/wait.h>

using namespace sluice;
using namespace sluice::test;
using probe::Call;
using probe::Event;
using probe::EventKind;

/// The writer and the reader as real processes: what they do must be what any program would see.
class TestPipeRoles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bytesArriveAsTheyWereSent();
    void unusedEndsAreClosedFirst();
    void writerBlocksWhenThePipeIsFull();
    void readerBlocksOnEmptyPipe();
    void partialWritesGoOn();
    void nonblockingWriterGetsEagain();
    void nonblockingReaderGetsEagain();
    void closedReaderKillsTheWriter();
    void ignoredSigpipeGivesEpipe();
    void closedWriterGivesEndOfFile();
    void finishedWriterEndsTheRun();
    void blockedReaderCloses();
    void severalWritersAndReaders();
    void toggleReachesABlockedWriter();
    void aForgottenWriteEndKeepsTheReaderWaiting();
    void upToPipeBufNothingIsTorn();
    void largerWritesAreTorn();
    void aFifoIsOpenedByBothSides_data();
    void aFifoIsOpenedByBothSides();
    void aNonblockingOpenOfAFifoGetsEnxio();
};

namespace {

bool isCall(const Event& e, ProcessId process, EventKind kind, Call call)
{
    return e.process == process.value && e.kind == kind && e.call == call;
}

/// Bytes moved by the successful calls of one process.
std::int64_t moved(const std::vector<Event>& events, ProcessId process, Call call)
{
    std::int64_t bytes = 0;
    for (const Event& e : events)
        if (isCall(e, process, EventKind::CallReturned, call) && e.result > 0) bytes += e.result;
    return bytes;
}

} // namespace

void TestPipeRoles::bytesArriveAsTheyWereSent()
{
    LiveRun run(writerAndReader(
        {{"writer.rate", 0}, {"reader.rate", 0}, {"writer.size", 5000}, {"reader.size", 777}, {"writer.count", 400}}));
    QVERIFY(run.session);
    QVERIFY(LiveRun::until([&] { return run.session->ended(); }));
    const auto& events = run.events();
    QCOMPARE(moved(events, writer, Call::Write), std::int64_t{2'000'000});
    QCOMPARE(moved(events, reader, Call::Read), std::int64_t{2'000'000});
    QVERIFY(std::none_of(events.begin(), events.end(), is(reader, EventKind::StreamBroken)));
    std::uint32_t message = 0;
    for (const Event& e : events) {
        if (!isCall(e, writer, EventKind::CallEntered, Call::Write)) continue;
        QVERIFY(e.message == message || e.message == message + 1);
        message = e.message;
    }
    QCOMPARE(message, 400u);
}

void TestPipeRoles::unusedEndsAreClosedFirst()
{
    LiveRun run(writerAndReader());
    QVERIFY(run.session);
    QVERIFY(run.sees(returns(writer, Call::Write, 4096)));
    QVERIFY(run.sees(returns(reader, Call::Read, 4096)));
    for (const ProcessId id : {writer, reader}) {
        std::vector<Event> own;
        for (const Event& e : run.events())
            if (e.process == id.value) own.push_back(e);
        QCOMPARE(own[0].kind, EventKind::ProcessStarted);
        QCOMPARE(own[1].kind, EventKind::DescriptorOpened);
        QCOMPARE(own[1].detail, 3u); // as in a program of its own
        QCOMPARE(own[2].kind, EventKind::DescriptorOpened);
        QCOMPARE(own[2].detail, 4u);
        QCOMPARE(own[3].call, Call::Close);
        QCOMPARE(own[3].detail, id == writer ? 3u : 4u);
        QCOMPARE(own[5].kind, EventKind::DescriptorClosed);
    }
}

void TestPipeRoles::writerBlocksWhenThePipeIsFull()
{
    LiveRun run(writerAndReader({{"writer.rate", 0}, {"reader.hold", 1}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(is(reader, EventKind::HoldStarted)));
    // The reader holds before its first call: it has not even closed its copy of the write end.
    QVERIFY(blockedIn(run, writer, Call::Write));
    QCOMPARE(moved(run.events(), writer, Call::Write), std::int64_t{65536});
    run.session->release(reader);
    QVERIFY(LiveRun::until([&] { return moved(run.events(), writer, Call::Write) > 200'000; }));
}

void TestPipeRoles::readerBlocksOnEmptyPipe()
{
    LiveRun run(writerAndReader({{"writer.hold", 1}, {"reader.rate", 0}}));
    QVERIFY(run.session);
    QVERIFY(blockedIn(run, reader, Call::Read));
    run.session->step(writer); // close of its unused end
    run.session->step(writer); // one message
    QVERIFY(run.sees(returns(reader, Call::Read, 4096)));
    QVERIFY(blockedIn(run, reader, Call::Read));
    QCOMPARE(moved(run.events(), writer, Call::Write), std::int64_t{4096});
}

void TestPipeRoles::partialWritesGoOn()
{
    LiveRun run(writerAndReader({{"writer.rate", 0},
                                 {"writer.nonblocking", 1},
                                 {"writer.size", 100'000},
                                 {"writer.count", 3},
                                 {"reader.rate", 0}}));
    QVERIFY(run.session);
    QVERIFY(LiveRun::until([&] { return run.session->ended(); }));
    std::map<std::uint32_t, std::int64_t> perMessage;
    bool partial = false;
    for (const Event& e : run.events()) {
        if (!isCall(e, writer, EventKind::CallReturned, Call::Write) || e.result < 0) continue;
        perMessage[e.message] += e.result;
        partial = partial || static_cast<std::uint32_t>(e.result) < e.size;
    }
    QVERIFY(partial);
    QVERIFY((perMessage == std::map<std::uint32_t, std::int64_t>{{1, 100'000}, {2, 100'000}, {3, 100'000}}));
    QCOMPARE(run.count(is(reader, EventKind::StreamBroken)), std::ptrdiff_t{0});
}

void TestPipeRoles::nonblockingWriterGetsEagain()
{
    LiveRun run(writerAndReader({{"writer.rate", 0}, {"writer.nonblocking", 1}, {"reader.hold", 1}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(returns(writer, Call::Write, -EAGAIN)));
    QCOMPARE(moved(run.events(), writer, Call::Write), std::int64_t{65536});
    run.session->release(reader);
    QVERIFY(LiveRun::until([&] { return moved(run.events(), writer, Call::Write) > 65536; }));
}

void TestPipeRoles::nonblockingReaderGetsEagain()
{
    LiveRun run(writerAndReader({{"writer.hold", 1}, {"reader.nonblocking", 1}, {"reader.rate", 0}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(returns(reader, Call::Read, -EAGAIN)));
    run.session->release(writer);
    QVERIFY(run.sees(returns(reader, Call::Read, 4096)));
}

void TestPipeRoles::closedReaderKillsTheWriter()
{
    LiveRun run(writerAndReader({{"writer.rate", 100}, {"reader.rate", 100}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(returns(reader, Call::Read, 4096)));
    QVERIFY(run.session->set("reader.close", 1));
    QVERIFY(run.sees(is(writer, EventKind::ProcessEnded)));
    for (const Event& e : run.events()) {
        if (!is(writer, EventKind::ProcessEnded)(e)) continue;
        QCOMPARE(e.size, static_cast<std::uint32_t>(CLD_KILLED));
        QCOMPARE(e.result, SIGPIPE);
    }
    QVERIFY(!run.session->ended()); // the reader lives on, without its end
    QVERIFY(run.sees(is(reader, EventKind::DescriptorClosed)));
}

void TestPipeRoles::ignoredSigpipeGivesEpipe()
{
    LiveRun run(writerAndReader({{"writer.rate", 100}, {"writer.ignore-sigpipe", 1}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(returns(reader, Call::Read, 4096)));
    QVERIFY(run.session->set("reader.close", 1));
    QVERIFY(run.sees(returns(writer, Call::Write, -EPIPE)));
    QVERIFY(run.sees(is(writer, EventKind::ProcessEnded)));
    for (const Event& e : run.events()) {
        if (!is(writer, EventKind::ProcessEnded)(e)) continue;
        QCOMPARE(e.size, static_cast<std::uint32_t>(CLD_EXITED));
        QCOMPARE(e.result, EXIT_FAILURE);
    }
}

void TestPipeRoles::closedWriterGivesEndOfFile()
{
    LiveRun run(writerAndReader({{"writer.rate", 100}, {"reader.rate", 0}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(returns(reader, Call::Read, 4096)));
    QVERIFY(run.session->set("writer.close", 1));
    QVERIFY(run.sees(returns(reader, Call::Read, 0)));
    QVERIFY(run.sees(is(reader, EventKind::ProcessEnded)));
    QVERIFY(!run.session->ended());
}

void TestPipeRoles::finishedWriterEndsTheRun()
{
    LiveRun run(writerAndReader({{"writer.rate", 0}, {"writer.count", 3}, {"reader.rate", 0}}));
    QVERIFY(run.session);
    QVERIFY(LiveRun::until([&] { return run.session->ended(); }));
    int ends = 0;
    for (const Event& e : run.events()) {
        if (e.kind != EventKind::ProcessEnded) continue;
        ++ends;
        QCOMPARE(e.size, static_cast<std::uint32_t>(CLD_EXITED));
        QCOMPARE(e.result, 0);
    }
    QCOMPARE(ends, 2);
    QCOMPARE(moved(run.events(), reader, Call::Read), std::int64_t{3 * 4096});
}

void TestPipeRoles::blockedReaderCloses()
{
    LiveRun run(writerAndReader({{"writer.hold", 1}, {"reader.rate", 0}}));
    QVERIFY(run.session);
    QVERIFY(blockedIn(run, reader, Call::Read));
    QVERIFY(run.session->set("reader.close", 1));
    QVERIFY(run.sees(returns(reader, Call::Read, -EINTR)));
    QVERIFY(run.sees(returns(reader, Call::Close, 0)));
    QVERIFY(!run.session->ended());
}

void TestPipeRoles::severalWritersAndReaders()
{
    auto scenario =
        writerAndReader({{"writer.rate", 0}, {"writer.count", 200}, {"writer.size", 5000}, {"reader.rate", 0}});
    scenario.processes = {{"w1", "writer"}, {"w2", "writer"}, {"w3", "writer"}, {"r1", "reader"}, {"r2", "reader"}};
    LiveRun run(scenario);
    QVERIFY(run.session);
    QVERIFY(LiveRun::until([&] { return run.session->ended(); }));
    std::int64_t in = 0, out = 0;
    for (std::uint16_t id = 1; id <= 5; ++id) {
        in += moved(run.events(), {id}, Call::Write);
        out += moved(run.events(), {id}, Call::Read);
    }
    QCOMPARE(in, std::int64_t{3 * 200 * 5000});
    QCOMPARE(out, in);
    const auto& events = run.events();
    QVERIFY(
        std::none_of(events.begin(), events.end(), [](const Event& e) { return e.kind == EventKind::StreamBroken; }));
}

void TestPipeRoles::toggleReachesABlockedWriter()
{
    LiveRun run(writerAndReader({{"writer.rate", 0}, {"reader.hold", 1}}));
    QVERIFY(run.session);
    QVERIFY(blockedIn(run, writer, Call::Write));
    QVERIFY(run.session->set("writer.nonblocking", 1));
    QVERIFY(run.sees(returns(writer, Call::Write, -EINTR)));
    QVERIFY(run.sees(returns(writer, Call::Write, -EAGAIN)));
}

void TestPipeRoles::aForgottenWriteEndKeepsTheReaderWaiting()
{
    LiveRun run(
        writerAndReader({{"writer.rate", 0}, {"reader.rate", 0}, {"writer.count", 3}, {"reader.keep-write-end", 1}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(is(writer, EventKind::ProcessEnded)));
    QVERIFY(LiveRun::until([&] { return moved(run.events(), reader, Call::Read) == 3 * 4096; }));
    QVERIFY(blockedIn(run, reader, Call::Read)); // no end of file: one write end is still open, its own
    QVERIFY(run.session->set("reader.close-write", 1));
    QVERIFY(run.sees(returns(reader, Call::Read, 0)));
    QVERIFY(LiveRun::until([&] { return run.session->ended(); }));
}

namespace {

std::ptrdiff_t torn(const std::vector<Event>& events)
{
    return std::count_if(events.begin(), events.end(),
                         [](const Event& e) { return e.kind == EventKind::StreamBroken; });
}

scenario::Scenario twoWriters(std::int64_t size, std::int64_t count)
{
    auto scenario = writerAndReader({{"writer.rate", 0},
                                     {"reader.rate", 0},
                                     {"writer.size", size},
                                     {"writer.count", count},
                                     {"writer.records", 1},
                                     {"reader.records", 1},
                                     {"reader.size", 65536}});
    scenario.processes.insert(scenario.processes.begin() + 1, {"writer 2", "writer"});
    return scenario;
}

} // namespace

void TestPipeRoles::upToPipeBufNothingIsTorn()
{
    LiveRun run(twoWriters(4096, 50'000)); // PIPE_BUF(7): whole, or not at all
    QVERIFY(run.session);
    QVERIFY(LiveRun::until([&] { return run.session->ended(); }));
    QCOMPARE(moved(run.events(), {3}, Call::Read), std::int64_t{100'000} * 4096);
    QCOMPARE(torn(run.events()), std::ptrdiff_t{0});
}

void TestPipeRoles::largerWritesAreTorn()
{
    auto scenario = twoWriters(50'000, 400);
    scenario.settings["reader.size"] = 4096; // page by page: each one read lets another writer go on
    LiveRun run(scenario);
    QVERIFY(run.session);
    QVERIFY(LiveRun::until([&] { return run.session->ended(); }));
    QCOMPARE(moved(run.events(), {3}, Call::Read), std::int64_t{800} * 50'000);
    QVERIFY(torn(run.events()) > 0);
}

void TestPipeRoles::aFifoIsOpenedByBothSides_data()
{
    QTest::addColumn<int>("first");
    QTest::newRow("writer first") << int(writer.value);
    QTest::newRow("reader first") << int(reader.value);
}

void TestPipeRoles::aFifoIsOpenedByBothSides()
{
    QFETCH(int, first);
    const ProcessId opens{static_cast<std::uint16_t>(first)}, held = opens == writer ? reader : writer;
    LiveRun run(writerAndReader({{"pipe.named", 1},
                                 {"writer.rate", 0},
                                 {"reader.rate", 0},
                                 {"writer.count", 100},
                                 {held == writer ? "writer.hold" : "reader.hold", 1}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(is(held, EventKind::HoldStarted)));
    QVERIFY(blockedIn(run, opens, Call::Open)); // as the kernel says
    run.session->release(held);
    QVERIFY(run.sees(returns(writer, Call::Open, 3))); // the first descriptor that is free, as in any program
    QVERIFY(run.sees(returns(reader, Call::Open, 3)));
    QVERIFY(LiveRun::until([&] { return run.session->ended(); }));
    QCOMPARE(moved(run.events(), reader, Call::Read), std::int64_t{100} * 4096);
    QCOMPARE(torn(run.events()), std::ptrdiff_t{0});
}

void TestPipeRoles::aNonblockingOpenOfAFifoGetsEnxio()
{
    LiveRun run(writerAndReader({{"pipe.named", 1}, {"writer.nonblocking", 1}, {"reader.hold", 1}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(returns(writer, Call::Open, -ENXIO))); // fifo(7)
    run.session->release(reader);
    QVERIFY(run.sees(returns(writer, Call::Open, 3)));
    QVERIFY(run.sees(returns(reader, Call::Read, 4096)));
}

SLUICE_TEST(TestPipeRoles)
#include "tst_pipe_roles.moc"
