#include "program.h"

#include "analysis/record.h"
#include "state/replay.h"
#include "support/test_class.h"
#include "trace/trace_view.h"

#include <QFile>
#include <QTemporaryDir>

using namespace sluice;

/// A pipeline of two real programs, of which nobody but the kernel tells.
class TestShell : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] QString run(const QString& left, const QString& right, const QString& length)
    {
        const QString file = m_folder.filePath(QStringLiteral("shell.sluice"));
        const auto ended =
            test::sluice({"run", "pipe.shell", "--for", length, "--set", "left.command=" + left, "--set",
                          "right.command=" + right, "--set", "left.pause=0", "--set", "right.pause=0", "-o", file});
        return ended.status == 0 ? file : QString::fromUtf8(ended.err);
    }

    static char letterOf(int pid)
    {
        QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
        if (!stat.open(QIODevice::ReadOnly)) return 0;
        const QByteArray text = stat.readAll();
        return text.at(text.lastIndexOf(')') + 2);
    }

private Q_SLOTS:
    void writerWaitsAsSoonAsThePipeIsFull()
    {
        const QString file = run("yes", "sleep 4", "1s");
        const auto state = test::sluiceJson({"state", file, "--at", "0.8s", "--json"});
        QVERIFY2(state.is_object(), qPrintable(file));
        const auto& left = state["processes"][0];
        QVERIFY(left["program"] == "yes");
        QVERIFY(left["activity"] == "blocked");
        QVERIFY(left["activity_evidence"] == "kernel");
        QVERIFY(left["call"]["name"] == "write");
        QVERIFY(left["call"]["fd"] == 1);
        QVERIFY(left["call"]["channel"] == "pipe");
        QVERIFY(state["processes"][1]["call"]["name"] == "clock_nanosleep");
        const auto& pipe = state["channels"][0];
        QVERIFY(pipe["depth_bytes"] == 65536);
        QVERIFY(pipe["kernel_depth_bytes"] == 65536); // FIONREAD
        QVERIFY(pipe["bytes_sent"] == 65536);
        QVERIFY(pipe["slots"]["full"] == true);
    }

    void everyByteIsCounted_data()
    {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        QTest::addColumn<int>("bytes");
        QTest::newRow("far more than a pipe holds") << "head -c 1000000 /dev/zero"
                                                    << "wc -c" << 1'000'000;
        QTest::newRow("one word") << "echo hello"
                                  << "cat" << 6;
        QTest::newRow("nothing") << "sleep 3"
                                 << "true" << 0;
    }

    void everyByteIsCounted()
    {
        QFETCH(QString, left);
        QFETCH(QString, right);
        QFETCH(int, bytes);
        const QString file = run(left, right, "2s");
        const auto state = test::sluiceJson({"state", file, "--at", "9s", "--json"});
        QVERIFY2(state.is_object(), qPrintable(file));
        QVERIFY(state["channels"][0]["bytes_sent"] == bytes);
    }

    void anEndedReaderIsTheWritersDeath()
    {
        const auto info = test::sluiceJson({"info", run("yes", "head -n 3", "5s"), "--json"});
        QVERIFY(info.is_object());
        QVERIFY(info["processes"][0]["exit"]["signal"] == "SIGPIPE");
        QVERIFY(info["processes"][1]["exit"]["status"] == 0);
        QVERIFY(info["duration_ns"] < 4'000'000'000);
    }

    void aProgramIsHeldAndLetGo()
    {
        const auto info = test::sluiceJson({"info", run("yes", "cat", "100ms"), "--json"});
        QVERIFY(info.is_object());
        auto trace = trace::TraceView::open(m_folder.filePath(QStringLiteral("shell.sluice")).toStdString());
        QVERIFY(trace);
        trace::Recording::Options options;
        options.file = m_folder.filePath(QStringLiteral("held.sluice")).toStdString();
        auto recording = analysis::startRecording(trace->meta().scenario, std::move(options));
        QVERIFY(recording);
        const int pid = (*recording)->session().workers()[0].pid;
        const auto program = [pid] { return QFile::symLinkTarget(QStringLiteral("/proc/%1/exe").arg(pid)); };
        QTRY_VERIFY(program().endsWith("yes"));
        QVERIFY((*recording)->session().set("left.hold", 1));
        QTRY_COMPARE(letterOf(pid), 'T');
        const auto seen = [&] {
            state::Replay replay((*recording)->view());
            return replay.at((*recording)->view().end()).processes[1].activity;
        };
        QTRY_COMPARE(seen(), state::Activity::Held);
        QVERIFY((*recording)->session().set("left.hold", 0));
        QTRY_VERIFY(letterOf(pid) != 'T');
        QTRY_VERIFY(seen() != state::Activity::Held);
        QVERIFY((*recording)->session().set("left.hold", 1)); // one that stands still must be able to end, too
        QTRY_COMPARE(letterOf(pid), 'T');
        (*recording)->stop();
        (*recording)->waitUntilEnded();
    }

    void theCommandCountsFromTheStart()
    {
        const auto wrong = test::sluice({"run", "pipe.shell", "--set", "left.command=rm", "--for", "1s"});
        QCOMPARE(wrong.status, 2);
        QVERIFY(wrong.err.contains("left.command"));
    }
};

SLUICE_TEST(TestShell, QCoreApplication)
#include "tst_shell.moc"
