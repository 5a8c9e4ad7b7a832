#include "program.h"
#include "support/test_class.h"
#include "trace/format.h"
#include "trace/trace_view.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <csignal>
#include <random>
#include <set>

using namespace sluice;

namespace {

/// Processes whose environment has this mark: the program and all that it has started.
std::set<int> marked(const QByteArray& mark)
{
    std::set<int> pids;
    for (const QString& name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile file(QStringLiteral("/proc/") + name + QStringLiteral("/environ"));
        if (name.toInt() > 0 && file.open(QIODevice::ReadOnly) && file.readAll().contains(mark))
            pids.insert(name.toInt());
    }
    return pids;
}

/// Where the first block of a trace ends: before that there is nothing to read.
qint64 firstBlockEnd(const QString& name)
{
    QFile file(name);
    trace::BlockHeader block{};
    if (!file.open(QIODevice::ReadOnly) || !file.seek(sizeof(trace::FileHeader))) return INT64_MAX;
    if (file.read(reinterpret_cast<char*>(&block), sizeof block) != sizeof block) return INT64_MAX;
    return static_cast<qint64>(sizeof(trace::FileHeader) + sizeof block + block.payloadBytes);
}

} // namespace

/// The program is killed, or told to end, at any moment of its life.
class TestKilled : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingSurvivesSigkill();
    void interruptedRunIsWhole_data();
    void interruptedRunIsWhole();
    void aTraceThatIsNotKeptIsNotLeftEither();
    void aKilledSupervisorIsTold();
    void twoRunsIntoOneFile();
    void ofAnInterruptedFilmNothingIsLeft_data();
    void ofAnInterruptedFilmNothingIsLeft();

private:
    [[nodiscard]] std::unique_ptr<QProcess> started(const QString& file) const
    {
        return started(QStringList{"run", "pipe.backpressure", "--for", "30s", "-o", file, "--set", "writer.rate=0",
                                   "--set", "reader.rate=0", "--set", "reader.hold=0"});
    }
    [[nodiscard]] std::unique_ptr<QProcess> started(const QStringList& arguments) const
    {
        auto process = std::make_unique<QProcess>();
        QProcessEnvironment environment = test::withoutDisplay();
        environment.insert(QStringLiteral("SLUICE_TEST_MARK"), QString::fromLatin1(m_mark));
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_runtime.path());
        process->setProcessEnvironment(environment);
        process->start(test::sluicePath(), arguments);
        if (!process->waitForStarted()) qFatal("cannot start sluice");
        return process;
    }
    /// Its only child.
    [[nodiscard]] static pid_t supervisorOf(const QProcess& process)
    {
        const QString pid = QString::number(process.processId());
        QFile children(QStringLiteral("/proc/%1/task/%1/children").arg(pid));
        return children.open(QIODevice::ReadOnly) ? children.readAll().trimmed().toInt() : 0;
    }
    /// What runs have left in their common folder, besides the lock that all of them share.
    [[nodiscard]] QStringList names() const
    {
        QStringList found;
        const QDir folder(m_runtime.filePath(QStringLiteral("sluice")));
        for (const QString& name : folder.entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::Hidden))
            if (name != QLatin1String("lock")) found << name;
        return found;
    }

    QTemporaryDir m_runtime, m_files;
    QByteArray m_mark = "SLUICE-TEST-" + QByteArray::number(QCoreApplication::applicationPid());
};

void TestKilled::nothingSurvivesSigkill()
{
    std::mt19937 random(20);
    int readable = 0;
    for (int i = 0; i < 200; ++i) {
        const QString file = m_files.filePath(QStringLiteral("k%1.sluice").arg(i));
        const auto process = started(file);
        // Up to 60 ms after the start, and every tenth time once the first blocks have been written.
        if (i % 10 == 0)
            QTRY_VERIFY_WITH_TIMEOUT(firstBlockEnd(file) < INT64_MAX && QFile(file).size() > firstBlockEnd(file) + 8192,
                                     30'000);
        process->waitForFinished(static_cast<int>(random() % 60));
        process->kill();
        QVERIFY(process->waitForFinished());
        QTRY_VERIFY2_WITH_TIMEOUT(marked(m_mark).empty(), "a process is alive one second after", 1000);
        if (!QFile::exists(file)) continue;
        const auto trace = trace::TraceView::open(file.toStdString());
        if (QFile(file).size() >= firstBlockEnd(file)) QVERIFY2(trace, trace ? "" : trace.error().describe().c_str());
        if (i % 10 == 0) {
            QVERIFY(trace);
            QVERIFY(trace->eventCount() > 100);
            QVERIFY(trace->truncatedAt() >= 0);
            ++readable;
        }
        QFile::remove(file);
    }
    QCOMPARE(readable, 20);
    // The next start sweeps what the killed ones could not.
    const auto last = started(m_files.filePath(QStringLiteral("last.sluice")));
    QTRY_VERIFY(QFile(m_files.filePath(QStringLiteral("last.sluice"))).size() > 65'536);
    ::kill(static_cast<pid_t>(last->processId()), SIGTERM);
    QVERIFY(last->waitForFinished());
    QCOMPARE(last->exitCode(), 0);
    QVERIFY2(names().isEmpty(), qPrintable(names().join(' ')));
}

void TestKilled::interruptedRunIsWhole_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGHUP") << SIGHUP;
}

void TestKilled::interruptedRunIsWhole()
{
    QFETCH(int, signal);
    const QString file = m_files.filePath(QStringLiteral("i.sluice"));
    const auto process = started(file);
    QTRY_VERIFY(QFile(file).size() > 65'536);
    ::kill(static_cast<pid_t>(process->processId()), signal);
    QVERIFY(process->waitForFinished());
    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(process->exitCode(), 0);
    const auto trace = trace::TraceView::open(file.toStdString());
    QVERIFY(trace);
    QCOMPARE(trace->truncatedAt(), -1); // closed in good order
    QCOMPARE(trace->lostCount(), 0U);
    QTRY_VERIFY(marked(m_mark).empty());
    QVERIFY(names().isEmpty());
    QFile::remove(file);
}

/// Whoever kills the program cannot leave its temporary trace behind.
void TestKilled::aTraceThatIsNotKeptIsNotLeftEither()
{
    const QTemporaryDir temporary;
    const QByteArray before = qgetenv("TMPDIR");
    qputenv("TMPDIR", temporary.path().toUtf8());
    const auto process = started({"run", "pipe.backpressure", "--for", "30s"});
    before.isNull() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", before);
    QTRY_VERIFY(supervisorOf(*process) > 0);
    const auto left = [&] { return QDir(temporary.path()).entryList({"sluice-*"}, QDir::Dirs | QDir::NoDotAndDotDot); };
    QTRY_VERIFY2(left().isEmpty(), qPrintable(left().join(' ')));
    process->kill();
    QVERIFY(process->waitForFinished());
    QVERIFY(left().isEmpty());
    QTRY_VERIFY(marked(m_mark).empty());
}

void TestKilled::aKilledSupervisorIsTold()
{
    const QString file = m_files.filePath(QStringLiteral("s.sluice"));
    const auto process = started(file);
    QTRY_VERIFY(QFile(file).size() > 65'536);
    QVERIFY(supervisorOf(*process) > 0);
    ::kill(supervisorOf(*process), SIGKILL);
    QVERIFY(process->waitForFinished());
    QCOMPARE(process->exitCode(), 1);
    const QByteArray said = process->readAllStandardError();
    QVERIFY2(said.contains("killed by SIGKILL") && said.contains("is kept in"), said.constData());
    const auto trace = trace::TraceView::open(file.toStdString());
    QVERIFY(trace);
    QCOMPARE(trace->truncatedAt(), -1);
    QTRY_VERIFY(marked(m_mark).empty());
    QFile::remove(file);
}

void TestKilled::twoRunsIntoOneFile()
{
    const QString file = m_files.filePath(QStringLiteral("two.sluice"));
    const auto first = started(file);
    QTRY_VERIFY(QFile(file).size() > 65'536);
    const auto second = started({"run", "pipe.anonymous", "--for", "100ms", "-o", file});
    QVERIFY(second->waitForFinished());
    QCOMPARE(second->exitCode(), 1);
    const QByteArray said = second->readAllStandardError();
    QVERIFY2(said.contains("another run is being recorded into it"), said.constData());
    ::kill(static_cast<pid_t>(first->processId()), SIGTERM);
    QVERIFY(first->waitForFinished());
    const auto trace = trace::TraceView::open(file.toStdString());
    QVERIFY(trace);
    QCOMPARE(trace->truncatedAt(), -1);
    QCOMPARE(QString::fromStdString(trace->meta().scenario.id), QStringLiteral("pipe.backpressure"));
    QFile::remove(file);
}

void TestKilled::ofAnInterruptedFilmNothingIsLeft_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("film") << QStringList{"record", "pipe.backpressure", "--to", "20s"};
    QTest::newRow("picture") << QStringList{"render", "pipe.backpressure", "--at", "20s"};
}

void TestKilled::ofAnInterruptedFilmNothingIsLeft()
{
    QFETCH(QStringList, arguments);
    const QString file = m_files.filePath(arguments.first() == QLatin1String("record") ? "f.mp4" : "f.png");
    const auto process = started(arguments + QStringList{"-o", file});
    QTRY_VERIFY(supervisorOf(*process) > 0);
    ::kill(static_cast<pid_t>(process->processId()), SIGINT);
    QVERIFY(process->waitForFinished());
    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(process->exitCode(), 1);
    const QByteArray said = process->readAllStandardError();
    QVERIFY2(said.contains("it was interrupted"), said.constData());
    QVERIFY(!QFile::exists(file));
    QTRY_VERIFY(marked(m_mark).empty());
}

SLUICE_TEST(TestKilled, QCoreApplication)
#include "tst_killed.moc"
