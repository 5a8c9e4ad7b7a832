#include "program.h"

#include "analysis/timeline.h"
#include "state/channel_model.h"
#include "state/replay.h"
#include "support/test_class.h"
#include "trace/trace_view.h"

#include <QFile>
#include <QTemporaryDir>

using namespace sluice;

/// What is derived of message queues and connections against the kernel's own word, in real runs.
class TestQueue : public QObject
{
    Q_OBJECT

    /// Nobody is inside a call that may just be moving something: mq_getattr() and QSIZE are read one after the other.
    static bool atRest(const state::SystemState& state)
    {
        return std::ranges::none_of(state.processes, [](const state::ProcessState& process) {
            return process.activity == state::Activity::InCall;
        });
    }

    /// No more than fits in, nothing that nobody sent.
    static bool nothingImpossible(const state::SystemState& state)
    {
        return std::ranges::all_of(state.channels, [](const state::ChannelState& channel) {
            const auto* queue = std::get_if<mechanisms::MessageQueue>(&channel.object);
            return !queue
                   || (queue->messages().size() <= queue->maxMessages() && channel.causalityBreaks == 0
                       && std::ranges::none_of(queue->messages(), [](const auto& m) { return m.number == 0; }));
        });
    }

private Q_SLOTS:
    void derivedEqualsTheKernelAtRest_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("blocking") << QStringList{"mq.blocking", "--for", "5s"};
        QTest::newRow("priority") << QStringList{"mq.priority", "--for", "3s"};
        QTest::newRow("many") << QStringList{"mq.many", "--for", "4s", "--set", "receiver.rate=2"};
        QTest::newRow("as fast as possible")
            << QStringList{"mq.priority", "--for",           "1s",    "--set",           "sender.rate=0",
                           "--set",       "receiver.rate=0", "--set", "urgent.rate=1000"};
        QTest::newRow("TCP") << QStringList{"socket.tcp", "--for", "5s"};
        QTest::newRow("TCP as fast as possible") << QStringList{
            "socket.tcp", "--for", "1s", "--set", "client.rate=0", "--set", "server.rate=0", "--set", "client.hold=0"};
        QTest::newRow("both routes") << QStringList{"socket.routes", "--for", "4s"};
        QTest::newRow("pair") << QStringList{"socket.pair", "--for", "4s"};
        QTest::newRow("sequenced packets") << QStringList{"socket.seqpacket", "--for", "4s"};
    }

    void derivedEqualsTheKernelAtRest()
    {
        QFETCH(QStringList, arguments);
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("q.sluice"));
        const auto ended = test::sluice(QStringList{"run"} + arguments + QStringList{"-o", file});
        QCOMPARE(ended.status, 0);
        const auto trace = trace::TraceView::open(file.toStdString());
        QVERIFY(trace);
        if (trace->lostCount() > 0) QSKIP("this machine lost events: then the depth is only known at times");
        state::SystemState state = state::initialState(trace->meta().scenario);
        int asked = 0;
        std::vector<probe::Event> some(1024);
        for (std::uint64_t first = 0; first < trace->eventCount();) {
            const std::size_t count = trace->read(first, some);
            QVERIFY(count > 0);
            for (std::size_t i = 0; i < count; ++i) {
                state::apply(state, some[i]);
                QVERIFY(nothingImpossible(state));
                if (some[i].kind != probe::EventKind::KernelDepth || !atRest(state)) continue;
                const auto& channel = state.channels[some[i].channel];
                if (std::holds_alternative<mechanisms::MessageQueue>(channel.object))
                    QCOMPARE(state::fillOf(channel).level, std::uint64_t{some[i].message}); // mq_curmsgs
                // QSIZE of a queue; SIOCOUTQNSD and SIOCINQ of a connection
                QCOMPARE(channel.depthBytes, static_cast<std::uint64_t>(std::max(0, some[i].result)));
                ++asked;
            }
            first += count;
        }
        analysis::Timeline timeline; // every message that was received has its arrow
        timeline.extend(*trace);
        std::uint64_t received = 0;
        for (const state::ChannelState& channel : state.channels) {
            received += channel.messagesReceived;
            QCOMPARE(channel.causalityBreaks, 0U);
            QCOMPARE(channel.brokenBytes, 0U);
            QVERIFY(state::fillOf(channel).level <= state::fillOf(channel).most);
        }
        QCOMPARE(timeline.arrowCount({}, trace->end(), {}), received);
        if (!arguments.join(' ').contains("rate=0")) QVERIFY(asked > 5);
    }

    /// Who sends and goes before the other side accepts has sent all the same.
    void whatWaitsForAcceptIsKept_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char* kind : {"tcp", "unix", "seqpacket"}) QTest::newRow(kind) << QString(kind);
    }
    void whatWaitsForAcceptIsKept()
    {
        QFETCH(QString, kind);
        const QTemporaryDir folder;
        QFile scenario(folder.filePath(QStringLiteral("late.json")));
        QVERIFY(scenario.open(QIODevice::WriteOnly));
        scenario.write(QStringLiteral(R"({"id": "socket.late", "mechanism": "socket",
            "processes": [{"name": "client", "role": "client"}, {"name": "server", "role": "server"}],
            "channels": [{"name": "connection", "kind": "%1"}],
            "settings": {"client.rate": 0, "client.count": 1, "client.size": 1000},
            "actions": [{"at_ms": 0, "set": "server.hold", "to": 1}, {"at_ms": 600, "set": "server.hold", "to": 0}]})")
                           .arg(kind)
                           .toUtf8());
        scenario.close();
        const auto info = test::sluiceJson({"run", scenario.fileName(), "--for", "1500ms"});
        QVERIFY(!info.is_null());
        const auto& channel = info.at("channels").at(0);
        QCOMPARE(channel.at("messages_sent").get<int>(), 1);
        QCOMPARE(channel.at("messages_received").get<int>(), 1);
        QCOMPARE(channel.at("causality_breaks").get<int>(), 0);
    }
};

SLUICE_TEST(TestQueue, QCoreApplication)
#include "tst_queue.moc"
