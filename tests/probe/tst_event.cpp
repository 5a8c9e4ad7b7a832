#include "probe/event.h"
#include "support/test_class.h"

#include <cstddef>
#include <cstring>
#include <set>

using namespace sluice;
using namespace sluice::probe;

class TestEvent : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void layoutIsTheDocumentedOne();
    void namesAreUnique();
    void everyKindHasAnEvidence();
    void valueRoundTrip_data();
    void valueRoundTrip();
    void transferOfCalls();
};

void TestEvent::layoutIsTheDocumentedOne()
{
    QCOMPARE(sizeof(Event), std::size_t{32});
    QCOMPARE(offsetof(Event, time), std::size_t{0});
    QCOMPARE(offsetof(Event, message), std::size_t{8});
    QCOMPARE(offsetof(Event, size), std::size_t{12});
    QCOMPARE(offsetof(Event, result), std::size_t{16});
    QCOMPARE(offsetof(Event, detail), std::size_t{20});
    QCOMPARE(offsetof(Event, process), std::size_t{24});
    QCOMPARE(offsetof(Event, channel), std::size_t{26});
    QCOMPARE(offsetof(Event, line), std::size_t{28});
    QCOMPARE(offsetof(Event, kind), std::size_t{30});
    QCOMPARE(offsetof(Event, call), std::size_t{31});
}

void TestEvent::namesAreUnique()
{
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(EventKind::Last); ++i) names.insert(name(static_cast<EventKind>(i)));
    QCOMPARE(names.size(), static_cast<std::size_t>(EventKind::Last) + 1);
    QVERIFY(!names.contains("?"));
    QCOMPARE(name(static_cast<EventKind>(200)), std::string_view("?"));
    QCOMPARE(name(EventKind::CallEntered), std::string_view("call-entered"));
    QCOMPARE(name(Call::Write), std::string_view("write"));
    QCOMPARE(name(static_cast<Call>(99)), std::string_view("?"));
    QCOMPARE(name(Evidence::Derived), std::string_view("derived"));
    QCOMPARE(name(End::Write), std::string_view("write"));
}

void TestEvent::everyKindHasAnEvidence()
{
    QCOMPARE(evidenceOf(EventKind::CallReturned), Evidence::Probe);
    QCOMPARE(evidenceOf(EventKind::ProcessEnded), Evidence::Kernel);
    QCOMPARE(evidenceOf(EventKind::KernelDepth), Evidence::Kernel);
    QCOMPARE(evidenceOf(EventKind::EventsLost), Evidence::Derived);
}

void TestEvent::valueRoundTrip_data()
{
    QTest::addColumn<qint64>("value");
    for (const qint64 value : {qint64{0}, qint64{1}, qint64{-1}, qint64{0x7fffffff}, qint64{0x80000000},
                               qint64{1} << 40, std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::min()})
        QTest::newRow(qPrintable(QString::number(value))) << value;
}

void TestEvent::valueRoundTrip()
{
    QFETCH(qint64, value);
    Event event;
    event.setValue(value);
    QCOMPARE(event.value(), std::int64_t{value});
}

void TestEvent::transferOfCalls()
{
    QCOMPARE(transferOf(Call::Write), Transfer::Send);
    QCOMPARE(transferOf(Call::Read), Transfer::Receive);
    QCOMPARE(transferOf(Call::Close), Transfer::None);
}

SLUICE_TEST(TestEvent)
#include "tst_event.moc"
