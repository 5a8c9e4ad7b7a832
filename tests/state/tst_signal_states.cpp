#include "state/snapshot.h"
#include "state/system_state.h"
#include "support/test_class.h"

#include <csignal>

using namespace sluice;
using namespace sluice::state;
using probe::Call;
using probe::Event;
using probe::EventKind;
using probe::SignalSet;
using Fate = SentSignal::Fate;

namespace {

constexpr ProcessId sender{1}, receiver{2};

/// Tells the state of a sender and a receiver what they do, a microsecond apart.
class Signals
{
public:
    Signals()
    {
        scenario.mechanism = "signal";
        scenario.processes = {{"sender", "sender"}, {"receiver", "receiver"}};
        scenario.channels = {{"signals", "signal"}};
        state = initialState(scenario);
        for (const ProcessId id : {sender, receiver}) {
            Event& event = next(EventKind::ProcessStarted, id);
            event.result = 100 + id.value;
            told();
        }
        set(SignalSet::Caught, probe::bitOf(SIGUSR1) | probe::bitOf(SIGUSR2) | probe::bitOf(SIGRTMIN));
    }

    Signals& set(SignalSet which, std::uint64_t bits)
    {
        Event& event = next(EventKind::SignalSet, receiver);
        event.detail = static_cast<std::uint32_t>(which);
        event.setValue(static_cast<std::int64_t>(bits));
        return told();
    }
    Signals& blocked(int signal) { return set(SignalSet::Blocked, probe::bitOf(signal)); }
    Signals& sends(int signal, Call how = Call::Kill, int value = 0, int result = 0)
    {
        Event& event = next(EventKind::CallEntered, sender);
        event.call = how;
        event.detail = receiver.value;
        event.size = static_cast<std::uint32_t>(signal);
        event.message = ++m_message;
        event.result = value;
        told();
        m_event.kind = EventKind::CallReturned;
        m_event.time += 1000;
        m_event.result = result;
        return told();
    }
    Signals& enters(int signal, int code = SI_USER)
    {
        Event& event = next(EventKind::HandlerEntered, receiver);
        event.size = static_cast<std::uint32_t>(code);
        event.detail = static_cast<std::uint32_t>(signal);
        event.message = 101; // the sender's pid
        return told();
    }
    Signals& returns(int signal)
    {
        next(EventKind::HandlerReturned, receiver).detail = static_cast<std::uint32_t>(signal);
        return told();
    }
    Signals& sigaction(int signal, std::uint32_t what, int result = 0)
    {
        Event& event = next(EventKind::CallReturned, receiver);
        event.call = Call::Sigaction;
        event.detail = static_cast<std::uint32_t>(signal);
        event.size = what;
        event.result = result;
        return told();
    }
    /// The next event, to be changed and told.
    Event& next(EventKind kind, ProcessId who)
    {
        const std::int64_t time = m_event.time + 1000;
        m_event = {};
        m_event.time = time;
        m_event.kind = kind;
        m_event.process = who.value;
        m_event.channel = 1;
        return m_event;
    }
    Signals& told()
    {
        apply(state, m_event);
        return *this;
    }

    [[nodiscard]] const ProcessState& process() const { return state.processes[receiver.value]; }
    [[nodiscard]] const SignalState& signals() const { return process().signals; }
    [[nodiscard]] bool pending(SignalSet set, int signal) const { return signals().has(set, signal); }
    [[nodiscard]] std::uint32_t onChannel() const
    {
        return std::get<mechanisms::PendingSignals>(state.channels[1].object).count;
    }

    scenario::Scenario scenario;
    SystemState state;

private:
    Event m_event;
    std::uint32_t m_message = 0;
};

std::vector<int> values(const std::vector<SentSignal>& sent)
{
    std::vector<int> all;
    for (const SentSignal& each : sent) all.push_back(each.value);
    return all;
}

constexpr auto disposition(probe::Disposition what) { return static_cast<std::uint32_t>(what); }

} // namespace

/// What becomes of a signal, as signal(7) has it.
class TestSignalStates : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aStandardSignalHasOneBit()
    {
        Signals s;
        s.blocked(SIGUSR1);
        for (int i = 0; i < 5; ++i) s.sends(SIGUSR1);
        QCOMPARE(s.signals().merged, std::uint64_t{4});
        QCOMPARE(s.onChannel(), 1U);
        s.set(SignalSet::Blocked, 0).enters(SIGUSR1);
        QVERIFY(!s.pending(SignalSet::PendingProcess, SIGUSR1));
        QCOMPARE(s.onChannel(), 0U);
        QCOMPARE(s.state.channels[1].messagesSent, std::uint64_t{5});
        QCOMPARE(s.state.channels[1].messagesReceived, std::uint64_t{1});
        QCOMPARE(s.signals().decided.back().number, 1U); // the first one is the one that came
        QCOMPARE(s.signals().latencies.back().taken, s.state.time - TraceTime{5'000});
    }

    void realTimeSignalsQueueInOrder()
    {
        Signals s;
        s.blocked(SIGRTMIN);
        for (int value = 1; value <= 5; ++value) s.sends(SIGRTMIN, Call::Sigqueue, value);
        QCOMPARE(values(s.signals().waiting), (std::vector<int>{1, 2, 3, 4, 5}));
        s.enters(SIGRTMIN, SI_QUEUE);
        QCOMPARE(values(s.signals().waiting), (std::vector<int>{2, 3, 4, 5}));
        QVERIFY(s.pending(SignalSet::PendingProcess, SIGRTMIN)); // there are more of them
    }

    void threadAndProcessHaveSetsOfTheirOwn()
    {
        Signals s;
        s.blocked(SIGUSR1).sends(SIGUSR1, Call::Kill).sends(SIGUSR1, Call::Tgkill);
        QVERIFY(s.pending(SignalSet::PendingProcess, SIGUSR1) && s.pending(SignalSet::PendingThread, SIGUSR1));
        QCOMPARE(s.signals().merged, std::uint64_t{0});
        s.enters(SIGUSR1, SI_TKILL); // the kernel takes this one first, though it came later
        QVERIFY(s.pending(SignalSet::PendingProcess, SIGUSR1) && !s.pending(SignalSet::PendingThread, SIGUSR1));
    }

    void aHandlersOwnSignalIsBlockedWhileItRuns()
    {
        Signals s;
        s.blocked(SIGUSR2).sends(SIGUSR1).enters(SIGUSR1);
        QCOMPARE(s.signals().of(SignalSet::Blocked), probe::bitOf(SIGUSR1) | probe::bitOf(SIGUSR2));
        QCOMPARE(s.process().activity, Activity::Handling);
        s.returns(SIGUSR1);
        QCOMPARE(s.signals().of(SignalSet::Blocked), probe::bitOf(SIGUSR2));
        QCOMPARE(s.process().activity, Activity::Running);
    }

    void unlessItHasNodefer()
    {
        Signals s;
        s.sigaction(SIGUSR1, disposition(probe::Disposition::Handler) | probe::nodeferFlag);
        s.enters(SIGUSR1).enters(SIGUSR1);
        QCOMPARE(s.signals().of(SignalSet::Blocked), std::uint64_t{0});
        QCOMPARE(s.signals().frames.size(), std::size_t{2});
    }

    void theCallThatWasCutComesBack()
    {
        Signals s;
        Event& event = s.next(EventKind::CallEntered, receiver);
        event.call = Call::Read;
        event.line = 77;
        s.told().enters(SIGUSR1);
        QCOMPARE(s.signals().frames.back().cut, Call::Read);
        QVERIFY(!s.process().call.running);
        s.returns(SIGUSR1);
        QVERIFY(s.process().call.running && s.process().call.call == Call::Read);
        QCOMPARE(int{s.process().line}, 77);
    }

    void whatIsIgnoredIsThrownAway()
    {
        Signals s;
        s.sigaction(SIGUSR1, disposition(probe::Disposition::Ignore)).sends(SIGUSR1);
        QCOMPARE(s.signals().decided.back().fate, Fate::Ignored);
        s.blocked(SIGUSR2).sends(SIGUSR2);
        QCOMPARE(s.onChannel(), 1U);
        s.sigaction(SIGUSR2, disposition(probe::Disposition::Ignore)); // also what was pending
        QCOMPARE(s.onChannel(), 0U);
        QCOMPARE(s.signals().ignored, std::uint64_t{2});
    }

    void whatCannotBeIsRemembered()
    {
        Signals s;
        s.sigaction(SIGSTOP, disposition(probe::Disposition::Handler), -EINVAL);
        QCOMPARE(s.signals().refused, probe::bitOf(SIGSTOP));
        Event& event = s.next(EventKind::CallReturned, receiver);
        event.call = Call::Sigprocmask;
        event.detail = SIGKILL;
        event.size = SIG_BLOCK;
        s.told().set(SignalSet::Blocked, 0);
        QCOMPARE(s.signals().refused, probe::bitOf(SIGSTOP) | probe::bitOf(SIGKILL));
    }

    void aCallThatFailsSendsNothing()
    {
        Signals s;
        s.sends(SIGUSR1, Call::Kill, 0, -ESRCH);
        QCOMPARE(s.signals().decided.back().fate, Fate::Refused);
        QVERIFY(s.signals().waiting.empty());
    }

    void theKernelSaysThatItIsStopped()
    {
        Signals s;
        s.sends(SIGSTOP);
        s.next(EventKind::KernelProcess, receiver).size = 'T';
        s.told();
        QCOMPARE(s.process().activity, Activity::Stopped);
        QCOMPARE(s.signals().decided.back().fate, Fate::Acted);
        QCOMPARE(s.onChannel(), 0U);
        s.sends(SIGCONT);
        QCOMPARE(s.onChannel(), 1U); // until the kernel says that it goes on
        s.next(EventKind::KernelProcess, receiver).size = 'S';
        s.told();
        QCOMPARE(s.process().activity, Activity::Running);
        QCOMPARE(s.signals().decided.back().fate, Fate::Acted);
        s.sends(SIGCONT); // it runs: there is nothing to do
        QCOMPARE(s.signals().decided.back().fate, Fate::Ignored);
    }

    void oneThatTellsAnythingGoesOn()
    {
        Signals s;
        s.sends(SIGSTOP);
        s.next(EventKind::KernelProcess, receiver).size = 'T';
        s.told().sends(SIGCONT);
        s.next(EventKind::StepBegun, receiver).size = 7; // before the kernel was asked again
        s.told();
        QCOMPARE(s.process().activity, Activity::Running);
        QCOMPARE(s.signals().decided.back().fate, Fate::Acted);
        QCOMPARE(s.onChannel(), 0U);
    }

    void sigtstpStopsByDefault()
    {
        Signals s;
        s.sends(SIGTSTP);
        QCOMPARE(s.onChannel(), 1U);
        s.next(EventKind::KernelProcess, receiver).size = 'T';
        s.told();
        QCOMPARE(s.signals().decided.back().signal, std::uint8_t{SIGTSTP});
        QCOMPARE(s.signals().decided.back().fate, Fate::Acted);
    }

    void sigcontWithAHandlerIsStillToCome()
    {
        Signals s;
        s.set(SignalSet::Caught, probe::bitOf(SIGCONT)).sends(SIGSTOP);
        s.next(EventKind::KernelProcess, receiver).size = 'T';
        s.told().sends(SIGCONT);
        s.next(EventKind::KernelProcess, receiver).size = 'S';
        s.told();
        QCOMPARE(s.process().activity, Activity::Running);
        QVERIFY(s.pending(SignalSet::PendingProcess, SIGCONT));
        s.enters(SIGCONT);
        QCOMPARE(s.signals().decided.back().fate, Fate::Delivered);
        QCOMPARE(s.onChannel(), 0U);
    }

    void stopAndContinueTakeEachOtherAway()
    {
        Signals s;
        s.set(SignalSet::Caught, probe::bitOf(SIGCONT) | probe::bitOf(SIGTSTP));
        s.set(SignalSet::Blocked, probe::bitOf(SIGCONT) | probe::bitOf(SIGTSTP)).sends(SIGTSTP).sends(SIGCONT);
        QVERIFY(!s.pending(SignalSet::PendingProcess, SIGTSTP) && s.pending(SignalSet::PendingProcess, SIGCONT));
        QCOMPARE(s.signals().decided.back().fate, Fate::Cancelled);
        s.sends(SIGTSTP);
        QVERIFY(s.pending(SignalSet::PendingProcess, SIGTSTP) && !s.pending(SignalSet::PendingProcess, SIGCONT));
        QCOMPARE(s.onChannel(), 1U);
    }

    void moreThanCanBeFollowedAreCounted()
    {
        Signals s;
        s.blocked(SIGRTMIN);
        for (int value = 0; value < 1'024 + 300; ++value) s.sends(SIGRTMIN, Call::Sigqueue, value);
        QCOMPARE(s.signals().waiting.size(), std::size_t{1'024});
        QCOMPARE(s.signals().unfollowed, 300U);
        QCOMPARE(s.onChannel(), 1'324U);
        s.blocked(SIGUSR1).sends(SIGUSR1).sends(SIGUSR2, Call::Kill, 0, -EAGAIN);
        QCOMPARE(s.signals().unfollowed, 301U); // what has failed is not pending
        for (int i = 0; i < 1'324; ++i) s.enters(SIGRTMIN, SI_QUEUE).returns(SIGRTMIN);
        QCOMPARE(s.signals().unfollowed, 1U);
        s.set(SignalSet::Blocked, 0).enters(SIGUSR1);
        QCOMPARE(s.onChannel(), 0U);
    }

    void withAProcessGoesWhatWaitsForIt()
    {
        Signals s;
        s.blocked(SIGUSR1).sends(SIGUSR1).sends(SIGKILL);
        Event& event = s.next(EventKind::ProcessEnded, receiver);
        event.channel = 0;
        event.size = CLD_KILLED;
        event.result = SIGKILL;
        s.told();
        QCOMPARE(s.signals().decided.back().fate, Fate::Acted);
        QVERIFY(s.signals().waiting.empty());
        QCOMPARE(s.onChannel(), 0U);
    }

    void whoIsStartedAgainIsAnotherProcess()
    {
        Signals s;
        s.blocked(SIGUSR1).sends(SIGUSR1).sends(SIGKILL);
        Event& ended = s.next(EventKind::ProcessEnded, receiver);
        ended.size = CLD_KILLED;
        ended.result = SIGKILL;
        s.told();
        s.next(EventKind::ProcessStarted, receiver).result = 777;
        s.told();
        QCOMPARE(s.process().activity, Activity::Running);
        QCOMPARE(s.process().pid, 777);
        QCOMPARE(s.process().exit, Exit());
        QCOMPARE(s.signals(), SignalState());
    }

    void aHandlerThatWantsWhatItsFlowHasWaitsForItself()
    {
        Signals s;
        s.next(EventKind::LockTaken, receiver).detail = 1;
        s.told().enters(SIGUSR1);
        Event& event = s.next(EventKind::CallEntered, receiver);
        event.call = Call::FutexWait;
        event.detail = 2;
        s.told();
        QVERIFY(!s.process().waitsForItself()); // another lock
        Event& same = s.next(EventKind::CallEntered, receiver);
        same.call = Call::FutexWait;
        same.detail = 1;
        s.told();
        QVERIFY(s.process().waitsForItself());
    }

    void aCheckpointKeepsAll()
    {
        Signals s;
        s.blocked(SIGRTMIN).sends(SIGRTMIN, Call::Sigqueue, 7).sends(SIGUSR1).enters(SIGUSR1);
        const auto bytes = toBytes(s.state);
        std::span<const std::byte> rest = bytes;
        const auto again = takeState(rest, initialState(s.scenario));
        QVERIFY(again);
        QVERIFY(*again == s.state);
    }
};

SLUICE_TEST(TestSignalStates, QCoreApplication)
#include "tst_signal_states.moc"
