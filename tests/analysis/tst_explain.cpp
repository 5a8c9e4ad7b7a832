#include "analysis/explain.h"
#include "state/replay.h"
#include "support/test_class.h"
#include "support/trace_builder.h"

#include <csignal>
#include <functional>
#include <limits>
#include <sys/wait.h>

using namespace sluice;
using namespace sluice::test;
using analysis::Explanation;
using analysis::WaitReason;
using probe::Evidence;

namespace {

Explanation explained(const TraceBuilder& built)
{
    const auto trace = built.trace();
    state::Replay replay(trace);
    return analysis::explain(replay.at(trace.end()), trace);
}

TraceBuilder fullPipe()
{
    TraceBuilder built;
    built.started().write(65536).at(200).enterWrite(4096).at(5200).kernelSees(writer, 'S', "anon_pipe_write");
    return built;
}

using Story = std::function<void(TraceBuilder&)>;

} // namespace
Q_DECLARE_METATYPE(Story)

class TestExplain : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fullPipeInOneSentence()
    {
        const Explanation now = explained(fullPipe().kernelDepth(65536));
        QCOMPARE(now.process, writer);
        QCOMPARE(now.headline, std::string("The writer waits in write(): the pipe is full."));
        QCOMPARE(now.sentence,
                 std::string("writer 4711 waits in write(4, 4096 bytes): the pipe is full, 65,536 of 65,536 bytes; "
                             "only a read, or closing the read end, can wake it"));
        QCOMPARE(now.waiting, std::optional(Duration{5'001'000}));
        QCOMPARE(now.wakers.size(), 2U);
        QVERIFY(now.wakers[0].starts_with("reader"));
    }

    void everyFactNamesItsSource()
    {
        const Explanation now = explained(fullPipe().kernelDepth(65536));
        const auto has = [&](Evidence evidence, const char* text) {
            return std::ranges::find(now.facts, analysis::Fact{evidence, text}) != now.facts.end();
        };
        QVERIFY(has(Evidence::Probe, "write(4, …, 4,096) entered, no return yet"));
        QVERIFY(has(Evidence::Kernel, "sleeping in anon_pipe_write"));
        QVERIFY(has(Evidence::Kernel, "FIONREAD = 65,536"));
        QVERIFY(has(Evidence::Derived, "capacity 65,536: no slot is free"));
    }

    void headlines_data()
    {
        QTest::addColumn<Story>("story");
        QTest::addColumn<QString>("headline");
        const auto row = [](const char* headline, Story story) {
            QTest::newRow(headline) << story << QString::fromLatin1(headline);
        };
        row("Nothing has happened yet.", [](TraceBuilder&) {});
        row("The processes are running.", [](TraceBuilder& t) { t.started(); });
        row("The reader waits in read(): the pipe is empty.", [](TraceBuilder& t) { t.started().enterRead(10); });
        row("The writer is in write().", [](TraceBuilder& t) { t.started().enterWrite(10); });
        row("Messages flow: nobody has to wait.", [](TraceBuilder& t) { t.started().write(10); });
        row("SIGPIPE killed the writer.",
            [](TraceBuilder& t) { t.started().enterWrite(10).ended(writer, CLD_KILLED, SIGPIPE); });
        row("The writer has ended.", [](TraceBuilder& t) { t.started().ended(writer, CLD_EXITED, 0); });
        row("write() returned -1: errno 999.", [](TraceBuilder& t) { t.started().enterWrite(10).returnWrite(-999); });
        row("write() returned -1: errno 4095.",
            [](TraceBuilder& t) { t.started().enterWrite(10).returnWrite(std::numeric_limits<std::int32_t>::min()); });
        row("write() returned -1: EAGAIN.", [](TraceBuilder& t) { t.started().enterWrite(10).returnWrite(-EAGAIN); });
        row("write() returned -1: EPIPE.", [](TraceBuilder& t) { t.started().enterWrite(10).returnWrite(-EPIPE); });
        row("The reader has read the end of the stream.", [](TraceBuilder& t) {
            t.started().closes(writer, writeFd, probe::End::Write).enterRead(10).returnRead(0);
            t.add(probe::EventKind::PaceStarted, reader);
        });
        row("You hold the reader before read().", [](TraceBuilder& t) {
            probe::Event& hold = t.started().add(probe::EventKind::HoldStarted, reader);
            hold.call = probe::Call::Read;
        });
    }
    void headlines()
    {
        QFETCH(Story, story);
        TraceBuilder built;
        story(built);
        QTEST(QString::fromStdString(explained(built).headline), "headline");
    }

    void whoCanWake()
    {
        TraceBuilder built = fullPipe();
        const auto reason = [&](ProcessId who) {
            const auto trace = built.trace();
            state::Replay replay(trace);
            return analysis::whyWaiting(replay.at(trace.end()), who);
        };
        QVERIFY(reason(writer));
        QVERIFY(reason(writer)->kind == WaitReason::Kind::ChannelFull);
        QCOMPARE(reason(writer)->whoCanWake, std::vector<ProcessId>{reader});
        QVERIFY(!reason(reader));
        built.add(probe::EventKind::HoldStarted, reader);
        QVERIFY(reason(reader)->kind == WaitReason::Kind::HeldByViewer);
    }
};

SLUICE_TEST(TestExplain, QCoreApplication)
#include "tst_explain.moc"
