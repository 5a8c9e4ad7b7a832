#include "live_run.h"

#include "base/process.h"
#include "lessons/lesson.h"
#include "supervisor/name_journal.h"
#include "support/test_class.h"

#include <QDir>
#include <QTemporaryDir>

#include <fcntl.h>
#include <map>
#include <mqueue.h>
#include <random>
#include <set>
#include <sys/mman.h>

using namespace sluice;
using namespace sluice::test;

namespace {

/// Everything that a run could leave behind.
struct Traces {
    qsizetype descriptors = 0, children = 0, names = 0;
    bool operator==(const Traces&) const = default;
};

/// For QCOMPARE's message.
char* toString(const Traces& traces)
{
    return QTest::toString(QStringLiteral("%1 descriptors, %2 children, %3 names")
                               .arg(traces.descriptors)
                               .arg(traces.children)
                               .arg(traces.names));
}

qsizetype entries(const QString& folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System | QDir::Hidden).size();
}

} // namespace

/// Runs that are started and stopped again and again leave nothing behind.
class TestStartStop : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void threeHundredTimes();
    void everyLessonKilledHalfOfTheTime();
    void manyAtOnce();

private:
    using Kind = supervisor::Name::Kind;
    /// The queues and segments of runs that are going on, or were killed and have not been swept yet. Not those of
    /// others: whatever runs beside this test has names of its own in /dev/shm.
    void noteNames(std::map<Kind, std::set<std::string>>& out) const
    {
        const QDir base(m_runtime.path() + "/sluice");
        for (const QString& run : base.entryList({"run-*"}))
            for (const auto& name :
                 supervisor::NameJournal::standing(base.filePath(run).toStdString(), run.mid(4).toStdString()))
                if (name.kind != Kind::File) out[name.kind].insert(name.text);
    }
    [[nodiscard]] Traces traces() const
    {
        QFile children(QStringLiteral("/proc/thread-self/children"));
        const bool open = children.open(QIODevice::ReadOnly);
        return {entries(QStringLiteral("/proc/self/fd")), open ? children.readAll().count(' ') : -1,
                entries(m_runtime.path() + "/sluice")};
    }
    QTemporaryDir m_runtime;
};

/// The first run makes what stays for the next one: the folder of the runs and its lock.
void TestStartStop::initTestCase()
{
    qputenv("XDG_RUNTIME_DIR", m_runtime.path().toUtf8());
    const LiveRun warmUp(writerAndReader());
    QVERIFY(warmUp.session);
}

void TestStartStop::threeHundredTimes()
{
    const Traces before = traces();
    QVERIFY(before.children == 0);
    std::mt19937 random(1);
    for (int i = 0; i < 300; ++i) {
        auto scenario = writerAndReader({{"writer.rate", 0}, {"reader.rate", 0}});
        if (i % 3 == 1) scenario.settings["reader.hold"] = 1; // the writer will be blocked
        if (i % 3 == 2) scenario.settings["writer.hold"] = 1; // the reader will be
        LiveRun run(scenario);
        QVERIFY(run.session);
        const auto enough = random() % 60;
        QVERIFY(LiveRun::until([&] { return run.events().size() > std::min<std::size_t>(enough, 8); }));
        if (i % 2 == 0) continue; // thrown away while it runs
        run.session->stop();
        QVERIFY(LiveRun::until([&] { return run.session->ended(); }));
        for (const auto& event : run.events())
            if (event.kind == probe::EventKind::ProcessEnded)
                QCOMPARE(event.size, static_cast<std::uint32_t>(CLD_EXITED));
    }
    QCOMPARE(traces(), before);
}

/// A thousand runs, in turn over all lessons; half of them lose their supervisor to SIGKILL at a random moment.
void TestStartStop::everyLessonKilledHalfOfTheTime()
{
    const auto& lessons = lessons::builtIn();
    session::Session::Options options;
    options.ringBytes = 1 << 16;
    const Traces before = traces();
    std::map<Kind, std::set<std::string>> names;
    std::mt19937 random(7);
    for (std::size_t i = 0; i < 1000; ++i) {
        const auto& scenario = lessons[i % lessons.size()].scenario;
        LiveRun run(scenario, options);
        QVERIFY2(run.session, scenario.id.c_str());
        const auto enough = random() % 4;
        const bool kill = (i / lessons.size()) % 2 == 1;
        QVERIFY(LiveRun::until([&] { return run.events().size() > enough || run.session->ended(); }));
        noteNames(names);
        if (!kill) continue;
        QVERIFY(sendSignal(run.session->endedFd(), SIGKILL));
        QVERIFY(LiveRun::until([&] { return run.session->ended(); }));
    }
    {
        const LiveRun sweeps(writerAndReader());
        QVERIFY(sweeps.session);
    }
    QCOMPARE(traces(), before);
    QVERIFY(names[Kind::MessageQueue].size() > 50);
    QVERIFY(names[Kind::SharedMemory].size() > 20);
    for (const std::string& name : names[Kind::MessageQueue]) {
        QCOMPARE(mq_open(name.c_str(), O_RDONLY), mqd_t{-1});
        QCOMPARE(errno, ENOENT);
    }
    for (const std::string& name : names[Kind::SharedMemory]) {
        QCOMPARE(shm_open(name.c_str(), O_RDONLY, 0), -1);
        QCOMPARE(errno, ENOENT);
    }
}

void TestStartStop::manyAtOnce()
{
    const Traces before = traces();
    {
        std::vector<std::unique_ptr<LiveRun>> runs;
        session::Session::Options options;
        options.ringBytes = 1 << 16;
        auto scenario = writerAndReader({{"writer.rate", 1000}, {"reader.rate", 1000}});
        scenario.processes.resize(16, {"", "reader"});
        for (std::size_t i = 1; i < 16; ++i) scenario.processes[i].name = "reader " + std::to_string(i);
        for (int i = 0; i < 8; ++i) {
            runs.push_back(std::make_unique<LiveRun>(scenario, options));
            QVERIFY(runs.back()->session);
        }
        for (auto& run : runs)
            QVERIFY(run->sees([](const probe::Event& e) { return e.call == probe::Call::Read && e.result == 4096; }));
    }
    QCOMPARE(traces(), before);
}

SLUICE_TEST(TestStartStop)
#include "tst_start_stop.moc"
