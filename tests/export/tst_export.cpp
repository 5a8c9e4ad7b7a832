#include "export/export.h"
#include "export/story.h"
#include "support/contents.h"
#include "support/random_run.h"
#include "support/test_class.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTemporaryDir>

#include <map>
#include <set>

using namespace sluice;
using namespace sluice::exports;
using test::contents;

namespace {

/// Writes down what it hears.
struct Heard : Listener {
    void process(ProcessId id, const std::string& name, int pid) override { processes[id.value] = {name, pid}; }
    void channel(ChannelId id, const std::string& name, const std::string& counts) override
    {
        channels[id.value] = name + ", " + counts;
    }
    void call(const CallSlice& slice) override { calls.push_back(slice); }
    void activity(const ActivitySlice& slice) override { activities.push_back(slice); }
    void depth(ChannelId, TraceTime time, std::uint64_t bytes) override { depths.emplace_back(time, bytes); }
    void ended(ProcessId process, TraceTime, const state::Exit&) override { ends.push_back(process); }
    void lost(ProcessId, TraceTime, std::uint32_t events) override { losses += events; }

    std::map<int, std::pair<std::string, int>> processes;
    std::map<int, std::string> channels;
    std::vector<CallSlice> calls;
    std::vector<ActivitySlice> activities;
    std::vector<std::pair<TraceTime, std::uint64_t>> depths;
    std::vector<ProcessId> ends;
    std::uint32_t losses = 0;
};

Heard hear(const test::TraceBuilder& built)
{
    Heard heard;
    const bool whole = tell(built.trace(), heard, {});
    return whole ? heard : Heard();
}

test::TraceBuilder shortRun()
{
    test::TraceBuilder built;
    built.started();
    built.at(100).write(4096).at(200).write(1000).at(300).enterRead(8192).returnRead(5096);
    built.at(400).enterRead(8192); // waits
    built.at(900).write(10).returnRead(10);
    built.at(1000).ended(test::writer, 1, 0).lost(test::reader, 7);
    return built;
}

} // namespace

class TestExport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyCallIsToldOnce();
    void everyMessageHasOneFlow();
    void aPartOfAMessageIsNoFlow();
    void activitiesFollowEachOther();
    void flowsOfAnyRunAgreeWithItsState();
    void csvHasALineForEveryEvent();
    void chromeIsJsonThatFits();
    void endedWhenToldTo();
    void sameBytesTwice();

private:
    [[nodiscard]] QByteArray write(const trace::TraceView& trace, Format format) const
    {
        const QString file = m_folder.filePath(QStringLiteral("out"));
        return writeFile(trace, format, file.toStdString()) ? contents(file) : QByteArray();
    }
    QTemporaryDir m_folder;
};

void TestExport::everyCallIsToldOnce()
{
    const Heard heard = hear(shortRun());
    QCOMPARE(heard.processes.at(1).first, std::string("writer"));
    QCOMPARE(heard.processes.at(2).second, 4712);
    QCOMPARE(heard.channels.at(1), std::string("pipe, bytes"));
    std::map<int, int> calls;
    for (const CallSlice& slice : heard.calls) ++calls[slice.process.value];
    QCOMPARE(calls.at(1), 4); // a close and three writes
    QCOMPARE(calls.at(2), 3); // a close and two reads
    QVERIFY(heard.ends == std::vector{test::writer});
    QCOMPARE(heard.losses, 7U);
}

void TestExport::everyMessageHasOneFlow()
{
    const Heard heard = hear(shortRun());
    std::vector<std::uint64_t> out, in;
    for (const CallSlice& slice : heard.calls) {
        if (slice.flowOut != 0) out.push_back(slice.flowOut);
        in.insert(in.end(), slice.flowsIn.begin(), slice.flowsIn.end());
        if (!slice.flowsIn.empty()) QVERIFY(slice.process == test::reader);
    }
    QCOMPARE(out.size(), std::size_t{3});
    std::sort(out.begin(), out.end());
    std::sort(in.begin(), in.end());
    QVERIFY(out == in);
    const auto& first =
        *std::ranges::find_if(heard.calls, [](const CallSlice& slice) { return !slice.flowsIn.empty(); });
    QCOMPARE(first.flowsIn.size(), std::size_t{2}); // one read brought both
}

void TestExport::aPartOfAMessageIsNoFlow()
{
    test::TraceBuilder built;
    built.started().at(100).write(4096).at(200).enterWrite(10'000).returnWrite(8192);
    const auto flows = [](const Heard& heard) {
        return std::ranges::count_if(heard.calls, [](const CallSlice& slice) { return slice.flowOut != 0; });
    };
    QCOMPARE(flows(hear(built)), 1); // as its state says: one was sent
    built.at(300).enterRest(1808).returnWrite(1808);
    QCOMPARE(flows(hear(built)), 2);
}

void TestExport::activitiesFollowEachOther()
{
    const Heard heard = hear(shortRun());
    std::map<int, TraceTime> until;
    bool waited = false;
    for (const ActivitySlice& slice : heard.activities) {
        QVERIFY(slice.begin <= slice.end);
        if (until.contains(slice.process.value)) QVERIFY(slice.begin == until[slice.process.value]);
        until[slice.process.value] = slice.end;
        waited = waited
                 || (slice.process == test::reader && slice.activity == state::Activity::Blocked
                     && slice.begin == TraceTime{400'000});
    }
    QVERIFY(waited);
    QVERIFY(heard.depths.front() == std::pair(TraceTime{101'000}, std::uint64_t{4096}));
}

void TestExport::flowsOfAnyRunAgreeWithItsState()
{
    const test::TraceBuilder built = test::randomRun(3, 20'000); // several batches, and several segments
    const Heard heard = hear(built);
    state::SystemState end = state::initialState(built.meta().scenario);
    for (const probe::Event& event : built.events()) state::apply(end, event);
    std::set<std::uint64_t> out, in;
    for (const CallSlice& slice : heard.calls) {
        if (slice.flowOut != 0) out.insert(slice.flowOut);
        for (const std::uint64_t flow : slice.flowsIn) QVERIFY(in.insert(flow).second); // arrives once
    }
    QCOMPARE(out.size(), end.channels[1].messagesSent);
    QCOMPARE(in.size(), end.channels[1].messagesReceived);
    QVERIFY(std::ranges::includes(out, in));
    QCOMPARE(heard.calls.size(), end.processes[1].calls + end.processes[2].calls);
}

void TestExport::csvHasALineForEveryEvent()
{
    const test::TraceBuilder built = shortRun();
    const QList<QByteArray> lines = write(built.trace(), Format::Csv).split('\n');
    QCOMPARE(lines.size(), static_cast<qsizetype>(built.events().size()) + 2); // the names, and the end of the last
    const auto columns = lines[0].count(',');
    for (qsizetype i = 0; i + 1 < lines.size(); ++i) {
        QCOMPARE(lines[i].count(','), columns);
        QVERIFY(lines[i].endsWith('\r'));
    }
    QVERIFY(lines[1].startsWith("0,0,writer,process-started,kernel,"));
}

void TestExport::chromeIsJsonThatFits()
{
    const QByteArray text = write(shortRun().trace(), Format::Chrome);
    const auto json = nlohmann::json::parse(text.toStdString(), nullptr, false);
    QVERIFY(!json.is_discarded());
    std::map<std::string, int> phases;
    for (const auto& event : json.at("traceEvents")) {
        const std::string phase = event.at("ph");
        ++phases[phase];
        if (phase == "X") QVERIFY(event.contains("dur") && event.at("dur") >= 0); // else it is dropped
        if (phase == "f") QVERIFY(event.at("bp") == "e");
        if (phase == "C") QVERIFY(event.at("args").is_object());
    }
    QCOMPARE(phases["s"], 3);
    QCOMPARE(phases["f"], 3);
    QVERIFY(phases["X"] > 7);
}

void TestExport::endedWhenToldTo()
{
    const QString file = m_folder.filePath(QStringLiteral("never"));
    const auto written = writeFile(test::randomRun(1, 20'000).trace(), Format::Perfetto, file.toStdString(),
                                   [](std::uint64_t) { return false; });
    QVERIFY(!written);
    QCOMPARE(written.error().number, ECANCELED);
    QVERIFY(!QFile::exists(file));
}

void TestExport::sameBytesTwice()
{
    const trace::TraceView trace = test::randomRun(2, 5000).trace();
    for (const Format format : {Format::Perfetto, Format::Chrome, Format::Csv}) {
        const QByteArray once = write(trace, format);
        QVERIFY(once.size() > 1000);
        QVERIFY(once == write(trace, format));
    }
}

SLUICE_TEST(TestExport)
#include "tst_export.moc"
