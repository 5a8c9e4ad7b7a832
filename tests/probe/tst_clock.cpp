#include "probe/clock.h"
#include "support/test_class.h"

using namespace sluice;
using namespace sluice::probe;

class TestClock : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startIsZero_data() { kinds(); }
    void startIsZero();
    void neverGoesBack_data() { kinds(); }
    void neverGoesBack();
    void agreesWithMonotonic_data() { kinds(); }
    void agreesWithMonotonic();

private:
    static void kinds()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("clock_gettime") << static_cast<int>(ClockKind::Monotonic);
        QTest::newRow("what is used here") << static_cast<int>(safestFastClock());
    }
};

void TestClock::startIsZero()
{
    QFETCH(int, kind);
    const auto clock = static_cast<ClockKind>(kind);
    const std::int64_t start = rawNow(clock);
    QCOMPARE(ClockScale(clock, start).toTraceTime(start).ns, std::int64_t{0});
}

void TestClock::neverGoesBack()
{
    QFETCH(int, kind);
    const auto clock = static_cast<ClockKind>(kind);
    ClockScale scale(clock, rawNow(clock));
    TraceTime last{};
    for (int i = 0; i < 20000; ++i) {
        if (i % 500 == 0) scale.calibrate();
        const TraceTime now = scale.toTraceTime(rawNow(clock));
        QVERIFY(now >= last);
        last = now;
    }
}

void TestClock::agreesWithMonotonic()
{
    QFETCH(int, kind);
    const auto clock = static_cast<ClockKind>(kind);
    const std::int64_t startNs = monotonicNow();
    ClockScale scale(clock, rawNow(clock));
    while (monotonicNow() - startNs < 30'000'000) {}
    scale.calibrate();
    const std::int64_t before = monotonicNow() - startNs;
    const std::int64_t measured = scale.toTraceTime(rawNow(clock)).ns;
    const std::int64_t after = monotonicNow() - startNs;
    // The two clocks were read at slightly different moments; a wrong scale would be off by far more than 5 %.
    QVERIFY2(measured > before * 95 / 100 && measured < after * 105 / 100, qPrintable(QString::number(measured)));
}

SLUICE_TEST(TestClock)
#include "tst_clock.moc"
