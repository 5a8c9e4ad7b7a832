#include "cli/state_json.h"
#include "program.h"
#include "state/replay.h"
#include "support/test_class.h"

#include <QTemporaryDir>

#include <map>
#include <random>

using namespace sluice;
using nlohmann::json;
using test::sluiceJson;

namespace {

constexpr std::int64_t capacity = 65536;

bool isCall(const json& event, const char* kind, const char* call)
{
    return event.at("kind") == kind && event.at("call") == call && event.value("channel", "") == "pipe";
}

} // namespace

/// A real run of pipe.backpressure: the reader is held, the pipe fills, the kernel makes the writer wait.
class TestBackpressure : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void nothingIsLost();
    void writerWaitsAtExactlyTheCapacity();
    void orderIsKept();
    void derivedDepthIsTheKernelsAtRest();
    void anyMomentIsTheFoldOfItsEvents();
    void theProgramShowsThatMoment();

private:
    QTemporaryDir m_folder;
    QString m_file;
    json m_info;
    std::vector<json> m_events;
};

void TestBackpressure::initTestCase()
{
    m_file = m_folder.filePath(QStringLiteral("a.sluice"));
    m_info = sluiceJson({"run", "pipe.backpressure", "--for", "3s", "-o", m_file});
    QVERIFY(m_info.is_object());
    m_events = test::eventsOf(m_file);
    QVERIFY(m_events.size() > 50);
}

void TestBackpressure::nothingIsLost()
{
    QCOMPARE(m_info.dump(), sluiceJson({"info", m_file}).dump()); // what `run` prints is what the file says
    QCOMPARE(m_info.at("lost").get<int>(), 0);
    QCOMPARE(m_info.at("emitted").get<std::size_t>(), m_info.at("stored").get<std::size_t>());
    QCOMPARE(m_info.at("stored").get<std::size_t>(), m_events.size());
    QVERIFY(m_info.at("duration_ns").get<std::int64_t>() >= 2'900'000'000);
    const json& pipe = m_info.at("channels").at(0);
    QCOMPARE(pipe.at("max_depth_bytes").get<std::int64_t>(), capacity);
    QCOMPARE(pipe.at("capacity_bytes").get<std::int64_t>(), capacity);
    QVERIFY(pipe.at("messages_received").get<int>() > 0);
    QVERIFY(pipe.at("messages_received") <= pipe.at("messages_sent"));
    QCOMPARE(pipe.at("broken_bytes").get<int>(), 0);
    QCOMPARE(pipe.at("causality_breaks").get<int>(), 0);
}

void TestBackpressure::writerWaitsAtExactlyTheCapacity()
{
    const std::int64_t end = m_info.at("duration_ns");
    // The run ends by killing whoever waits, so look a little before.
    const json state = sluiceJson({"state", m_file, "--at", QString::number(end - 300'000'000) + "ns"});
    const json &writer = state.at("processes").at(0), &reader = state.at("processes").at(1),
               &pipe = state.at("channels").at(0);
    QCOMPARE(writer.at("name").get<std::string>(), std::string("writer"));
    QCOMPARE(writer.at("activity").get<std::string>(), std::string("blocked"));
    QCOMPARE(writer.at("activity_evidence").get<std::string>(), std::string("kernel"));
    QCOMPARE(writer.at("kernel").at("state").get<std::string>(), std::string("S"));
    QCOMPARE(writer.at("call").at("name").get<std::string>(), std::string("write"));
    QCOMPARE(writer.at("waiting").at("why").get<std::string>(), std::string("channel-full"));
    QCOMPARE(writer.at("waiting").at("who_can_wake").dump(), std::string(R"(["reader"])"));
    QCOMPARE(reader.at("activity").get<std::string>(), std::string("held"));
    for (const char* member : {"depth_bytes", "capacity_bytes", "kernel_depth_bytes"})
        QCOMPARE(pipe.at(member).get<std::int64_t>(), capacity);
    QCOMPARE(pipe.at("slots").at("occupied").size(), std::size_t{16});
    QCOMPARE(state.at("explanation").at("process").get<std::string>(), std::string("writer"));
}

void TestBackpressure::orderIsKept()
{
    std::int64_t last = 0;
    std::map<std::string, bool> inCall;
    std::uint64_t message = 0;
    for (const json& event : m_events) {
        QVERIFY(event.at("time_ns").get<std::int64_t>() >= last);
        last = event.at("time_ns");
        const std::string kind = event.at("kind"), process = event.at("process");
        if (kind == "call-entered" || kind == "call-returned") {
            QCOMPARE(inCall[process], kind == "call-returned"); // one call at a time: in, out, in, out …
            inCall[process] = kind == "call-entered";
        }
        if (isCall(event, "call-entered", "write")) {
            const auto number = event.at("message").get<std::uint64_t>();
            QVERIFY(number == message || number == message + 1);
            message = number;
        }
    }
    QVERIFY(message > 16);
}

void TestBackpressure::derivedDepthIsTheKernelsAtRest()
{
    std::int64_t depth = 0;
    int underWay = 0, compared = 0;
    for (const json& event : m_events) {
        for (const char* call : {"read", "write"}) {
            if (isCall(event, "call-entered", call)) ++underWay;
            if (!isCall(event, "call-returned", call)) continue;
            --underWay;
            const std::int64_t moved = std::max(0, event.at("result").get<int>());
            depth += *call == 'w' ? moved : -moved;
        }
        if (event.at("kind") != "kernel-depth") continue;
        // A writer that waits at a full pipe has not moved anything since: that is rest, too.
        if (underWay > 0 && depth != capacity) continue;
        QCOMPARE(event.at("bytes").get<std::int64_t>(), depth);
        ++compared;
    }
    QVERIFY2(compared >= 5, qPrintable(QStringLiteral("%1 samples at rest").arg(compared)));
}

void TestBackpressure::anyMomentIsTheFoldOfItsEvents()
{
    const auto trace = trace::TraceView::open(m_file.toStdString());
    QVERIFY(trace);
    state::Replay replay(*trace);
    std::mt19937_64 random(4711);
    std::uniform_int_distribution<std::int64_t> anyTime(0, trace->end().ns);
    for (int i = 0; i < 200; ++i) {
        const TraceTime at{anyTime(random)};
        state::SystemState folded = state::initialState(trace->meta().scenario);
        for (std::uint64_t k = 0; k < trace->countUntil(at); ++k) state::apply(folded, trace->event(k));
        folded.time = at;
        QVERIFY2(replay.at(at) == folded, qPrintable(QStringLiteral("at %1 ns").arg(at.ns)));
    }
}

void TestBackpressure::theProgramShowsThatMoment()
{
    const auto trace = trace::TraceView::open(m_file.toStdString());
    QVERIFY(trace);
    state::Replay replay(*trace);
    std::mt19937_64 random(4712);
    std::uniform_int_distribution<std::int64_t> anyTime(0, trace->end().ns);
    for (int i = 0; i < 8; ++i) {
        const TraceTime at{anyTime(random)};
        const json shown = sluiceJson({"state", m_file, "--at", QString::number(at.ns) + "ns"});
        QCOMPARE(shown.dump(), json::parse(cli::dump(cli::toJson(replay.at(at), *trace))).dump());
    }
}

SLUICE_TEST(TestBackpressure, QCoreApplication)
#include "tst_backpressure.moc"
