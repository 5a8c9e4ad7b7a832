#include "analysis/loss.h"
#include "analysis/timeline.h"
#include "support/random_run.h"
#include "support/test_class.h"
#include "support/write_trace.h"

#include <QTemporaryDir>

#include <algorithm>
#include <csignal>
#include <sys/wait.h>

using namespace sluice;
using namespace sluice::test;
using analysis::Mark;
using analysis::MarkKind;
using analysis::Timeline;
using state::Activity;

namespace {

constexpr TraceTime before{-1}, after{1'000'000'000'000};

constexpr Duration micros(std::int64_t us) { return {us * 1000}; }

Timeline timelineOf(const TraceBuilder& built)
{
    Timeline timeline;
    timeline.extend(built.trace());
    return timeline;
}

std::vector<MarkKind> marksOf(const Timeline& timeline, ProcessId process)
{
    std::vector<MarkKind> kinds;
    for (const Mark& mark : timeline.marks(before, after, {}))
        if (mark.process == process) kinds.push_back(mark.kind);
    return kinds;
}

/// A writer that fills the pipe at 1 ms, is woken at 2 ms and goes on.
TraceBuilder fullAndWoken()
{
    TraceBuilder built;
    built.started().at(900).write(65536 - 4096).at(950).write(4096).at(1000).enterWrite(4096);
    built.at(1990).enterRead(4096).at(2000).returnRead(4096).at(2010).returnWrite(4096);
    return built;
}

} // namespace

class TestTimeline : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyLossIsFoundAtEveryZoom()
    {
        // Losses of both, thousands of events apart, then one of the writer alone after a long silence.
        TraceBuilder built;
        built.started();
        std::vector<analysis::Loss> truth;
        std::int64_t us = 1000;
        for (std::uint32_t round = 1; round <= 40; ++round) {
            for (int i = 0; i < 100; ++i, us += 4) built.at(us).write(1).read(1);
            const ProcessId who = round % 3 == 0 ? reader : writer;
            us += 500 * round;
            built.at(us).lost(who, round);
            truth.push_back({who, {}, {us * 1000}, round});
            us += 10;
        }
        const trace::TraceView trace = built.trace();
        Timeline timeline;
        timeline.extend(trace);
        const auto exact = analysis::lossesIn(timeline, trace, {0}, trace.end(), {});
        QCOMPARE(exact.size(), truth.size());
        for (std::size_t i = 0; i < truth.size(); ++i) {
            QCOMPARE(exact[i].end, truth[i].end);
            QCOMPARE(exact[i].events, truth[i].events);
            QVERIFY(exact[i].process == truth[i].process);
            QVERIFY(exact[i].end - exact[i].begin >= micros(500 * truth[i].events));
            QVERIFY(exact[i].end - exact[i].begin < micros(500 * truth[i].events + 10));
        }
        for (const std::int64_t grain : {10, 100, 1000, 10'000}) { // whole digests stand for what is below
            const auto far = analysis::lossesIn(timeline, trace, {0}, trace.end(), micros(grain));
            for (const analysis::Loss& loss : far) QVERIFY(std::ranges::find(exact, loss) != exact.end());
            for (const analysis::Loss& loss : exact)
                if (loss.end - loss.begin > micros(2 * grain)) QVERIFY(std::ranges::find(far, loss) != far.end());
        }
        // Within a hole that begins before and ends after what is shown.
        const analysis::Loss& last = exact.back();
        const TraceTime inside = last.begin + micros(5000);
        QCOMPARE(analysis::lossesIn(timeline, trace, inside, inside + micros(10), {}), std::vector{last});
    }

    void slicesFollowTheActivity()
    {
        const Timeline timeline = timelineOf(fullAndWoken());
        const auto slices = timeline.lane(writer, {990'000}, {3'000'000}, {});
        QCOMPARE(slices.size(), 3U); // the last one has no length yet
        QVERIFY(slices[0].activity == Activity::Running);
        QCOMPARE(slices[1], (analysis::LanePiece{{1'000'000}, {2'000'000}, Activity::Blocked, false, {}}));
        QCOMPARE(slices[2], (analysis::LanePiece{{2'000'000}, {2'010'000}, Activity::InCall, false, {}}));
        for (std::size_t i = 1; i < slices.size(); ++i) QCOMPARE(slices[i].begin, slices[i - 1].end); // no holes
    }

    void arrowsOfTwoWritersDoNotHideEachOther()
    {
        // The second writer's first message comes out while a later-numbered one of the first is inside.
        TraceBuilder built;
        built.started().at(100);
        const auto call = [&](probe::EventKind kind, ProcessId who, probe::Call what, std::uint32_t message,
                              int result) {
            probe::Event& event = built.add(kind, who);
            event.call = what;
            event.channel = pipeId.value;
            event.detail = what == probe::Call::Write ? writeFd : readFd;
            event.size = 8;
            event.message = message;
            event.result = result;
        };
        const ProcessId second{3};
        const auto write = [&](ProcessId who, std::uint32_t message) {
            call(probe::EventKind::CallEntered, who, probe::Call::Write, message, 0);
            call(probe::EventKind::CallReturned, who, probe::Call::Write, message, 8);
        };
        const auto read = [&] {
            call(probe::EventKind::CallEntered, reader, probe::Call::Read, 0, 0);
            call(probe::EventKind::CallReturned, reader, probe::Call::Read, 0, 8);
        };
        for (std::uint32_t message = 1; message <= 9; ++message) {
            write(writer, message);
            read();
        }
        write(second, 1);
        write(writer, 10);
        read();
        read();
        trace::Meta meta = built.meta();
        meta.scenario.processes.push_back({"writer 2", "writer"});
        Timeline timeline;
        timeline.extend(trace::TraceView::ofEvents(meta, built.events()));
        const auto arrows = timeline.arrows(before, after);
        QCOMPARE(arrows.size(), 11U);
        QVERIFY(arrows[9].from == second && arrows[9].message == 1);
        QVERIFY(arrows[10].from == writer && arrows[10].message == 10);
    }

    void arrowsGoFromSendToReceive()
    {
        TraceBuilder built;
        built.started().at(100).write(3).at(200).write(3).at(300).read(4).at(400).read(2);
        const auto timeline = timelineOf(built);
        const auto arrows = timeline.arrows(before, after);
        QCOMPARE(arrows.size(), 2U);
        QCOMPARE(arrows[0], (analysis::Arrow{1, writer, reader, pipeId, {100'000}, {101'000}, {301'000}}));
        QCOMPARE(arrows[1].message, 2U);
        QCOMPARE(arrows[1].received, TraceTime{401'000}); // when its last byte came out
        QCOMPARE(timeline.arrows({302'000}, after).size(), 1U);
    }

    void depthIsAStaircase()
    {
        TraceBuilder built;
        built.started().at(100).write(100).at(200).write(50).at(300).read(150);
        const auto timeline = timelineOf(built);
        const auto points = timeline.depth(pipeId, before, after, {});
        std::vector<std::uint64_t> bytes;
        for (const auto& point : points) bytes.push_back(point.last);
        QCOMPARE(bytes, (std::vector<std::uint64_t>{0, 100, 150, 0}));
        QCOMPARE(points.back().begin, TraceTime{301'000});
        QCOMPARE(points.back().capacity, 65536U);
        QCOMPARE(timeline.depth(pipeId, {250'000}, {260'000}, {}).size(), 1U);
    }

    void marksOfABlock()
    {
        const Timeline timeline = timelineOf(fullAndWoken());
        QCOMPARE(marksOf(timeline, writer), (std::vector<MarkKind>{MarkKind::Blocked, MarkKind::Woken}));
        const auto marks = timeline.marks({1'000'000}, {1'000'000}, {});
        QCOMPARE(marks.size(), 1U);
        state::SystemState state = state::initialState(fullAndWoken().meta().scenario);
        for (std::uint64_t i = 0; i < marks[0].event; ++i) state::apply(state, fullAndWoken().events()[i]);
        QVERIFY(state.processes[writer.value].activity == Activity::Blocked); // the mark leads to that very moment
    }

    void marksOfEndsAndErrors()
    {
        TraceBuilder built;
        built.started()
            .enterWrite(10)
            .returnWrite(-EPIPE)
            .lost(reader, 4)
            .ended(writer, CLD_KILLED, SIGPIPE)
            .ended(reader, CLD_EXITED, 0);
        const Timeline timeline = timelineOf(built);
        QCOMPARE(marksOf(timeline, writer), (std::vector<MarkKind>{MarkKind::Error, MarkKind::Signal}));
        QCOMPARE(marksOf(timeline, reader), (std::vector<MarkKind>{MarkKind::Lost, MarkKind::Ended}));
    }

    void marksOfTheChannel()
    {
        const Timeline timeline = timelineOf(fullAndWoken().read(65536));
        std::vector<MarkKind> kinds;
        for (const Mark& mark : timeline.marks(before, after, {}))
            if (mark.channel == pipeId && mark.process == ProcessId{}) kinds.push_back(mark.kind);
        QCOMPARE(kinds, (std::vector<MarkKind>{MarkKind::Full, MarkKind::Full, MarkKind::Emptied}));
    }

    void whatIsStoredIsWhatIsWorkedOut();
    void growingIsTheSameAsAtOnce()
    {
        const TraceBuilder built = fullAndWoken().read(65536).ended(writer, CLD_EXITED, 0);
        const Timeline whole = timelineOf(built);
        Timeline grown;
        for (std::size_t n = 0; n <= built.events().size(); ++n)
            grown.extend(trace::TraceView::ofEvents(
                built.meta(), {built.events().begin(), built.events().begin() + static_cast<std::ptrdiff_t>(n)}));
        QVERIFY(std::ranges::equal(whole.marks(before, after, {}), grown.marks(before, after, {})));
        QVERIFY(std::ranges::equal(whole.arrows(before, after), grown.arrows(before, after)));
        for (const ProcessId who : {writer, reader})
            QVERIFY(std::ranges::equal(whole.lane(who, before, after, {}), grown.lane(who, before, after, {})));
        QVERIFY(std::ranges::equal(whole.depth(pipeId, before, after, {}), grown.depth(pipeId, before, after, {})));
    }
};

/// The same trace from a file with summaries, from one without, and by brute force from the events.
void TestTimeline::whatIsStoredIsWhatIsWorkedOut()
{
    const TraceBuilder built = randomRun(21, 60'000); // several segments
    const auto memory = built.trace();
    QTemporaryDir folder;
    const auto file = std::filesystem::path(folder.path().toStdString()) / "s.sluice";
    QVERIFY(writeTrace(built, file));
    const auto stored = trace::TraceView::open(file);
    QVERIFY(stored);
    QVERIFY(stored->segmentCount() >= 5);
    Timeline worked, read;
    worked.extend(memory);
    read.extend(*stored);
    const TraceTime last = memory.end();
    for (const Duration grain : {Duration{}, Duration{20'000}, Duration{1'000'000}, Duration{last.ns / 3}})
        for (const auto& [from, to] :
             {std::pair{TraceTime{}, last}, {TraceTime{last.ns / 3}, TraceTime{last.ns / 2}}}) {
            for (const ProcessId who : {writer, reader})
                QVERIFY(worked.lane(who, from, to, grain) == read.lane(who, from, to, grain));
            QVERIFY(worked.depth(pipeId, from, to, grain) == read.depth(pipeId, from, to, grain));
            QVERIFY(worked.marks(from, to, grain) == read.marks(from, to, grain));
            QVERIFY(worked.arrows(from, to, grain) == read.arrows(from, to, grain));
            QCOMPARE(worked.arrowCount(from, to, {}), worked.arrows(from, to).size());
        }
    QVERIFY(worked.lastArrows(last, 100) == read.lastArrows(last, 100));

    // Brute force: the state after each event.
    const auto lane = read.lane(writer, {}, last, {});
    const auto depth = read.depth(pipeId, {}, last, {});
    state::SystemState state = state::initialState(memory.meta().scenario);
    std::size_t l = 0, p = 0;
    for (std::size_t i = 0; i < built.events().size(); ++i) {
        state::apply(state, built.events()[i]);
        const TraceTime when = built.events()[i].when();
        if (i + 1 < built.events().size() && built.events()[i + 1].when() == when)
            continue; // what holds after all of that time
        while (l + 1 < lane.size() && lane[l + 1].begin <= when) ++l;
        while (p + 1 < depth.size() && depth[p + 1].begin <= when) ++p;
        QCOMPARE(lane[l].activity, state.processes[writer.value].activity);
        QCOMPARE(depth[p].last, state.channels[pipeId.value].depthBytes);
    }
}

SLUICE_TEST(TestTimeline, QCoreApplication)
#include "tst_timeline.moc"
