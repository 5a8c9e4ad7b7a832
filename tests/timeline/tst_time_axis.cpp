#include "support/test_class.h"
#include "timeline/time_axis.h"

#include "scene/sketch.h"
#include "scene/theme.h"

#include <QGuiApplication>

using namespace sluice;
using timeline::TimeAxis;

class TestTimeAxis : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void timeAndPixelsAreInverse_data();
    void timeAndPixelsAreInverse();
    void zoomKeepsTheTimeUnderThePointer_data();
    void zoomKeepsTheTimeUnderThePointer();
    void zoomIsBounded();
    void fittingShowsBothEnds();
    void ticksAreRoundAndApart_data();
    void ticksAreRoundAndApart();
    void durations_data();
    void durations();
};

void TestTimeAxis::timeAndPixelsAreInverse_data()
{
    QTest::addColumn<double>("nsPerPixel");
    for (const double scale : {1.0, 37.5, 1e3, 1e6, 3.6e12}) QTest::addRow("%g", scale) << scale;
}

void TestTimeAxis::timeAndPixelsAreInverse()
{
    QFETCH(double, nsPerPixel);
    const TimeAxis axis{{123'456'789}, nsPerPixel, 128, 1000};
    for (double x = 128; x <= 1128; x += 7) QVERIFY(std::abs(axis.x(axis.time(x)) - x) <= 0.5 / nsPerPixel + 1e-6);
    QCOMPARE(axis.x(axis.from), 128.0);
    QCOMPARE(axis.panned(50).from, axis.time(178));
}

void TestTimeAxis::zoomKeepsTheTimeUnderThePointer_data()
{
    QTest::addColumn<double>("factor");
    QTest::addColumn<double>("x");
    for (const double factor : {0.1, 0.8, 1.25, 20.0})
        for (const double x : {128.0, 500.25, 1128.0}) QTest::addRow("%g at %g", factor, x) << factor << x;
}

void TestTimeAxis::zoomKeepsTheTimeUnderThePointer()
{
    QFETCH(double, factor);
    QFETCH(double, x);
    const TimeAxis axis{{5'000'000}, 1e4, 128, 1000};
    const TimeAxis closer = axis.zoomed(factor, x);
    QVERIFY(std::abs((closer.time(x) - axis.time(x)).ns) <= 1);
    QCOMPARE(closer.nsPerPixel, 1e4 / factor);
}

void TestTimeAxis::zoomIsBounded()
{
    const TimeAxis axis;
    QCOMPARE(axis.zoomed(1e30, 300).nsPerPixel, 1.0);
    QCOMPARE(axis.zoomed(1e-30, 300).nsPerPixel, 3600e9);
}

void TestTimeAxis::fittingShowsBothEnds()
{
    const TimeAxis axis = TimeAxis::fitting({1000}, {2'001'000}, 128, 500);
    QCOMPARE(axis.x({1000}), 128.0);
    QCOMPARE(axis.x({2'001'000}), 628.0);
    QCOMPARE(axis.to(), TraceTime{2'001'000});
    QCOMPARE(TimeAxis::fitting({5}, {5}, 0, 100).nsPerPixel, 1.0); // nothing to show: as close as can be
}

void TestTimeAxis::ticksAreRoundAndApart_data()
{
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("length");
    QTest::addColumn<QString>("unit");
    QTest::newRow("a run") << qint64(0) << qint64(6'000'000'000) << "s";
    QTest::newRow("milliseconds") << qint64(0) << qint64(28'000'000) << "ms";
    QTest::newRow("far in, close up") << qint64(5'123'456'789) << qint64(40'000) << "s";
    QTest::newRow("microseconds") << qint64(0) << qint64(300'000) << "µs";
    QTest::newRow("as close as can be") << qint64(3) << qint64(900) << "µs";
    QTest::newRow("odd start") << qint64(777) << qint64(3'333'333) << "ms";
}

void TestTimeAxis::ticksAreRoundAndApart()
{
    QFETCH(qint64, from);
    QFETCH(qint64, length);
    QFETCH(QString, unit);
    const TimeAxis axis = TimeAxis::fitting({from}, {from + length}, 128, 1100);
    const auto ticks = axis.ticks(110);
    QVERIFY(ticks.size() >= 2 && ticks.size() <= 11);
    const scene::Ink ink{scene::type::tiny, 400, scene::Tone::Muted, scene::Shape::Face::Mono};
    double taken = 128 - 1e-6;
    int labels = 0;
    for (std::size_t i = 0; i < ticks.size(); ++i) {
        if (i > 0) QVERIFY(ticks[i].x - ticks[i - 1].x >= 110 - 0.01);
        if (ticks[i].label.isEmpty()) continue;
        ++labels;
        QVERIFY2(ticks[i].label.endsWith(QChar(' ') + unit), qPrintable(ticks[i].label));
        const double half = scene::widthOf(ticks[i].label, ink) / 2;
        QVERIFY2(ticks[i].labelX - half >= taken - 1e-6, "labels overlap or leave the picture");
        taken = ticks[i].labelX + half;
        // What a label says is where its tick stands.
        const double ns = ticks[i].label.section(' ', 0, 0).toDouble()
                          * (unit == "s"    ? 1e9
                             : unit == "ms" ? 1e6
                             : unit == "µs" ? 1e3
                                            : 1);
        QVERIFY(std::abs(axis.x({std::llround(ns)}) - ticks[i].x) < 1);
    }
    QVERIFY(taken <= 1228 + 1e-6);
    QVERIFY(labels >= 2);
}

void TestTimeAxis::durations_data()
{
    QTest::addColumn<qint64>("ns");
    QTest::addColumn<int>("digits");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << qint64(0) << 4 << "0 ns";
    QTest::newRow("ns") << qint64(999) << 4 << "999 ns";
    QTest::newRow("µs") << qint64(1000) << 4 << "1.000 µs";
    QTest::newRow("ms") << qint64(1'284'000) << 4 << "1.284 ms";
    QTest::newRow("many") << qint64(123'456'789) << 4 << "123.5 ms";
    QTest::newRow("carry") << qint64(999'999) << 4 << "1.000 ms";
    QTest::newRow("three") << qint64(200'000) << 3 << "200 µs";
    QTest::newRow("s") << qint64(18'432'000'000) << 4 << "18.43 s";
    QTest::newRow("long") << qint64(7'200'000'000'000) << 4 << "7200 s";
    QTest::newRow("negative") << qint64(-2'500'000) << 3 << "-2.50 ms";
}

void TestTimeAxis::durations()
{
    QFETCH(qint64, ns);
    QFETCH(int, digits);
    QTEST(timeline::formatDuration({ns}, digits), "text");
}

SLUICE_TEST(TestTimeAxis, QGuiApplication)
#include "tst_time_axis.moc"
