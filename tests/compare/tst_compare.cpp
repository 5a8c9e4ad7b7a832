#include "compare/compare.h"
#include "mechanisms/lane_object.h"
#include "support/test_class.h"

#include <QTemporaryDir>

#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <mqueue.h>
#include <string>

using namespace sluice;
using namespace sluice::compare;
namespace fs = std::filesystem;

Q_DECLARE_METATYPE(sluice::compare::Plan)

namespace {

const Progress onAndOn = [](std::size_t, std::size_t) { return true; };

fs::path supervisor() { return fs::path(qgetenv("SLUICE_BIN").toStdString()) / "sluice-supervisor"; }

Plan small(std::vector<Through> lanes)
{
    Plan plan;
    plan.lanes = std::move(lanes);
    plan.roundTrips = 40;
    plan.messages = 60;
    plan.warmUp = 5;
    plan.repetitions = 3;
    return plan;
}

/// Children of this process, dead ones included.
std::string childProcesses()
{
    std::ifstream file("/proc/thread-self/children");
    std::string all;
    std::getline(file, all);
    return all;
}

std::vector<pid_t> childrenOf(pid_t parent)
{
    std::ifstream file("/proc/" + std::to_string(parent) + "/task/" + std::to_string(parent) + "/children");
    std::vector<pid_t> all;
    for (pid_t child = 0; file >> child;) all.push_back(child);
    return all;
}

/// Gives names, and remembers them.
struct KnownNames final : mechanisms::Names {
    QTemporaryDir folder;
    std::vector<std::string> files, queues;
    Result<std::string> file(std::string_view what) override
    {
        return files.emplace_back(folder.filePath(QString::fromStdString(std::string(what))).toStdString());
    }
    Result<std::string> messageQueue(std::string_view what) override
    {
        return queues.emplace_back("/sluice-test-" + std::to_string(getpid()) + "-" + std::string(what));
    }
    Result<std::string> sharedMemory(std::string_view) override { return fail(Error::badInput("names", "none")); }
};

bool queueTakes(std::int64_t size)
{
    const std::string name = "/sluice-test-" + std::to_string(getpid());
    mq_attr attributes{};
    attributes.mq_maxmsg = 1;
    attributes.mq_msgsize = size;
    const mqd_t queue = mq_open(name.c_str(), O_RDWR | O_CREAT | O_EXCL, 0600, &attributes);
    if (queue < 0) return false;
    mq_close(queue);
    mq_unlink(name.c_str());
    return true;
}

} // namespace

/// Lanes of real processes.
class TestCompare : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyMechanismDelivers_data();
    void everyMechanismDelivers();
    void namesAreGoneOnceBothEndsAreOpen();
    void callsAreCounted();
    void aMessageThatIsTooLargeSaysWhy();
    void memoryCannotBePolled();
    void whatAFullLaneTakesIsMeasured();
    void aSignalCarriesOneValue();
    void whoFindsNoRoomForASignalWaits_data();
    void whoFindsNoRoomForASignalWaits();
    void thePlanIsChecked_data();
    void thePlanIsChecked();
    void whoeverInterruptsLeavesNothing();
    void whatComesToAStandstillIsGivenUp();
    void bothEndsOfAQueueHaveFlagsOfTheirOwn();
    void theProbesCostIsARatioOfPairs();
};

void TestCompare::everyMechanismDelivers_data()
{
    QTest::addColumn<int>("through");
    QTest::addColumn<qlonglong>("size");
    QTest::addColumn<int>("waiting");
    for (std::size_t i = 0; i < mechanisms::throughs; ++i)
        for (const qlonglong size : {8LL, 4096LL, 8192LL, 1LL << 20})
            for (const Waiting waiting : {Waiting::Block, Waiting::Poll}) {
                const auto through = static_cast<Through>(i);
                const bool whole = through == Through::Queue || through == Through::Datagram
                                   || through == Through::Seqpacket; // their largest message is the machine's limit
                if (whole && size > 8192) continue;
                if (mechanisms::isMemory(through) && waiting == Waiting::Poll) continue;
                if (through == Through::Signal && size > mechanisms::lane::signalBytes) continue;
                QTest::addRow("%s, %lld B, %s", name(through).data(), size, name(waiting).data())
                    << static_cast<int>(through) << size << static_cast<int>(waiting);
            }
}

void TestCompare::everyMechanismDelivers()
{
    QFETCH(int, through);
    QFETCH(qlonglong, size);
    QFETCH(int, waiting);
    Plan plan = small({static_cast<Through>(through)});
    plan.size = size;
    plan.waiting = static_cast<Waiting>(waiting);
    plan.repetitions = 1;
    const auto comparison = compare::compare(plan, onAndOn, supervisor());
    QVERIFY2(comparison, comparison ? "" : comparison.error().describe().c_str());
    const Lane& lane = comparison->lanes.at(0);
    QVERIFY2(!lane.why, lane.why ? lane.why->describe().c_str() : "");
    QCOMPARE(lane.roundTrip.sorted.size(), 40U);
    QCOMPARE(lane.oneWay.sorted.size(), 80U);
    QVERIFY(lane.roundTrip.sorted.front() > 0);
    QVERIFY(lane.throughput.median > 0);
    QVERIFY(lane.facts.held >= static_cast<double>(std::min<qlonglong>(size, 4096)));
    if (lane.through == Through::Signal) QVERIFY(lane.facts.held <= 65536); // RLIMIT_SIGPENDING heeds the capacity
    QVERIFY(childProcesses().empty());
}

/// Whatever happens to the run from then on, there is nothing to take away.
void TestCompare::namesAreGoneOnceBothEndsAreOpen()
{
    KnownNames names;
    std::vector<std::unique_ptr<mechanisms::LaneObject>> lanes;
    for (const Through through : {Through::Fifo, Through::Queue, Through::Unix, Through::File}) {
        auto lane = mechanisms::LaneObject::create(through, {64, 65536}, names);
        QVERIFY(lane);
        lanes.push_back(std::move(*lane));
    }
    QCOMPARE(names.files.size(), 4U); // a FIFO each way, a socket, a file
    QCOMPARE(names.queues.size(), 2U);
    for (const std::string& file : names.files) QVERIFY(!fs::exists(file));
    for (const std::string& queue : names.queues) {
        QVERIFY(mq_open(queue.c_str(), O_RDONLY) < 0);
        QCOMPARE(errno, ENOENT);
    }
}

/// One write and one read carry a small message, whoever waits for whom; shared memory needs none to move it.
void TestCompare::callsAreCounted()
{
    Plan plan = small({Through::Pipe, Through::Queue, Through::Tcp, Through::Datagram});
    const auto blocking = compare::compare(plan, onAndOn, supervisor());
    QVERIFY(blocking);
    for (const Lane& lane : blocking->lanes) QCOMPARE(lane.oneAtATime.calls, 2.0);
    plan.waiting = Waiting::Poll;
    const auto polling = compare::compare(plan, onAndOn, supervisor());
    QVERIFY(polling);
    for (const Lane& lane : polling->lanes) QCOMPARE(lane.oneAtATime.calls, 3.0);
}

/// Whatever this machine's limits are, they are told, and the other lanes run.
void TestCompare::aMessageThatIsTooLargeSaysWhy()
{
    const auto limit = [](const char* path) {
        std::ifstream file(path);
        std::int64_t value = INT64_MAX;
        file >> value;
        return value;
    };
    Plan plan = small({Through::Pipe});
    plan.size = mechanisms::lane::largestMessage;
    std::vector<const char*> files;
    if (!queueTakes(plan.size)) {
        plan.lanes.push_back(Through::Queue);
        files.push_back("msgsize_max");
    }
    if (limit("/proc/sys/net/core/wmem_max") < plan.size / 2) { // the kernel doubles what it is asked for
        plan.lanes.push_back(Through::Datagram);
        files.push_back("wmem_max");
    }
    if (files.empty()) QSKIP("here a message may be as large as it likes");
    const auto comparison = compare::compare(plan, onAndOn, supervisor());
    QVERIFY(comparison);
    for (std::size_t i = 0; i < files.size(); ++i) {
        const Lane& lane = comparison->lanes[i + 1];
        QVERIFY(lane.why);
        QCOMPARE(lane.why->code, Error::Code::Limit);
        QVERIFY(lane.why->context.find(files[i]) != std::string::npos);
    }
    QVERIFY(!comparison->lanes[0].why);
    QCOMPARE(comparison->lanes[0].facts.repetitions, 3);
}

void TestCompare::memoryCannotBePolled()
{
    Plan plan = small({Through::Memory, Through::File});
    plan.waiting = Waiting::Poll;
    const auto comparison = compare::compare(plan, onAndOn, supervisor());
    QVERIFY(comparison);
    for (const Lane& lane : comparison->lanes) QVERIFY(lane.why);
}

/// As the kernel tells it of pipes, sockets and rings; each at least what is inside, and the pipe's pages exactly.
void TestCompare::whatAFullLaneTakesIsMeasured()
{
    Plan plan = small({Through::Pipe, Through::Unix, Through::Tcp, Through::Datagram, Through::Memory, Through::File,
                       Through::Queue});
    plan.repetitions = 1;
    const auto comparison = compare::compare(plan, onAndOn, supervisor());
    QVERIFY(comparison);
    for (const Lane& lane : comparison->lanes) {
        QVERIFY2(!lane.why, lane.why ? lane.why->describe().c_str() : "");
        QVERIFY2(lane.memory >= lane.facts.held, name(lane.through).data());
        QVERIFY2(lane.memory < 64 * 65536, name(lane.through).data());
        QVERIFY(lane.asFastAsItGoes.faults >= 0);
    }
    QCOMPARE(comparison->lanes[0].memory, 65536.0);
    QVERIFY(comparison->lanes[4].memory >= 65536 && comparison->lanes[4].memory <= 65536 + 2 * 4096);
    QCOMPARE(comparison->lanes[6].memory, 10.0 * (64 + 48 + 48)); // mq_overview(7)
}

void TestCompare::aSignalCarriesOneValue()
{
    Plan plan = small({Through::Signal});
    plan.size = 9;
    const auto comparison = compare::compare(plan, onAndOn, supervisor());
    QVERIFY(comparison);
    QVERIFY(comparison->lanes[0].why);
    QCOMPARE(comparison->lanes[0].why->code, Error::Code::Limit);
    QCOMPARE(comparison->lanes[0].why->context, std::string("a signal carries one value of 8 bytes"));
}

/// So few may be pending that the sender finds no room most of the time; none is lost, and all have their order.
void TestCompare::whoFindsNoRoomForASignalWaits_data()
{
    QTest::addColumn<int>("waiting");
    for (const Waiting waiting : {Waiting::Block, Waiting::Poll})
        QTest::addRow("%s", name(waiting).data()) << static_cast<int>(waiting);
}

void TestCompare::whoFindsNoRoomForASignalWaits()
{
    QFETCH(int, waiting);
    Plan plan = small({Through::Signal});
    plan.size = 8;
    plan.waiting = static_cast<Waiting>(waiting);
    plan.capacity = 4096;
    plan.messages = 20'000;
    const auto comparison = compare::compare(plan, onAndOn, supervisor());
    QVERIFY(comparison);
    const Lane& lane = comparison->lanes.at(0);
    QVERIFY2(!lane.why, lane.why ? lane.why->describe().c_str() : "");
    QVERIFY(lane.facts.held <= 4096);
    QCOMPARE(lane.oneAtATime.calls, waiting == static_cast<int>(Waiting::Block) ? 2.0 : 3.0);
}

void TestCompare::thePlanIsChecked_data()
{
    QTest::addColumn<Plan>("plan");
    const auto row = [](const char* what, const std::function<void(Plan&)>& change) {
        Plan plan = small({Through::Pipe});
        change(plan);
        QTest::newRow(what) << plan;
    };
    row("no lanes", [](Plan& p) { p.lanes.clear(); });
    row("too small", [](Plan& p) { p.size = 7; });
    row("too large", [](Plan& p) { p.size = (1 << 20) + 1; });
    row("none", [](Plan& p) { p.roundTrips = 0; });
    row("never", [](Plan& p) { p.repetitions = 0; });
    row("tiny capacity", [](Plan& p) { p.capacity = 100; });
    row("spinning on one processor", [](Plan& p) {
        p.waiting = Waiting::Spin;
        p.pinning = Pinning::One;
    });
}

void TestCompare::thePlanIsChecked()
{
    QFETCH(Plan, plan);
    const auto comparison = compare::compare(plan, onAndOn, supervisor());
    QVERIFY(!comparison);
    QCOMPARE(comparison.error().code, Error::Code::BadInput);
}

void TestCompare::whoeverInterruptsLeavesNothing()
{
    Plan plan = small({Through::Pipe, Through::Fifo, Through::Queue});
    plan.roundTrips = 100'000; // far longer than this waits
    int asked = 0;
    const auto comparison = compare::compare(
        plan, [&](std::size_t, std::size_t) { return ++asked < 4; }, supervisor());
    QVERIFY(!comparison);
    QCOMPARE(comparison.error().number, ECANCELED);
    QVERIFY(childProcesses().empty());
}

/// A process of the lane is stopped from outside: nobody waits for ever.
void TestCompare::whatComesToAStandstillIsGivenUp()
{
    Plan plan = small({Through::Pipe});
    plan.roundTrips = plan.messages = 100'000;
    bool stopped = false;
    const auto stopOne = [&] {
        const auto workers = childrenOf(std::stoi(childProcesses()));
        if (!stopped && workers.size() == 2) stopped = kill(workers[0], SIGSTOP) == 0;
        return true;
    };
    LaneOrder order;
    order.patience = milliseconds(300);
    const auto run = runLane(plan, order, supervisor(), stopOne);
    QVERIFY(stopped);
    QVERIFY(!run);
    QCOMPARE(run.error().number, ETIMEDOUT);
    QVERIFY(childProcesses().empty());
}

/// Else who begins later makes the other one wait, who only wants to see how much fits in: both would wait for ever.
void TestCompare::bothEndsOfAQueueHaveFlagsOfTheirOwn()
{
    KnownNames names;
    const auto lane = mechanisms::LaneObject::create(Through::Queue, {64, 65536}, names);
    QVERIFY(lane);
    const auto sender = (*lane)->sender(), receiver = (*lane)->receiver();
    fcntl(sender.out, F_SETFL, fcntl(sender.out, F_GETFL) | O_NONBLOCK);
    fcntl(receiver.in, F_SETFL, fcntl(receiver.in, F_GETFL) & ~O_NONBLOCK);
    QVERIFY(fcntl(sender.out, F_GETFL) & O_NONBLOCK);
    QVERIFY(!(fcntl(receiver.in, F_GETFL) & O_NONBLOCK));
}

/// Made-up runs: the ratio is that of each pair, not that of the medians.
void TestCompare::theProbesCostIsARatioOfPairs()
{
    const auto pass = [](bool events, std::int64_t wall, std::int64_t trip) {
        Pass made;
        made.events = events;
        made.roundTrips = {trip, trip, trip};
        made.taken[1][0].wall = made.taken[1][1].wall = wall;
        made.taken[1][0].messages = made.taken[1][1].messages = 10;
        return made;
    };
    const auto run = [](Pass one, Pass other) {
        LaneRun made;
        made.passes = {std::move(one), std::move(other)};
        return made;
    };
    // The machine is ten times as slow during the second run, and events always cost a quarter.
    const std::vector runs{run(pass(false, 800, 80), pass(true, 1000, 100)),
                           run(pass(true, 10'000, 1000), pass(false, 8000, 800)),
                           run(pass(false, 800, 80), pass(true, 1000, 100))};
    const Lane lane = summarize(small({Through::Pipe}), Through::Pipe, {}, runs);
    QCOMPARE(lane.probe.throughput, (Spread{0.8, 0.8, 0.8}));
    QCOMPARE(lane.probe.roundTrip, (Spread{1.25, 1.25, 1.25}));
    QCOMPARE(lane.roundTrip.sorted.size(), 9U); // of passes without events alone
    QCOMPARE(lane.roundTrip.sorted.back(), 800);
}

SLUICE_TEST(TestCompare, QCoreApplication)
#include "tst_compare.moc"
