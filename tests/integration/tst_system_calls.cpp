#include "program.h"
#include "support/test_class.h"

#include <QFile>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace sluice;
using nlohmann::json;

namespace {

/// Calls that one process began on one descriptor, as strace saw them.
struct Seen {
    int begun = 0;
    std::int64_t bytes = 0; ///< sum of what they returned
};

/// A line is "PID call(FD<pipe:[INODE]>, …) = RESULT", or cut in two by another process's line: "… <unfinished ...>"
/// and "PID <... call resumed>…) = RESULT". A call that our handler interrupts shows ERESTARTSYS and, without
/// SA_RESTART, is not started again.
Seen countCalls(const QByteArray& log, int pid, const QString& call, int fd)
{
    Seen seen;
    const QRegularExpression begins(QStringLiteral("^%1 +%2\\(%3<pipe:").arg(pid).arg(call).arg(fd));
    const QRegularExpression resumes(QStringLiteral("^%1 +<\\.\\.\\. %2 resumed").arg(pid).arg(call));
    static const QRegularExpression result(QStringLiteral("\\) += (\\S+)"));
    bool open = false; // the call that was cut in two is one of ours
    for (const QByteArray& bytes : log.split('\n')) {
        const QString line = QString::fromUtf8(bytes);
        const bool begun = line.contains(begins), resumed = open && line.contains(resumes);
        if (!begun && !resumed) continue;
        if (begun) ++seen.begun;
        open = line.contains(QLatin1String("<unfinished"));
        const auto found = result.match(line);
        if (found.hasMatch()) seen.bytes += std::max(0, found.captured(1).toInt());
    }
    return seen;
}

} // namespace

/// The trace against an independent witness: strace counts the same calls.
class TestSystemCalls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void straceSeesTheSameCalls_data();
    void straceSeesTheSameCalls();
};

void TestSystemCalls::straceSeesTheSameCalls_data()
{
    QTest::addColumn<QStringList>("settings");
    QTest::newRow("a page at a time") << QStringList{"writer.rate=50", "reader.rate=50"};
    QTest::newRow("several reads a message") << QStringList{"writer.rate=50", "reader.rate=0", "reader.size=1000"};
    QTest::newRow("non-blocking") << QStringList{"writer.rate=100", "reader.rate=30", "writer.nonblocking=1",
                                                 "pipe.capacity=8192"};
}

void TestSystemCalls::straceSeesTheSameCalls()
{
    QFETCH(QStringList, settings);
    const QString strace = QStandardPaths::findExecutable(QStringLiteral("strace"));
    if (strace.isEmpty()) QSKIP("strace is not installed");
    if (test::runProgram(strace, {"-o", "/dev/null", "true"}).status != 0) QSKIP("ptrace is not allowed here");

    QTemporaryDir folder;
    const QString trace = folder.filePath(QStringLiteral("a.sluice")), log = folder.filePath(QStringLiteral("log"));
    QStringList arguments{"-f",
                          "-yy",
                          "-e",
                          "trace=read,write",
                          "-e",
                          "signal=none",
                          "-o",
                          log,
                          test::sluicePath(),
                          "run",
                          "pipe.backpressure",
                          "--for",
                          "1500ms",
                          "-o",
                          trace};
    for (const QString& setting : settings) arguments << "--set" << setting;
    const auto ended = test::runProgram(strace, arguments);
    QVERIFY2(ended.status == 0, ended.err.constData());

    QFile in(log);
    QVERIFY(in.open(QIODevice::ReadOnly));
    const QByteArray seenByStrace = in.readAll();
    const json info = test::sluiceJson({"info", trace});
    const auto events = test::eventsOf(trace);
    const struct {
        const char* process;
        const char* call;
    } parts[] = {{"writer", "write"}, {"reader", "read"}};
    for (std::size_t i = 0; i < 2; ++i) {
        int begun = 0, fd = -1;
        std::int64_t bytes = 0;
        for (const json& event : events) {
            if (event.at("process") != parts[i].process || event.value("call", "") != parts[i].call) continue;
            fd = event.at("fd");
            if (event.at("kind") == "call-entered") ++begun;
            else bytes += std::max(0, event.at("result").get<int>());
        }
        QVERIFY(begun > 10);
        const Seen seen =
            countCalls(seenByStrace, info.at("processes").at(i).at("pid"), QLatin1String(parts[i].call), fd);
        QCOMPARE(begun, seen.begun);
        QCOMPARE(bytes, seen.bytes);
    }
}

SLUICE_TEST(TestSystemCalls, QCoreApplication)
#include "tst_system_calls.moc"
