#include "program.h"
#include "support/test_class.h"

#include <QFile>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include <csignal>
#include <fstream>

using namespace sluice;
using nlohmann::json;

namespace {

/// Enough to tell percentiles by, and few enough to take a moment.
QStringList few(const QStringList& kinds)
{
    return QStringList{"compare"} + kinds + QStringList{"--count", "100", "--repeat", "3"};
}

QString contentOf(const QString& file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? QString::fromUtf8(opened.readAll()) : QString();
}

/// Processes whose parent is that one, by /proc.
QStringList childrenOf(qint64 pid)
{
    std::ifstream file(QStringLiteral("/proc/%1/task/%1/children").arg(pid).toStdString());
    std::string all;
    std::getline(file, all);
    return QString::fromStdString(all).split(' ', Qt::SkipEmptyParts);
}

bool isThere(const QString& pid) { return kill(pid.toInt(), 0) == 0; }

} // namespace

/// `sluice compare`, as people and scripts use it.
class TestCompareCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatMachinesRead();
    void whatPeopleRead();
    void filesAreKept();
    void aPictureIsDrawn_data();
    void aPictureIsDrawn();
    void oneThatCannotRunIsPartOfTheAnswer();
    void whoIsInterruptedLeavesNothing();
};

void TestCompareCommand::whatMachinesRead()
{
    const json whole = test::sluiceJson(few({"pipe", "mq", "ring"}) + QStringList{"--size", "64,4096", "--json"});
    QCOMPARE(whole.at("sizes").size(), 2U);
    for (const json& size : whole.at("sizes")) {
        QCOMPARE(size.at("lanes").size(), 3U);
        for (const json& lane : size.at("lanes")) {
            QVERIFY(lane.at("error").is_null());
            QVERIFY(lane.at("facts").at("size_bytes") == size.at("size_bytes"));
            QCOMPARE(lane.at("facts").at("repetitions").get<int>(), 3);
            QCOMPARE(lane.at("facts").at("processes").get<int>(), 2);
            QCOMPARE(lane.at("facts").at("waiting").get<std::string>(), std::string("block"));
            const json& trips = lane.at("round_trip");
            QCOMPARE(trips.at("count").get<int>(), 300);
            QVERIFY(trips.at("p50_ns").get<int>() > 0);
            QVERIFY(trips.at("p50_ns") <= trips.at("p90_ns"));
            QVERIFY(trips.at("p90_ns") <= trips.at("p99_ns"));
            QVERIFY(trips.at("p99_9_ns").is_null()); // 300 cannot tell it
            QVERIFY(trips.at("median_ns").at("low") <= trips.at("median_ns").at("high"));
            QVERIFY(lane.at("messages_per_second").at("median").get<double>() > 0);
            QVERIFY(lane.at("with_events").at("throughput_ratio").at("median").get<double>() > 0);
            QVERIFY(lane.at("each_message").at("one_at_a_time").at("cpu_ns").get<double>() > 0);
        }
        for (const char* by : {"latency", "throughput"}) QCOMPARE(size.at("order").at(by).size(), 3U);
    }
    // Ten messages against a thousand: whoever holds fewer waits more often.
    const auto& against = whole.at("sizes").at(0).at("not_comparable");
    bool told = false;
    for (const json& pair : against) {
        if (pair.at("lanes") != json::array({"pipe", "mq"}) || pair.at("by") != "throughput") continue;
        for (const json& reason : pair.at("reasons")) told = told || reason == "other-capacity";
    }
    QVERIFY(told);
}

void TestCompareCommand::whatPeopleRead()
{
    const auto ended = test::sluice(few({"pipe", "unix"}));
    QCOMPARE(ended.status, 0);
    const QString text = QString::fromUtf8(ended.out);
    for (const char* part : {"64 B", "100 round trips", "1,000 messages one way", "3 times each", "two processes"})
        QVERIFY2(text.contains(QLatin1String(part)), part);
    QVERIFY(text.contains(QStringLiteral("\npipe ")) && text.contains(QStringLiteral("\nunix ")));
}

void TestCompareCommand::filesAreKept()
{
    QTemporaryDir folder;
    const QString csv = folder.filePath("a.csv"), document = folder.filePath("a.json");
    QCOMPARE(test::sluice(few({"pipe", "tcp"}) + QStringList{"--size", "8,64", "-o", csv}).status, 0);
    const QStringList lines = contentOf(csv).split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 5); // names, and two mechanisms at two sizes
    for (const QString& line : lines) QCOMPARE(line.count(','), lines[0].count(','));
    QVERIFY(lines[4].startsWith("tcp,64,100,1000,"));
    QCOMPARE(test::sluice(few({"pipe"}) + QStringList{"-o", document}).status, 0);
    QCOMPARE(json::parse(contentOf(document).toStdString()).at("sizes").size(), 1U);
    const auto refused = test::sluice(few({"pipe"}) + QStringList{"-o", "/nowhere/a.csv"});
    QCOMPARE(refused.status, 1);
    QVERIFY(refused.err.contains("/nowhere/a.csv"));
}

void TestCompareCommand::aPictureIsDrawn_data()
{
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QString>("background");
    QTest::newRow("dark") << "dark"
                          << "#0e1320";
    QTest::newRow("light") << "light"
                           << "#f5f7fb";
}

/// Its words are outlines; tst_comparison_picture reads them.
void TestCompareCommand::aPictureIsDrawn()
{
    QFETCH(QString, theme);
    QFETCH(QString, background);
    QTemporaryDir folder;
    const QString file = folder.filePath("a.svg");
    QCOMPARE(test::sluice(few({"pipe", "mq", "datagram"}) + QStringList{"-o", file, "--theme", theme}).status, 0);
    const QString text = contentOf(file);
    QXmlStreamReader svg(text);
    int shapes = 0;
    while (!svg.atEnd()) shapes += svg.readNext() == QXmlStreamReader::StartElement ? 1 : 0;
    QVERIFY(!svg.hasError());
    QVERIFY(shapes > 60); // distributions are drawn, too
    QVERIFY(text.contains(background, Qt::CaseInsensitive));
}

void TestCompareCommand::oneThatCannotRunIsPartOfTheAnswer()
{
    const json whole = test::sluiceJson(few({"pipe", "ring"}) + QStringList{"--wait", "poll", "--json"});
    const auto& lanes = whole.at("sizes").at(0).at("lanes");
    QVERIFY(lanes.at(0).at("error").is_null());
    QVERIFY(lanes.at(1).at("error").get<std::string>().find("poll") != std::string::npos);
    QVERIFY(whole.at("sizes").at(0).at("order").at("latency") == json::array({"pipe"}));
}

void TestCompareCommand::whoIsInterruptedLeavesNothing()
{
    QProcess program;
    program.setProcessEnvironment(test::withoutDisplay());
    program.start(test::sluicePath(), {"compare", "all", "--count", "50000", "--repeat", "50"});
    QVERIFY(program.waitForStarted());
    QStringList below; // the supervisor and its two
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            const QStringList supervisors = childrenOf(program.processId());
            if (supervisors.isEmpty()) return false;
            below = supervisors + childrenOf(supervisors.front().toLongLong());
            return below.size() == 3;
        }(),
        20'000);
    kill(static_cast<pid_t>(program.processId()), SIGINT);
    QVERIFY(program.waitForFinished(20'000));
    QCOMPARE(program.exitCode(), 1);
    QVERIFY(program.readAllStandardError().contains("interrupted"));
    for (const QString& pid : below) QVERIFY(!isThere(pid));
}

SLUICE_TEST(TestCompareCommand, QCoreApplication)
#include "tst_compare_command.moc"
