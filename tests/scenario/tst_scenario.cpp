#include "scenario/json_reader.h"
#include "scenario/setting_table.h"
#include "support/test_class.h"

using namespace sluice;
using namespace sluice::scenario;

namespace {

const QByteArray valid = R"({
  "id": "pipe.test",
  "mechanism": "pipe",
  "processes": [
    {"name": "writer", "role": "writer"},
    {"name": "reader", "role": "reader"}
  ],
  "channels": [{"name": "pipe", "kind": "pipe"}],
  "settings": {"writer.size": 100, "reader.hold": 1},
  "actions": [
    {"at_ms": 600, "set": "reader.hold", "to": 0},
    {"at_ms": 100, "set": "pipe.capacity", "to": 4096}
  ]
})";

Result<Scenario> parseText(const QByteArray& json)
{
    return parse({json.constData(), static_cast<std::size_t>(json.size())}, "a.json");
}

QByteArray with(const char* from, const char* to)
{
    QByteArray text = valid;
    Q_ASSERT(text.contains(from));
    return text.replace(from, to);
}

} // namespace

class TestScenario : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAll();
    void roundTrip();
    void leastIsEnough();
    void channelsOfSeveralKinds();
    void refuses_data();
    void refuses();
    void hostileTextIsBounded_data();
    void hostileTextIsBounded();
    void setChecksBounds();
    void initialValues();
    void nearestWord();
};

void TestScenario::readsAll()
{
    const auto scenario = parseText(valid);
    QVERIFY(scenario.has_value());
    QCOMPARE(scenario->id, std::string("pipe.test"));
    QCOMPARE(scenario->mechanism, std::string("pipe"));
    QVERIFY((scenario->processes == std::vector<ProcessSpec>{{"writer", "writer"}, {"reader", "reader"}}));
    QVERIFY((scenario->channels == std::vector<ChannelSpec>{{"pipe", "pipe"}}));
    QCOMPARE(scenario->settings.at("writer.size"), std::int64_t{100});
    QCOMPARE(scenario->actions.size(), std::size_t{2}); // sorted by time
    QVERIFY((scenario->actions[0] == TimedAction{milliseconds(100), "pipe.capacity", 4096}));
    QVERIFY((scenario->actions[1] == TimedAction{milliseconds(600), "reader.hold", 0}));
}

void TestScenario::roundTrip()
{
    const auto scenario = parseText(valid);
    QVERIFY(scenario.has_value());
    const auto again = parse(toJson(*scenario), "again");
    QVERIFY(again.has_value());
    QVERIFY(*again == *scenario);
}

void TestScenario::leastIsEnough()
{
    const auto scenario = parseText(R"({"mechanism":"pipe","processes":[{"name":"w","role":"writer"}],
        "channels":[{"name":"p","kind":"pipe"}]})");
    QVERIFY(scenario.has_value());
    QVERIFY(scenario->id.empty() && scenario->settings.empty() && scenario->actions.empty());
}

/// Each process plays a role of its own channel's mechanism, and the settings of all count in one table.
void TestScenario::channelsOfSeveralKinds()
{
    const auto scenario = parseText(R"({"mechanism":"mq",
        "channels":[{"name":"p","kind":"pipe"},{"name":"q","kind":"mq"}],
        "processes":[{"name":"w","role":"writer"},{"name":"s","role":"sender","channel":"q"}],
        "settings":{"writer.size":7,"sender.size":9}})");
    QVERIFY2(scenario, scenario ? "" : scenario.error().describe().c_str());
    QCOMPARE(scenario->processes[1].channel, ChannelId{2});
    QCOMPARE(*parse(toJson(*scenario), "again"), *scenario);
    const SettingTable table(*scenario);
    const auto &pipe = mechanismOf(*scenario, {1}), &queue = mechanismOf(*scenario, {2});
    QCOMPARE(table.size(), pipe.settings.size() + queue.settings.size());
    QCOMPARE(table.baseOf(queue), pipe.settings.size());
    const auto index = static_cast<std::size_t>(table.indexOf("sender.size"));
    QVERIFY(table.belongs(index, queue) && !table.belongs(index, pipe));
    QCOMPARE(table[index].key, std::string_view("sender.size"));
    QCOMPARE(table.initialValues(*scenario)[index], 9);
    QCOMPARE(roleOf(*scenario, {2})->name, std::string_view("sender"));
    QCOMPARE(roleOf(*scenario, {3}), nullptr);
}

void TestScenario::refuses_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const QByteArray& json, int line, const char* says) {
        QTest::newRow(name) << json << line << QString(says);
    };
    row("no JSON", "{\n \"id\": ,\n}", 2, "unexpected ','");
    row("nothing", "", 1, "unexpected end of input");
    row("cut off", valid.left(100), 5, "not valid JSON");
    row("a list", "[1]", 1, "/: an object");
    row("unknown member", with("\"id\":", "\"idd\":"), 2, "/idd: unknown member; did you mean \"id\"?");
    row("no mechanism", with("  \"mechanism\": \"pipe\",\n", ""), 1, "/: \"mechanism\" is missing");
    row("unknown mechanism", with("\"mechanism\": \"pipe\"", "\"mechanism\": \"pip\""), 3, "did you mean 'pipe'?");
    row("unknown role", with("\"role\": \"reader\"", "\"role\": \"raeder\""), 6,
        "/processes/1/role: unknown role 'raeder'; did you mean 'reader'?");
    row("unknown kind", with("\"kind\": \"pipe\"", "\"kind\": \"socket\""), 8,
        "/channels/0/kind: unknown kind 'socket'");
    row("name twice", with("\"name\": \"reader\"", "\"name\": \"writer\""), 6,
        "/processes/1/name: 'writer' is there twice");
    row("empty name", with("\"name\": \"reader\"", "\"name\": \"\""), 6, "/processes/1/name: 1 to 24");
    row("name with a line end", with("\"name\": \"reader\"", "\"name\": \"a\\nb\""), 6, "/processes/1/name: 1 to 24");
    row("no process",
        with("{\"name\": \"writer\", \"role\": \"writer\"},\n    {\"name\": \"reader\", \"role\": \"reader\"}", ""), 4,
        "/processes: a list of 1 to 16");
    row("two channels of one name",
        with("[{\"name\": \"pipe\", \"kind\": \"pipe\"}]",
             "[{\"name\":\"a\",\"kind\":\"pipe\"},{\"name\":\"a\",\"kind\":\"mq\"}]"),
        8, "/channels/1/name: 'a' is there twice");
    row("another mechanism's channel", with("\"kind\": \"pipe\"", "\"kind\": \"mq\""), 3, "/mechanism: no channel");
    row("unknown channel", with("\"role\": \"reader\"", "\"role\": \"reader\", \"channel\": \"pip\""), 6,
        "did you mean 'pipe'?");
    row("role of another channel",
        with("[{\"name\": \"pipe\", \"kind\": \"pipe\"}]",
             "[{\"name\":\"q\",\"kind\":\"mq\"},{\"name\":\"pipe\",\"kind\":\"pipe\"}]"),
        5, "/processes/0/role: unknown role 'writer'");
    row("role is a number", with("\"role\": \"reader\"", "\"role\": 3"), 6, "/processes/1/role: a text");
    row("unknown setting", with("\"writer.size\"", "\"writer.sise\""), 9, "did you mean 'writer.size'?");
    row("setting too large", with("\"writer.size\": 100", "\"writer.size\": 1048577"), 9,
        "/settings/writer.size: writer.size must be from 1 to 1048576, not 1048577");
    row("setting is a fraction", with("\"writer.size\": 100", "\"writer.size\": 1.5"), 9,
        "/settings/writer.size: a whole number");
    row("setting is a text", with("\"writer.size\": 100", "\"writer.size\": \"100\""), 9, "a whole number");
    row("beyond 64 bits", with("\"writer.size\": 100", "\"writer.size\": 18446744073709551615"), 9, "a whole number");
    row("hold is no number", with("\"reader.hold\": 1", "\"reader.hold\": 2"), 9, "reader.hold must be from 0 to 1");
    row("setting of nobody", with("\"reader.hold\"", "\"radio.hold\""), 9, "did you mean 'reader.hold'?");
    row("member twice", with("\"reader.hold\": 1", "\"writer.size\": 1"), 9, "\"writer.size\" is there twice");
    row("negative time", with("\"at_ms\": 600", "\"at_ms\": -1"), 11, "/actions/0/at_ms: a whole number from 0");
    row("action on nothing", with("\"set\": \"pipe.capacity\"", "\"set\": \"pipe.length\""), 12,
        "/actions/1/set: unknown setting");
    row("action without value", with(", \"to\": 0}", "}"), 11, "/actions/0: \"to\" is missing");
}

void TestScenario::refuses()
{
    QFETCH(QByteArray, json);
    QFETCH(int, line);
    QFETCH(QString, says);
    const auto scenario = parseText(json);
    QVERIFY(!scenario);
    QCOMPARE(scenario.error().code, Error::Code::BadInput);
    QCOMPARE(QString::fromStdString(scenario.error().call), QStringLiteral("a.json:%1").arg(line));
    QVERIFY2(QString::fromStdString(scenario.error().context).contains(says), scenario.error().context.c_str());
}

void TestScenario::hostileTextIsBounded_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("deep lists") << QByteArray(500'000, '[');
    QTest::newRow("deep objects") << QByteArray("{\"a\":").repeated(100'000);
    QTest::newRow("balanced") << QByteArray(1000, '[') + QByteArray(1000, ']');
    QTest::newRow("long") << QByteArray(" ").repeated(2 << 20) + valid;
    QTest::newRow("zeros") << QByteArray(1000, '\0');
    QTest::newRow("broken UTF-8") << with("pipe.test", "\xff\xfe");
}

void TestScenario::hostileTextIsBounded()
{
    QFETCH(QByteArray, json);
    QVERIFY(!parseText(json));
}

void TestScenario::setChecksBounds()
{
    auto scenario = parseText(valid);
    QVERIFY(scenario.has_value());
    QVERIFY(set(*scenario, "writer.rate", 0));
    QCOMPARE(initialValue(*scenario, "writer.rate"), std::int64_t{0});
    QVERIFY(set(*scenario, "writer.hold", 1));
    QVERIFY(set(*scenario, "writer.step", 3));
    const Scenario before = *scenario;
    QVERIFY(!set(*scenario, "writer.rate", -1));
    QVERIFY(!set(*scenario, "writer.rate", 1'000'001));
    const auto unknown = set(*scenario, "zzzzzzzzzzzzzzzzzzzz", 1);
    QVERIFY(!unknown);
    QVERIFY(QString::fromStdString(unknown.error().context).contains("known:"));
    QVERIFY(QString::fromStdString(unknown.error().context).contains("reader.step"));
    QVERIFY(*scenario == before);
}

void TestScenario::initialValues()
{
    const auto scenario = parseText(valid);
    QVERIFY(scenario.has_value());
    QCOMPARE(initialValue(*scenario, "writer.size"), std::int64_t{100});  // the scenario's
    QCOMPARE(initialValue(*scenario, "reader.size"), std::int64_t{4096}); // the table's
    QCOMPARE(initialValue(*scenario, "reader.hold"), std::int64_t{1});
    QCOMPARE(initialValue(*scenario, "writer.hold"), std::int64_t{0});
}

void TestScenario::nearestWord()
{
    constexpr std::array<std::string_view, 3> known{"reader", "writer", "listener"};
    QCOMPARE(nearest("raeder", known), std::string_view("reader"));
    QCOMPARE(nearest("lisener", known), std::string_view("listener"));
    QCOMPARE(nearest("x", known), std::string_view());
    QCOMPARE(editDistance("", "abc"), std::size_t{3});
    QCOMPARE(editDistance("kitten", "sitting"), std::size_t{3});
}

SLUICE_TEST(TestScenario)
#include "tst_scenario.moc"
