#include "scenario/interleaving.h"
#include "support/test_class.h"

using namespace sluice;
using scenario::Interleaving;
using scenario::LetGo;

namespace {

scenario::Scenario race()
{
    scenario::Scenario scenario;
    scenario.id = "memory.race";
    scenario.mechanism = "memory";
    scenario.processes = {{"adder A", "adder"}, {"adder B", "adder"}};
    scenario.channels = {{"counter", "counter"}};
    scenario.settings = {{"adder.rate", 2}};
    return scenario;
}

Interleaving lostUpdate()
{
    Interleaving chosen;
    chosen.scenario = "memory.race";
    chosen.settings = {{"adder.rate", 2}};
    chosen.begin = {{"adder A", "load", ""}, {"adder B", "load", ""}};
    chosen.steps = {LetGo{"adder A", "load", "if (me.mayTouch(\"x\")) {"}, scenario::Change{"adder.locked", 1},
                    LetGo{"adder B", "load", ""}};
    return chosen;
}

} // namespace

class TestInterleaving : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsSavedIsRead()
    {
        const auto read = parseInterleaving(toJson(lostUpdate()), "a.json", race());
        QVERIFY2(read, read ? "" : read.error().describe().c_str());
        QCOMPARE(*read, lostUpdate());
        QCOMPARE(*scenario::scenarioOfInterleaving(toJson(lostUpdate()), "a.json"), std::string("memory.race"));
    }

    void errorsNameTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("where");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char* name, const char* from, const char* to, const char* where, const char* says) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QByteArray(where) << QByteArray(says);
        };
        row("no JSON", "{", "[", "a.json:", "not valid JSON");
        row("another format", "interleaving 1", "interleaving 9", "/format", "must be 'sluice interleaving 1'");
        row("another scenario", "memory.race", "memory.mutex", "/scenario", "chosen in 'memory.mutex'");
        row("unknown process", "\"let_go\": \"adder B\"", "\"let_go\": \"adder C\"", "/steps/2/let_go", "did you mean");
        row("unknown call", "\"before\": \"load\",", "\"before\": \"laod\",", "/steps/0/before", "'load'");
        row("unknown member", "\"let_go\": \"adder B\"", "\"let_got\": \"adder B\"", "/steps/2/let_got", "let_go");
        row("unknown setting", "\"set\": \"adder.locked\"", "\"set\": \"adder.lock\"", "/steps/1/set", "adder.locked");
        row("out of bounds", "\"to\": 1", "\"to\": 7", "/steps/1/set", "from 0 to 1");
        row("no steps", "\"steps\"", "\"stops\"", "/stops", "steps");
    }
    void errorsNameTheirPlace()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QByteArray, where);
        QFETCH(QByteArray, says);
        QByteArray text = QByteArray::fromStdString(toJson(lostUpdate()));
        const auto at = text.indexOf(from);
        QVERIFY(at >= 0);
        text.replace(at, from.size(), to);
        const auto read = parseInterleaving(text.toStdString(), "a.json", race());
        QVERIFY(!read);
        const QByteArray told = QByteArray::fromStdString(read.error().describe());
        QVERIFY2(told.contains("a.json:") && told.contains(where) && told.contains(says), told.constData());
    }
};

SLUICE_TEST(TestInterleaving)
#include "tst_interleaving.moc"
