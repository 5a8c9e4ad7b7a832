#include "program.h"

#include "analysis/explain.h"
#include "lessons/progress.h"
#include "state/replay.h"
#include "support/test_class.h"
#include "trace/trace_view.h"

#include <QStandardPaths>
#include <QTemporaryDir>

#include <csignal>

using namespace sluice;
using nlohmann::json;
using probe::Event;
using probe::EventKind;

namespace {

qint64 lengthOf(const lessons::Lesson& lesson) { return lesson.scenario.actions.back().at.ns / 1'000'000 + 2'500; }

} // namespace

/// The lessons on signals, run by the program, against the kernel's own word.
class TestSignalLessons : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    [[nodiscard]] QString fileOf(const QString& id) const { return m_folder.filePath(id + ".sluice"); }

private Q_SLOTS:
    void initTestCase();
    void theSetsAreTheKernels_data() { everyLesson(); }
    void theSetsAreTheKernels();
    void everyStepIsReached_data() { everyLesson(); }
    void everyStepIsReached();
    void oneSignalHasThreeFates();
    void theDeadlockIsExplained();
    void straceSeesTheSameSignals();

private:
    static void everyLesson()
    {
        QTest::addColumn<QString>("id");
        for (const lessons::Lesson& lesson : lessons::builtIn())
            if (lesson.id.startsWith(QLatin1String("signal."))) QTest::newRow(qPrintable(lesson.id)) << lesson.id;
    }
};

/// All at once: they sleep most of the time.
void TestSignalLessons::initTestCase()
{
    std::vector<std::unique_ptr<QProcess>> runs;
    for (const lessons::Lesson& lesson : lessons::builtIn()) {
        if (!lesson.id.startsWith(QLatin1String("signal."))) continue;
        auto run = std::make_unique<QProcess>();
        run->setProcessEnvironment(test::withoutDisplay());
        run->start(test::sluicePath(),
                   {"run", lesson.id, "--for", QStringLiteral("%1ms").arg(lengthOf(lesson)), "-o", fileOf(lesson.id)});
        runs.push_back(std::move(run));
    }
    QCOMPARE(runs.size(), std::size_t{12});
    for (const auto& run : runs) {
        QVERIFY(run->waitForFinished(120'000));
        QCOMPARE(run->exitCode(), 0);
    }
}

/// Whenever /proc/PID/status was read with nothing going on, all bits of all five sets are those that were drawn.
void TestSignalLessons::theSetsAreTheKernels()
{
    QFETCH(QString, id);
    const auto trace = trace::TraceView::open(fileOf(id).toStdString());
    QVERIFY(trace);
    state::SystemState state = state::initialState(trace->meta().scenario);
    int compared = 0;
    for (std::uint64_t i = 0; i < trace->eventCount(); ++i) {
        const Event event = trace->event(i);
        state::apply(state, event);
        if (event.kind != EventKind::KernelSignals) continue;
        // SIGURG is the supervisor's own: with it a worker is woken when the run is to end.
        const std::uint64_t kernel = static_cast<std::uint64_t>(event.value()) & ~probe::bitOf(SIGURG);
        const auto derived = state.processes.at(event.process).signals.derived.at(event.detail) & ~probe::bitOf(SIGURG);
        QVERIFY2(derived == kernel, qPrintable(QStringLiteral("at %1 ns process %2 set %3: drawn %4, kernel %5")
                                                   .arg(event.time)
                                                   .arg(event.process)
                                                   .arg(event.detail)
                                                   .arg(derived, 16, 16)
                                                   .arg(kernel, 16, 16)));
        ++compared;
    }
    QVERIFY(compared >= 10); // each set of both at least once
}

void TestSignalLessons::everyStepIsReached()
{
    QFETCH(QString, id);
    const lessons::Lesson& lesson = *lessons::find(id);
    const auto trace = trace::TraceView::open(fileOf(id).toStdString());
    QVERIFY(trace);
    lessons::Progress progress(lesson);
    progress.extend(*trace);
    const int last = progress.stepAt({trace->end(), trace->eventCount()});
    QCOMPARE(last, static_cast<int>(lesson.steps.size()) - 1);
}

/// What is drawn of each signal that was sent to all three, and how the two that it ended have ended, waitid(2).
void TestSignalLessons::oneSignalHasThreeFates()
{
    using Fate = state::SentSignal::Fate;
    const auto trace = trace::TraceView::open(fileOf(QStringLiteral("signal.disposition")).toStdString());
    QVERIFY(trace);
    state::Replay replay(*trace);
    const state::SystemState state = replay.at(trace->end());
    const auto fateOf = [&](std::size_t receiver, int signal) {
        for (const auto& each : state.processes.at(receiver + 1).signals.decided)
            if (each.signal == signal) return static_cast<int>(each.fate);
        return -1;
    };
    for (const int signal : {SIGTSTP, SIGCONT, SIGTERM, SIGQUIT}) QCOMPARE(fateOf(1, signal), int(Fate::Delivered));
    for (const int signal : {SIGTSTP, SIGCONT, SIGTERM}) QCOMPARE(fateOf(2, signal), int(Fate::Ignored));
    QCOMPARE(fateOf(2, SIGQUIT), int(Fate::Acted));
    for (const int signal : {SIGTSTP, SIGCONT, SIGTERM}) QCOMPARE(fateOf(3, signal), int(Fate::Acted));
    QCOMPARE(state.processes.at(2).signals.delivered, std::uint64_t{5}); // and SIGCHLD
    const json info = test::sluiceJson({"info", fileOf(QStringLiteral("signal.disposition"))});
    QCOMPARE(info.at("processes").at(2).at("exit").at("signal").dump(), std::string("\"SIGQUIT\""));
    QCOMPARE(info.at("processes").at(3).at("exit").at("signal").dump(), std::string("\"SIGTERM\""));
}

void TestSignalLessons::theDeadlockIsExplained()
{
    const auto trace = trace::TraceView::open(fileOf(QStringLiteral("signal.deadlock")).toStdString());
    QVERIFY(trace);
    state::Replay replay(*trace);
    const auto last = lengthOf(*lessons::find(QStringLiteral("signal.deadlock"))) - 500;
    const state::SystemState& state = replay.at(TraceTime{last * 1'000'000});
    QVERIFY(state.processes.at(2).waitsForItself());
    const analysis::Explanation why = analysis::explain(state, *trace);
    QVERIFY(why.headline.starts_with("Deadlock"));
    QVERIFY(why.sentence.find("holds") != std::string::npos);
    QVERIFY(why.waiting && *why.waiting > milliseconds(500));
    QVERIFY(why.wakers.at(0).starts_with("nobody"));
    // It was ended in good order, not killed.
    const json info = test::sluiceJson({"info", fileOf(QStringLiteral("signal.deadlock"))});
    QCOMPARE(info.at("processes").at(1).at("exit").dump(), std::string(R"({"how":"exited","status":0})"));
}

/// Another witness: what strace sees sent and delivered.
void TestSignalLessons::straceSeesTheSameSignals()
{
    const QString strace = QStandardPaths::findExecutable(QStringLiteral("strace"));
    if (strace.isEmpty()) QSKIP("strace is not installed");
    if (test::runProgram(strace, {"-o", "/dev/null", "true"}).status != 0) QSKIP("ptrace is not allowed here");
    const QString trace = m_folder.filePath("strace.sluice"), log = m_folder.filePath("log");
    const auto ended = test::runProgram(strace, {"-f",
                                                 "-e",
                                                 "trace=pidfd_send_signal",
                                                 "-e",
                                                 "signal=usr1",
                                                 "-o",
                                                 log,
                                                 test::sluicePath(),
                                                 "run",
                                                 "signal.notification",
                                                 "--for",
                                                 "1500ms",
                                                 "-o",
                                                 trace,
                                                 "--set",
                                                 "sender.rate=50",
                                                 "--set",
                                                 "receiver.handler-ms=1",
                                                 "--set",
                                                 "receiver.rate=100"});
    QVERIFY2(ended.status == 0, ended.err.constData());
    QFile in(log);
    QVERIFY(in.open(QIODevice::ReadOnly));
    const json info = test::sluiceJson({"info", trace});
    const QByteArray sender = QByteArray::number(info.at("processes").at(0).at("pid").get<int>()) + ' ';
    const QByteArray receiver = QByteArray::number(info.at("processes").at(1).at("pid").get<int>()) + ' ';
    int sent = 0, delivered = 0;
    for (const QByteArray& line : in.readAll().split('\n')) {
        if (line.startsWith(sender) && line.contains("pidfd_send_signal(")) ++sent;
        if (line.startsWith(receiver) && line.contains("--- SIGUSR1 {")) ++delivered;
    }
    int calls = 0, handlers = 0;
    for (const json& event : test::eventsOf(trace)) {
        if (event.at("kind") == "call-entered" && event.value("call", "") == "kill") ++calls;
        if (event.at("kind") == "handler-entered") ++handlers;
    }
    QVERIFY(calls > 20);
    QCOMPARE(calls, sent);
    QCOMPARE(handlers, delivered);
}

SLUICE_TEST(TestSignalLessons, QCoreApplication)
#include "tst_signal_lessons.moc"
