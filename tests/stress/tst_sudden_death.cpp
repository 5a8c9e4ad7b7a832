#include "live_run.h"

#include "base/process.h"
#include "support/test_class.h"

#include <QDir>
#include <QTemporaryDir>

#include <csignal>
#include <random>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>

using namespace sluice;
using namespace sluice::test;

namespace {

void spinFor(std::chrono::microseconds time)
{
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) {}
}

/// Children of this process; it is the subreaper, so whoever loses its parent becomes one.
std::vector<int> children()
{
    std::vector<int> pids;
    QFile file(QStringLiteral("/proc/thread-self/children"));
    if (!file.open(QIODevice::ReadOnly)) return {-1};
    for (const QByteArray& pid : file.readAll().split(' '))
        if (!pid.trimmed().isEmpty()) pids.push_back(pid.trimmed().toInt());
    return pids;
}

/// Waits until nobody is left, without ever ending anybody itself.
bool nobodyIsLeft()
{
    return LiveRun::until([] {
        while (waitpid(-1, nullptr, WNOHANG) > 0) {}
        return children().empty();
    });
}

scenario::Scenario manyWorkers()
{
    auto scenario = writerAndReader({{"writer.rate", 0}, {"reader.rate", 100}});
    scenario.processes.resize(8, {"", "reader"});
    for (std::size_t i = 1; i < 8; ++i) scenario.processes[i].name = "reader " + std::to_string(i);
    return scenario;
}

} // namespace

/// Whoever is killed, and whenever: no process is alive soon after, and the next start sweeps what was left.
class TestSuddenDeath : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void appKilled();
    void supervisorKilled();
    void supervisorKilledByOthers();

private:
    [[nodiscard]] QStringList runFolders() const
    {
        return QDir(m_runtime.path() + "/sluice").entryList({"run-*"}, QDir::Dirs);
    }
    QTemporaryDir m_runtime;
    std::mt19937 m_random{7};
};

void TestSuddenDeath::initTestCase()
{
    qputenv("XDG_RUNTIME_DIR", m_runtime.path().toUtf8());
    QCOMPARE(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
}

void TestSuddenDeath::appKilled()
{
    for (int i = 0; i < 120; ++i) {
        const pid_t app = fork();
        if (app == 0) {
            session::Session::Options options;
            options.ringBytes = 1 << 16;
            const LiveRun run(manyWorkers(), options);
            for (;;) pause();
        }
        spinFor(std::chrono::microseconds(m_random() % 25'000)); // before, during and after the start
        QCOMPARE(kill(app, SIGKILL), 0);
        QVERIFY2(nobodyIsLeft(), qPrintable(QString::number(i)));
    }
    {
        const LiveRun next(writerAndReader());
        QVERIFY(next.session);
        QCOMPARE(runFolders().size(), 1); // its own: the others have been swept
    }
    QVERIFY(runFolders().isEmpty());
}

void TestSuddenDeath::supervisorKilled()
{
    for (int i = 0; i < 120; ++i) {
        session::Session::Options options;
        options.ringBytes = 1 << 16;
        auto session = session::Session::start(manyWorkers(), options);
        QVERIFY(session.has_value());
        if (i % 4 != 0) (*session)->begin();
        spinFor(std::chrono::microseconds(m_random() % 3000));
        siginfo_t info{};
        QVERIFY(sendSignal((*session)->endedFd(), SIGKILL));
        QVERIFY(LiveRun::until([&] { return (*session)->ended(); }));
        QCOMPARE(waitid(P_PIDFD, static_cast<id_t>((*session)->endedFd()), &info, WEXITED | WNOWAIT), 0);
        session->reset();
        QVERIFY2(nobodyIsLeft(), qPrintable(QString::number(i)));
    }
}

/// While it still forks: the session has not even been told of its workers.
void TestSuddenDeath::supervisorKilledByOthers()
{
    for (int i = 0; i < 120; ++i) {
        std::atomic<bool> killed{false};
        std::thread killer([&, wait = std::chrono::microseconds(m_random() % 15'000)] {
            spinFor(wait);
            killed = true;
            QFile file(QStringLiteral("/proc/%1/task/%1/children").arg(getpid()));
            if (!file.open(QIODevice::ReadOnly)) return;
            const int supervisor = file.readAll().split(' ').first().toInt();
            if (supervisor > 0) kill(supervisor, SIGKILL); // a child of ours that nobody else reaps
        });
        session::Session::Options options;
        options.ringBytes = 1 << 16;
        auto session = session::Session::start(manyWorkers(), options);
        if (session) (*session)->begin();
        else QVERIFY(session.error().code == Error::Code::Missing); // and says so
        killer.join();
        if (session) session->reset();
        QVERIFY2(nobodyIsLeft(), qPrintable(QString::number(i)));
    }
}

SLUICE_TEST(TestSuddenDeath)
#include "tst_sudden_death.moc"
