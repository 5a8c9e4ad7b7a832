#include "compare/fairness.h"
#include "support/test_class.h"

using namespace sluice;
using namespace sluice::compare;

Q_DECLARE_METATYPE(sluice::compare::Reason)
Q_DECLARE_METATYPE(sluice::compare::Measure)
Q_DECLARE_METATYPE(std::function<void(sluice::compare::Lane&)>)

namespace {

/// Two lanes under the same circumstances, the second twice as slow.
Lane lane(Through through, double times)
{
    Lane made;
    made.through = through;
    made.facts = {64, 1000, 10'000, 100, 7, Waiting::Block, 0, 1, 65536};
    made.throughput = {1e6 / times, 0.9e6 / times, 1.1e6 / times};
    made.roundTrip.median = {5000 * times, 4900 * times, 5100 * times};
    return made;
}

} // namespace

class TestFairness : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aloneAReasonTellsItself_data();
    void aloneAReasonTellsItself();
    void underTheSameCircumstancesTheyAreComparable();
    void capacityMattersOnlyForThroughput();
    void aLaneCanBeComparedWithItself();
    void allReasonsAreTold();
    void theOrderPutsTheQuickFirst();
};

void TestFairness::underTheSameCircumstancesTheyAreComparable()
{
    for (const Measure measure : {Measure::Latency, Measure::Throughput})
        QVERIFY(comparable(lane(Through::Pipe, 1), lane(Through::Tcp, 2), measure));
}

void TestFairness::aloneAReasonTellsItself_data()
{
    QTest::addColumn<std::function<void(Lane&)>>("change");
    QTest::addColumn<Reason>("expected");
    const auto row = [](Reason reason, std::function<void(Lane&)> change) {
        QTest::newRow(name(reason).data()) << std::move(change) << reason;
    };
    row(Reason::DidNotRun, [](Lane& l) { l.why = Error::badInput("x", "y"); });
    row(Reason::OtherSize, [](Lane& l) {
        l.facts.size *= 2;
        l.facts.held *= 2; // as many messages
    });
    row(Reason::OtherCount, [](Lane& l) { l.facts.messages += 1; });
    row(Reason::OtherWarmUp, [](Lane& l) { l.facts.warmUp = 1; });
    row(Reason::OtherRepetitions, [](Lane& l) { l.facts.repetitions = 5; });
    row(Reason::OtherWaiting, [](Lane& l) { l.facts.waiting = Waiting::Spin; });
    row(Reason::OtherPinning, [](Lane& l) { l.facts.receiverCpu = 0; });
    row(Reason::OtherCapacity, [](Lane& l) { l.facts.held = 640; });
    row(Reason::TooWide, [](Lane& l) { l.throughput.high = 2e6; });
}

void TestFairness::aloneAReasonTellsItself()
{
    QFETCH(std::function<void(Lane&)>, change);
    QFETCH(Reason, expected);
    const Lane pipe = lane(Through::Pipe, 1);
    Lane other = lane(Through::Tcp, 2);
    change(other);
    QCOMPARE(reasonsAgainst(pipe, other, Measure::Throughput), std::vector{expected});
    QCOMPARE(reasonsAgainst(other, pipe, Measure::Throughput), std::vector{expected});
}

void TestFairness::capacityMattersOnlyForThroughput()
{
    Lane queue = lane(Through::Queue, 2);
    queue.facts.held = 640; // 10 messages, where a pipe holds 1,024
    QVERIFY(comparable(lane(Through::Pipe, 1), queue, Measure::Latency));
    QVERIFY(!comparable(lane(Through::Pipe, 1), queue, Measure::Throughput));
    queue.facts.held = 32768; // half as many still pass
    QVERIFY(comparable(lane(Through::Pipe, 1), queue, Measure::Throughput));
}

void TestFairness::aLaneCanBeComparedWithItself()
{
    QVERIFY(comparable(lane(Through::Pipe, 1), lane(Through::Pipe, 1), Measure::Latency));
    QCOMPARE(reasonsAgainst(lane(Through::Pipe, 1), lane(Through::Fifo, 1), Measure::Latency),
             std::vector{Reason::TooWide});
}

/// The best-known benchmark holds a queue of 2,048 bytes against a segment of 1,000,000, and spins in one of them.
void TestFairness::allReasonsAreTold()
{
    Lane queue = lane(Through::Queue, 1), segment = lane(Through::Memory, 2);
    queue.facts.held = 2048;
    segment.facts.held = 1'000'000;
    segment.facts.waiting = Waiting::Spin;
    queue.facts.repetitions = segment.facts.repetitions = 1;
    QCOMPARE(reasonsAgainst(queue, segment, Measure::Throughput),
             (std::vector{Reason::OtherWaiting, Reason::OtherCapacity, Reason::TooFewRuns}));
}

void TestFairness::theOrderPutsTheQuickFirst()
{
    Comparison comparison;
    comparison.lanes = {lane(Through::Tcp, 3), lane(Through::Queue, 1), lane(Through::Pipe, 1), lane(Through::Unix, 2)};
    comparison.lanes[1].why = Error::badInput("x", "y");
    const std::vector<std::size_t> expected{2, 3, 0, 1};
    QCOMPARE(orderBy(comparison, Measure::Latency), expected);
    QCOMPARE(orderBy(comparison, Measure::Throughput), expected);
}

SLUICE_TEST(TestFairness, QCoreApplication)
#include "tst_fairness.moc"
