#include "program.h"

#include "analysis/held.h"
#include "analysis/record.h"
#include "analysis/scheduler.h"
#include "lessons/lesson.h"
#include "probe/clock.h"
#include "state/replay.h"
#include "support/test_class.h"

#include <QFile>
#include <QTemporaryDir>

#include <chrono>
#include <poll.h>

using namespace sluice;
using analysis::Scheduler;
using nlohmann::json;

namespace {

constexpr int repeats = 20;

/// A lesson whose processes take their steps when the test says so.
class HandRun
{
public:
    HandRun(const char* lesson, const QTemporaryDir& folder)
        : m_scenario(lessons::find(QString::fromLatin1(lesson))->scenario)
    {
        trace::Recording::Options options;
        options.file = folder.filePath(QStringLiteral("by-hand.sluice")).toStdString();
        options.session.supervisor = std::filesystem::path(qgetenv("SLUICE_BIN").toStdString()) / "sluice-supervisor";
        options.session.gates = session::Session::Options::Gates::Closed;
        auto started = analysis::startRecording(m_scenario, std::move(options));
        if (!started) qFatal("%s", started.error().describe().c_str());
        m_recording = std::move(*started);
        m_scheduler.emplace(m_recording->view(), state::initialState(m_scenario));
    }

    /// Lets one process go, by its number, once it is at its gate, and waits until all stand still again.
    bool letGo(std::uint16_t process)
    {
        return until([&] { return m_scheduler->allStandStill() && m_scheduler->wish({process}); })
               && until([&] { return !m_scheduler->hasWishes() && m_scheduler->allStandStill(); });
    }
    bool letGo(std::initializer_list<std::uint16_t> processes)
    {
        return std::ranges::all_of(processes, [this](std::uint16_t each) { return letGo(each); });
    }
    /// Once all stand still: is it held at a line with this in it?
    bool standsBefore(std::uint16_t process, const char* code)
    {
        return until([&] { return m_scheduler->allStandStill() && m_scheduler->isHeld({process}); }) && [&] {
            const trace::TraceView view = m_recording->view();
            state::Replay replay(view);
            const auto& held = replay.at(view.end()).processes[process];
            return analysis::lineHeldAt(held, view).find(code) != std::string::npos;
        }();
    }
    bool set(const char* key, std::int64_t value)
    {
        m_scheduler->note({key, value});
        return m_recording->session().set(key, value).has_value();
    }
    bool save(const QString& file) const
    {
        QFile out(file);
        const QByteArray text = QByteArray::fromStdString(toJson(m_scheduler->chosen()));
        return out.open(QIODevice::WriteOnly) && out.write(text) == text.size();
    }

private:
    bool until(const std::function<bool()>& condition)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (std::chrono::steady_clock::now() < deadline) {
            m_scheduler->extend(m_recording->view());
            while (const auto order = m_scheduler->next(probe::monotonicNow()))
                if (!analysis::carryOut(*order, m_recording->session())) return false;
            if (condition()) return true;
            poll(nullptr, 0, 2);
        }
        return false;
    }

    scenario::Scenario m_scenario;
    std::unique_ptr<trace::Recording> m_recording;
    std::optional<Scheduler> m_scheduler;
};

/// The state at the end of a trace, as the program tells it.
json endOf(const QString& trace) { return test::sluiceJson({"state", trace, "--at", "3600s", "--json"}); }

/// Values that were stored into the counter, by whom.
std::vector<std::pair<std::string, std::int64_t>> additionsOf(const QString& trace)
{
    std::vector<std::pair<std::string, std::int64_t>> additions;
    for (const json& event : test::eventsOf(trace))
        if (event["kind"] == "memory-touched" && event.value("touch", "") == "add")
            additions.emplace_back(event["process"], event["value"].get<std::int64_t>());
    return additions;
}

} // namespace

/// Orders of steps that are chosen by hand, over real processes, and repeated from their file.
class TestInterleavings : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;
    [[nodiscard]] QString at(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

private Q_SLOTS:
    void anUpdateIsLostAsOftenAsOneLikes()
    {
        {
            HandRun run("memory.race", m_folder);
            // Both load 0; both store 1.
            QVERIFY(run.letGo({1, 2, 1, 1, 2, 2}));
            QVERIFY(run.save(at("race.json")));
        }
        const std::vector<std::pair<std::string, std::int64_t>> twice{{"adder A", 1}, {"adder B", 1}};
        for (int i = 0; i < repeats; ++i) {
            const auto ended = test::sluice(
                {"run", "memory.race", "--interleaving", at("race.json"), "--for", "60s", "-o", at("race.sluice")});
            QVERIFY2(ended.status == 0, ended.err.constData());
            QCOMPARE(additionsOf(at("race.sluice")), twice);
        }
    }

    void oneAfterTheOtherNothingIsLost()
    {
        {
            HandRun run("memory.race", m_folder);
            QVERIFY(run.letGo({1, 1, 1, 2, 2, 2}));
            QVERIFY(run.save(at("turns.json")));
        }
        const auto ended = test::sluice(
            {"run", "memory.race", "--interleaving", at("turns.json"), "--for", "60s", "-o", at("turns.sluice")});
        QVERIFY2(ended.status == 0, ended.err.constData());
        const std::vector<std::pair<std::string, std::int64_t>> both{{"adder A", 1}, {"adder B", 2}};
        QCOMPARE(additionsOf(at("turns.sluice")), both);
    }

    void aRecordIsTornAsOftenAsOneLikes()
    {
        {
            HandRun run("signal.race", m_folder);
            constexpr std::uint16_t sender = 1, receiver = 2;
            // Until the first half is written: it stands before the second.
            int steps = 0;
            while (!run.standsBefore(receiver, "m_right")) {
                QVERIFY(run.letGo(receiver));
                QVERIFY(++steps < 50);
            }
            QVERIFY(run.set("sender.send", 1));
            QVERIFY(run.letGo(sender));   // kill(): the handler cuts in, and is held in its sleep
            QVERIFY(run.letGo(receiver)); // it returns
            QVERIFY(run.letGo(receiver)); // the second half
            QVERIFY(run.save(at("torn.json")));
        }
        for (int i = 0; i < repeats; ++i) {
            const auto ended = test::sluice(
                {"run", "signal.race", "--interleaving", at("torn.json"), "--for", "60s", "-o", at("torn.sluice")});
            QVERIFY2(ended.status == 0, ended.err.constData());
            const json end = endOf(at("torn.sluice"));
            QCOMPARE(end["processes"][1]["signals"]["torn"].get<int>(), 1);
            QCOMPARE(end["processes"][1]["signals"]["delivered"].get<int>(), 1);
        }
    }

    void anotherWayIsSaid()
    {
        {
            HandRun run("memory.race", m_folder);
            QVERIFY(run.letGo({1, 2}));
            QVERIFY(run.save(at("short.json")));
        }
        QFile file(at("short.json"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray text = file.readAll();
        const auto last = text.lastIndexOf("\"load\"");
        text.replace(last, 6, "\"store\"");
        file.resize(0);
        file.seek(0);
        file.write(text);
        file.close();
        const auto ended = test::sluice(
            {"run", "memory.race", "--interleaving", at("short.json"), "--for", "60s", "-o", at("short.sluice")});
        QCOMPARE(ended.status, 1);
        QVERIFY2(ended.err.contains("step 2: adder B was to be let go before store")
                     && ended.err.contains("it stands before load"),
                 ended.err.constData());
        QVERIFY(QFile::exists(at("short.sluice"))); // what happened up to there is kept
    }

    void aWrongFileIsRefusedWithItsPlace()
    {
        QFile file(at("wrong.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\n \"format\": \"sluice interleaving 1\",\n \"scenario\": \"memory.race\",\n \"begin\": [],\n"
                   " \"steps\": [\n  {\"let_go\": \"adder Z\", \"before\": \"load\"}\n ]\n}\n");
        file.close();
        const auto ended = test::sluice({"run", "memory.race", "--interleaving", at("wrong.json")});
        QCOMPARE(ended.status, 1);
        QVERIFY2(ended.err.contains("wrong.json:6") && ended.err.contains("/steps/0/let_go"), ended.err.constData());
    }

    void whoWaitsForWhomIsInTheState_data()
    {
        QTest::addColumn<QString>("lesson");
        QTest::addColumn<QByteArray>("process");
        QTest::addColumn<QByteArray>("object");
        QTest::addColumn<bool>("deadlock");
        QTest::newRow("full pipe") << "pipe.backpressure" << QByteArray("writer") << QByteArray("room") << false;
        QTest::newRow("own write end") << "pipe.forgotten-end" << QByteArray("reader") << QByteArray("data") << true;
        QTest::newRow("own lock") << "signal.deadlock" << QByteArray("receiver") << QByteArray("lock") << true;
        QTest::newRow("full queue") << "mq.blocking" << QByteArray("sender") << QByteArray("room") << false;
        QTest::newRow("mutex") << "memory.mutex" << QByteArray("adder") << QByteArray("lock") << false;
    }
    void whoWaitsForWhomIsInTheState()
    {
        QFETCH(QString, lesson);
        QFETCH(QByteArray, process);
        QFETCH(QByteArray, object);
        QFETCH(bool, deadlock);
        const QString trace = m_folder.filePath(lesson + QStringLiteral(".sluice"));
        const auto ended = test::sluice({"run", lesson, "--for", "9s", "-o", trace});
        QVERIFY2(ended.status == 0, ended.err.constData());
        for (int ms = 200; ms < 9'000; ms += 200) {
            const json state = test::sluiceJson({"state", trace, "--at", QStringLiteral("%1ms").arg(ms), "--json"});
            for (const json& wait : state["waits"]) {
                const std::string who = wait["process"];
                if (!QByteArray::fromStdString(who).startsWith(process) || wait["object"] != object.toStdString()
                    || wait["deadlock"] != deadlock)
                    continue;
                QCOMPARE(state["deadlocks"].empty(), !deadlock);
                QVERIFY(!wait["released_by"].empty());
                QCOMPARE(wait["released_by"][0]["process"] == wait["process"], deadlock);
                return;
            }
        }
        QFAIL("nobody was seen to wait like that");
    }
};

SLUICE_TEST(TestInterleavings, QCoreApplication)
#include "tst_interleavings.moc"
