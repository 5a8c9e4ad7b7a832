#include "program.h"
#include "support/test_class.h"

#include <QDir>
#include <QTemporaryDir>

using namespace sluice;
using nlohmann::json;
using test::sluiceJson;

/// Every lesson runs, and what the program says of a run is true at any pace.
class TestLessonsRun : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyLesson();
    void paces_data();
    void paces();
    void endsWhenAllProcessesHave();
    void leavesNothingBehind();
    void scenarioFromFile();
};

void TestLessonsRun::everyLesson()
{
    const json lessons = sluiceJson({"list"});
    QVERIFY(lessons.size() >= 3);
    for (const json& lesson : lessons) {
        const auto id = QString::fromStdString(lesson.at("id"));
        QVERIFY(!lesson.at("mechanism").get<std::string>().empty() && !lesson.at("title").get<std::string>().empty());
        const json info = sluiceJson({"run", id, "--for", "1s"});
        QVERIFY2(info.is_object(), qPrintable(id));
        QCOMPARE(info.at("lesson").get<std::string>(), id.toStdString());
        QCOMPARE(info.at("lost").get<int>(), 0);
        for (const json& process : info.at("processes"))
            QVERIFY(!process.at("exit").is_null()); // none outlives its run
    }
}

void TestLessonsRun::paces_data()
{
    QTest::addColumn<QStringList>("settings");
    QTest::newRow("as fast as possible, pages") << QStringList{"writer.rate=0", "reader.rate=0"};
    QTest::newRow("as fast as possible, 64 bytes") << QStringList{"writer.rate=0", "reader.rate=0", "writer.size=64"};
    QTest::newRow("large messages") << QStringList{"writer.rate=0", "reader.rate=0", "writer.size=200000",
                                                   "reader.size=1000"};
    QTest::newRow("non-blocking") << QStringList{"writer.rate=0", "reader.rate=0", "writer.nonblocking=1",
                                                 "reader.nonblocking=1"};
    QTest::newRow("small pipe, odd sizes")
        << QStringList{"writer.rate=0", "reader.rate=0", "pipe.capacity=4096", "writer.size=777", "reader.size=1001"};
}

void TestLessonsRun::paces()
{
    QFETCH(QStringList, settings);
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.sluice"));
    QStringList arguments{"run", "pipe.backpressure", "--for", "400ms", "-o", file, "--set", "reader.hold=0"};
    for (const QString& setting : settings) arguments << "--set" << setting;
    const json info = sluiceJson(arguments);
    QVERIFY(info.is_object());
    QCOMPARE(info.at("emitted").get<std::uint64_t>(),
             info.at("stored").get<std::uint64_t>() + info.at("lost").get<std::uint64_t>());
    const json& pipe = info.at("channels").at(0);
    QCOMPARE(pipe.at("broken_bytes").get<int>(), 0);
    QVERIFY(pipe.at("messages_sent").get<std::uint64_t>() > 10);
    if (info.at("lost").get<std::uint64_t>() > 0) return; // then the depths between are not known, and said to be so
    QCOMPARE(pipe.at("causality_breaks").get<int>(), 0);
    QVERIFY(pipe.at("messages_received") <= pipe.at("messages_sent"));
    QVERIFY(pipe.at("max_depth_bytes") <= pipe.at("capacity_bytes"));
}

void TestLessonsRun::endsWhenAllProcessesHave()
{
    const json info =
        sluiceJson({"run", "pipe.anonymous", "--for", "50s", "--set", "writer.count=20", "--set", "writer.hold=0",
                    "--set", "reader.hold=0", "--set", "writer.rate=0", "--set", "reader.rate=0"});
    QVERIFY(info.is_object());
    QVERIFY(info.at("duration_ns").get<std::int64_t>() < 40'000'000'000);
    for (const json& process : info.at("processes"))
        QCOMPARE(process.at("exit").dump(), std::string(R"({"how":"exited","status":0})"));
    QCOMPARE(info.at("channels").at(0).at("messages_sent").get<int>(), 20);
    QCOMPARE(info.at("channels").at(0).at("messages_received").get<int>(), 20);
}

void TestLessonsRun::leavesNothingBehind()
{
    QTemporaryDir folder;
    QProcessEnvironment environment = test::withoutDisplay();
    environment.insert(QStringLiteral("TMPDIR"), folder.path());
    const auto ended =
        test::runProgram(test::sluicePath(), {"run", "pipe.backpressure", "--for", "200ms"}, environment);
    QCOMPARE(ended.status, 0);
    QVERIFY(ended.out.contains("writer"));
    QVERIFY2(ended.err.isEmpty(), ended.err.constData()); // no progress where nobody looks
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden), QStringList());
}

void TestLessonsRun::scenarioFromFile()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("mine.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"id": "mine", "mechanism": "pipe",
        "processes": [{"name": "left", "role": "writer"}, {"name": "right", "role": "reader"}],
        "channels": [{"name": "between", "kind": "pipe"}], "settings": {"writer.count": 5, "writer.rate": 0}})");
    file.close();
    const json info = sluiceJson({"run", file.fileName(), "--for", "20s"});
    QVERIFY(info.is_object());
    QCOMPARE(info.at("processes").at(0).at("name").get<std::string>(), std::string("left"));
    QCOMPARE(info.at("channels").at(0).at("name").get<std::string>(), std::string("between"));
    QCOMPARE(info.at("channels").at(0).at("messages_received").get<int>(), 5);
}

SLUICE_TEST(TestLessonsRun, QCoreApplication)
#include "tst_lessons_run.moc"
