#include "base/mapping.h"
#include "probe/region.h"
#include "probe/worker.h"
#include "support/test_class.h"

#include <atomic>
#include <csignal>
#include <sys/wait.h>
#include <thread>
#include <ucontext.h>
#include <unistd.h>

using namespace sluice;
using namespace sluice::probe;

namespace {

Worker* underFire = nullptr;
std::atomic<std::uint32_t>* handledBoth = nullptr; ///< shared with whoever sends
volatile int depth = 0;

/// With the trap flag set, the processor raises SIGTRAP after every single instruction.
void setTrapFlag(bool on)
{
#ifdef __x86_64__
    // Below the red zone, which the compiler may use without telling.
    if (on)
        asm volatile("lea -128(%%rsp), %%rsp; pushfq; orq $0x100, (%%rsp); popfq; lea 128(%%rsp), %%rsp" ::
                         : "cc", "memory");
    else
        asm volatile("lea -128(%%rsp), %%rsp; pushfq; andq $~0x100, (%%rsp); popfq; lea 128(%%rsp), %%rsp" ::
                         : "cc", "memory");
#else
    (void)on;
#endif
}

void tell(int signal, const siginfo_t& info)
{
    underFire->handlerEntered(signal, info);
    underFire->handlerReturned(signal);
    handledBoth->fetch_add(1, std::memory_order_relaxed);
}

void onSignal(int signal, siginfo_t* info, void*) { tell(signal, *info); }

/// After how many instructions the next trap tells, and how many in a row then do; of the flow, and of a handler.
struct Armed {
    int skip = 0, tells = 0;
};
volatile Armed armed[2];

void arm(int level, int skip, int tells)
{
    armed[level].skip = skip;
    armed[level].tells = tells;
    setTrapFlag(true);
}

void stopTrapping(void* context)
{
#ifdef __x86_64__
    static_cast<ucontext_t*>(context)->uc_mcontext.gregs[REG_EFL] &= ~0x100LL;
#else
    (void)context;
#endif
}

/// Now and then it is interrupted itself.
void onTrap(int signal, siginfo_t* info, void* context)
{
    const int level = depth;
    if (level > 1) return stopTrapping(context);
    if (armed[level].skip > 0) {
        armed[level].skip = armed[level].skip - 1;
        return;
    }
    armed[level].tells = armed[level].tells - 1;
    depth = level + 1;
    const std::uint32_t number = handledBoth->load(std::memory_order_relaxed);
    if (level == 0 && number % 16 == 0) arm(1, static_cast<int>(number / 16 % 96), 1);
    tell(signal, *info);
    setTrapFlag(false);
    depth = level;
    if (armed[level].tells <= 0) stopTrapping(context);
}

/// Sends two kinds of signals, which queue, a few ahead of their handlers (the kernel looks for each in a list), to the
/// first thread of its parent until it is killed.
pid_t startFiring(pid_t target)
{
    const pid_t pid = fork();
    if (pid != 0) return pid;
    for (std::uint32_t sent = 0;;) {
        const bool ahead = sent - handledBoth->load(std::memory_order_relaxed) >= 2'048;
        if (!ahead && tgkill(target, target, SIGRTMIN + static_cast<int>(sent % 2)) == 0) ++sent;
        else sched_yield();
    }
}

void handle(int signal, void (*handler)(int, siginfo_t*, void*), int flags)
{
    struct sigaction action {};
    action.sa_sigaction = handler;
    action.sa_flags = SA_SIGINFO | SA_RESTART | flags;
    sigaction(signal, &action, nullptr);
}

/// The flow puts in its numbers as fast as it can, and another process interrupts it, and its handlers.
void fireFromOutside(Worker& worker, std::uint32_t wanted, std::uint32_t& steps)
{
    for (const int signal : {SIGRTMIN, SIGRTMIN + 1}) handle(signal, onSignal, 0);
    const pid_t other = startFiring(getpid());
    while (handledBoth->load(std::memory_order_relaxed) < wanted) worker.step(++steps);
    kill(other, SIGKILL);
    waitpid(other, nullptr, 0); // and on the way back, all that were still pending are handled
}

/// The flow is interrupted after each of its instructions, a few at a time: no place is left out.
void fireEverywhere(Worker& worker, std::uint32_t wanted, std::uint32_t& steps)
{
    constexpr int places = 128, inARow = 12; // more than the probe needs instructions; fewer than it keeps for later
    handle(SIGTRAP, onTrap, SA_NODEFER);
    for (int place = 0; handledBoth->load(std::memory_order_relaxed) < wanted; place = (place + 1) % places) {
        arm(0, place, inARow);
        worker.step(++steps);
        setTrapFlag(false);
    }
}

using Fire = void (*)(Worker&, std::uint32_t, std::uint32_t&);

/// What the ring gave, looked at event by event while more is put in.
struct Witness {
    std::uint64_t stored = 0, gaps = 0, lostInGaps = 0, entered = 0, returned = 0, steps = 0;
    std::uint64_t disorder = 0; ///< times or the flow's own numbers that go backwards, or malformed events
    std::int64_t time = 0;
    std::uint32_t step = 0;

    void see(const Event& e)
    {
        ++stored;
        if (e.time < time) ++disorder;
        time = e.time;
        switch (e.kind) {
        case EventKind::EventsLost:
            ++gaps;
            lostInGaps += e.size;
            break;
        case EventKind::HandlerEntered: ++entered; break;
        case EventKind::HandlerReturned: ++returned; break;
        case EventKind::StepBegun:
            ++steps;
            if (e.size <= step) ++disorder;
            step = e.size;
            break;
        default: ++disorder;
        }
    }
};

} // namespace

Q_DECLARE_METATYPE(Fire)

/// Handlers that interrupt the probe in the middle of an event.
class TestSignalSafety : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsTornOrLost_data();
    void nothingIsTornOrLost();
};

void TestSignalSafety::nothingIsTornOrLost_data()
{
    QTest::addColumn<qint64>("ringBytes");
    QTest::addColumn<quint32>("wanted");
    QTest::addColumn<Fire>("fire");
    QTest::newRow("at every instruction") << qint64{8} * 1024 * 1024 << quint32{10'000} << &fireEverywhere;
    QTest::newRow("at every instruction, with a full ring") << qint64{8} * 1024 << quint32{10'000} << &fireEverywhere;
    QTest::newRow("a million, from another process")
        << qint64{8} * 1024 * 1024 << quint32{1'000'000} << &fireFromOutside;
}

void TestSignalSafety::nothingIsTornOrLost()
{
    QFETCH(qint64, ringBytes);
    QFETCH(quint32, wanted);
    QFETCH(Fire, fire);
#ifndef __x86_64__
    if (fire == &fireEverywhere) QSKIP("single steps need the trap flag of x86-64");
#endif
    auto region = Region::create(1, static_cast<std::size_t>(ringBytes), safestFastClock());
    QVERIFY(region);
    region->setStartRaw(1);
    Worker worker(*region, {1}, Worker::Events::On);
    underFire = &worker;
    auto counter = Mapping::shared(sizeof(std::atomic<std::uint32_t>));
    QVERIFY(counter);
    handledBoth = new (counter->data()) std::atomic<std::uint32_t>(0);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before); // the reader's thread inherits it
    RingReader reader = region->reader({1});
    std::atomic<bool> done = false;
    Witness witness;
    std::thread reading([&] {
        std::vector<Event> events;
        for (bool last = false; !last;) {
            last = done.load(std::memory_order_acquire);
            events.clear();
            reader.drain(events);
            for (const Event& each : events) witness.see(each);
        }
    });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    std::uint32_t steps = 0;
    fire(worker, wanted, steps);
    done.store(true, std::memory_order_release);
    reading.join();

    const std::uint32_t handled = handledBoth->load();
    QVERIFY(handled >= wanted);
    const std::uint64_t emitted = 2ULL * handled + steps;
    QCOMPARE(reader.emitted(), emitted);
    QCOMPARE(witness.stored - witness.gaps + reader.lost(), emitted);
    QCOMPARE(reader.quarantined(), std::uint64_t{0});
    QCOMPARE(witness.disorder, std::uint64_t{0});
    QVERIFY(witness.lostInGaps <= reader.lost()); // a gap at the very end has no event after it to be marked before
    if (reader.lost() > 0) return;
    QCOMPARE(witness.entered, std::uint64_t{handled});
    QCOMPARE(witness.returned, std::uint64_t{handled});
    QCOMPARE(witness.steps, std::uint64_t{steps});
}

SLUICE_TEST(TestSignalSafety, QCoreApplication)
#include "tst_signal_safety.moc"
