#include "live_run.h"

#include "collector/memory_sampler.h"
#include "mechanisms/processors.h"
#include "support/test_class.h"

#include <algorithm>
#include <csignal>
#include <map>
#include <sys/wait.h>
#include <unistd.h>

using namespace sluice;
using namespace sluice::test;
using probe::Call;
using probe::Event;
using probe::EventKind;
using probe::Figure;
using probe::PollOutcome;
using probe::Touch;

namespace {

constexpr ProcessId first{1}, second{2}, third{3};
using Settings = std::map<std::string, std::int64_t>;
using Processes = std::vector<std::pair<std::string, std::string>>; ///< name and role

scenario::Scenario over(const std::string& kind, const Processes& processes, Settings settings)
{
    scenario::Scenario scenario;
    scenario.id = "test";
    scenario.mechanism = kind == "file" || kind == "polling" ? "mapped" : "memory";
    for (const auto& [name, role] : processes) scenario.processes.push_back({name, role});
    scenario.channels = {{"object", kind}};
    scenario.settings = std::move(settings);
    return scenario;
}

const Processes family{{"parent", "parent"}, {"child", "child"}};
const Processes adders{{"adder A", "adder"}, {"adder B", "adder"}};

auto touches(ProcessId process, Touch how, std::uint16_t which, std::int64_t value)
{
    return [=](const Event& e) {
        return is(process, EventKind::MemoryTouched)(e) && (e.detail & 0xffffU) == static_cast<std::uint32_t>(how)
               && probe::indexOf(e) == which && e.value() == value;
    };
}

auto tells(Figure figure, std::int64_t value, std::uint16_t index = 0)
{
    return [=](const Event& e) {
        return e.kind == EventKind::Measured && probe::figureOf(e) == figure && probe::indexOf(e) == index
               && e.value() == value;
    };
}

bool counts(const Event& e, Figure figure) { return e.kind == EventKind::Measured && probe::figureOf(e) == figure; }

/// The value of the last one; -1: nobody has told it.
std::int64_t last(LiveRun& run, Figure figure)
{
    std::int64_t value = -1;
    for (const Event& e : run.events())
        if (counts(e, figure)) value = e.value();
    return value;
}

bool diesOf(LiveRun& run, ProcessId process, int signal)
{
    return run.sees([=](const Event& e) {
        return is(process, EventKind::ProcessEnded)(e) && e.size != CLD_EXITED && e.result == signal;
    });
}

/// /proc/PID/status: PPid; -1: there is no such process.
int parentOf(int pid)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(pid));
    if (!status.open(QIODevice::ReadOnly)) return -1;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith("PPid:")) return line.mid(5).trimmed().toInt();
    return -1;
}

/// Or is dead, and only waits for somebody to reap it.
bool isGone(int pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QIODevice::ReadOnly)) return true;
    const QByteArray text = stat.readAll();
    return text.isEmpty() || text.mid(text.lastIndexOf(')') + 2, 1) == "Z";
}

/// What the kernel says about the mappings of all workers, asked as the collector asks.
class Kernel
{
public:
    explicit Kernel(LiveRun& run) : m_run(run)
    {
        for (const auto& worker : run.session->workers()) m_sampler.watch(worker.id, worker.pid);
    }
    /// The last answer about one mapping; -2: none.
    std::int64_t ask(ProcessId process, Figure figure, std::uint16_t which)
    {
        const auto& events = m_run.events();
        for (const Event& e : events)
            if (e.time > m_seen || m_seen < 0) m_sampler.note(e);
        if (!events.empty()) m_seen = events.back().time;
        m_clock = m_clock + milliseconds(100);
        std::vector<Event> out;
        m_sampler.sample(m_clock, out);
        for (const Event& e : out) m_told[{e.process, probe::indexOf(e), probe::figureOf(e)}] = e.value();
        const auto found = m_told.find({process.value, which, figure});
        return found == m_told.end() ? -2 : found->second;
    }

private:
    LiveRun& m_run;
    collector::MemorySampler m_sampler;
    std::map<std::tuple<std::uint16_t, std::uint16_t, Figure>, std::int64_t> m_told;
    std::int64_t m_seen = -1;
    TraceTime m_clock;
};

} // namespace

/// Processes that share memory, as real ones, and what the kernel says behind their backs.
class TestMemoryRoles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneFrameTwoAddresses();
    void theNameIsTakenAway();
    void beyondTheEndIsSigbus_data();
    void beyondTheEndIsSigbus();
    void aPrivatePageSplitsAtTheFirstStore();
    void theChildIsForkedByItsParent();
    void theChildsEndIsTold_data();
    void theChildsEndIsTold();
    void theChildGoesWithItsParent();
    void nothingIsLeftOfAKilledSupervisor();
    void updatesAreLostOnlyWithoutTheMutex();
    void theOwnersDeathIsTold();
    void withoutRobustnessTheOthersWaitForEver();
    void theRingKeepsItsOrder();
    void whatWasSyncedIsReadByAThird();
    void aPrivateMappingIsNotInTheFile();
    void thePlainLoopNeverWakesUp();
    void pagesAreOnNodes();
};

void TestMemoryRoles::oneFrameTwoAddresses()
{
    LiveRun run(over("segment", {{"maker", "maker"}, {"user", "user"}}, {{"maker.rate", 50}, {"user.rate", 50}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(touches(first, Touch::Store, 0, 3)));
    QVERIFY(run.sees([&](const Event& e) { return is(second, EventKind::MemoryTouched)(e) && e.value() >= 3; }));
    Kernel kernel(run);
    const auto both = [&](Figure figure) {
        return LiveRun::until([&] {
            const std::int64_t one = kernel.ask(first, figure, 0), other = kernel.ask(second, figure, 0);
            return one >= 0 && one == other;
        });
    };
    QVERIFY(both(Figure::Inode));
    QVERIFY(both(Figure::Device));
    QVERIFY(both(Figure::Frame)); // 0 for those who may not see it
    if (geteuid() == 0) QVERIFY(kernel.ask(first, Figure::Frame, 0) > 0);
}

void TestMemoryRoles::theNameIsTakenAway()
{
    LiveRun run(over("segment", {{"maker", "maker"}, {"user", "user"}}, {{"maker.rate", 50}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(touches(first, Touch::Store, 0, 1)));
    QFile maps(QStringLiteral("/proc/%1/maps").arg(run.session->workers()[0].pid));
    QVERIFY(maps.open(QIODevice::ReadOnly));
    const QByteArray text = maps.readAll();
    const auto begin = text.indexOf("/dev/shm/sluice-");
    QVERIFY(begin >= 0);
    const QByteArray path = text.mid(begin, text.indexOf('\n', begin) - begin);
    QVERIFY2(QFile::exists(QString::fromLatin1(path)), path.constData());
    run.session->stop();
    QVERIFY(LiveRun::until([&] { return run.session->ended(); }));
    run.session.reset();
    QVERIFY(LiveRun::until([&] { return !QFile::exists(QString::fromLatin1(path)); }));
}

void TestMemoryRoles::beyondTheEndIsSigbus_data()
{
    QTest::addColumn<bool>("caught");
    QTest::newRow("kills") << false;
    QTest::newRow("is caught") << true;
}

void TestMemoryRoles::beyondTheEndIsSigbus()
{
    QFETCH(bool, caught);
    LiveRun run(over("segment", {{"maker", "maker"}, {"user", "user"}},
                     {{"maker.rate", 50}, {"user.rate", 50}, {"user.catch", caught ? 1 : 0}}));
    QVERIFY(run.session);
    // Whichever number it comes to see: on a busy machine it is not every one.
    QVERIFY(run.sees([](const Event& e) {
        return is(second, EventKind::MemoryTouched)(e) && probe::indexOf(e) == 0 && e.value() >= 2;
    }));
    QVERIFY(run.session->set("user.beyond", 1));
    if (!caught) {
        QVERIFY(diesOf(run, second, SIGBUS));
        return;
    }
    QVERIFY(run.sees(is(second, EventKind::HandlerReturned)));
    const auto before = run.count(is(second, EventKind::MemoryTouched));
    QVERIFY(LiveRun::until([&] { return run.count(is(second, EventKind::MemoryTouched)) > before; })); // it goes on
}

void TestMemoryRoles::aPrivatePageSplitsAtTheFirstStore()
{
    LiveRun run(
        over("segment", {{"parent", "parent"}, {"child", "child"}}, {{"parent.rate", 100}, {"child.rate", 100}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(touches(first, Touch::Load, 1, 200)));
    QVERIFY(run.sees(touches(second, Touch::Load, 1, 200)));
    Kernel kernel(run);
    const auto same = [&](std::uint16_t which) {
        const std::int64_t one = kernel.ask(first, Figure::Frame, which),
                           other = kernel.ask(second, Figure::Frame, which);
        return one > 0 && one == other;
    };
    const bool root = geteuid() == 0;
    if (root) {
        QVERIFY(LiveRun::until([&] { return same(0); }));
        QVERIFY(LiveRun::until([&] { return same(1); }));
    }
    QVERIFY(run.session->set("parent.store-shared", 1));
    QVERIFY(run.session->set("parent.store-private", 1));
    QVERIFY(run.sees(touches(first, Touch::Store, 0, 101)));
    QVERIFY(run.sees(touches(first, Touch::Store, 1, 201)));
    QVERIFY(run.sees(touches(second, Touch::Load, 0, 101))); // sees the one,
    const auto stale = run.count(touches(second, Touch::Load, 1, 200));
    QVERIFY(LiveRun::until([&] { return run.count(touches(second, Touch::Load, 1, 200)) > stale; })); // not the other
    QCOMPARE(run.count(touches(second, Touch::Load, 1, 201)), std::ptrdiff_t{0});
    if (!root) QSKIP("frame numbers are for root alone (/proc/PID/pagemap)");
    QVERIFY(LiveRun::until([&] { return !same(1) && kernel.ask(first, Figure::Frame, 1) > 0; }));
    QVERIFY(same(0));
}

void TestMemoryRoles::theChildIsForkedByItsParent()
{
    LiveRun run(over("segment", family, {}));
    QVERIFY(run.session);
    const auto& workers = run.session->workers();
    QCOMPARE(workers.size(), std::size_t{2});
    QCOMPARE(parentOf(workers[1].pid), workers[0].pid);
    QCOMPARE(parentOf(workers[0].pid), run.session->supervisorPid());
    QVERIFY(run.sees(tells(Figure::ParentPid, workers[0].pid))); // as it says itself
    run.session->stop();
    QVERIFY(LiveRun::until([&] { return run.session->ended(); }));
    for (const ProcessId each : {first, second})
        QVERIFY(run.sees([=](const Event& e) {
            return is(each, EventKind::ProcessEnded)(e) && e.size == CLD_EXITED && e.result == EXIT_SUCCESS;
        }));
}

void TestMemoryRoles::theChildsEndIsTold_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("killed") << SIGKILL;
    QTest::newRow("terminated") << SIGTERM;
}

/// It is not the supervisor's child, who must ask in another way than waitid().
void TestMemoryRoles::theChildsEndIsTold()
{
    QFETCH(int, signal);
    LiveRun run(over("segment", family, {{"parent.rate", 100}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(is(second, EventKind::MemoryTouched)));
    QCOMPARE(kill(run.session->workers()[1].pid, signal), 0);
    QVERIFY(diesOf(run, second, signal));
    const auto before = run.count(is(first, EventKind::MemoryTouched));
    QVERIFY(LiveRun::until([&] { return run.count(is(first, EventKind::MemoryTouched)) > before; }));
    run.session->stop();
    QVERIFY(LiveRun::until([&] { return run.session->ended(); }));
}

void TestMemoryRoles::theChildGoesWithItsParent()
{
    LiveRun run(over("segment", family, {}));
    QVERIFY(run.session);
    QVERIFY(run.sees(is(second, EventKind::MemoryTouched)));
    QCOMPARE(kill(run.session->workers()[0].pid, SIGKILL), 0);
    QVERIFY(diesOf(run, first, SIGKILL));
    QVERIFY(diesOf(run, second, SIGKILL));
    QVERIFY(LiveRun::until([&] { return run.session->ended(); })); // nobody is left: the run is over
}

/// At any moment from the very start.
void TestMemoryRoles::nothingIsLeftOfAKilledSupervisor()
{
    for (int i = 0; i < 20; ++i) {
        LiveRun run(over("segment", family, {}));
        QVERIFY(run.session);
        if (i % 2 == 0) QVERIFY(run.sees(is(second, EventKind::MemoryTouched)));
        QCOMPARE(kill(run.session->supervisorPid(), SIGKILL), 0);
        for (const auto& worker : run.session->workers()) QVERIFY(LiveRun::until([&] { return isGone(worker.pid); }));
    }
}

void TestMemoryRoles::updatesAreLostOnlyWithoutTheMutex()
{
    if (mechanisms::chooseProcessors().second < 0) QSKIP("on one processor the two are hardly ever interrupted midway");
    LiveRun run(over("counter", adders, {{"adder.full-speed", 1}, {"adder.round", 2'000'000}}));
    QVERIFY(run.session);
    // They must run at the same time for it, which other programs may keep them from for a while.
    const auto loses = [&] { return last(run, Figure::LostUpdates) > 0; };
    for (int tenSeconds = 0; tenSeconds < 6 && !LiveRun::until(loses);) ++tenSeconds;
    QVERIFY(loses());
    qInfo("lost without a lock: %lld, the counter holds %lld", static_cast<long long>(last(run, Figure::LostUpdates)),
          static_cast<long long>(last(run, Figure::CounterValue)));

    LiveRun locked(over("counter", adders, {{"adder.full-speed", 1}, {"adder.round", 100'000}, {"adder.locked", 1}}));
    QVERIFY(locked.session);
    QVERIFY(LiveRun::until([&] { return last(locked, Figure::CounterValue) >= 600'000; }));
    for (const Event& e : locked.events())
        if (counts(e, Figure::LostUpdates)) QCOMPARE(e.value(), std::int64_t{0});
}

void TestMemoryRoles::theOwnersDeathIsTold()
{
    LiveRun run(over("counter", {{"adder A", "adder"}, {"adder B", "adder"}, {"adder C", "adder"}},
                     {{"adder.rate", 50}, {"adder.locked", 1}, {"adder.robust", 1}, {"adder.hold-ms", 20}}));
    QVERIFY(run.session);
    QVERIFY(run.sees([](const Event& e) { return e.kind == EventKind::LockReleased; }));
    QVERIFY(run.session->set("adder.kill", 1));
    ProcessId dead;
    QVERIFY(run.sees([&](const Event& e) {
        if (e.kind == EventKind::ProcessEnded && e.result == SIGKILL) dead = e.processId();
        return dead.value != 0;
    }));
    const auto recovered = [](const Event& e) { return e.kind == EventKind::LockTaken && e.size == 1; };
    QVERIFY(run.sees(recovered));
    const auto additions = [&] {
        return run.count([&](const Event& e) {
            return e.kind == EventKind::MemoryTouched && e.process != dead.value
                   && (e.detail & 0xffffU) == static_cast<std::uint32_t>(Touch::Add);
        });
    };
    const auto before = additions();
    QVERIFY(LiveRun::until([&] { return additions() > before + 3; }));
    QCOMPARE(run.count(recovered), std::ptrdiff_t{1}); // one owner died, one was told
    QCOMPARE(run.count([](const Event& e) { return e.kind == EventKind::ProcessEnded; }), std::ptrdiff_t{1});
}

void TestMemoryRoles::withoutRobustnessTheOthersWaitForEver()
{
    LiveRun run(over("counter", adders, {{"adder.rate", 50}, {"adder.locked", 1}, {"adder.hold-ms", 20}}));
    QVERIFY(run.session);
    QVERIFY(run.sees([](const Event& e) { return e.kind == EventKind::LockReleased; }));
    QVERIFY(run.session->set("adder.kill", 1));
    ProcessId dead;
    QVERIFY(run.sees([&](const Event& e) {
        if (e.kind == EventKind::ProcessEnded) dead = e.processId();
        return dead.value != 0;
    }));
    QVERIFY(blockedIn(run, dead == first ? second : first, Call::MutexLock));
}

void TestMemoryRoles::theRingKeepsItsOrder()
{
    LiveRun run(over("ring", {{"producer", "producer"}, {"consumer", "consumer"}},
                     {{"producer.rate", 1'000}, {"consumer.rate", 800}}));
    QVERIFY(run.session);
    const auto taken = [](const Event& e) { return is(second, EventKind::MemoryTouched)(e); };
    QVERIFY(LiveRun::until([&] { return run.count(taken) >= 300; }));
    std::int64_t expected = 1, head = 0, tail = 0;
    for (const Event& e : run.events()) {
        if (taken(e)) QCOMPARE(e.value(), expected++);
        if (counts(e, Figure::RingHead)) head = e.value();
        if (counts(e, Figure::RingTail)) tail = e.value();
        QVERIFY2(head - tail >= 0 && head - tail <= 8, qPrintable(QStringLiteral("%1 %2").arg(head).arg(tail)));
    }
}

void TestMemoryRoles::whatWasSyncedIsReadByAThird()
{
    LiveRun run(over("file", {{"writer", "writer"}, {"viewer", "viewer"}, {"reader", "reader"}},
                     {{"writer.rate", 100}, {"viewer.rate", 100}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(touches(first, Touch::Store, 0, 5)));
    QVERIFY(run.sees([&](const Event& e) { return is(second, EventKind::MemoryTouched)(e) && e.value() >= 5; }));
    Kernel kernel(run);
    QVERIFY(LiveRun::until([&] { return kernel.ask(first, Figure::DirtyBytes, 0) == 4096; }));
    QVERIFY(run.session->set("writer.msync", 1));
    QVERIFY(run.sees(returns(first, Call::Msync, 0)));
    std::int64_t stored = 0;
    for (const Event& e : run.events()) {
        if (is(first, EventKind::MemoryTouched)(e)) stored = e.value();
        if (returns(first, Call::Msync, 0)(e)) break;
    }
    QVERIFY(run.session->set("reader.read", 1));
    QVERIFY(run.sees([&](const Event& e) { return is(third, EventKind::MemoryTouched)(e) && e.value() >= stored; }));
}

void TestMemoryRoles::aPrivateMappingIsNotInTheFile()
{
    LiveRun run(over("file", {{"writer", "writer"}, {"viewer", "viewer"}, {"reader", "reader"}},
                     {{"writer.rate", 100}, {"viewer.rate", 100}, {"writer.private", 1}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(touches(first, Touch::Store, 0, 5)));
    QVERIFY(run.session->set("writer.msync", 1));
    QVERIFY(run.sees(returns(first, Call::Msync, 0)));
    QVERIFY(run.session->set("reader.read", 1));
    QVERIFY(run.sees(is(third, EventKind::MemoryTouched)));
    QVERIFY(run.sees(is(second, EventKind::MemoryTouched)));
    for (const Event& e : run.events())
        if (e.kind == EventKind::MemoryTouched && e.process != first.value) QCOMPARE(e.value(), std::int64_t{0});
}

void TestMemoryRoles::thePlainLoopNeverWakesUp()
{
    const Processes two{{"setter", "setter"}, {"poller", "poller"}};
    for (const auto& [way, outcome] : std::map<std::int64_t, PollOutcome>{
             {1, PollOutcome::TimedOut}, {2, PollOutcome::Woken}, {3, PollOutcome::Woken}}) {
        LiveRun run(over("polling", two, {{"poller.way", way}, {"poller.limit-ms", way == 1 ? 1'600 : 20'000}}));
        QVERIFY(run.session);
        const auto index = static_cast<std::uint16_t>(way - 1);
        QVERIFY(run.sees(tells(Figure::Polls, static_cast<std::int64_t>(outcome), index)));
        QVERIFY(run.sees(touches(first, Touch::Store, 0, 1))); // it was set, whether that was seen or not
    }
    const auto* mechanism = mechanisms::find("polling");
    QVERIFY(mechanism);
    for (const char* function : {"pollPlain(", "pollVolatile(", "pollAtomic("})
        QVERIFY(mechanism->listing.find(function) != std::string_view::npos);
    QVERIFY(mechanism->listing.find("while (flag == 0)") != std::string_view::npos);
}

void TestMemoryRoles::pagesAreOnNodes()
{
    LiveRun run(over("node", {{"reader", "reader"}}, {{"reader.rate", 20}}));
    QVERIFY(run.session);
    QVERIFY(LiveRun::until([&] { return last(run, Figure::ChunkTime) > 0; }));
    const std::int64_t nodes = last(run, Figure::Nodes), page = last(run, Figure::PageNode);
    QVERIFY(nodes >= 1);
    if (page == -ENOSYS || page == -EPERM) QSKIP("move_pages() may not be called here");
    QVERIFY2(page >= 0 && page < 1024, qPrintable(QString::number(page)));
    qInfo("%lld node(s), %.1f ns per load that nothing can foresee", static_cast<long long>(nodes),
          static_cast<double>(last(run, Figure::ChunkTime)) / 1000);
}

SLUICE_TEST(TestMemoryRoles, QCoreApplication)
#include "tst_memory_roles.moc"
