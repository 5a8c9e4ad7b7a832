#include "probe/gate.h"
#include "probe/worker.h"
#include "support/test_class.h"

#include <chrono>
#include <fcntl.h>
#include <functional>
#include <thread>

using namespace sluice;
using namespace sluice::probe;

namespace {

constexpr ProcessId me{1};
constexpr ChannelId channel{3};

bool until(const std::function<bool()>& condition)
{
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::yield();
    }
    return true;
}

/// A worker that lives in a thread, a non-blocking pipe for it to write into, and the events it has emitted.
struct Bench {
    Region region = std::move(*Region::create(1, 1 << 16, ClockKind::Monotonic));
    RingReader reader = region.reader(me);
    std::vector<Event> events;
    Worker worker;
    UniqueFd readEnd, writeEnd;
    std::thread thread;

    explicit Bench(Worker::Events on = Worker::Events::On) : worker(region, me, on)
    {
        int ends[2] = {-1, -1};
        (void)!pipe2(ends, O_NONBLOCK | O_CLOEXEC);
        readEnd.reset(ends[0]);
        writeEnd.reset(ends[1]);
    }
    ~Bench()
    {
        if (!thread.joinable()) return;
        stop();
        thread.join();
    }
    WorkerControl& control() { return region.control(me); }
    void stop()
    {
        control().stop = 1;
        nudge(control());
    }
    void set(std::size_t index, std::int64_t value)
    {
        control().settings[index] = value;
        nudge(control());
    }
    std::size_t count(EventKind kind, Call call = Call::None)
    {
        reader.drain(events);
        return static_cast<std::size_t>(std::count_if(events.begin(), events.end(), [&](const Event& e) {
            return e.kind == kind && (call == Call::None || e.call == call);
        }));
    }
    int bytesInPipe() const
    {
        char buffer[256];
        const ssize_t n = ::read(readEnd.get(), buffer, sizeof buffer);
        return n < 0 ? 0 : static_cast<int>(n);
    }
};

} // namespace

class TestWorker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void callsReportThemselves();
    void errorsAreReportedAndKept();
    void descriptorsComeAndGo();
    void eventsCanBeSwitchedOff();
    void heldBeforeTheCall();
    void stepsLetOneCallThrough();
    void stepWhileRunningHoldsAfterOneCall();
    void stopOpensTheGate();
    void actionIsCarriedOutAtTheGate();
    void aRequestThatComesMeanwhileIsHeardOnce();
    void changesAreSeenWhileAsleep();
    void changesThatNobodyHearsHinderNothing();
    void turnsFollowTheRate();
    void waitsForTheStart();
    void aClosedGateCutsThePaceShort();
    void aSleepCanBeHeld();
    void aSleepGoesOnWhenTheGateOpens();
    void aHoldSaysWhatComes();
};

void TestWorker::callsReportThemselves()
{
    Bench bench;
    bench.worker.hasDescriptor(bench.writeEnd.get(), channel, End::Write);
    bench.worker.nextMessage();
    bench.worker.nextMessage();
    const auto line = static_cast<std::uint16_t>(__LINE__ + 1);
    QCOMPARE(bench.worker.write(bench.writeEnd.get(), "hello", 5), ssize_t{5});
    bench.reader.drain(bench.events);
    QCOMPARE(bench.events.size(), std::size_t{3});
    const Event& entered = bench.events[1];
    const Event& returned = bench.events[2];
    QCOMPARE(entered.kind, EventKind::CallEntered);
    QCOMPARE(returned.kind, EventKind::CallReturned);
    for (const Event& event : {entered, returned}) {
        QCOMPARE(event.call, Call::Write);
        QCOMPARE(event.process, me.value);
        QCOMPARE(event.channel, channel.value);
        QCOMPARE(event.detail, static_cast<std::uint32_t>(bench.writeEnd.get()));
        QCOMPARE(event.size, 5u);
        QCOMPARE(event.message, 2u);
        QCOMPARE(event.line, line);
    }
    QCOMPARE(returned.result, 5);
    QVERIFY(returned.time >= entered.time && entered.time > 0);
    QCOMPARE(bench.bytesInPipe(), 5);
}

void TestWorker::errorsAreReportedAndKept()
{
    Bench bench;
    char buffer[8];
    errno = 0;
    QCOMPARE(bench.worker.read(bench.readEnd.get(), buffer, sizeof buffer), ssize_t{-1});
    QCOMPARE(errno, EAGAIN);
    bench.reader.drain(bench.events);
    QCOMPARE(bench.events.back().result, -EAGAIN);
    QCOMPARE(bench.events.back().message, 0u); // only senders number their messages
    QCOMPARE(bench.worker.read(-1, buffer, sizeof buffer), ssize_t{-1});
    QCOMPARE(errno, EBADF);
}

void TestWorker::descriptorsComeAndGo()
{
    Bench bench;
    const int fd = bench.writeEnd.get();
    bench.worker.hasDescriptor(fd, channel, End::Write);
    QCOMPARE(bench.worker.close(bench.writeEnd.release()), 0);
    QCOMPARE(fcntl(fd, F_GETFD), -1);
    bench.reader.drain(bench.events);
    QCOMPARE(bench.events.size(), std::size_t{4});
    QCOMPARE(bench.events[0].kind, EventKind::DescriptorOpened);
    QCOMPARE(bench.events[2].call, Call::Close);
    QCOMPARE(bench.events[3].kind, EventKind::DescriptorClosed);
    QCOMPARE(bench.events[3].size, static_cast<std::uint32_t>(End::Write));
    QCOMPARE(bench.events[3].channel, channel.value);
    QCOMPARE(bench.events[3].detail, static_cast<std::uint32_t>(fd));
}

void TestWorker::eventsCanBeSwitchedOff()
{
    Bench bench(Worker::Events::Off);
    QCOMPARE(bench.worker.write(bench.writeEnd.get(), "hello", 5), ssize_t{5});
    QCOMPARE(bench.bytesInPipe(), 5);
    QCOMPARE(bench.reader.emitted(), std::uint64_t{0});
}

void TestWorker::heldBeforeTheCall()
{
    Bench bench;
    hold(bench.control());
    bench.thread = std::thread([&] { (void)bench.worker.write(bench.writeEnd.get(), "x", 1); });
    QVERIFY(until([&] { return bench.count(EventKind::HoldStarted, Call::Write) == 1; }));
    QCOMPARE(bench.count(EventKind::CallEntered), std::size_t{0});
    QCOMPARE(bench.bytesInPipe(), 0);
    release(bench.control());
    bench.thread.join();
    QCOMPARE(bench.count(EventKind::HoldEnded), std::size_t{1});
    QCOMPARE(bench.count(EventKind::CallReturned), std::size_t{1});
    QCOMPARE(bench.bytesInPipe(), 1);
}

void TestWorker::stepsLetOneCallThrough()
{
    Bench bench;
    hold(bench.control());
    bench.thread = std::thread([&] {
        while (!bench.worker.stopped()) (void)bench.worker.write(bench.writeEnd.get(), "x", 1);
    });
    for (std::size_t calls = 0; calls < 20; ++calls) {
        QVERIFY(until([&] { return bench.count(EventKind::HoldStarted) == calls + 1; }));
        QCOMPARE(bench.count(EventKind::CallEntered), calls);
        step(bench.control());
    }
    QVERIFY(until([&] { return bench.count(EventKind::HoldStarted) == 21; }));
    step(bench.control());
    step(bench.control());
    step(bench.control()); // three at once add up
    QVERIFY(until([&] { return bench.count(EventKind::CallReturned) == 23 && bench.control().gate == 1; }));
    QCOMPARE(bench.bytesInPipe(), 23);
}

void TestWorker::stepWhileRunningHoldsAfterOneCall()
{
    Bench bench;
    step(bench.control()); // the gate is open: one more call, then it is held
    bench.thread = std::thread([&] {
        while (!bench.worker.stopped()) (void)bench.worker.write(bench.writeEnd.get(), "x", 1);
    });
    QVERIFY(until([&] { return bench.count(EventKind::HoldStarted) == 1; }));
    QCOMPARE(bench.count(EventKind::CallReturned), std::size_t{1});
}

void TestWorker::stopOpensTheGate()
{
    Bench bench;
    hold(bench.control());
    ssize_t result = 0;
    int error = 0;
    bench.thread = std::thread([&] {
        result = bench.worker.write(bench.writeEnd.get(), "x", 1);
        error = errno;
    });
    QVERIFY(until([&] { return bench.count(EventKind::HoldStarted) == 1; }));
    bench.stop();
    bench.thread.join();
    QCOMPARE(result, ssize_t{-1});
    QCOMPARE(error, ECANCELED);
    QCOMPARE(bench.bytesInPipe(), 0);
}

void TestWorker::actionIsCarriedOutAtTheGate()
{
    Bench bench;
    const int fd = bench.writeEnd.get();
    bench.worker.hasDescriptor(fd, channel, End::Write);
    bench.worker.onChange([&] {
        if (bench.worker.requested(5)) bench.worker.close(bench.writeEnd.release());
    });
    hold(bench.control());
    int error = 0;
    bench.thread = std::thread([&] {
        (void)bench.worker.write(fd, "x", 1);
        error = errno;
    });
    QVERIFY(until([&] { return bench.count(EventKind::HoldStarted) == 1; }));
    bench.set(5, 1);
    QVERIFY(until([&] { return bench.control().acknowledged[5] == 1; }));
    QCOMPARE(bench.count(EventKind::CallReturned, Call::Close), std::size_t{1}); // although it is held
    QCOMPARE(bench.count(EventKind::HoldEnded), std::size_t{0});
    release(bench.control());
    bench.thread.join();
    QCOMPARE(error, ECANCELED); // not written into whatever may have that number by then
    QCOMPARE(bench.count(EventKind::CallEntered, Call::Write), std::size_t{0});
}

void TestWorker::aRequestThatComesMeanwhileIsHeardOnce()
{
    Bench bench;
    std::atomic<int> heard{0};
    bool first = true;
    bench.worker.onChange([&] {
        if (std::exchange(first, false)) bench.set(6, 1); // it comes while another change is attended to
        if (bench.worker.requested(6)) ++heard;
    });
    bench.thread = std::thread([&] { bench.worker.sleep(seconds(3600)); });
    bench.set(2, 1);
    QVERIFY(until([&] { return bench.control().acknowledged[6] == 1; }));
    bench.set(2, 2);
    QVERIFY(until([&] { return bench.control().acknowledged[2] == 2; }));
    QCOMPARE(heard.load(), 1);
}

void TestWorker::changesAreSeenWhileAsleep()
{
    Bench bench;
    std::atomic<std::int64_t> seen{0};
    bench.worker.onChange([&] { seen = bench.worker.setting(2); });
    bench.thread = std::thread([&] { bench.worker.sleep(seconds(3600)); });
    QVERIFY(until([&] { return bench.count(EventKind::PaceStarted) == 1; }));
    bench.set(2, 42);
    QVERIFY(until([&] { return bench.control().acknowledged[2] == 42; }));
    QCOMPARE(seen.load(), std::int64_t{42});
    QCOMPARE(bench.count(EventKind::PaceEnded), std::size_t{0}); // it slept on
    bench.stop();
    bench.thread.join();
    QCOMPARE(bench.count(EventKind::PaceEnded), std::size_t{1});
}

/// Who never attends to changes is not asked to at every call, and who begins to hears of those before.
void TestWorker::changesThatNobodyHearsHinderNothing()
{
    Bench bench;
    bench.set(2, 42);
    QVERIFY(!bench.worker.unhindered());
    QCOMPARE(bench.worker.write(bench.writeEnd.get(), "x", 1), ssize_t{1});
    QVERIFY(bench.worker.unhindered());
    QCOMPARE(bench.control().acknowledged[2].load(), std::int64_t{0}); // nobody has acted on it
    std::int64_t seen = 0;
    bench.worker.onChange([&] { seen = bench.worker.setting(2); });
    QVERIFY(!bench.worker.unhindered());
    QCOMPARE(bench.worker.write(bench.writeEnd.get(), "x", 1), ssize_t{1});
    QVERIFY(bench.worker.unhindered());
    QCOMPARE(seen, std::int64_t{42});
    QCOMPARE(bench.control().acknowledged[2].load(), std::int64_t{42});
}

void TestWorker::turnsFollowTheRate()
{
    Bench bench;
    bench.set(0, 1000);
    const std::int64_t start = monotonicNow();
    for (int i = 0; i < 50; ++i) QVERIFY(bench.worker.waitForTurn(0));
    QVERIFY(monotonicNow() - start >= 45'000'000); // never faster than asked; how much slower is the machine's affair
    QVERIFY(bench.count(EventKind::PaceStarted) > 0);
    QCOMPARE(bench.count(EventKind::PaceStarted), bench.count(EventKind::PaceEnded));
    bench.set(0, 0);
    const std::size_t naps = bench.count(EventKind::PaceStarted);
    for (int i = 0; i < 50; ++i) QVERIFY(bench.worker.waitForTurn(0));
    QCOMPARE(bench.count(EventKind::PaceStarted), naps); // no limit, no sleep
    bench.stop();
    QVERIFY(!bench.worker.waitForTurn(0));
}

void TestWorker::waitsForTheStart()
{
    Bench bench;
    std::atomic<bool> started{false};
    bench.thread = std::thread([&] {
        bench.worker.waitForStart();
        started = true;
    });
    nudge(bench.control()); // news, but not the one it waits for
    QVERIFY(!started);
    bench.region.setStartRaw(1);
    nudge(bench.control());
    QVERIFY(until([&] { return started.load(); }));
}

/// Who is held does not sleep until its turn first: it comes to its gate at once.
void TestWorker::aClosedGateCutsThePaceShort()
{
    Bench bench;
    bench.set(0, 1); // one message a second
    bench.thread = std::thread([&] {
        while (bench.worker.waitForTurn(0)) bench.worker.write(bench.writeEnd.get(), "x", 1);
    });
    QVERIFY(until([&] { return bench.count(EventKind::PaceStarted) == 1; }));
    const std::int64_t asked = monotonicNow();
    hold(bench.control());
    QVERIFY(until([&] { return bench.count(EventKind::HoldStarted, Call::Write) == 1; }));
    for (std::size_t i = 2; i <= 5; ++i) {
        step(bench.control());
        QVERIFY(until([&] { return bench.count(EventKind::HoldStarted, Call::Write) == i; }));
    }
    QVERIFY(monotonicNow() - asked < 4'000'000'000); // five turns would be five seconds
    QCOMPARE(bench.count(EventKind::PaceStarted), std::size_t{1});
}

void TestWorker::aSleepCanBeHeld()
{
    Bench bench;
    std::atomic<bool> over = false;
    bench.thread = std::thread([&] {
        bench.worker.sleep(seconds(3'600));
        over = true;
    });
    QVERIFY(until([&] { return bench.count(EventKind::PaceStarted) == 1; }));
    hold(bench.control());
    QVERIFY(until([&] { return bench.count(EventKind::HoldStarted) == 1; }));
    QCOMPARE(gatePointOf(bench.events.back()), GatePoint::Sleep);
    QVERIFY(!over);
    step(bench.control()); // let go: it sleeps no longer
    QVERIFY(until([&] { return over.load(); }));
    QCOMPARE(bench.control().gate.load(), 1u); // and is held before whatever comes
}

void TestWorker::aSleepGoesOnWhenTheGateOpens()
{
    Bench bench;
    std::atomic<bool> over = false;
    bench.thread = std::thread([&] {
        bench.worker.sleep(seconds(3'600));
        over = true;
    });
    QVERIFY(until([&] { return bench.count(EventKind::PaceStarted) == 1; }));
    hold(bench.control());
    QVERIFY(until([&] { return bench.count(EventKind::HoldStarted) == 1; }));
    release(bench.control());
    QVERIFY(until([&] { return bench.count(EventKind::PaceStarted) == 2; }));
    QVERIFY(!over);
}

void TestWorker::aHoldSaysWhatComes()
{
    Bench bench;
    bench.worker.hasDescriptor(bench.writeEnd.get(), channel, End::Write);
    hold(bench.control());
    bench.thread = std::thread([&] {
        bench.worker.write(bench.writeEnd.get(), "hello", 5);
        (void)bench.worker.mayTouch(GatePoint::Store);
    });
    QVERIFY(until([&] { return bench.count(EventKind::HoldStarted, Call::Write) == 1; }));
    const Event before = bench.events.back();
    QCOMPARE(before.size, 5u);
    QCOMPARE(before.detail, static_cast<std::uint32_t>(bench.writeEnd.get()));
    QCOMPARE(before.channel, channel.value);
    QCOMPARE(gatePointOf(before), GatePoint::Call);
    step(bench.control());
    QVERIFY(until([&] { return bench.count(EventKind::HoldStarted) == 2; }));
    QCOMPARE(bench.events.back().call, Call::None);
    QCOMPARE(gatePointOf(bench.events.back()), GatePoint::Store);
}

SLUICE_TEST(TestWorker)
#include "tst_worker.moc"
