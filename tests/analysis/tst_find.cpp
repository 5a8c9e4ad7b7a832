#include "analysis/find.h"
#include "base/words.h"
#include "support/random_run.h"
#include "support/test_class.h"

#include <csignal>
#include <sys/wait.h>

using namespace sluice;
using namespace sluice::test;
using analysis::MarkKind;
using analysis::Query;
using state::Moment;

class TestFind : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void words_data();
    void words();
    void unknownWordsAreAnswered();
    void wordsOfTheSpokenLanguage();
    void everyMarkIsVisitedBothWays();
    void messages();
    void eventsOfAProcess();
};

void TestFind::words_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("kinds");
    QTest::addColumn<int>("process");
    QTest::addColumn<int>("message");
    QTest::newRow("kind") << "blocked" << int(bitOf(MarkKind::Blocked)) << 0 << 0;
    QTest::newRow("its beginning") << "block" << int(bitOf(MarkKind::Blocked)) << 0 << 0;
    QTest::newRow("kinds") << "error, signal" << (bitOf(MarkKind::Error) | bitOf(MarkKind::Signal)) << 0 << 0;
    QTest::newRow("process") << " reader " << 0 << 2 << 0;
    QTest::newRow("both, in any case") << "Writer BLOCKED" << int(bitOf(MarkKind::Blocked)) << 1 << 0;
    QTest::newRow("message") << "m23" << 0 << 0 << 23;
    QTest::newRow("message of a process") << "writer m7" << 0 << 1 << 7;
}

void TestFind::words()
{
    QFETCH(QString, text);
    const auto query = analysis::parseQuery(text.toStdString(), TraceBuilder().meta().scenario);
    QVERIFY(query);
    QTEST(int(query->kinds), "kinds");
    QTEST(int(query->process.value), "process");
    QTEST(int(query->message), "message");
}

void TestFind::unknownWordsAreAnswered()
{
    for (const char* text : {"", "  ", "blokced", "bl", "blockeds", "m", "m0", "writer x"}) {
        const auto query = analysis::parseQuery(text, TraceBuilder().meta().scenario);
        QVERIFY2(!query, text);
        QVERIFY(query.error().describe().find("blocked, woken") != std::string::npos);
    }
}

/// As people read them; the English ones are understood as before.
void TestFind::wordsOfTheSpokenLanguage()
{
    setSpeech({[](const char*, const char* english) {
                   const std::string_view word = english;
                   return std::string(word == "blocked" ? "blockiert" : word == "writer" ? "Schreiber" : word);
               },
               '.'});
    for (const char* text : {"Schreiber blockiert", "writer blocked"}) {
        const auto query = analysis::parseQuery(text, TraceBuilder().meta().scenario);
        QVERIFY2(query, text);
        QCOMPARE(query->kinds, bitOf(MarkKind::Blocked));
        QCOMPARE(int(query->process.value), 1);
    }
    const auto unknown = analysis::parseQuery("x", TraceBuilder().meta().scenario);
    QVERIFY(!unknown && unknown.error().context.find("Schreiber") != std::string::npos);
    setSpeech({});
}

void TestFind::everyMarkIsVisitedBothWays()
{
    TraceBuilder built = randomRun(40, 20'000);
    built.ended(writer, CLD_KILLED, SIGPIPE);
    const auto trace = built.trace();
    analysis::Timeline timeline;
    timeline.extend(trace);
    for (const char* text : {"empty", "full", "signal", "empty full signal writer"}) {
        const Query query = *analysis::parseQuery(text, trace.meta().scenario);
        std::vector<Moment> expected, forward, backward;
        for (const auto& mark : timeline.marks({}, trace.end(), {}))
            if ((bitOf(mark.kind) & query.kinds) != 0 && (query.process.value == 0 || mark.process == query.process))
                expected.push_back({mark.time, mark.event});
        QVERIFY(!expected.empty());
        for (auto at = findNext(query, trace, timeline, {}); at; at = findNext(query, trace, timeline, *at))
            forward.push_back(*at);
        const Moment behindAll{trace.end(), trace.eventCount() + 1};
        for (auto at = findPrevious(query, trace, timeline, behindAll); at;
             at = findPrevious(query, trace, timeline, *at))
            backward.insert(backward.begin(), *at);
        // Several marks may belong to one event: it is visited once.
        expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
        QVERIFY(forward == expected);
        QVERIFY(backward == expected);
    }
}

void TestFind::messages()
{
    const auto trace = randomRun(41, 20'000).trace();
    analysis::Timeline timeline;
    timeline.extend(trace);
    std::uint32_t last = 0;
    for (std::uint64_t i = 0; i < trace.eventCount(); ++i) last = std::max(last, trace.event(i).message);
    QVERIFY(last > 1000);
    for (const std::uint32_t message : {1U, 2U, 500U, last}) {
        const auto found = findNext({0, {}, message}, trace, timeline, {});
        QVERIFY(found);
        const probe::Event event = trace.event(found->events - 1);
        QCOMPARE(event.message, message);
        QVERIFY(event.kind == probe::EventKind::CallEntered);
        QVERIFY(!findNext({0, {}, message}, trace, timeline, *found)); // there is one only
        QVERIFY(findPrevious({0, {}, message}, trace, timeline, {trace.end(), trace.eventCount()}));
    }
    QVERIFY(!findNext({0, {}, last + 1}, trace, timeline, {}));
}

void TestFind::eventsOfAProcess()
{
    const auto trace = TraceBuilder().started().write(5).read(5).write(6).trace();
    analysis::Timeline timeline;
    timeline.extend(trace);
    const Query query{0, reader, 0};
    std::vector<std::uint64_t> seen;
    for (auto at = findNext(query, trace, timeline, {}); at; at = findNext(query, trace, timeline, *at)) {
        QCOMPARE(trace.event(at->events - 1).process, reader.value);
        seen.push_back(at->events);
    }
    const Moment behindAll{trace.end(), trace.eventCount() + 1};
    for (auto at = findPrevious(query, trace, timeline, behindAll); at;
         at = findPrevious(query, trace, timeline, *at)) {
        QCOMPARE(at->events, seen.back());
        seen.pop_back();
    }
    QVERIFY(seen.empty());
}

SLUICE_TEST(TestFind, QCoreApplication)
#include "tst_find.moc"
