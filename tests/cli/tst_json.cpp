#include "cli/event_line.h"
#include "cli/state_json.h"
#include "cli/summary.h"
#include "lessons/lesson.h"
#include "state/replay.h"
#include "support/test_class.h"

#include <csignal>

using namespace sluice;
using namespace sluice::cli;
using probe::Call;
using probe::End;
using probe::Event;
using probe::EventKind;

namespace {

constexpr std::int64_t ms = 1'000'000;

/// One writer, one reader; 17 writes of a page into a pipe of 16: the last one waits, and the kernel says so.
/// Then the writer is killed.
trace::TraceView blockedWriter()
{
    std::vector<Event> events;
    const auto add = [&](std::int64_t at, EventKind kind, std::uint16_t process, auto fill) {
        Event event;
        event.time = at * ms;
        event.kind = kind;
        event.process = process;
        fill(event);
        events.push_back(event);
    };
    const auto write = [&](std::int64_t at, EventKind kind, std::uint32_t message, std::int32_t result) {
        add(at, kind, 1, [&](Event& e) {
            e.call = Call::Write;
            e.channel = 1;
            e.detail = 4;
            e.size = 4096;
            e.message = message;
            e.result = result;
            e.line = 120;
        });
    };
    for (const int process : {1, 2})
        add(0, EventKind::ProcessStarted, static_cast<std::uint16_t>(process),
            [&](Event& e) { e.result = 4710 + process; });
    add(0, EventKind::KernelCapacity, 0, [](Event& e) {
        e.channel = 1;
        e.result = 65536;
    });
    add(0, EventKind::DescriptorOpened, 1, [](Event& e) {
        e.channel = 1;
        e.detail = 4;
        e.size = static_cast<std::uint32_t>(End::Write);
    });
    add(0, EventKind::DescriptorOpened, 2, [](Event& e) {
        e.channel = 1;
        e.detail = 3;
        e.size = static_cast<std::uint32_t>(End::Read);
    });
    for (std::uint32_t message = 1; message <= 16; ++message) {
        write(message, EventKind::CallEntered, message, 0);
        write(message, EventKind::CallReturned, message, 4096);
    }
    write(20, EventKind::CallEntered, 17, 0);
    add(30, EventKind::KernelDepth, 0, [](Event& e) {
        e.channel = 1;
        e.result = 65536;
    });
    add(31, EventKind::KernelProcess, 1, [](Event& e) {
        e.size = 'S';
        e.detail = 0;
    });
    add(50, EventKind::ProcessEnded, 1, [](Event& e) {
        e.size = CLD_KILLED;
        e.result = SIGKILL;
    });
    trace::Meta meta;
    meta.scenario = lessons::find(QStringLiteral("pipe.backpressure"))->scenario;
    return trace::TraceView::ofEvents(std::move(meta), std::move(events), {"pipe_write"});
}

} // namespace

/// The JSON that scripts read.
class TestJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stateOfABlockedWriter();
    void slotsAddUpToTheDepth();
    void events();
    void info();
    void namesNeedNotBeUtf8();
};

void TestJson::stateOfABlockedWriter()
{
    const auto trace = blockedWriter();
    state::Replay replay(trace);
    const Json json = toJson(replay.at(TraceTime{40 * ms}), trace);
    const Json& writer = json.at("processes").at(0);
    QCOMPARE(writer.at("name").get<std::string>(), std::string("writer"));
    QCOMPARE(writer.at("pid").get<int>(), 4711);
    QCOMPARE(writer.at("activity").get<std::string>(), std::string("blocked"));
    QCOMPARE(writer.at("since_ns").get<std::int64_t>(), 20 * ms);
    QCOMPARE(writer.at("call").at("name").get<std::string>(), std::string("write"));
    QCOMPARE(writer.at("call").at("message").get<int>(), 17);
    QVERIFY(writer.at("call").at("running").get<bool>());
    QVERIFY(!writer.at("call").contains("result"));
    QCOMPARE(writer.at("waiting").at("why").get<std::string>(), std::string("channel-full"));
    QCOMPARE(writer.at("waiting").at("who_can_wake").dump(), std::string(R"(["reader"])"));
    QCOMPARE(writer.at("kernel").at("state").get<std::string>(), std::string("S"));
    QVERIFY(writer.at("exit").is_null());

    const Json& pipe = json.at("channels").at(0);
    QCOMPARE(pipe.at("depth_bytes").get<int>(), 65536);
    QCOMPARE(pipe.at("capacity_bytes").get<int>(), 65536);
    QCOMPARE(pipe.at("kernel_depth_bytes").get<int>(), 65536);
    QCOMPARE(pipe.at("evidence").at("depth_bytes").get<std::string>(), std::string("derived"));
    QCOMPARE(pipe.at("evidence").at("kernel_depth_bytes").get<std::string>(), std::string("kernel"));
    QCOMPARE(json.at("settings").at("writer.size").get<int>(), 4096);
    QCOMPARE(json.at("explanation").at("process").get<std::string>(), std::string("writer"));
    QCOMPARE(json.at("explanation").at("waiting_ns").get<std::int64_t>(), 20 * ms);
}

void TestJson::slotsAddUpToTheDepth()
{
    const auto trace = blockedWriter();
    state::Replay replay(trace);
    for (const std::int64_t at : {0, 1, 8, 16, 40}) {
        const Json pipe = toJson(replay.at(TraceTime{at * ms}), trace).at("channels").at(0);
        std::uint64_t bytes = 0, inRuns = 0;
        for (const Json& slot : pipe.at("slots").at("occupied")) {
            bytes += slot.at("length").get<std::uint64_t>();
            for (const Json& run : slot.at("runs"))
                inRuns += run.at("count").get<std::uint64_t>() * run.at("bytes_each").get<std::uint64_t>();
        }
        QCOMPARE(bytes, pipe.at("depth_bytes").get<std::uint64_t>());
        QCOMPARE(inRuns, bytes);
        QCOMPARE(bytes, static_cast<std::uint64_t>(at > 16 ? 16 : at) * 4096);
    }
}

void TestJson::events()
{
    const auto trace = blockedWriter();
    for (std::uint64_t i = 0; i < trace.eventCount(); ++i) {
        const Json json = toJson(trace.event(i), i, trace);
        QCOMPARE(json.at("index").get<std::uint64_t>(), i);
        QCOMPARE(json.at("time_ns").get<std::int64_t>(), trace.event(i).time);
        QVERIFY(!json.at("kind").get<std::string>().empty());
        QVERIFY(!inWords(trace.event(i), trace).empty());
        const std::string kind = json.at("kind");
        QCOMPARE(json.contains("result"), kind == "call-returned");
        QCOMPARE(json.at("evidence").get<std::string>(),
                 std::string(kind.starts_with("kernel-") || kind.starts_with("process-") ? "kernel" : "probe"));
    }
    const Json ended = toJson(trace.event(trace.eventCount() - 1), 0, trace);
    QCOMPARE(ended.at("exit").dump(), std::string(R"({"how":"killed","signal":"SIGKILL"})"));

    Event failed = trace.event(6);
    failed.kind = EventKind::CallReturned;
    failed.result = -EPIPE;
    QCOMPARE(toJson(failed, 0, trace).at("error").get<std::string>(), std::string("EPIPE"));
}

void TestJson::info()
{
    const auto trace = blockedWriter();
    const Json json = toJson(summarize(trace));
    QCOMPARE(json.at("stored").get<std::uint64_t>(), trace.eventCount());
    QCOMPARE(json.at("emitted").get<std::uint64_t>(),
             json.at("stored").get<std::uint64_t>() + json.at("lost").get<std::uint64_t>());
    QCOMPARE(json.at("duration_ns").get<std::int64_t>(), 50 * ms);
    QCOMPARE(json.at("processes").size(), std::size_t{2});
    QCOMPARE(json.at("processes").at(1).at("exit").dump(), std::string("null"));
    const Json& pipe = json.at("channels").at(0);
    QCOMPARE(pipe.at("max_depth_bytes").get<int>(), 65536);
    QCOMPARE(pipe.at("messages_sent").get<int>(), 16);
    QCOMPARE(pipe.at("messages_received").get<int>(), 0);
    const std::string words = inWords(summarize(trace));
    for (const char* part : {"65,536", "killed by SIGKILL", "had not ended", "writer"})
        QVERIFY2(words.find(part) != std::string::npos, words.c_str());
}

void TestJson::namesNeedNotBeUtf8()
{
    const auto trace = [] {
        trace::Meta meta;
        meta.scenario = lessons::find(QStringLiteral("pipe.backpressure"))->scenario;
        meta.scenario.processes[0].name = "wr\xff\"iter";
        return trace::TraceView::ofEvents(std::move(meta), {});
    }();
    QVERIFY(Json::accept(dump(toJson(summarize(trace)))));
    QVERIFY(Json::accept(dump(toJson(state::initialState(trace.meta().scenario), trace))));
}

SLUICE_TEST(TestJson)
#include "tst_json.moc"
