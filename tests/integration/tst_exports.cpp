#include "program.h"
#include "support/test_class.h"

#include <QFile>
#include <QTemporaryDir>

#include <set>

using namespace sluice;

namespace {

/// What `protoc --decode_raw` prints, as lines "path: value" with the numbers of the fields in the path.
struct Decoded {
    int packets = 0, begins = 0, calls = 0, counters = 0, processes = 0;
    std::set<QByteArray> flows, lastFlows;
};

Decoded decode(const QByteArray& text)
{
    Decoded decoded;
    QList<QByteArray> path;
    QByteArray type;
    for (const QByteArray& raw : text.split('\n')) {
        const QByteArray line = raw.trimmed();
        if (line.endsWith('{')) {
            path << line.left(line.size() - 2);
            const QByteArray where = path.join('.');
            decoded.packets += where == "1" ? 1 : 0;
            decoded.processes += where == "1.60.3" ? 1 : 0;
        } else if (line == "}") path.removeLast();
        else if (path.join('.') == "1.11") {
            const qsizetype colon = line.indexOf(": ");
            const QByteArray field = line.left(colon), value = line.mid(colon + 2);
            if (field == "9") type = value;
            decoded.begins += line == "9: 1" ? 1 : 0;
            decoded.counters += line == "9: 4" ? 1 : 0;
            decoded.calls += line == "22: \"call\"" ? 1 : 0;
            if (field == "47") decoded.flows.insert(value);
            if (field == "48") decoded.lastFlows.insert(value);
        }
    }
    return decoded;
}

} // namespace

/// Traces for other programs, read by the tools of those: what they count is what `info` counts.
class TestExports : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void perfettoAgreesWithInfo_data();
    void perfettoAgreesWithInfo();
    void csvAndJsonAgreeWithInfo();

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QTemporaryDir m_folder;
};

void TestExports::perfettoAgreesWithInfo_data()
{
    QTest::addColumn<QString>("lesson");
    for (const char* lesson : {"pipe.backpressure", "pipe.anonymous", "pipe.writers", "pipe.nonblocking", "mq.priority",
                               "socket.tcp", "signal.nested", "signal.signalfd", "memory.false-sharing"})
        QTest::newRow(lesson) << QString::fromLatin1(lesson);
}

void TestExports::perfettoAgreesWithInfo()
{
    QFETCH(QString, lesson);
    QVERIFY(test::sluice({"run", lesson, "--for", "1500ms", "-o", path("a.sluice")}).status == 0);
    const auto ended = test::sluice({"export", path("a.sluice"), "--to", "perfetto", "-o", path("a.pftrace")});
    QVERIFY2(ended.status == 0, ended.err.constData());
    const auto raw = test::runProgram("/bin/sh", {"-c", "protoc --decode_raw < \"$0\"", path("a.pftrace")});
    QVERIFY2(raw.status == 0, raw.err.constData());
    const Decoded decoded = decode(raw.out);
    const auto info = test::sluiceJson({"info", path("a.sluice")});
    std::size_t calls = 0, sent = 0, received = 0, deepest = 0;
    for (const auto& process : info.at("processes")) calls += process.at("calls").get<std::size_t>();
    for (const auto& channel : info.at("channels")) {
        deepest = std::max(deepest, channel.at("max_depth_bytes").get<std::size_t>());
        if (channel.at("kind") == "signal") continue; // signals are no messages: calls send them
        sent += channel.at("messages_sent").get<std::size_t>();
        received += channel.at("messages_received").get<std::size_t>();
    }
    QCOMPARE(static_cast<std::size_t>(decoded.processes), info.at("processes").size());
    QCOMPARE(static_cast<std::size_t>(decoded.calls), calls);
    QCOMPARE(decoded.flows.size(), sent);
    QCOMPARE(decoded.lastFlows.size(), received);
    QVERIFY(std::ranges::includes(decoded.flows, decoded.lastFlows));
    QVERIFY(decoded.begins > decoded.calls);
    QCOMPARE(decoded.counters > 0, deepest > 0);
}

void TestExports::csvAndJsonAgreeWithInfo()
{
    QVERIFY(test::sluice({"run", "pipe.backpressure", "--for", "1s", "-o", path("b.sluice")}).status == 0);
    for (const char* format : {"csv", "chrome"})
        QVERIFY(test::sluice({"export", path("b.sluice"), "--to", format, "-o", path(format)}).status == 0);
    const auto info = test::sluiceJson({"info", path("b.sluice")});
    QFile csv(path("csv"));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    QCOMPARE(static_cast<std::size_t>(csv.readAll().count("\r\n")) - 1, info.at("stored").get<std::size_t>());
    QFile chrome(path("chrome"));
    QVERIFY(chrome.open(QIODevice::ReadOnly));
    const auto parsed = nlohmann::json::parse(chrome.readAll().toStdString(), nullptr, false);
    QVERIFY(!parsed.is_discarded());
    std::size_t calls = 0;
    for (const auto& event : parsed.at("traceEvents")) calls += event.value("cat", "") == "call" ? 1 : 0;
    std::size_t wanted = 0;
    for (const auto& process : info.at("processes")) wanted += process.at("calls").get<std::size_t>();
    QCOMPARE(calls, wanted);
}

SLUICE_TEST(TestExports, QCoreApplication)
#include "tst_exports.moc"
