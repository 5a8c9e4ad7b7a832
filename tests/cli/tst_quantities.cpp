#include "cli/quantities.h"
#include "support/test_class.h"

using namespace sluice;
using namespace sluice::cli;

/// Durations, sizes and settings as people type them.
class TestQuantities : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void durations_data();
    void durations();
    void sizes_data();
    void sizes();
    void speeds_data();
    void speeds();
    void rates_data();
    void rates();
    void settings_data();
    void settings();
    void words();
};

void TestQuantities::durations_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("ns"); // -1: refused
    const auto row = [](const char* text, qint64 ns) {
        QTest::newRow(*text ? text : "empty") << QByteArray(text) << ns;
    };
    row("500ms", 500'000'000);
    row("1.5s", 1'500'000'000);
    row("200us", 200'000);
    row("200µs", 200'000);
    row("10ns", 10);
    row("2", 2'000'000'000);
    row("0.1", 100'000'000);
    row("0", 0);
    row("0.3s", 300'000'000);
    row("24000s", 24'000'000'000'000);
    row("86401s", -1);
    row("-1s", -1);
    row("", -1);
    row("s", -1);
    row("1.5.2s", -1);
    row("1 s", -1);
    row("5m", -1);
    row("5h", -1);
    row("nan", -1);
    row("inf", -1);
    row("1e300", -1);
    row("0x10", -1);
}

void TestQuantities::durations()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, ns);
    const auto read = readDuration(text.constData());
    if (ns < 0) {
        QVERIFY(!read);
        QVERIFY2(read.error().find(text.constData()) != std::string::npos,
                 read.error().c_str()); // it quotes what was typed
    } else {
        QVERIFY2(read, read ? "" : read.error().c_str());
        QCOMPARE(read->ns, ns);
    }
}

void TestQuantities::sizes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("width"); // 0: refused
    QTest::addColumn<int>("height");
    const auto row = [](const char* text, int w, int h) {
        QTest::newRow(*text ? text : "empty") << QByteArray(text) << w << h;
    };
    row("1920x1080", 1920, 1080);
    row("16x16", 16, 16);
    row("16384x3000", 16384, 3000);
    row("16384x16384", 0, 0);
    row("15x100", 0, 0);
    row("100x16385", 0, 0);
    row("-100x100", 0, 0);
    row("1920", 0, 0);
    row("1920x", 0, 0);
    row("x1080", 0, 0);
    row("1920x1080x3", 0, 0);
    row("1920X1080", 0, 0);
    row("99999999999x100", 0, 0);
    row("", 0, 0);
}

void TestQuantities::sizes()
{
    QFETCH(QByteArray, text);
    QFETCH(int, width);
    QFETCH(int, height);
    const auto read = readSize(text.constData());
    QCOMPARE(read.has_value(), width > 0);
    if (read) QCOMPARE(*read, (PictureSize{width, height}));
    else QVERIFY(!read.error().empty());
}

void TestQuantities::speeds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("kind"); // -1: refused
    QTest::addColumn<double>("speed");
    const auto row = [](const char* text, int kind, double speed) {
        QTest::newRow(*text ? text : "empty") << QByteArray(text) << kind << speed;
    };
    row("1", 0, 1);
    row("0.001", 0, 0.001);
    row("1e-3", 0, 0.001);
    row("2x", 0, 2);
    row("idle", 1, 1);
    row("idle*0.5", 1, 0.5);
    row("follow", 2, 1);
    row("follow*2", 2, 2);
    for (const char* wrong :
         {"", "x", "0", "-1", "nan", "inf", "101", "1e-8", "follow*", "follow*x", "following", "1 x"})
        row(wrong, -1, 0);
}

void TestQuantities::speeds()
{
    QFETCH(QByteArray, text);
    QFETCH(int, kind);
    QFETCH(double, speed);
    const auto read = readSpeed(text.constData());
    QCOMPARE(read ? static_cast<int>(read->kind) : -1, kind);
    if (read) QCOMPARE(read->speed, speed);
    else QVERIFY(!read.error().empty());
}

void TestQuantities::rates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("frames"); // 0: refused
    QTest::addColumn<int>("seconds");
    const auto row = [](const char* text, int frames, int seconds) {
        QTest::newRow(*text ? text : "empty") << QByteArray(text) << frames << seconds;
    };
    row("30", 30, 1);
    row("1", 1, 1);
    row("240", 240, 1);
    row("59.94", 59940, 1000);
    row("30000/1001", 30000, 1001);
    for (const char* wrong : {"", "0", "241", "-1", "nan", "30/0", "1/2", "/1", "30/", "30x", "1000/1"})
        row(wrong, 0, 1);
}

void TestQuantities::rates()
{
    QFETCH(QByteArray, text);
    QFETCH(int, frames);
    QFETCH(int, seconds);
    const auto read = readRate(text.constData());
    QCOMPARE(read.has_value(), frames > 0);
    if (read) QVERIFY((*read == FrameRate{frames, seconds}));
    else QVERIFY(!read.error().empty());
}

void TestQuantities::settings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("key"); // empty: refused
    QTest::addColumn<qint64>("value");
    const auto row = [](const char* text, const char* key, qint64 value) {
        QTest::newRow(*text ? text : "empty") << QByteArray(text) << QByteArray(key) << value;
    };
    row("writer.size=512", "writer.size", 512);
    row("reader.hold=on", "reader.hold", 1);
    row("reader.hold=off", "reader.hold", 0);
    row("writer 2.hold=1", "writer 2.hold", 1);
    row("a=-1", "a", -1); // whether it is allowed is for the scenario to say
    row("writer.size", "", 0);
    row("=5", "", 0);
    row("writer.size=", "", 0);
    row("writer.size=5k", "", 0);
    row("writer.size=1.5", "", 0);
    row("writer.size=99999999999999999999", "", 0);
    row("", "", 0);
}

void TestQuantities::settings()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, key);
    QFETCH(qint64, value);
    const auto read = readSetting(text.constData());
    QCOMPARE(read.has_value(), !key.isEmpty());
    if (!read) return;
    QCOMPARE(read->first, key.toStdString());
    QCOMPARE(read->second, value);
}

void TestQuantities::words()
{
    QCOMPARE(sluice::cli::grouped(0), std::string("0"));
    QCOMPARE(sluice::cli::grouped(999), std::string("999"));
    QCOMPARE(sluice::cli::grouped(65536), std::string("65,536"));
    QCOMPARE(sluice::cli::grouped(1234567890), std::string("1,234,567,890"));
    QCOMPARE(inWords(Duration{10}), std::string("10 ns"));
    QCOMPARE(inWords(Duration{200'000}), std::string("200 us"));
    QCOMPARE(inWords(Duration{12'500'000}), std::string("12.5 ms"));
    QCOMPARE(inWords(Duration{3'000'000'000}), std::string("3 s"));
}

SLUICE_TEST(TestQuantities)
#include "tst_quantities.moc"
