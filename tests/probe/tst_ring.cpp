#include "probe/ring_writer.h"
#include "support/test_class.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>

using namespace sluice;
using namespace sluice::probe;

namespace {

constexpr std::size_t smallRing = 4096; // 128 events
constexpr std::uint64_t smallCapacity = 128;

Region makeRegion(std::size_t ringBytes = smallRing)
{
    return std::move(*Region::create(2, ringBytes, ClockKind::Monotonic));
}

RingWriter writerOf(const Region& region, ProcessId id) { return {region.ring(id), region.ringBytes()}; }

Event numbered(std::uint32_t number, ProcessId process = {1})
{
    Event event;
    event.kind = EventKind::CallEntered;
    event.call = Call::Write;
    event.process = process.value;
    event.message = number;
    return event;
}

RingHeader& headerOf(const Region& region, ProcessId id) { return *reinterpret_cast<RingHeader*>(region.ring(id)); }

/// Drains until `emitted` numbered events have been accounted for, and checks their order.
struct Account {
    std::uint64_t events = 0, lostMarks = 0;
    std::uint32_t last = 0;
    bool inOrder = true;

    void take(const std::vector<Event>& drained)
    {
        for (const Event& event : drained) {
            if (event.kind == EventKind::EventsLost) {
                lostMarks += event.size;
                last += event.size;
                continue;
            }
            ++events;
            inOrder = inOrder && event.message == ++last;
        }
    }
};

} // namespace

class TestRing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eventsComeOutAsTheyWentIn();
    void wrapsAround();
    void fullRingCountsExactly();
    void gapStandsWhereItHappened();
    void producerInAnotherThread();
    void producerInAnotherProcess();
    void hostileIndices_data();
    void hostileIndices();
    void hostileEvents_data();
    void hostileEvents();
    void supervisorMaySpeakOfAnybody();
    void regionIsSealed();
    void regionCanBeAttached();
    void foreignMemoryIsRefused();
    void boundsOfCreation();
    void tooLittleRoomIsAnError();
};

void TestRing::eventsComeOutAsTheyWentIn()
{
    const Region region = makeRegion();
    RingWriter writer = writerOf(region, {1});
    RingReader reader = region.reader({1});
    Event event = numbered(7);
    event.time = 123456789;
    event.result = -11;
    event.line = 65535;
    writer.put(event);
    std::vector<Event> out{numbered(1)};
    QCOMPARE(reader.drain(out), std::size_t{1});
    QCOMPARE(out.size(), std::size_t{2}); // appended
    QVERIFY(out[1] == event);
    QCOMPARE(reader.drain(out), std::size_t{0});
}

void TestRing::wrapsAround()
{
    const Region region = makeRegion();
    RingWriter writer = writerOf(region, {1});
    RingReader reader = region.reader({1});
    Account account;
    for (std::uint32_t i = 1; i <= 10'000; ++i) {
        writer.put(numbered(i));
        if (i % 100 != 0) continue;
        std::vector<Event> out;
        reader.drain(out);
        account.take(out);
    }
    QCOMPARE(account.events, std::uint64_t{10'000});
    QVERIFY(account.inOrder);
    QCOMPARE(reader.lost(), std::uint64_t{0});
    QCOMPARE(reader.emitted(), std::uint64_t{10'000});
}

void TestRing::fullRingCountsExactly()
{
    const Region region = makeRegion();
    RingWriter writer = writerOf(region, {1});
    RingReader reader = region.reader({1});
    for (std::uint32_t i = 1; i <= 1000; ++i) writer.put(numbered(i));
    QCOMPARE(reader.lost(), 1000 - smallCapacity);
    QCOMPARE(reader.emitted(), std::uint64_t{1000});
    std::vector<Event> out;
    QCOMPARE(reader.drain(out), std::size_t{smallCapacity});
}

void TestRing::gapStandsWhereItHappened()
{
    const Region region = makeRegion();
    RingWriter writer = writerOf(region, {1});
    RingReader reader = region.reader({1});
    for (std::uint32_t i = 1; i <= smallCapacity + 5; ++i) writer.put(numbered(i));
    std::vector<Event> out;
    reader.drain(out);
    writer.put(numbered(smallCapacity + 6));
    out.clear();
    reader.drain(out);
    QCOMPARE(out.size(), std::size_t{2});
    QCOMPARE(out[0].kind, EventKind::EventsLost);
    QCOMPARE(out[0].size, 5u);
    QCOMPARE(out[0].process, std::uint16_t{1});
    QCOMPARE(out[1].message, static_cast<std::uint32_t>(smallCapacity + 6));
    QCOMPARE(reader.emitted(), smallCapacity + 6);
}

void TestRing::producerInAnotherThread()
{
    const Region region = makeRegion();
    constexpr std::uint32_t total = 300'000;
    std::atomic<bool> done{false};
    std::thread producer([&] {
        RingWriter writer = writerOf(region, {1});
        for (std::uint32_t i = 1; i <= total; ++i) writer.put(numbered(i));
        done = true;
    });
    RingReader reader = region.reader({1});
    Account account;
    for (bool last = false; !last;) {
        last = done;
        std::vector<Event> out;
        reader.drain(out);
        account.take(out);
    }
    producer.join();
    QVERIFY(account.inOrder);
    QCOMPARE(reader.emitted(), std::uint64_t{total});
    QCOMPARE(account.events + reader.lost(), std::uint64_t{total});
    QCOMPARE(reader.quarantined(), std::uint64_t{0});
}

void TestRing::producerInAnotherProcess()
{
    const Region region = makeRegion();
    constexpr std::uint32_t total = 100'000;
    const pid_t child = fork();
    if (child == 0) {
        RingWriter writer = writerOf(region, {2});
        for (std::uint32_t i = 1; i <= total; ++i) writer.put(numbered(i, {2}));
        _exit(0);
    }
    RingReader reader = region.reader({2});
    Account account;
    for (bool last = false; !last;) {
        last = waitpid(child, nullptr, WNOHANG) == child;
        std::vector<Event> out;
        reader.drain(out);
        account.take(out);
    }
    QVERIFY(account.inOrder);
    QCOMPARE(account.events + reader.lost(), std::uint64_t{total});
}

void TestRing::hostileIndices_data()
{
    QTest::addColumn<quint64>("head");
    QTest::newRow("far ahead") << quint64{1'000'000};
    QTest::newRow("one too many") << quint64{smallCapacity + 1};
    QTest::newRow("at the very end") << std::numeric_limits<quint64>::max();
}

void TestRing::hostileIndices()
{
    QFETCH(quint64, head);
    const Region region = makeRegion();
    RingReader reader = region.reader({1});
    headerOf(region, {1}).head.store(head);
    std::vector<Event> out;
    QCOMPARE(reader.drain(out), std::size_t{0});
    QVERIFY(reader.quarantined() > 0);
    // And backwards: the producer's count can never fall.
    headerOf(region, {1}).head.store(head - 1);
    QCOMPARE(reader.drain(out), std::size_t{0});
}

void TestRing::hostileEvents_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char* name, auto change) {
        Event event = numbered(1);
        change(event);
        QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(&event), sizeof event);
    };
    row("no kind", [](Event& e) { e.kind = EventKind::None; });
    row("unknown kind", [](Event& e) { e.kind = static_cast<EventKind>(250); });
    row("unknown call", [](Event& e) { e.call = static_cast<Call>(250); });
    row("a call that is none", [](Event& e) { e.call = Call::None; });
    row("another worker's id", [](Event& e) { e.process = 2; });
    row("unknown channel", [](Event& e) { e.channel = 9; });
    row("the kernel's word", [](Event& e) { e.kind = EventKind::KernelDepth; });
    row("the supervisor's word", [](Event& e) { e.kind = EventKind::ProcessEnded; });
    row("unknown setting", [](Event& e) { e.kind = EventKind::SettingChanged, e.detail = maxSettings; });
    row("unknown end", [](Event& e) { e.kind = EventKind::DescriptorOpened, e.size = 5; });
}

void TestRing::hostileEvents()
{
    QFETCH(QByteArray, bytes);
    const Region region = makeRegion();
    RingWriter writer = writerOf(region, {1});
    RingReader reader = region.reader({1});
    Event hostile;
    std::memcpy(&hostile, bytes.constData(), sizeof hostile);
    writer.put(numbered(1));
    writer.put(hostile);
    writer.put(numbered(2));
    std::vector<Event> out;
    QCOMPARE(reader.drain(out), std::size_t{2});
    QCOMPARE(out[1].message, 2u);
    QCOMPARE(reader.quarantined(), std::uint64_t{1});
}

void TestRing::supervisorMaySpeakOfAnybody()
{
    const Region region = makeRegion();
    RingWriter writer = writerOf(region, {0});
    Event ended = numbered(0, {2});
    ended.kind = EventKind::ProcessEnded;
    writer.put(ended);
    ended.process = maxWorkers + 1;
    writer.put(ended);
    std::vector<Event> out;
    RingReader reader = region.reader({0});
    QCOMPARE(reader.drain(out), std::size_t{1});
    QCOMPARE(reader.quarantined(), std::uint64_t{1});
}

void TestRing::regionIsSealed()
{
    const Region region = makeRegion();
    QCOMPARE(ftruncate(region.fd(), 4096), -1);
    QCOMPARE(errno, EPERM);
    QCOMPARE(ftruncate(region.fd(), 1 << 30), -1);
    QCOMPARE(fcntl(region.fd(), F_ADD_SEALS, F_SEAL_WRITE), -1); // nor can more be sealed
}

void TestRing::regionCanBeAttached()
{
    Region region = makeRegion();
    region.setStartRaw(77);
    region.control({2}).settings[31].store(-5);
    auto attached = Region::attach(UniqueFd(dup(region.fd())));
    QVERIFY(attached.has_value());
    QCOMPARE(attached->workers(), 2u);
    QCOMPARE(attached->startRaw(), std::int64_t{77});
    QCOMPARE(attached->clock(), ClockKind::Monotonic);
    QCOMPARE(attached->control({2}).settings[31].load(), std::int64_t{-5});
    RingWriter writer = writerOf(*attached, {2});
    writer.put(numbered(9, {2}));
    std::vector<Event> out;
    QCOMPARE(region.reader({2}).drain(out), std::size_t{1});
}

void TestRing::foreignMemoryIsRefused()
{
    UniqueFd unsealed(memfd_create("x", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    QCOMPARE(ftruncate(unsealed.get(), 1 << 20), 0);
    QVERIFY(!Region::attach(UniqueFd(dup(unsealed.get()))));
    QCOMPARE(fcntl(unsealed.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW), 0);
    QVERIFY(!Region::attach(std::move(unsealed))); // sealed, but all zero
    QVERIFY(!Region::attach(UniqueFd(open("/dev/null", O_RDWR))));
    QVERIFY(!Region::attach(UniqueFd()));
}

void TestRing::boundsOfCreation()
{
    QVERIFY(!Region::create(0, smallRing, ClockKind::Monotonic));
    QVERIFY(!Region::create(maxWorkers + 1, smallRing, ClockKind::Monotonic));
    const auto most = Region::create(maxWorkers, 5000, ClockKind::Monotonic);
    QVERIFY(most.has_value());
    QCOMPARE(most->ringBytes(), ringEventsOffset + smallRing); // a power of two of events
    // The last byte of the last ring is there.
    most->ring({maxWorkers})[most->ringBytes() - 1] = std::byte{1};
}

void TestRing::tooLittleRoomIsAnError()
{
    const pid_t child = fork();
    if (child == 0) {
        const rlimit limit{1 << 20, 1 << 20};
        setrlimit(RLIMIT_FSIZE, &limit);
        signal(SIGXFSZ, SIG_IGN);
        const auto region = Region::create(2, std::size_t{8} << 20, ClockKind::Monotonic);
        _exit(!region && region.error().code == Error::Code::Limit ? 0 : 1);
    }
    int status = -1;
    QCOMPARE(waitpid(child, &status, 0), child);
    QCOMPARE(status, 0);
}

SLUICE_TEST(TestRing)
#include "tst_ring.moc"
