#include "signal_run.h"
#include "support/test_class.h"

#include <sys/wait.h>

using namespace sluice;
using namespace sluice::test;
using probe::Call;
using probe::Event;
using probe::EventKind;

namespace {

bool isTorn(const Event& e) { return e.kind == EventKind::RecordTorn; }
bool takesLock(const Event& e) { return e.kind == EventKind::LockTaken; }

auto handles(int signal)
{
    return [=](const Event& e) {
        return e.kind == EventKind::HandlerReturned && e.detail == static_cast<std::uint32_t>(signal);
    };
}

/// What /proc/PID/stat says: 'T' is stopped by a signal.
char letterOf(int pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QIODevice::ReadOnly)) return 0;
    const QByteArray line = stat.readAll();
    return line.at(line.lastIndexOf(')') + 2);
}

} // namespace

/// A sender and a receiver of signals as real processes.
class TestSignalRoles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFlowIsCutAndGoesOn();
    void aValueComesAlong();
    void readGivesEintr();
    void readGoesOnWithRestart();
    void anIgnoredOneIsThrownAway();
    void theDefaultEndsIt();
    void stopAndContinue();
    void aChildEnds();
    void killAndStopCannotBeBlocked();
    void theSameSignalWaitsForItsHandler();
    void withNodeferItNests();
    void recordsAreTorn();
    void theCureTearsNone();
    void aHandlerCanLockItsProcessOut();
    void selfPipeAndSignalFdBringAll_data();
    void selfPipeAndSignalFdBringAll();
    void whoIsGoneGetsNone();
    void oneSignalForThree_data();
    void oneSignalForThree();
    void stoppedByDefaultAndContinued();
    void theChildOfOneThatIgnoresIsReaped();
    void aDispositionIsSwitched();
    void whoHasEndedIsStartedAgain_data();
    void whoHasEndedIsStartedAgain();
};

void TestSignalRoles::theFlowIsCutAndGoesOn()
{
    SignalRun run({{"receiver.handler-ms", 1}, {"receiver.rate", 100}});
    QVERIFY(run.session && run.send());
    QVERIFY(run.sees(handles(SIGUSR1)));
    QVERIFY(run.goesOn());
    const auto& events = run.events();
    const auto entered = std::ranges::find_if(events, enters(SIGUSR1));
    QCOMPARE(static_cast<int>(entered->message), run.session->workers()[0].pid); // si_pid
    QCOMPARE(static_cast<int>(entered->size), SI_USER);
}

void TestSignalRoles::aValueComesAlong()
{
    SignalRun run({{"receiver.handler-ms", 0}, {"sender.value", 4711}});
    QVERIFY(run.session && run.send(Usr2, BySigqueue));
    QVERIFY(run.sees(
        [](const Event& e) { return enters(SIGUSR2)(e) && e.result == 4711 && static_cast<int>(e.size) == SI_QUEUE; }));
    QVERIFY(run.send(Usr2, ByTgkill));
    QVERIFY(run.sees([](const Event& e) { return enters(SIGUSR2)(e) && static_cast<int>(e.size) == SI_TKILL; }));
}

void TestSignalRoles::readGivesEintr()
{
    SignalRun run({{"receiver.flow", Read}, {"receiver.handler-ms", 0}, {"receiver.rate", 100}});
    QVERIFY(run.session && blockedIn(run, receiver, Call::Read));
    QVERIFY(run.send());
    QVERIFY(run.sees(returns(receiver, Call::Read, -EINTR)));
}

void TestSignalRoles::readGoesOnWithRestart()
{
    SignalRun run({{"receiver.flow", Read}, {"receiver.handler-ms", 0}, {"receiver.restart", 1}});
    QVERIFY(run.session && blockedIn(run, receiver, Call::Read));
    QVERIFY(run.send());
    QVERIFY(run.sees(handles(SIGUSR1)));
    // The kernel has taken it up again by itself: asleep in read, without a new call.
    QVERIFY(LiveRun::until([&] { return letterOf(run.session->workers()[1].pid) == 'S'; }));
    QCOMPARE(run.count(returns(receiver, Call::Read, -EINTR)), 0);
    QCOMPARE(run.count([](const Event& e) { return e.kind == EventKind::CallEntered && e.call == Call::Read; }), 1);
}

void TestSignalRoles::anIgnoredOneIsThrownAway()
{
    SignalRun run({{"receiver.disposition", Ignore}, {"receiver.rate", 100}, {"receiver.handler-ms", 0}});
    QVERIFY(run.session && run.send());
    QVERIFY(run.goesOn());
    QVERIFY(run.send(Usr2)); // comes after it, and is handled
    QVERIFY(run.sees(handles(SIGUSR2)));
    QCOMPARE(run.count(enters(SIGUSR1)), 0);
}

void TestSignalRoles::theDefaultEndsIt()
{
    SignalRun run({{"receiver.disposition", Default}});
    QVERIFY(run.session && run.send());
    QVERIFY(run.sees([](const Event& e) {
        return e.kind == EventKind::ProcessEnded && e.process == receiver.value
               && static_cast<int>(e.size) == CLD_KILLED && e.result == SIGUSR1;
    }));
}

void TestSignalRoles::stopAndContinue()
{
    SignalRun run({{"receiver.rate", 100}});
    QVERIFY(run.session);
    const int pid = run.session->workers()[1].pid;
    QVERIFY(run.send(Stop));
    QVERIFY(LiveRun::until([&] { return letterOf(pid) == 'T'; }));
    QVERIFY(run.send(Cont));
    QVERIFY(LiveRun::until([&] { return letterOf(pid) != 'T'; }));
    QVERIFY(run.goesOn());
}

void TestSignalRoles::aChildEnds()
{
    SignalRun run({{"receiver.handler-ms", 0}});
    QVERIFY(run.session && run.session->set("receiver.child", 1));
    QVERIFY(run.sees([](const Event& e) { return enters(SIGCHLD)(e) && static_cast<int>(e.size) == CLD_EXITED; }));
    QVERIFY(run.sees(
        [](const Event& e) { return e.kind == EventKind::CallReturned && e.call == Call::WaitPid && e.result > 0; }));
}

void TestSignalRoles::killAndStopCannotBeBlocked()
{
    SignalRun run({{"receiver.rate", 100}});
    QVERIFY(run.session && run.session->set("receiver.impossible", 1));
    QVERIFY(run.sees(returns(receiver, Call::Sigaction, -EINVAL)));
    // sigprocmask(2) has said 0, and the set that it left behind has no bit of SIGKILL.
    const auto blocks = [](const Event& e) {
        return e.kind == EventKind::SignalSet && e.detail == static_cast<std::uint32_t>(probe::SignalSet::Blocked)
               && (static_cast<std::uint64_t>(e.value()) & probe::bitOf(SIGKILL)) != 0;
    };
    QVERIFY(run.count(returns(receiver, Call::Sigprocmask, 0)) > 0);
    QCOMPARE(run.count(blocks), 0);
    QVERIFY(run.send(Kill));
    QVERIFY(run.sees([](const Event& e) { return e.kind == EventKind::ProcessEnded && e.result == SIGKILL; }));
}

void TestSignalRoles::theSameSignalWaitsForItsHandler()
{
    SignalRun run({{"receiver.handler-ms", 10'000}});
    QVERIFY(run.session && run.send());
    QVERIFY(run.sees(enters(SIGUSR1)));
    QVERIFY(run.send());
    QVERIFY(run.send(Usr2)); // another one cuts in
    QVERIFY(run.sees(enters(SIGUSR2)));
    QCOMPARE(run.count(enters(SIGUSR1)), 1);
    QVERIFY(run.session->set("receiver.handler-ms", 0)); // for those to come
}

void TestSignalRoles::withNodeferItNests()
{
    SignalRun run({{"receiver.handler-ms", 10'000}, {"receiver.nodefer", 1}});
    QVERIFY(run.session && run.send());
    QVERIFY(run.sees(enters(SIGUSR1)));
    QVERIFY(run.send());
    QVERIFY(LiveRun::until([&] { return run.count(enters(SIGUSR1)) == 2; }));
    QCOMPARE(run.count(handles(SIGUSR1)), 0); // both of them run
}

void TestSignalRoles::recordsAreTorn()
{
    SignalRun run(
        {{"receiver.flow", Record}, {"receiver.handler-ms", 0}, {"receiver.rate", 500}, {"sender.rate", 700}});
    QVERIFY(run.session && run.sees(isTorn));
}

void TestSignalRoles::theCureTearsNone()
{
    SignalRun run({{"receiver.flow", Record},
                   {"receiver.handler-ms", 0},
                   {"receiver.rate", 500},
                   {"receiver.safe", 1},
                   {"sender.rate", 700}});
    QVERIFY(run.session && LiveRun::until([&] { return run.count(handles(SIGUSR1)) >= 500; }));
    QCOMPARE(run.count(isTorn), 0);
}

void TestSignalRoles::aHandlerCanLockItsProcessOut()
{
    SignalRun run({{"receiver.flow", Lock}, {"receiver.handler-ms", 0}, {"receiver.rate", 2}});
    QVERIFY(run.session && run.sees(takesLock)); // and keeps it until its next steps
    QVERIFY(run.send());
    QVERIFY(blockedIn(run, receiver, Call::FutexWait));
    run.session->stop();
    // It ends by itself, when it is asked to: nobody has to kill it.
    QVERIFY(run.sees([](const Event& e) {
        return e.kind == EventKind::ProcessEnded && e.process == receiver.value
               && static_cast<int>(e.size) == CLD_EXITED && e.result == 0;
    }));
}

void TestSignalRoles::selfPipeAndSignalFdBringAll_data()
{
    QTest::addColumn<int>("flow");
    QTest::newRow("self-pipe") << int{SelfPipe};
    QTest::newRow("signalfd") << int{SignalFd};
}

/// One read for each signal, if no two of them are under way at once.
void TestSignalRoles::selfPipeAndSignalFdBringAll()
{
    QFETCH(int, flow);
    SignalRun run({{"receiver.flow", flow}, {"receiver.handler-ms", 0}, {"receiver.rate", 0}, {"receiver.restart", 1}});
    const auto brought = [](const Event& e) {
        return e.kind == EventKind::CallReturned && e.call == Call::Read && e.result > 0;
    };
    QVERIFY(run.session);
    for (int i = 1; i <= 50; ++i) {
        QVERIFY(run.send());
        QVERIFY(LiveRun::until([&] { return run.count(brought) == i; }));
    }
    QCOMPARE(run.count(enters(SIGUSR1)), flow == SignalFd ? 0 : 50);
}

void TestSignalRoles::whoIsGoneGetsNone()
{
    SignalRun run({{"receiver.disposition", Default}});
    QVERIFY(run.session && run.send());
    QVERIFY(run.sees(is(receiver, EventKind::ProcessEnded)));
    QVERIFY(run.send());
    QCOMPARE(run.count([](const Event& e) { return sends(e) && e.result == -ESRCH; }), 1);
}

namespace {

constexpr ProcessId handles1{2}, ignores{3}, leavesIt{4}; // three receivers, by their dispositions at the start

scenario::Scenario forThree(std::map<std::string, std::int64_t> settings)
{
    scenario::Scenario scenario = overSignals(std::move(settings));
    scenario.processes = {
        {"sender", "sender"}, {"receiver 1", "receiver 1"}, {"receiver 2", "receiver 2"}, {"receiver 3", "receiver 3"}};
    return scenario;
}

/// One sender, and three receivers with a handler, with SIG_IGN and with SIG_DFL.
class ThreeReceivers : public LiveRun
{
public:
    ThreeReceivers() : LiveRun(forThree({{"receiver.handler-ms", 0}, {"receiver.rate", 100}})) {}

    bool send(SignalChoice signal)
    {
        const auto before = count(sends);
        if (!session->set("sender.signal", signal) || !session->set("sender.send", ++m_sent)) return false;
        return until([&] { return count(sends) == before + 3; });
    }
    [[nodiscard]] int pidOf(ProcessId who) const { return session->workers()[who.value - 1U].pid; }
    bool isEndedBy(ProcessId who, int signal)
    {
        return sees([=](const Event& e) {
            return is(who, EventKind::ProcessEnded)(e) && e.size != CLD_EXITED && e.result == signal;
        });
    }
    bool goesOn(ProcessId who)
    {
        const auto before = count(is(who, EventKind::StepBegun));
        return until([&] { return count(is(who, EventKind::StepBegun)) > before; });
    }
    bool handles(ProcessId who, int signal)
    {
        return sees([=](const Event& e) { return e.process == who.value && enters(signal)(e); });
    }

private:
    std::int64_t m_sent = 0;
};

/// A set of /proc/PID/status.
std::uint64_t setOf(int pid, const QByteArray& name)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(pid));
    if (!status.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith(name + ":\t")) return line.mid(name.size() + 2).toULongLong(nullptr, 16);
    return 0;
}

} // namespace

void TestSignalRoles::oneSignalForThree_data()
{
    QTest::addColumn<int>("choice");
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGUSR1") << int{Usr1} << SIGUSR1;
    QTest::newRow("SIGTERM") << int{Term} << SIGTERM;
    QTest::newRow("SIGQUIT") << int{Quit} << SIGQUIT;
    QTest::newRow("SIGRTMIN") << int{RtMin} << SIGRTMIN;
}

/// Handled, thrown away, fatal; and the kernel agrees: its sets before, the wait status after.
void TestSignalRoles::oneSignalForThree()
{
    QFETCH(int, choice);
    QFETCH(int, signal);
    ThreeReceivers run;
    QVERIFY(run.session && run.goesOn(handles1) && run.goesOn(ignores) && run.goesOn(leavesIt));
    const std::uint64_t bit = probe::bitOf(signal);
    QVERIFY((setOf(run.pidOf(handles1), "SigCgt") & bit) != 0 && (setOf(run.pidOf(handles1), "SigIgn") & bit) == 0);
    QVERIFY((setOf(run.pidOf(ignores), "SigIgn") & bit) != 0 && (setOf(run.pidOf(ignores), "SigCgt") & bit) == 0);
    QVERIFY(((setOf(run.pidOf(leavesIt), "SigCgt") | setOf(run.pidOf(leavesIt), "SigIgn")) & bit) == 0);

    QVERIFY(run.send(static_cast<SignalChoice>(choice)));
    QVERIFY(run.handles(handles1, signal));
    QVERIFY(run.isEndedBy(leavesIt, signal));
    QVERIFY(run.goesOn(handles1) && run.goesOn(ignores));
    QCOMPARE((setOf(run.pidOf(ignores), "SigPnd") | setOf(run.pidOf(ignores), "ShdPnd")) & bit, std::uint64_t{0});
    QCOMPARE(run.count(enters(signal)), 1);
    // The next one goes to the two that are left.
    const auto before = run.count(sends);
    QVERIFY(run.session->set("sender.send", 100));
    QVERIFY(LiveRun::until([&] { return run.count(sends) >= before + 3; }));
    QCOMPARE(run.count([](const Event& e) { return sends(e) && e.result == -ESRCH; }), 1);
    QVERIFY(LiveRun::until([&] { return run.count(enters(signal)) == 2; }));
}

void TestSignalRoles::stoppedByDefaultAndContinued()
{
    ThreeReceivers run;
    QVERIFY(run.session && run.send(Tstp));
    QVERIFY(run.handles(handles1, SIGTSTP));
    QVERIFY(LiveRun::until([&] { return letterOf(run.pidOf(leavesIt)) == 'T'; }));
    QVERIFY(run.goesOn(handles1) && run.goesOn(ignores));
    QVERIFY(run.send(Cont));
    QVERIFY(run.goesOn(leavesIt));
    QVERIFY(run.handles(handles1, SIGCONT));
    QCOMPARE(run.count([](const Event& e) { return e.kind == EventKind::HandlerEntered; }), 2);
}

/// wait(2), notes: whoever ignores SIGCHLD leaves no zombies; whoever has the default does.
void TestSignalRoles::theChildOfOneThatIgnoresIsReaped()
{
    ThreeReceivers run;
    QVERIFY(run.session && run.session->set("receiver.child", 1));
    QVERIFY(run.handles(handles1, SIGCHLD));
    const auto children = [&](ProcessId who) {
        QFile file(QStringLiteral("/proc/%1/task/%1/children").arg(run.pidOf(who)));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray("unknown");
    };
    QByteArray zombie;
    QVERIFY(LiveRun::until([&] { return !(zombie = children(leavesIt)).isEmpty(); }));
    if (zombie == "unknown") QSKIP("this kernel lists no children");
    QVERIFY(LiveRun::until([&] { return letterOf(zombie.toInt()) == 'Z'; }));
    QVERIFY(LiveRun::until([&] { return children(ignores).isEmpty() && children(handles1).isEmpty(); }));
}

void TestSignalRoles::aDispositionIsSwitched()
{
    ThreeReceivers run;
    QVERIFY(run.session && run.session->set("receiver 3.disposition", Ignore));
    QVERIFY(run.session->set("receiver 2.disposition", Handler));
    QVERIFY(LiveRun::until([&] { return (setOf(run.pidOf(leavesIt), "SigIgn") & probe::bitOf(SIGTERM)) != 0; }));
    QVERIFY(LiveRun::until([&] { return (setOf(run.pidOf(ignores), "SigCgt") & probe::bitOf(SIGTERM)) != 0; }));
    QVERIFY(run.send(Term));
    QVERIFY(run.handles(handles1, SIGTERM) && run.handles(ignores, SIGTERM));
    QVERIFY(run.goesOn(leavesIt));
}

void TestSignalRoles::whoHasEndedIsStartedAgain_data()
{
    QTest::addColumn<bool>("noticed");
    QTest::newRow("the sender has not noticed") << false;
    QTest::newRow("the sender knows that it was gone") << true;
}

/// As another process, in the same place; and it gets signals.
void TestSignalRoles::whoHasEndedIsStartedAgain()
{
    QFETCH(bool, noticed);
    ThreeReceivers run;
    QVERIFY(run.session && run.send(Term));
    QVERIFY(run.isEndedBy(leavesIt, SIGTERM));
    if (noticed) {
        QVERIFY(run.send(Usr1));
        QCOMPARE(run.count([](const Event& e) { return sends(e) && e.result == -ESRCH; }), 1);
    }
    QVERIFY(run.session->set("receiver.start", 1));
    QVERIFY(LiveRun::until([&] { return run.count(is(leavesIt, EventKind::ProcessStarted)) == 2; }));
    QCOMPARE(run.count(is(handles1, EventKind::ProcessStarted)), 1); // it is still there
    std::vector<int> pids;
    for (const Event& e : run.events())
        if (is(leavesIt, EventKind::ProcessStarted)(e)) pids.push_back(e.result);
    QVERIFY(pids[0] != pids[1]);
    QVERIFY(run.goesOn(leavesIt));
    QCOMPARE(setOf(pids[1], "SigCgt") & probe::bitOf(SIGTERM), std::uint64_t{0});
    // Nothing of it may come before the supervisor has said that it is there.
    const auto first = std::ranges::find_if(
        run.events(), [&](const Event& e) { return e.kind == EventKind::ProcessStarted && e.result == pids[1]; });
    const auto ended = std::ranges::find_if(run.events(), is(leavesIt, EventKind::ProcessEnded));
    QVERIFY(std::none_of(ended + 1, first, [](const Event& e) { return e.process == leavesIt.value; }));
    QVERIFY(run.send(Term));
    QVERIFY(LiveRun::until([&] { return run.count(is(leavesIt, EventKind::ProcessEnded)) == 2; }));
}

SLUICE_TEST(TestSignalRoles, QCoreApplication)
#include "tst_signal_roles.moc"
