#include "program.h"

#include "analysis/explain.h"
#include "analysis/race_figures.h"
#include "lessons/lesson.h"
#include "mechanisms/race.h"
#include "scene/race_table.h"
#include "scene/race_words.h"
#include "state/replay.h"
#include "support/test_class.h"
#include "trace/trace_view.h"

#include <QFile>
#include <QGuiApplication>
#include <QTemporaryDir>

#include <algorithm>

using namespace sluice;
using namespace sluice::mechanisms;
using analysis::RaceFigures;
using analysis::RaceLane;

/// Two processes pass messages through every mechanism in turn, for real; what they tell must hold together, and agree
/// with what others say.
class TestTradeoffs : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    /// Runs the lesson, with settings, for that long.
    std::optional<trace::TraceView> run(const QString& lesson, const QStringList& settings, const QString& length)
    {
        const QString file = m_folder.filePath(QStringLiteral("%1.sluice").arg(++m_runs));
        QStringList arguments{"run", lesson, "--for", length, "-o", file};
        for (const QString& each : settings) arguments << "--set" << each;
        const test::Ended ended = test::sluice(arguments);
        if (ended.status != 0) qWarning("%s", ended.err.constData());
        auto trace = trace::TraceView::open(file.toStdString());
        return trace ? std::optional(std::move(*trace)) : std::nullopt;
    }
    static RaceFigures figuresAt(const trace::TraceView& trace, TraceTime when)
    {
        const state::SystemState state = state::Replay(trace).at(when);
        return RaceFigures::of(state, std::get<SharedMemory>(state.channels.at(1).object), trace.meta().scenario);
    }
    static const RaceLane* find(const RaceFigures& figures, Through through)
    {
        const auto found = std::ranges::find(figures.lanes, through, &RaceLane::through);
        return found == figures.lanes.end() ? nullptr : &*found;
    }
    int m_runs = 0;

private Q_SLOTS:
    void everyLaneRunsAndItsFiguresAgree();
    void whoIsTimedWithoutEventsIsNotSaidToRest();
    void whoHasItsTurnIsNamedAndMeasured();
    void aQueueRefusesLargeMessagesAndOthersGoOn();
    void memoryCannotBePolled();
    void anotherSizeBeginsAnew();
    void whoJoinsBeginsWithTheOthers();
    void allSizesAreSwept();
    void whatWasMeasuredIsExported_data();
    void whatWasMeasuredIsExported();
    void callsAreThoseThatStraceCounts();
    void everySentenceOfTheTableLeadsToALesson();
};

void TestTradeoffs::everyLaneRunsAndItsFiguresAgree()
{
    const auto trace = run("tradeoffs.which", {"race.rate=20", "race.events=1"}, "3s");
    QVERIFY(trace);
    const RaceFigures race = figuresAt(*trace, trace->end());
    QCOMPARE(race.lanes.size(), throughs);
    QVERIFY(race.rounds >= 4);
    for (const RaceLane& lane : race.lanes) {
        QVERIFY2(lane.ran(), compare::name(lane.through).data());
        QVERIFY(lane.probeTurns > 0);
        for (const compare::Spread& each : {lane.rate, lane.trip, lane.probeRate, lane.probeTrip})
            QVERIFY(each.low > 0 && each.low <= each.median && each.median <= each.high);
        // Each round trip is counted once, and each of its ways.
        const auto trips = static_cast<std::uint64_t>(lane.turns * race.roundTrips);
        QCOMPARE(lane.timesOf(RaceWay::RoundTrip).total(), trips);
        QCOMPARE(lane.timesOf(RaceWay::OneWay).total(), 2 * trips);
        const auto sum = [&](LanePart part, Tally tally) {
            return lane.sums[static_cast<std::size_t>(part)][static_cast<std::size_t>(tally)];
        };
        QCOMPARE(sum(LanePart::OneWay, Tally::Messages), lane.turns * race.messages);
        QCOMPARE(sum(LanePart::RoundTrips, Tally::Messages), 2 * static_cast<std::int64_t>(trips));
        QVERIFY(sum(LanePart::OneWay, Tally::CpuTime) <= 2 * sum(LanePart::OneWay, Tally::Nanoseconds) * 11 / 10);
        QVERIFY(std::ranges::is_sorted(lane.arrivals));
        QVERIFY(lane.arrivals.back() > 0);
        QVERIFY(lane.held >= race.size);
        QVERIFY(lane.memory > 0);
        // A message costs one call to send and one to receive it, or none.
        const double calls = lane.perMessage(LanePart::OneWay, Tally::Calls);
        if (isMemory(lane.through)) QVERIFY(calls < 2);
        else QVERIFY2(calls >= 2, qPrintable(QString::number(calls)));
    }
    QCOMPARE(find(race, Through::Pipe)->held, std::int64_t{65'536}); // pipe(7)
}

void TestTradeoffs::whoIsTimedWithoutEventsIsNotSaidToRest()
{
    const auto trace = run("tradeoffs.race", {"race.events=0"}, "1s");
    QVERIFY(trace);
    std::vector<probe::Event> events(trace->eventCount());
    QCOMPARE(trace->read(0, events), events.size());
    state::Replay replay(*trace);
    int off = 0;
    for (const probe::Event& event : events) {
        if (event.kind != probe::EventKind::EventsOff && event.kind != probe::EventKind::EventsOn) continue;
        const auto& process = replay.at(event.when()).processes.at(event.process);
        QCOMPARE(process.activity == state::Activity::Unobserved, event.kind == probe::EventKind::EventsOff);
        off += event.kind == probe::EventKind::EventsOff ? 1 : 0;
    }
    QVERIFY(off > 2);
}

/// What is said of a moment is said of the mechanism that has its turn then, and agrees with the figures.
void TestTradeoffs::whoHasItsTurnIsNamedAndMeasured()
{
    const auto trace = run("tradeoffs.race", {"race.rate=10"}, "2s");
    QVERIFY(trace);
    const auto says = [&](TraceTime when, const QString& words) {
        const auto facts = analysis::explain(state::Replay(*trace).at(when), *trace).facts;
        return std::ranges::any_of(
            facts, [&](const analysis::Fact& fact) { return QString::fromStdString(fact.text).contains(words); });
    };
    std::vector<probe::Event> events(trace->eventCount());
    QCOMPARE(trace->read(0, events), events.size());
    int turns = 0;
    for (const probe::Event& event : events) {
        if (event.kind != probe::EventKind::Measured
            || (event.detail & 0xffffU) != static_cast<unsigned>(probe::Figure::RaceTurn))
            continue;
        const RaceFigures race = figuresAt(*trace, event.when());
        const QString said =
            QString::fromStdString(analysis::explain(state::Replay(*trace).at(event.when()), *trace).headline);
        if (event.value() < 0) {
            QCOMPARE(said,
                     QString(race.rounds == 0 ? "Each mechanism has its turn." : "Between two rounds: both sleep."));
            continue;
        }
        const QString name = scene::laneName(static_cast<Through>(event.value()));
        QVERIFY2(said.startsWith(name + " has its turn"), qPrintable(said));
        const RaceLane& lane = *find(race, static_cast<Through>(event.value()));
        if (++turns; !lane.ran()) continue;
        QVERIFY(says(event.when(),
                     QStringLiteral("median of %1 turns: %2")
                         .arg(lane.turns)
                         .arg(QString::fromStdString(grouped(static_cast<std::uint64_t>(lane.rate.median))))));
        if (race.against(*race.fastest(), lane, compare::Measure::Throughput).empty()) continue;
        QVERIFY(says(event.when(), "not comparable with") || says(event.when(), "not to be told from")
                || says(event.when(), "it gets the most"));
    }
    QVERIFY(turns > 10);
    QVERIFY(says(trace->end(), "64 B a message: 20 round trips, then 400 one way"));
    QVERIFY(says(trace->end(), "each waits in its call"));
}

void TestTradeoffs::aQueueRefusesLargeMessagesAndOthersGoOn()
{
    const auto trace = run("tradeoffs.race", {"race.size=65536"}, "2s");
    QVERIFY(trace);
    const RaceFigures race = figuresAt(*trace, trace->end());
    QCOMPARE(race.size, std::int64_t{65'536});
    QFile limit("/proc/sys/fs/mqueue/msgsize_max");
    QVERIFY(limit.open(QIODevice::ReadOnly));
    QCOMPARE(find(race, Through::Queue)->refused, limit.readAll().trimmed().toLongLong() < 65'536 ? EMSGSIZE : 0);
    for (const auto through : {Through::Pipe, Through::Unix, Through::Tcp, Through::Memory})
        QVERIFY(find(race, through)->ran());
}

void TestTradeoffs::memoryCannotBePolled()
{
    const auto trace = run("tradeoffs.race", {"race.waiting=1"}, "2s");
    QVERIFY(trace);
    const RaceFigures race = figuresAt(*trace, trace->end());
    QCOMPARE(race.waiting, Waiting::Poll);
    QCOMPARE(find(race, Through::Memory)->refused, EOPNOTSUPP);
    const RaceLane* pipe = find(race, Through::Pipe);
    QVERIFY(pipe->ran());
    QVERIFY(pipe->perMessage(LanePart::RoundTrips, Tally::Calls) > 2.9); // write, poll, read
}

/// What was measured under other circumstances is no longer counted.
void TestTradeoffs::anotherSizeBeginsAnew()
{
    const QString file = m_folder.filePath("own.json");
    QFile own(file);
    QVERIFY(own.open(QIODevice::WriteOnly));
    own.write(R"({"id": "own.race", "mechanism": "tradeoffs", "title": "T", "about": "A.",
        "scenario": {"mechanism": "tradeoffs",
            "processes": [{"name": "sender", "role": "sender"}, {"name": "receiver", "role": "receiver"}],
            "channels": [{"name": "lanes", "kind": "race"}],
            "settings": {"race.rate": 20, "race.events": 0},
            "actions": [{"at_ms": 1500, "set": "race.size", "to": 4096}]},
        "steps": [{"text": "S."}]})");
    own.close();
    const auto trace = run(file, {}, "3s");
    QVERIFY(trace);
    const RaceFigures before = figuresAt(*trace, {1'400'000'000}), after = figuresAt(*trace, trace->end());
    QCOMPARE(before.size, std::int64_t{64});
    QCOMPARE(after.size, std::int64_t{4096});
    for (const RaceFigures& race : {before, after}) {
        const RaceLane& pipe = *find(race, Through::Pipe);
        QVERIFY(pipe.ran());
        QCOMPARE(pipe.timesOf(RaceWay::RoundTrip).total(), static_cast<std::uint64_t>(pipe.turns * race.roundTrips));
    }
    QVERIFY(find(after, Through::Pipe)->turns < after.rounds);
}

/// Else it would have fewer turns than they for ever, and never be comparable.
void TestTradeoffs::whoJoinsBeginsWithTheOthers()
{
    const QString file = m_folder.filePath("join.json");
    QFile own(file);
    QVERIFY(own.open(QIODevice::WriteOnly));
    own.write(R"({"id": "own.join", "mechanism": "tradeoffs", "title": "T", "about": "A.",
        "scenario": {"mechanism": "tradeoffs",
            "processes": [{"name": "sender", "role": "sender"}, {"name": "receiver", "role": "receiver"}],
            "channels": [{"name": "lanes", "kind": "race"}],
            "settings": {"race.rate": 20, "race.events": 0, "race.tcp": 0},
            "actions": [{"at_ms": 1000, "set": "race.fifo", "to": 1}, {"at_ms": 1200, "set": "race.mq", "to": 0}]},
        "steps": [{"text": "S."}]})");
    own.close();
    const auto trace = run(file, {}, "2500ms");
    QVERIFY(trace);
    const RaceFigures race = figuresAt(*trace, trace->end());
    const RaceLane &fifo = *find(race, Through::Fifo), &pipe = *find(race, Through::Pipe);
    QVERIFY(fifo.turns >= 3 && std::abs(fifo.turns - pipe.turns) <= 1);
    QVERIFY(pipe.turns < race.rounds);
    QVERIFY(!find(race, Through::Queue)); // who leaves changes nothing for the others
    for (const compare::Reason reason : race.against(pipe, fifo, compare::Measure::Throughput))
        QVERIFY(reason == compare::Reason::TooWide);
}

void TestTradeoffs::allSizesAreSwept()
{
    const auto trace = run("tradeoffs.size", {"race.rate=20", "race.signal=1"}, "5s");
    QVERIFY(trace);
    const state::SystemState end = state::Replay(*trace).at(trace->end());
    const auto& told = std::get<SharedMemory>(end.channels.at(1).object);
    QVERIFY(told.newest(probe::Figure::RaceRounds)->value >= static_cast<std::int64_t>(raceSizes.size()));
    for (std::size_t size = 0; size < raceSizes.size(); ++size) {
        for (const auto through : {Through::Pipe, Through::Tcp, Through::Memory}) {
            const auto* rate = told.newest(probe::Figure::RaceSize, raceIndex(through, RaceSize::Rate, size));
            QVERIFY2(rate && rate->value > 0, qPrintable(QString::number(raceSizes[size])));
        }
        const RaceFigures race = figuresAt(*trace, trace->end());
        const analysis::RaceAtSize& pipe = find(race, Through::Pipe)->sizes[size];
        QVERIFY(pipe.turns >= 2 && pipe.turns <= race.rounds / 6); // 100 rounds or so: there and back
        for (const compare::Spread& spread : {pipe.rate, pipe.trip})
            QVERIFY(0 < spread.low && spread.low <= spread.median && spread.median <= spread.high);
        const auto* refused = told.newest(probe::Figure::RaceSize, raceIndex(Through::Signal, RaceSize::Refused, size));
        QCOMPARE(refused ? refused->value : 0, std::int64_t{raceSizes[size] > 8 ? EMSGSIZE : 0});
    }
}

/// As people and scripts take it away: the same numbers in the CSV and in the JSON.
void TestTradeoffs::whatWasMeasuredIsExported_data()
{
    QTest::addColumn<QString>("lesson");
    QTest::addColumn<int>("lines"); // of each mechanism
    QTest::newRow("one size") << "tradeoffs.race" << 1;
    QTest::newRow("all sizes") << "tradeoffs.size" << 7;
}
void TestTradeoffs::whatWasMeasuredIsExported()
{
    QFETCH(QString, lesson);
    QFETCH(int, lines);
    const auto trace = run(lesson, {"race.rate=20"}, "2s");
    QVERIFY(trace);
    const QString file = m_folder.filePath(QStringLiteral("%1.sluice").arg(m_runs)), csv = file + ".csv";
    QCOMPARE(test::sluice({"export", file, "--to", "race", "-o", csv}).status, 0);
    QFile written(csv);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QList<QByteArray> rows = written.readAll().split('\n');
    const RaceFigures race = figuresAt(*trace, trace->end());
    QCOMPARE(rows.size(), static_cast<qsizetype>(race.lanes.size()) * lines + 2); // names above, nothing below
    const QList<QByteArray> names = rows.front().trimmed().split(',');
    const auto at = [&](qsizetype row, const char* name) {
        return rows[row].trimmed().split(',').value(names.indexOf(name));
    };
    for (qsizetype row = 1; row + 1 < rows.size(); ++row) {
        QCOMPARE(rows[row].count(','), rows.front().count(','));
        const RaceLane& lane = race.lanes[static_cast<std::size_t>((row - 1) / lines)];
        const analysis::RaceAtSize size = lines == 1
                                              ? analysis::RaceAtSize{lane.turns, lane.refused, lane.rate, lane.trip}
                                              : lane.sizes[static_cast<std::size_t>((row - 1) % lines)];
        QCOMPARE(at(row, "mechanism"), QByteArray(compare::name(lane.through).data()));
        QCOMPARE(at(row, "turns").toLongLong(), size.turns);
        if (!size.ran()) continue;
        QCOMPARE(at(row, "messages_per_second").toDouble(), size.rate.median);
        QCOMPARE(at(row, "round_trip_high_ns").toDouble(), size.trip.high);
        QVERIFY(at(row, "messages").toLongLong() * at(row, "size_bytes").toLongLong()
                <= std::max(raceMostBytes, raceSizes.back()));
    }
    QVERIFY(run("pipe.anonymous", {}, "100ms")); // which measures no mechanisms
    const QString other = m_folder.filePath(QStringLiteral("%1.sluice").arg(m_runs)), none = other + ".csv";
    const auto refused = test::sluice({"export", other, "--to", "race", "-o", none});
    QCOMPARE(refused.status, 1);
    QVERIFY2(refused.err.contains("trade-offs"), refused.err.constData());
    QVERIFY(!QFile::exists(none));
}

/// Every call on the lanes is counted, by somebody else's count: with events off nobody but strace sees them.
void TestTradeoffs::callsAreThoseThatStraceCounts()
{
    const QString strace = "/usr/bin/strace";
    if (!QFile::exists(strace)) QSKIP("no strace here");
    const QString file = m_folder.filePath("counted.sluice"), log = m_folder.filePath("strace");
    const test::Ended ended = test::runProgram(
        strace, {"-f", "-qq", "-e", "trace=mq_timedsend,mq_timedreceive", "-e", "signal=none", "-o", log,
                 test::sluicePath(), "run", "tradeoffs.race", "--for", "2s", "--set", "race.events=0", "-o", file});
    if (ended.status != 0) QSKIP("strace may not trace here");
    const auto trace = trace::TraceView::open(file.toStdString());
    QVERIFY(trace);
    const RaceFigures race = figuresAt(*trace, trace->end());
    const RaceLane& queue = *find(race, Through::Queue);
    QFile lines(log);
    QVERIFY(lines.open(QIODevice::ReadOnly));
    std::int64_t counted = 0, failed = 0;
    for (QByteArray line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
        if (line.contains("resumed>")) continue; // the second half of a line that was counted
        ++counted;
        failed += line.contains("EAGAIN") ? 1 : 0;
    }
    // Beside what is counted: filling the queue once to the brim, emptying it again, and the round trips before.
    const std::int64_t held = queue.held / race.size, turns = queue.turns;
    const std::int64_t beside = 2 * held + failed + turns * race.warmUp * 4;
    const auto told =
        queue.sums[0][static_cast<std::size_t>(Tally::Calls)] + queue.sums[1][static_cast<std::size_t>(Tally::Calls)];
    QVERIFY(turns > 0);
    // The turn that the end of the run cut off was not told.
    const std::int64_t oneTurn = told / turns + race.warmUp * 4;
    QVERIFY2(counted - beside - told >= 0 && counted - beside - told <= oneTurn,
             qPrintable(QStringLiteral("strace %1, beside %2, told %3").arg(counted).arg(beside).arg(told)));
}

void TestTradeoffs::everySentenceOfTheTableLeadsToALesson()
{
    const auto rows = scene::raceTableRows();
    QCOMPARE(rows.size(), throughs); // every mechanism has one
    for (std::uint32_t i = 0; i < 2 * rows.size(); ++i) {
        const std::string_view id = scene::linkedLesson(i);
        QVERIFY2(lessons::find(QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size()))), id.data());
    }
    QVERIFY(scene::linkedLesson(static_cast<std::uint32_t>(2 * rows.size())).empty());
}

SLUICE_TEST(TestTradeoffs, QGuiApplication)
#include "tst_tradeoffs.moc"
