#include "mechanisms/mechanism.h"
#include "probe/clock.h"
#include "probe/region.h"
#include "session/session.h"
#include "support/test_class.h"

#include <poll.h>

using namespace sluice;
using probe::Call;
using probe::Event;
using probe::EventKind;

/// A million messages through every mechanism, as fast as the processes can: each arrives once, whole and in order.
/// The receiver compares every byte and every number; here it is counted what it got.
class TestIntegrity : public QObject
{
    Q_OBJECT

    static constexpr std::int64_t messages = 1'000'000, size = 64;

    struct Counts {
        std::int64_t received = 0, bytes = 0, broken = 0;
        std::uint32_t lastNumber = 0;
        bool inOrder = true; ///< of those whose numbers the events tell
    };

    static void count(const Event& e, Counts& counts)
    {
        if (e.kind == EventKind::StreamBroken) ++counts.broken;
        if (e.kind != EventKind::CallReturned || probe::transferOf(e.call) != probe::Transfer::Receive || e.result <= 0)
            return;
        ++counts.received;
        counts.bytes += e.result;
        if (e.call != Call::MqReceive) return;
        counts.inOrder = counts.inOrder && e.message == counts.lastNumber + 1;
        counts.lastNumber = e.message;
    }

private Q_SLOTS:
    void aMillionMessages_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("sender");
        QTest::addColumn<QByteArray>("receiver");
        QTest::addColumn<bool>("whole"); // each receive brings one message
        const auto row = [](const char* kind, const char* sender, const char* receiver, bool whole) {
            QTest::newRow(kind) << QByteArray(kind) << QByteArray(sender) << QByteArray(receiver) << whole;
        };
        row("pipe", "writer", "reader", false);
        row("mq", "sender", "receiver", true);
        row("tcp", "client", "server", false);
        row("unix", "client", "server", false);
        row("pair", "client", "server", false);
        row("datagram", "client", "server", true);
        row("seqpacket", "client", "server", true);
    }

    void aMillionMessages()
    {
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, sender);
        QFETCH(QByteArray, receiver);
        QFETCH(bool, whole);
        scenario::Scenario scenario;
        scenario.mechanism = mechanisms::find(kind.toStdString())->family;
        scenario.channels = {{"channel", kind.toStdString()}};
        scenario.processes = {{sender.toStdString(), sender.toStdString()},
                              {receiver.toStdString(), receiver.toStdString()}};
        const auto set = [&](const QByteArray& role, const char* key, std::int64_t value) {
            scenario.settings[(role + key).toStdString()] = value;
        };
        set(sender, ".rate", 0);
        set(sender, ".count", messages);
        set(sender, ".size", size);
        set(receiver, ".rate", 0);
        if (kind != "mq") set(receiver, ".size", 65'536);
        if (kind == "pipe") set(sender, ".records", 1), set(receiver, ".records", 1);

        auto session = session::Session::start(scenario, {.supervisor = {}, .ringBytes = std::size_t{64} << 20});
        QVERIFY2(session, session ? "" : session.error().describe().c_str());
        probe::Region& region = (*session)->region();
        std::vector<probe::RingReader> rings{region.reader({1}), region.reader({2})};
        (*session)->begin();

        Counts counts;
        std::vector<Event> events;
        const std::int64_t patience = probe::monotonicNow() + 120'000'000'000;
        while (counts.bytes < messages * size && probe::monotonicNow() < patience) {
            events.clear();
            for (probe::RingReader& ring : rings) ring.drain(events);
            for (const Event& event : events) count(event, counts);
            if (events.empty()) poll(nullptr, 0, 1);
        }
        QCOMPARE(rings[1].lost(), 0U);
        QCOMPARE(counts.bytes, messages * size);
        if (whole) QCOMPARE(counts.received, messages);
        QCOMPARE(counts.broken, 0);
        QVERIFY(counts.inOrder);
    }
};

SLUICE_TEST(TestIntegrity, QCoreApplication)
#include "tst_integrity.moc"
