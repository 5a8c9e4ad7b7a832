#include "export/protobuf.h"
#include "support/test_class.h"

using namespace sluice::exports;

/// The wire format, byte by byte, as the encoding guide of Protocol Buffers gives it.
class TestProtobuf : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bytes_data();
    void bytes();
};

void TestProtobuf::bytes_data()
{
    QTest::addColumn<QByteArray>("made");
    QTest::addColumn<QByteArray>("wanted");
    const auto row = [](const char* name, const Message& message, const char* hex) {
        QTest::newRow(name) << QByteArray::fromStdString(message.bytes()) << QByteArray::fromHex(hex);
    };
    row("150", Message().number(1, 150), "089601");
    row("0", Message().number(1, 0), "0800");
    row("-1", Message().number(1, static_cast<std::uint64_t>(-1)), "08ffffffffffffffffff01");
    row("a text", Message().text(2, "testing"), "120774657374696e67");
    row("a message", Message().message(3, Message().number(1, 150)), "1a03089601");
    row("a field beyond 15", Message().fixed64(47, 0x0102030405060708), "f9020807060504030201");
    row("several", Message().number(1, 1).number(1, 2), "08010802");
}

void TestProtobuf::bytes()
{
    QFETCH(QByteArray, made);
    QFETCH(QByteArray, wanted);
    QCOMPARE(made.toHex(), wanted.toHex());
}

SLUICE_TEST(TestProtobuf)
#include "tst_protobuf.moc"
