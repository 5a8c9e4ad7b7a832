#include "live_run.h"

#include <QDir>
#include <QTemporaryDir>

#include <random>

using namespace sluice;
using namespace sluice::test;

namespace {

/// Everything that a run could leave behind.
struct Traces {
    qsizetype descriptors = 0, children = 0, names = 0, sharedMemory = 0;
    bool operator==(const Traces&) const = default;
};

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
    void initTestCase() { qputenv("XDG_RUNTIME_DIR", m_runtime.path().toUtf8()); }
    void threeHundredTimes();
    void manyAtOnce();

private:
    [[nodiscard]] Traces traces() const
    {
        QFile children(QStringLiteral("/proc/thread-self/children"));
        const bool open = children.open(QIODevice::ReadOnly);
        return {entries(QStringLiteral("/proc/self/fd")), open ? children.readAll().count(' ') : -1,
                entries(m_runtime.path() + "/sluice"), entries(QStringLiteral("/dev/shm"))};
    }
    QTemporaryDir m_runtime;
};

void TestStartStop::threeHundredTimes()
{
    {
        const LiveRun warmUp(writerAndReader());
        QVERIFY(warmUp.session);
    }
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
    const Traces after = traces();
    QCOMPARE(after.descriptors, before.descriptors);
    QCOMPARE(after.children, before.children);
    QCOMPARE(after.names, before.names);
    QCOMPARE(after.sharedMemory, before.sharedMemory);
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
    QVERIFY(traces() == before);
}

QTEST_APPLESS_MAIN(TestStartStop)
#include "tst_start_stop.moc"
