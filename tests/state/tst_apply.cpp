#include "mechanisms/mechanism.h"
#include "state/system_state.h"
#include "support/test_class.h"
#include "support/trace_builder.h"

#include <csignal>
#include <functional>
#include <set>
#include <sys/wait.h>

using namespace sluice;
using namespace sluice::test;
using mechanisms::PipeRing;
using probe::End;
using probe::Evidence;
using state::Activity;
using state::SystemState;

namespace {

SystemState stateAfter(const TraceBuilder& built)
{
    SystemState state = state::initialState(built.meta().scenario);
    for (const probe::Event& event : built.events()) state::apply(state, event);
    return state;
}

const state::ProcessState& who(const SystemState& state, ProcessId id) { return state.processes[id.value]; }
const state::ChannelState& thePipe(const SystemState& state) { return state.channels[pipeId.value]; }
const PipeRing& ring(const SystemState& state) { return std::get<PipeRing>(thePipe(state).object); }

using Story = std::function<void(TraceBuilder&)>;

} // namespace
Q_DECLARE_METATYPE(Story)

/// What each event does to the state, told as short stories of a writer and a reader.
class TestApply : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// Scripts tell them apart by these.
    void everyActivityHasANameOfItsOwn()
    {
        std::set<std::string_view> names;
        for (int i = 0; i <= static_cast<int>(Activity::Ended); ++i) names.insert(name(static_cast<Activity>(i)));
        QCOMPARE(names.size(), static_cast<std::size_t>(Activity::Ended) + 1);
        QVERIFY(!names.contains("?"));
        QCOMPARE(name(Activity::Handling), std::string_view("handling"));
        QCOMPARE(name(Activity::Ended), std::string_view("ended"));
    }
    void activities_data();
    void activities();
    void depths_data();
    void depths();
    void initialStateIsOfTheScenario();
    void forkedDescriptorsAndTheirClosing();
    void messagesKeepTheirIdentity();
    void partialWriteGoesOn();
    void blockedWriterIsWokenByARead();
    void kernelConfirmsTheWait();
    void deathClosesEverything();
    void heldBeforeACall();
    void settingsChange();
    void lossMakesTheDepthUncertainUntilTheKernelTells();
    void readThatTookLessIsTakenBack();
    void kernelKnowsThatAReadTookLess();
    void sendCutInTheMiddle();
    void nonsenseIsCountedAndNotObeyed();
    void rateIsOfTheRecentSends();
};

void TestApply::activities_data()
{
    QTest::addColumn<Story>("story");
    QTest::addColumn<int>("ofWriter");
    QTest::addColumn<int>("ofReader");
    const auto row = [](const char* name, Activity w, Activity r, Story story) {
        QTest::newRow(name) << story << static_cast<int>(w) << static_cast<int>(r);
    };
    row("before anything", Activity::Absent, Activity::Absent, [](TraceBuilder&) {});
    row("started", Activity::Running, Activity::Running, [](TraceBuilder& t) { t.started(); });
    row("writes with room", Activity::InCall, Activity::Running, [](TraceBuilder& t) { t.started().enterWrite(4096); });
    row("has written", Activity::Running, Activity::Running, [](TraceBuilder& t) { t.started().write(4096); });
    row("reads from nothing", Activity::Running, Activity::Blocked, [](TraceBuilder& t) { t.started().enterRead(10); });
    row("reads from something", Activity::Running, Activity::InCall,
        [](TraceBuilder& t) { t.started().write(5).enterRead(10); });
    row("reader is woken", Activity::Running, Activity::InCall,
        [](TraceBuilder& t) { t.started().enterRead(10).write(5); });
    row("pipe is full", Activity::Blocked, Activity::Running,
        [](TraceBuilder& t) { t.started().write(65536).enterWrite(1); });
    row("half a page too little", Activity::Blocked, Activity::Running, [](TraceBuilder& t) {
        t.started()
            .write(65536 - 4096)
            .write(2048)
            .enterWrite(4096); // one write of up to PIPE_BUF goes in whole or waits
    });
    row("no reader is left", Activity::InCall, Activity::Running,
        [](TraceBuilder& t) { t.started().write(65536).closes(reader, readFd, End::Read).enterWrite(1); });
    row("no writer is left", Activity::Running, Activity::InCall,
        [](TraceBuilder& t) { t.started().closes(writer, writeFd, End::Write).enterRead(10); });
    row("last writer goes while a read waits", Activity::Running, Activity::InCall,
        [](TraceBuilder& t) { t.started().enterRead(10).closes(writer, writeFd, End::Write); });
    row("paced", Activity::Pacing, Activity::Running,
        [](TraceBuilder& t) { t.started().add(probe::EventKind::PaceStarted, writer); });
    row("paced no more", Activity::Running, Activity::Running, [](TraceBuilder& t) {
        t.started().add(probe::EventKind::PaceStarted, writer);
        t.add(probe::EventKind::PaceEnded, writer);
    });
    row("ended", Activity::Ended, Activity::Running, [](TraceBuilder& t) { t.started().ended(writer, CLD_EXITED, 0); });
}

void TestApply::activities()
{
    QFETCH(Story, story);
    TraceBuilder built;
    story(built);
    const SystemState state = stateAfter(built);
    QTEST(static_cast<int>(who(state, writer).activity), "ofWriter");
    QTEST(static_cast<int>(who(state, reader).activity), "ofReader");
    QCOMPARE(state.applied, built.events().size());
    QCOMPARE(thePipe(state).causalityBreaks, 0U);
}

void TestApply::depths_data()
{
    QTest::addColumn<Story>("story");
    QTest::addColumn<quint64>("depth");
    QTest::addColumn<quint64>("slotsUsed");
    const auto row = [](const char* name, quint64 depth, quint64 slotsUsed, Story story) {
        QTest::newRow(name) << story << depth << slotsUsed;
    };
    row("empty", 0, 0, [](TraceBuilder& t) { t.started(); });
    row("one page", 4096, 1, [](TraceBuilder& t) { t.started().write(4096); });
    row("a write that has not returned has put nothing in for sure", 0, 0,
        [](TraceBuilder& t) { t.started().enterWrite(100); });
    row("small ones share a page", 300, 1, [](TraceBuilder& t) { t.started().write(100).write(200); });
    row("in and out", 0, 0, [](TraceBuilder& t) { t.started().write(100).read(100); });
    row("part of a page", 4000, 1, [](TraceBuilder& t) { t.started().write(4096).read(96); });
    row("a read has what a write has not yet told", 0, 0,
        [](TraceBuilder& t) { t.started().enterRead(100).enterWrite(100).returnRead(100); });
    row("… and then the write returns", 0, 0,
        [](TraceBuilder& t) { t.started().enterRead(100).enterWrite(100).returnRead(100).returnWrite(100); });
    row("more than fits: what fits is in", 65536, 16, [](TraceBuilder& t) { t.started().enterWrite(100'000); });
    row("the kernel counts what the calls do not tell yet", 4096, 1,
        [](TraceBuilder& t) { t.started().enterWrite(4096).kernelDepth(4096); });
    row("refused for lack of room", 65536, 16,
        [](TraceBuilder& t) { t.started().write(65536).enterWrite(10).returnWrite(-EAGAIN); });
}

void TestApply::depths()
{
    QFETCH(Story, story);
    TraceBuilder built;
    story(built);
    const SystemState state = stateAfter(built);
    QTEST(quint64(thePipe(state).depthBytes), "depth");
    QTEST(quint64(ring(state).slots().size()), "slotsUsed");
    QCOMPARE(thePipe(state).bytesSent - thePipe(state).bytesReceived, thePipe(state).depthBytes);
    QCOMPARE(thePipe(state).causalityBreaks, 0U);
}

void TestApply::initialStateIsOfTheScenario()
{
    const SystemState state = stateAfter(TraceBuilder(8192));
    QCOMPARE(state.processes.size(), 3U);
    QCOMPARE(state.channels.size(), 2U);
    QCOMPARE(thePipe(state).capacityBytes, 8192U);
    QCOMPARE(who(state, writer).id, writer);
}

void TestApply::forkedDescriptorsAndTheirClosing()
{
    const SystemState state = stateAfter(TraceBuilder().started());
    const auto& table = who(state, writer).descriptors;
    QCOMPARE(table.size(), 2U);
    QVERIFY(!table[0].open);
    QCOMPARE(table[0].fd, readFd);
    QVERIFY(table[1].open);
    QVERIFY(table[1].end == End::Write);
    QCOMPARE(thePipe(state).readers, 1);
    QCOMPARE(thePipe(state).writers, 1);
}

void TestApply::messagesKeepTheirIdentity()
{
    // 3 + 3 bytes come out as 4 and 2: one message and a part of the next, then the rest of it.
    const SystemState state = stateAfter(TraceBuilder().started().write(3).write(3).read(4).read(2));
    const auto& movements = thePipe(state).movements;
    QCOMPARE(movements.size(), 4U);
    QCOMPARE(movements[2].runs.size(), 2U);
    QCOMPARE(movements[2].runs[0], (mechanisms::Run{writer, 1, 1, 3, 0, true}));
    QCOMPARE(movements[2].runs[1], (mechanisms::Run{writer, 2, 1, 1, 0, false}));
    QCOMPARE(movements[3].runs[0], (mechanisms::Run{writer, 2, 1, 2, 1, true}));
    QCOMPARE(thePipe(state).messagesReceived, 2U);
    QCOMPARE(who(state, reader).received, 2U);
}

void TestApply::partialWriteGoesOn()
{
    TraceBuilder built;
    built.started().write(61440).enterWrite(10'000).returnWrite(4096);
    QCOMPARE(thePipe(stateAfter(built)).messagesSent, 1U); // its last byte is not in yet
    built.read(65536).enterRest(5904).returnWrite(5904);
    const SystemState state = stateAfter(built);
    QCOMPARE(thePipe(state).messagesSent, 2U);
    QCOMPARE(who(state, writer).call.offset, 4096U);
    QCOMPARE(thePipe(state).depthBytes, 5904U);
    QCOMPARE(thePipe(state).messagesReceived, 1U);
}

void TestApply::blockedWriterIsWokenByARead()
{
    TraceBuilder built;
    built.started().write(65536).at(500).enterWrite(4096);
    SystemState state = stateAfter(built);
    QVERIFY(who(state, writer).activity == Activity::Blocked);
    QVERIFY(who(state, writer).activityEvidence == Evidence::Derived);
    QCOMPARE(who(state, writer).since, TraceTime{500'000});
    built.at(900).enterRead(100).returnRead(100);
    QVERIFY(who(stateAfter(built), writer).activity == Activity::Blocked); // no page is free yet
    built.enterRead(3996).at(990).returnRead(3996);
    state = stateAfter(built);
    QVERIFY(who(state, writer).activity == Activity::InCall);
    QCOMPARE(who(state, writer).since, TraceTime{990'000});
}

void TestApply::kernelConfirmsTheWait()
{
    TraceBuilder built;
    built.started().write(65536).at(500).enterWrite(4096).at(3000).kernelSees(writer, 'S', "anon_pipe_write");
    SystemState state = stateAfter(built);
    QVERIFY(who(state, writer).activityEvidence == Evidence::Kernel);
    QCOMPARE(who(state, writer).since, TraceTime{500'000}); // since then, although confirmed later
    QCOMPARE(who(state, writer).kernel.stateLetter, 'S');
    built.read(4096).returnWrite(4096);
    state = stateAfter(built);
    QVERIFY(who(state, writer).activity == Activity::Running);
    QVERIFY(who(state, writer).activityEvidence == Evidence::Probe);
}

void TestApply::deathClosesEverything()
{
    const SystemState state = stateAfter(
        TraceBuilder().started().closes(reader, readFd, End::Read).enterWrite(9).ended(writer, CLD_KILLED, SIGPIPE));
    QCOMPARE(who(state, writer).exit, (state::Exit{CLD_KILLED, SIGPIPE}));
    QVERIFY(who(state, writer).call.running); // it never returned
    QCOMPARE(thePipe(state).writers, 0);
    QCOMPARE(thePipe(state).readers, 0);
    for (const auto& each : who(state, writer).descriptors) QVERIFY(!each.open);
}

void TestApply::heldBeforeACall()
{
    TraceBuilder built;
    built.started().read(0);
    probe::Event& hold = built.add(probe::EventKind::HoldStarted, reader);
    hold.call = probe::Call::Read;
    hold.detail = readFd;
    SystemState state = stateAfter(built);
    QVERIFY(who(state, reader).activity == Activity::Held);
    QVERIFY(who(state, reader).heldBefore.call == probe::Call::Read);
    built.closes(reader, readFd, End::Read); // what the viewer asks for is done while it is held
    state = stateAfter(built);
    QVERIFY(who(state, reader).activity == Activity::Held);
    QVERIFY(who(state, reader).heldBefore.call == probe::Call::Read);
    built.add(probe::EventKind::HoldEnded, reader);
    QVERIFY(who(stateAfter(built), reader).activity == Activity::Running);
}

void TestApply::settingsChange()
{
    TraceBuilder built;
    built.started().write(65536).enterWrite(4096);
    const auto* mechanism = mechanisms::find("pipe");
    const int nonblocking = mechanisms::settingIndex(*mechanism, "writer.nonblocking");
    QVERIFY(nonblocking >= 0);
    probe::Event& changed = built.add(probe::EventKind::SettingChanged, {});
    changed.detail = static_cast<std::uint32_t>(nonblocking);
    changed.setValue(1);
    built.returnWrite(-EINTR).enterWrite(4096);
    SystemState state = stateAfter(built);
    QCOMPARE(state.settings[static_cast<std::size_t>(nonblocking)], 1);
    QVERIFY(who(state, writer).activity == Activity::InCall); // such a call does not wait
    built.returnWrite(-EAGAIN).kernelCapacity(131072);
    state = stateAfter(built);
    QCOMPARE(thePipe(state).capacityBytes, 131072U);
    QCOMPARE(ring(state).slotCount(), 32U);
    built.kernelCapacity(-EPERM);
    QCOMPARE(thePipe(stateAfter(built)).capacityBytes, 131072U);
}

void TestApply::lossMakesTheDepthUncertainUntilTheKernelTells()
{
    TraceBuilder built;
    built.started().write(4096).lost(writer, 12).read(65536 / 2);
    SystemState state = stateAfter(built);
    QVERIFY(thePipe(state).uncertain);
    QCOMPARE(state.lost, 12U);
    QCOMPARE(who(state, writer).lost, 12U);
    QCOMPARE(thePipe(state).causalityBreaks, 0U); // nothing can be said about causes any more
    built.kernelDepth(8192);
    state = stateAfter(built);
    QVERIFY(!thePipe(state).uncertain);
    QCOMPARE(thePipe(state).depthBytes, 8192U);
}

void TestApply::readThatTookLessIsTakenBack()
{
    // The reader is inside read() while the writer fills all 16 pages and one more: it must have taken a page out …
    TraceBuilder built;
    built.started().write(64).enterRead(4096).write(65536 - 4096).write(4096);
    QCOMPARE(thePipe(stateAfter(built)).depthBytes, 65536U - 4096 + 4096);
    // … but what it took was only what was in that page then.
    built.write(64).returnRead(64);
    const SystemState state = stateAfter(built);
    QCOMPARE(thePipe(state).causalityBreaks, 0U);
    QCOMPARE(thePipe(state).bytesReceived, 64U);
    QCOMPARE(thePipe(state).depthBytes, thePipe(state).bytesSent - 64);
}

void TestApply::kernelKnowsThatAReadTookLess()
{
    // The reader has taken 64 bytes, and is not back yet while the writer fills the pipe again …
    TraceBuilder built;
    built.started().write(64).enterRead(4096);
    for (int i = 0; i < 65536 / 64; ++i) built.write(64);
    built.enterWrite(64); // … and waits
    QVERIFY(thePipe(stateAfter(built)).depthBytes < 65536);
    built.kernelDepth(65536);
    QCOMPARE(thePipe(stateAfter(built)).depthBytes, 65536U);
    built.returnRead(64);
    const SystemState state = stateAfter(built);
    QCOMPARE(thePipe(state).causalityBreaks, 0U);
    QCOMPARE(thePipe(state).bytesReceived, 64U);
    QCOMPARE(thePipe(state).depthBytes, 65536U);
    QCOMPARE(thePipe(state).maxDepthBytes, 65536U);
}

void TestApply::sendCutInTheMiddle()
{
    // Half of a message has come out when a signal ends the sender's wait for room for the other half.
    TraceBuilder built;
    built.started().enterWrite(1024).read(512).returnWrite(512);
    SystemState state = state::initialState(built.meta().scenario);
    state.channels[pipeId.value].object = mechanisms::SocketQueue(mechanisms::SocketQueue::Boundaries::None);
    for (const probe::Event& event : built.events()) state::apply(state, event);
    QCOMPARE(thePipe(state).causalityBreaks, 0U);
    QCOMPARE(thePipe(state).bytesSent, 512U);
    QCOMPARE(thePipe(state).depthBytes, 0U);
    QCOMPARE(thePipe(state).messagesSent, 0U);
}

void TestApply::nonsenseIsCountedAndNotObeyed()
{
    TraceBuilder built;
    built.started().read(500); // nobody wrote
    probe::Event& wild = built.add(probe::EventKind::CallReturned, {77});
    wild.channel = 8;
    wild.call = probe::Call::Read;
    wild.result = INT32_MAX;
    probe::Event& setting = built.add(probe::EventKind::SettingChanged, {});
    setting.detail = 4'000'000;
    const SystemState state = stateAfter(built);
    QCOMPARE(thePipe(state).causalityBreaks, 1U);
    QVERIFY(thePipe(state).uncertain);
}

void TestApply::rateIsOfTheRecentSends()
{
    TraceBuilder built;
    built.started();
    for (int i = 1; i <= 50; ++i) built.at(i * 1000).enterWrite(10).at(i * 1000 + 1).returnWrite(10).read(10);
    SystemState state = stateAfter(built);
    QVERIFY(std::abs(state::messageRate(state, pipeId) - 1000) < 1);
    state.time = state.time + milliseconds(100);
    QCOMPARE(state::messageRate(state, pipeId), 0.0);
}

SLUICE_TEST(TestApply, QCoreApplication)
#include "tst_apply.moc"
