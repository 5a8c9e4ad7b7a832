#include "live_run.h"
#include "support/test_class.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

using namespace sluice;
using namespace sluice::test;
using probe::Call;
using probe::Event;
using probe::EventKind;

namespace {

std::set<int> openDescriptors(int pid)
{
    std::set<int> fds;
    for (const QString& name :
         QDir(QStringLiteral("/proc/%1/fd").arg(pid)).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System))
        fds.insert(name.toInt());
    return fds;
}

/// Runs `check` in a child process, so that its limits and its environment end with it; 0 means all was well.
int inChild(const std::function<int()>& check)
{
    const pid_t child = fork();
    if (child == 0) _exit(check());
    int status = -1;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

} // namespace

class TestSession : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void workersStandStillUntilBegin();
    void workersHaveACleanTable();
    void startsComeFirst();
    void holdAndStep();
    void heldFromTheStart();
    void settingReachesTheWorker();
    void valueIsTheOneInForce();
    void capacityChangesWhileTheWriterIsBlocked();
    void refusedCapacityIsTakenBack();
    void timedActionsHappen();
    void timedCommandsReachTheProcess();
    void timedActionsWaitForTheViewer();
    void stopEndsEverybodyInPeace();
    void stopBeforeBegin();
    void unwillingWorkerIsKilled();
    void destructionEndsEverything();
    void killedWorkerIsReported();
    void ringOverrunIsCounted();
    void wrongScenarioIsRefused();
    void missingSupervisorIsNamed();
    void brokenSupervisorIsNoticed();
    void descriptorLimitIsNamed();
    void processLimitIsNamed();

private:
    QTemporaryDir m_runtime;
};

void TestSession::initTestCase() { qputenv("XDG_RUNTIME_DIR", m_runtime.path().toUtf8()); }

void TestSession::workersStandStillUntilBegin()
{
    auto session = session::Session::start(writerAndReader(), {});
    QVERIFY2(session.has_value(), session ? "" : session.error().describe().c_str());
    QCOMPARE((*session)->workers().size(), std::size_t{2});
    QCOMPARE((*session)->region().startRaw(), std::int64_t{0});
    for (std::uint16_t id = 0; id <= 2; ++id) QCOMPARE((*session)->region().reader({id}).emitted(), std::uint64_t{0});
    (*session)->begin();
    QVERIFY((*session)->region().startRaw() != 0);
    QVERIFY(LiveRun::until([&] { return (*session)->region().reader(writer).emitted() > 0; }));
}

void TestSession::workersHaveACleanTable()
{
    LiveRun run(writerAndReader());
    QVERIFY(run.session);
    QVERIFY(run.sees(returns(writer, Call::Write, 4096)));
    QVERIFY(run.sees(returns(reader, Call::Read, 4096)));
    QVERIFY((openDescriptors(run.session->workers()[0].pid) == std::set<int>{0, 1, 2, 4}));
    QVERIFY((openDescriptors(run.session->workers()[1].pid) == std::set<int>{0, 1, 2, 3}));
    QCOMPARE(QFile::symLinkTarget(QStringLiteral("/proc/%1/fd/0").arg(run.session->workers()[0].pid)),
             QString("/dev/null"));
}

void TestSession::startsComeFirst()
{
    LiveRun run(writerAndReader());
    QVERIFY(run.session);
    QVERIFY(run.sees(returns(reader, Call::Read, 4096)));
    const auto& events = run.events();
    QCOMPARE(events[0].kind, EventKind::ProcessStarted);
    QCOMPARE(events[1].kind, EventKind::ProcessStarted);
    QCOMPARE(events[0].result, run.session->workers()[0].pid);
    QCOMPARE(events[1].process, reader.value);
    QCOMPARE(events[2].kind, EventKind::KernelCapacity);
    QCOMPARE(events[2].result, 65536);
    QCOMPARE(events[0].time, run.session->region().startRaw());
}

void TestSession::holdAndStep()
{
    LiveRun run(writerAndReader({{"writer.rate", 0}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(returns(writer, Call::Write, 4096)));
    run.session->hold(writer);
    QCOMPARE(run.session->value("writer.hold"), std::int64_t{1});
    QVERIFY(run.sees(is(writer, EventKind::HoldStarted)));
    const auto writes = [&] { return run.count(returns(writer, Call::Write, 4096)); };
    const auto before = writes();
    for (int i = 1; i <= 5; ++i) {
        run.session->step(writer);
        QVERIFY(
            LiveRun::until([&] { return writes() == before + i && run.events().back().kind != EventKind::HoldEnded; }));
    }
    QVERIFY(run.session->set("writer.step", 1));
    QVERIFY(LiveRun::until([&] { return writes() == before + 6; }));
    QVERIFY(run.session->set("writer.hold", 0));
    QCOMPARE(run.session->value("writer.hold"), std::int64_t{0});
    QVERIFY(LiveRun::until([&] { return writes() > before + 20; }));
}

void TestSession::heldFromTheStart()
{
    LiveRun run(writerAndReader({{"writer.hold", 1}, {"writer.step", 2}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(is(writer, EventKind::HoldStarted)));
    const auto calls = run.count(is(writer, EventKind::CallReturned));
    QCOMPARE(calls, 2); // close of the unused end, one write
}

void TestSession::settingReachesTheWorker()
{
    LiveRun run(writerAndReader({{"writer.rate", 200}, {"reader.rate", 200}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(returns(writer, Call::Write, 4096)));
    QVERIFY(run.session->set("writer.size", 123));
    QVERIFY(run.sees(returns(writer, Call::Write, 123)));
    const auto& events = run.events();
    const auto change = std::find_if(events.begin(), events.end(), is({0}, EventKind::SettingChanged));
    const auto effect = std::find_if(events.begin(), events.end(), returns(writer, Call::Write, 123));
    QVERIFY(change != events.end());
    QCOMPARE(change->detail, 1u);
    QCOMPARE(change->value(), std::int64_t{123});
    QVERIFY(change < effect);
}

void TestSession::valueIsTheOneInForce()
{
    LiveRun run(writerAndReader({{"writer.size", 10}}));
    QVERIFY(run.session);
    QCOMPARE(run.session->value("writer.size"), std::int64_t{10});
    QCOMPARE(run.session->value("reader.size"), std::int64_t{4096});
    QVERIFY(run.session->set("reader.size", 9));
    QCOMPARE(run.session->value("reader.size"), std::int64_t{9});
    QVERIFY(!run.session->set("reader.size", 0));
    QVERIFY(!run.session->set("reader.sise", 1));
    QVERIFY(!run.session->set("nobody.hold", 1));
    QCOMPARE(run.session->value("reader.size"), std::int64_t{9});
    QCOMPARE(run.session->value("nonsense"), std::int64_t{0});
}

void TestSession::capacityChangesWhileTheWriterIsBlocked()
{
    LiveRun run(writerAndReader({{"writer.rate", 0}, {"reader.hold", 1}, {"writer.size", 5000}}));
    QVERIFY(run.session);
    const auto written = [&] {
        std::int64_t bytes = 0;
        for (const Event& e : run.events())
            if (e.process == 1 && e.kind == EventKind::CallReturned && e.call == Call::Write) bytes += e.result;
        return bytes;
    };
    QVERIFY(blockedIn(run, writer, Call::Write));
    QVERIFY(run.session->set("pipe.capacity", 200'000));
    QVERIFY(LiveRun::until([&] { return written() > 200'000; }));
    QVERIFY(run.sees([](const Event& e) { return e.kind == EventKind::KernelCapacity && e.result == 262144; }));
    QVERIFY(
        LiveRun::until([&] { return run.session->value("pipe.capacity") == 262144; })); // what the kernel made of it
    const auto& events = run.events();
    const auto grown = std::find_if(events.begin(), events.end(), [](const Event& e) { return e.result == 262144; });
    const auto before = std::count_if(events.begin(), grown, returns(writer, Call::Write, 5000));
    QVERIFY(before * 5000 <= 65536);
}

void TestSession::refusedCapacityIsTakenBack()
{
    LiveRun run(writerAndReader({{"writer.rate", 0}, {"reader.hold", 1}}));
    QVERIFY(run.session);
    QVERIFY(LiveRun::until([&] { return run.count(returns(writer, Call::Write, 4096)) == 16; }));
    QVERIFY(run.session->set("pipe.capacity", 4096)); // 16 pages are in use
    QVERIFY(run.sees([](const Event& e) { return e.kind == EventKind::KernelCapacity && e.result == -EBUSY; }));
    QCOMPARE(run.session->value("pipe.capacity"), std::int64_t{65536});
    QVERIFY(run.sees([](const Event& e) { return e.kind == EventKind::SettingChanged && e.value() == 65536; }));
}

/// The reader goes on reading, so that the writer comes to its gate however late it is scheduled.
void TestSession::timedActionsHappen()
{
    auto scenario = writerAndReader({{"writer.rate", 0}, {"reader.rate", 0}});
    scenario.actions = {{milliseconds(5), "writer.hold", 1},
                        {milliseconds(10), "writer.size", 77},
                        {milliseconds(15), "writer.step", 1},
                        {milliseconds(20), "pipe.capacity", 131'072}};
    LiveRun run(scenario);
    QVERIFY(run.session);
    QVERIFY(run.sees(is(writer, EventKind::HoldStarted)));
    QVERIFY(run.sees([](const Event& e) { return e.kind == EventKind::SettingChanged && e.value() == 77; }));
    QVERIFY(run.sees([](const Event& e) { return e.kind == EventKind::KernelCapacity && e.result == 131'072; }));
    QCOMPARE(run.session->value("writer.size"), std::int64_t{77});
    QCOMPARE(run.session->value("writer.hold"), std::int64_t{1});
}

void TestSession::timedCommandsReachTheProcess()
{
    auto scenario = writerAndReader({{"writer.rate", 0}, {"reader.rate", 0}});
    scenario.actions = {{milliseconds(5), "reader.close", 1}};
    LiveRun run(scenario);
    QVERIFY(run.session);
    QVERIFY(run.sees(returns(reader, Call::Close, 0)));
}

/// While the viewer is the scheduler nobody runs, and the scenario's own clock stands.
void TestSession::timedActionsWaitForTheViewer()
{
    scenario::Scenario scenario = writerAndReader({{"writer.rate", 1000}, {"writer.size", 100}});
    scenario.actions = {{milliseconds(5), "writer.size", 300}};
    session::Session::Options options;
    options.gates = session::Session::Options::Gates::Closed;
    LiveRun run(scenario, options);
    QVERIFY(run.session);
    QVERIFY(run.sees(is(writer, EventKind::HoldStarted)) && run.sees(is(reader, EventKind::HoldStarted)));
    // Far beyond its time, by steps that are seen: it has not happened.
    const std::int64_t begun = probe::monotonicNow();
    for (std::ptrdiff_t steps = 1; steps < 5 || probe::monotonicNow() - begun < 20'000'000; ++steps) {
        QVERIFY(LiveRun::until([&] { return run.count(is(writer, EventKind::HoldStarted)) == steps; }));
        run.session->step(writer);
        run.session->step(reader); // or the pipe would be full in the end
        QVERIFY(LiveRun::until([&] { return run.count(is(writer, EventKind::HoldEnded)) == steps; }));
    }
    QCOMPARE(run.count(is({0}, EventKind::SettingChanged)), std::ptrdiff_t{0});
    QCOMPARE(run.session->value("writer.size"), std::int64_t{100});
    run.session->releaseAll();
    QVERIFY(run.sees(is({0}, EventKind::SettingChanged)));
    QCOMPARE(run.session->value("writer.size"), std::int64_t{300});
}

void TestSession::stopEndsEverybodyInPeace()
{
    // The writer is blocked in write(), the reader stands at its gate.
    LiveRun run(writerAndReader({{"writer.rate", 0}, {"reader.hold", 1}}));
    QVERIFY(run.session);
    QVERIFY(LiveRun::until([&] { return run.count(returns(writer, Call::Write, 4096)) == 16; }));
    run.session->stop();
    QVERIFY(LiveRun::until([&] { return run.session->ended(); }));
    int ends = 0;
    for (const Event& e : run.events()) {
        if (e.kind != EventKind::ProcessEnded) continue;
        ++ends;
        QCOMPARE(e.size, static_cast<std::uint32_t>(CLD_EXITED)); // nobody was killed, by SIGPIPE or otherwise
        QCOMPARE(e.result, 0);
    }
    QCOMPARE(ends, 2);
    QVERIFY(run.session->endedFd() >= 0);
    pollfd ended{run.session->endedFd(), POLLIN, 0};
    QCOMPARE(poll(&ended, 1, 0), 1);
}

void TestSession::stopBeforeBegin()
{
    auto session = session::Session::start(writerAndReader(), {});
    QVERIFY(session.has_value());
    (*session)->stop();
    QVERIFY(LiveRun::until([&] { return (*session)->ended(); }));
    (*session)->begin(); // does not wait for the dead
    QVERIFY((*session)->region().startRaw() != 0);
}

void TestSession::unwillingWorkerIsKilled()
{
    LiveRun run(writerAndReader());
    QVERIFY(run.session);
    QVERIFY(run.sees(returns(writer, Call::Write, 4096)));
    kill(run.session->workers()[0].pid, SIGSTOP); // it cannot hear anybody any more
    run.session->stop();
    QVERIFY(LiveRun::until([&] { return run.session->ended(); }));
    QVERIFY(run.sees(
        [](const Event& e) { return e.kind == EventKind::ProcessEnded && e.process == 1 && e.result == SIGKILL; }));
    QVERIFY(
        run.sees([](const Event& e) { return e.kind == EventKind::ProcessEnded && e.process == 2 && e.result == 0; }));
}

void TestSession::destructionEndsEverything()
{
    std::vector<int> pids;
    {
        LiveRun run(writerAndReader({{"writer.rate", 0}, {"reader.hold", 1}}));
        QVERIFY(run.session);
        for (const auto& worker : run.session->workers()) pids.push_back(worker.pid);
        QVERIFY(run.sees(returns(writer, Call::Write, 4096)));
    }
    for (const int pid : pids) QCOMPARE(kill(pid, 0), -1);
    QVERIFY(QDir(m_runtime.path() + "/sluice").entryList({"run-*"}, QDir::Dirs).isEmpty());
}

void TestSession::killedWorkerIsReported()
{
    LiveRun run(writerAndReader({{"writer.rate", 100}, {"reader.rate", 0}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(returns(reader, Call::Read, 4096)));
    kill(run.session->workers()[0].pid, SIGKILL);
    QVERIFY(run.sees([](const Event& e) {
        return e.kind == EventKind::ProcessEnded && e.process == 1 && e.size == CLD_KILLED && e.result == SIGKILL;
    }));
    QVERIFY(run.sees(returns(reader, Call::Read, 0))); // its only writer is gone
}

void TestSession::ringOverrunIsCounted()
{
    session::Session::Options options;
    options.ringBytes = 4096;
    auto session = session::Session::start(
        writerAndReader({{"writer.rate", 0}, {"reader.rate", 0}, {"writer.count", 2000}}), options);
    QVERIFY(session.has_value());
    (*session)->begin();
    QVERIFY(LiveRun::until([&] { return (*session)->ended(); })); // a full ring holds nobody up
    auto ring = (*session)->region().reader(writer);
    std::vector<Event> events;
    ring.drain(events);
    QCOMPARE(events.size(), std::size_t{128});
    QVERIFY(ring.lost() > 3000);
    QCOMPARE(ring.emitted(), events.size() + ring.lost());
}

void TestSession::wrongScenarioIsRefused()
{
    auto scenario = writerAndReader();
    scenario.settings["writer.size"] = 0;
    auto session = session::Session::start(scenario, {});
    QVERIFY(!session);
    QCOMPARE(session.error().code, Error::Code::BadInput);
    scenario.settings.clear();
    scenario.processes.resize(17, {"x", "reader"});
    QVERIFY(!session::Session::start(scenario, {}));
}

void TestSession::missingSupervisorIsNamed()
{
    session::Session::Options options;
    options.supervisor = "/nowhere/sluice-supervisor";
    const auto session = session::Session::start(writerAndReader(), options);
    QVERIFY(!session);
    QCOMPARE(session.error().code, Error::Code::Missing);
    QVERIFY(session.error().describe().find("/nowhere/sluice-supervisor") != std::string::npos);
    qputenv("SLUICE_SUPERVISOR", "/elsewhere/s");
    const auto other = session::Session::start(writerAndReader(), {});
    qunsetenv("SLUICE_SUPERVISOR");
    QVERIFY(!other);
    QVERIFY(other.error().describe().find("/elsewhere/s") != std::string::npos);
}

void TestSession::brokenSupervisorIsNoticed()
{
    session::Session::Options options;
    options.supervisor = "/bin/true";
    const auto session = session::Session::start(writerAndReader(), options);
    QVERIFY(!session);
    QCOMPARE(session.error().code, Error::Code::Missing);
    QVERIFY(session.error().describe().find("sluice-supervisor") != std::string::npos);
}

void TestSession::descriptorLimitIsNamed()
{
    // Wherever the limit strikes, here or in the supervisor, it is the same clear error.
    for (const rlim_t limit : {6, 8, 10, 12, 30, 42}) {
        const int result = inChild([limit] {
            close_range(3, ~0U, 0);
            const rlimit few{limit, limit};
            setrlimit(RLIMIT_NOFILE, &few);
            const auto session = session::Session::start(writerAndReader(), {});
            if (session) return 1;
            const Error& error = session.error();
            return error.code == Error::Code::Limit && error.context.find("RLIMIT_NOFILE") != std::string::npos ? 0 : 2;
        });
        QVERIFY2(result == 0, qPrintable(QString::number(limit)));
    }
}

void TestSession::processLimitIsNamed()
{
    QTemporaryDir folder;
    QFile::setPermissions(folder.path(), QFile::Permissions(0x7777));
    const int result = inChild([&] {
        qputenv("XDG_RUNTIME_DIR", folder.path().toUtf8() + "/own");
        if (geteuid() == 0) { // root is above this limit
            if (setresuid(65534, 65534, 65534) != 0) return 3;
        }
        mkdir(qgetenv("XDG_RUNTIME_DIR").constData(), 0700);
        const rlimit none{0, 0};
        setrlimit(RLIMIT_NPROC, &none);
        const auto session = session::Session::start(writerAndReader(), {});
        if (session) return 1;
        const Error& error = session.error();
        return error.code == Error::Code::Limit && error.context.find("RLIMIT_NPROC") != std::string::npos ? 0 : 2;
    });
    QCOMPARE(result, 0);
}

SLUICE_TEST(TestSession)
#include "tst_session.moc"
