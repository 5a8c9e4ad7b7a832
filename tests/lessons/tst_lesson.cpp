#include "lessons/lesson.h"

#include "scenario/setting_table.h"
#include "support/test_class.h"

#include <QDir>
#include <QFile>
#include <QSet>

#include <cerrno>
#include <csignal>

using namespace sluice;
using lessons::Condition;
using lessons::Lesson;

namespace {

/// A lesson of two steps; tests spoil it in one place each.
const QByteArray sound = R"({
  "id": "pipe.sample",
  "mechanism": "pipe",
  "title": "A sample",
  "about": "It is short.",
  "scenario": {
    "mechanism": "pipe",
    "processes": [
      {"name": "writer", "role": "writer"},
      {"name": "reader", "role": "reader"}
    ],
    "channels": [{"name": "pipe", "kind": "pipe"}],
    "actions": [{"at_ms": 600, "set": "reader.hold", "to": 1}]
  },
  "steps": [
    {"text": "First."},
    {"when": {"process": "writer", "is": "blocked"}, "text": "Second."}
  ],
  "try": [
    {"label": "Close", "key": "reader.close", "shortcut": "C", "wanted_at_step": 2}
  ],
  "controls": ["writer.rate"]
})";

} // namespace

class TestLesson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyFileIsBuiltIn();
    void builtInLessonsKeepTheirPromises_data();
    void builtInLessonsKeepTheirPromises();
    void aSoundLessonIsReadWhole();
    void aButtonMayBeWantedAtSeveralSteps();
    void aTextIsMeasuredInCharacters();
    void mistakesAreToldWithLineAndPath_data();
    void mistakesAreToldWithLineAndPath();
    void questionsAreReadWhole();
    void mistakesInQuestions_data();
    void mistakesInQuestions();
    void ownLessonsAreFound();
    void theGuidesExampleIsSound();
    void conditionsOfProcesses_data();
    void conditionsOfProcesses();
    void conditionsOfChannels_data();
    void conditionsOfChannels();
    void abandonedOnlyOnceSomebodyHeldIt();
    void closestComesFirst();
};

void TestLesson::everyFileIsBuiltIn()
{
    QStringList files = QDir(":/lessons").entryList({"*.json"});
    QVERIFY(lessons::builtIn().size() >= 3);
    for (const Lesson& lesson : lessons::builtIn())
        QVERIFY2(files.removeOne(lesson.id + ".json"), qPrintable(lesson.id));
    QVERIFY2(files.isEmpty(), qPrintable("in no teaching order: " + files.join(' ')));
}

void TestLesson::builtInLessonsKeepTheirPromises_data()
{
    QTest::addColumn<QString>("id");
    for (const Lesson& lesson : lessons::builtIn()) QTest::newRow(qPrintable(lesson.id)) << lesson.id;
}

void TestLesson::builtInLessonsKeepTheirPromises()
{
    QFETCH(QString, id);
    const Lesson& lesson = *lessons::find(id);
    QCOMPARE(lesson.scenario.id, id.toStdString());
    for (const auto& step : lesson.steps) {
        QVERIFY2(step.text.size() <= 90, qPrintable(step.text));
        if (!step.question) continue;
        QVERIFY2(step.question->text.size() <= 90, qPrintable(step.question->text)); // it takes the caption's place
        for (const auto& answer : step.question->answers) QVERIFY2(answer.text.size() <= 40, qPrintable(answer.text));
    }
    const auto* mechanism = mechanisms::findFamily(lesson.scenario.mechanism);
    QCOMPARE(lesson.mechanism.toStdString(), std::string(mechanism->title));
    const scenario::SettingTable table(lesson.scenario);
    for (const auto& key : lesson.controls) QVERIFY2(table.indexOf(key) >= 0, key.c_str());
    QSet<QString> shortcuts;
    for (const auto& button : lesson.tries) {
        scenario::Scenario trial = lesson.scenario;
        QVERIFY2(scenario::set(trial, button.key, 1), button.key.c_str());
        shortcuts.insert(button.shortcut);
        const int index = table.indexOf(button.key);
        const bool toggle = index >= 0 && table[std::size_t(index)].kind == mechanisms::Setting::Kind::Toggle;
        const bool isSwitch = button.key.ends_with(".hold") || toggle;
        QCOMPARE(button.labelWhenOn.isEmpty(), !isSwitch);
    }
    QCOMPARE(std::size_t(shortcuts.size()), lesson.tries.size());
}

void TestLesson::aSoundLessonIsReadWhole()
{
    const auto lesson = lessons::parse(sound, "sample.json");
    QVERIFY2(lesson, lesson ? "" : lesson.error().describe().c_str());
    QCOMPARE(lesson->title, QString("A sample"));
    QCOMPARE(lesson->scenario.processes.size(), std::size_t(2));
    QCOMPARE(lesson->scenario.actions.front().at, milliseconds(600));
    QCOMPARE(lesson->steps.size(), std::size_t(2));
    QVERIFY(!lesson->steps[0].when);
    const Condition blocked{Condition::What::ProcessIs, "writer", state::Activity::Blocked, probe::End::None, 0};
    QVERIFY(lesson->steps[1].when == blocked);
    QCOMPARE(lesson->tries.front().wantedAtSteps, std::vector{2});
    QCOMPARE(lesson->controls, std::vector<std::string>{"writer.rate"});
}

void TestLesson::aButtonMayBeWantedAtSeveralSteps()
{
    QByteArray several(sound);
    several.replace("\"wanted_at_step\": 2", "\"wanted_at_step\": [1, 2]");
    const auto lesson = lessons::parse(several, "sample.json");
    QVERIFY2(lesson, lesson ? "" : lesson.error().describe().c_str());
    QCOMPARE(lesson->tries.front().wantedAtSteps, (std::vector{1, 2}));
}

/// Not in bytes: in UTF-8 an "ä" has two, in UTF-16 a face has two halves.
void TestLesson::aTextIsMeasuredInCharacters()
{
    for (const QString& letter : {QStringLiteral("ä"), QString::fromUcs4(U"\U0001F600", 1)}) {
        const auto with = [&](int count) {
            return lessons::parse(QByteArray(sound).replace("First.", letter.repeated(count).toUtf8()), "sample.json");
        };
        const auto longest = with(lessons::longestText);
        QVERIFY2(longest, longest ? "" : longest.error().describe().c_str());
        const auto longer = with(lessons::longestText + 1);
        QVERIFY(!longer);
        QVERIFY(QString::fromStdString(longer.error().context).startsWith("/steps/0/text: "));
    }
}

void TestLesson::mistakesAreToldWithLineAndPath_data()
{
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<QByteArray>("wrong");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("path");
    const auto row = [](const char* name, const char* right, const char* wrong, int line, const char* path) {
        QTest::newRow(name) << QByteArray(right) << QByteArray(wrong) << QStringLiteral("sample.json:%1").arg(line)
                            << QString(path);
    };
    row("not JSON", "\"A sample\",", "\"A sample\"", 5, "not valid JSON");
    row("unknown member", "\"about\"", "\"abuot\"", 5, "/abuot: ");
    row("missing title", "\"title\": \"A sample\",", "", 1, "/: \"title\" is missing");
    row("empty title", "\"A sample\"", "\"\"", 4, "/title: ");
    row("another mechanism", "\"mechanism\": \"pipe\",\n  \"title\"", "\"mechanism\": \"queue\",\n  \"title\"", 3,
        "/mechanism: ");
    row("role in the scenario", "\"role\": \"reader\"", "\"role\": \"raeder\"", 10, "/scenario/processes/1/role: ");
    row("key in the scenario", "\"set\": \"reader.hold\"", "\"set\": \"raeder.hold\"", 13, "/scenario/actions/0/set: ");
    row("no scenario", "\"scenario\"", "\"scenari\"", 6, "/scenari: ");
    row("scenario is no object", "\"actions\": [{\"at_ms\": 600, \"set\": \"reader.hold\", \"to\": 1}]",
        "\"actions\": 1", 13, "/scenario/actions: ");
    row("own id in the scenario", "\"channels\": [", "\"id\": \"x\", \"channels\": [", 12, "/scenario/id: ");
    row("first step waits", "{\"text\": \"First.\"}",
        "{\"when\": {\"process\": \"writer\", \"is\": \"held\"}, \"text\": \"F\"}", 16, "/steps/0/when: ");
    row("second step does not", "\"when\": {\"process\": \"writer\", \"is\": \"blocked\"}, ", "", 17, "/steps/1: ");
    row("no text", ", \"text\": \"Second.\"", "", 17, "/steps/1: ");
    row("no such process", "{\"process\": \"writer\",", "{\"process\": \"wirter\",", 17, "/steps/1/when/process: ");
    row("no such activity", "\"is\": \"blocked\"", "\"is\": \"sleeping\"", 17, "/steps/1/when/is: ");
    row("two conditions", "\"is\": \"blocked\"", "\"is\": \"blocked\", \"is_not\": \"held\"", 17, "/steps/1/when: ");
    row("no condition", ", \"is\": \"blocked\"", "", 17, "/steps/1/when: ");
    row("no such error", "\"is\": \"blocked\"", "\"fails_with\": \"EOOPS\"", 17, "/steps/1/when/fails_with: ");
    row("instead of the first", "{\"when\": {\"process\": \"w", "{\"instead\": true, \"when\": {\"process\": \"w", 17,
        "/steps/1/instead: ");
    row("instead of what", "\"text\": \"Second.\"", "\"text\": \"Second.\", \"instead\": 1", 17, "/steps/1/instead: ");
    row("unknown key to try", "\"key\": \"reader.close\"", "\"key\": \"reader.clos\"", 20, "/try/0/key: ");
    row("unknown setting beside it", "\"shortcut\": \"C\"", "\"shortcut\": \"C\", \"with\": {\"reader.siz\": 1}", 20,
        "/try/0/with/reader.siz: ");
    row("no value beside it", "\"shortcut\": \"C\"", "\"shortcut\": \"C\", \"with\": {\"writer.size\": \"big\"}", 20,
        "/try/0/with/writer.size: ");
    row("out of bounds beside it", "\"shortcut\": \"C\"", "\"shortcut\": \"C\", \"with\": {\"writer.size\": -1}", 20,
        "/try/0/with/writer.size: ");
    row("no such signal", "\"is\": \"blocked\"", "\"killed_by\": \"SIGOOPS\"", 17, "/steps/1/when/killed_by: ");
    row("wanted too late", "\"wanted_at_step\": 2", "\"wanted_at_step\": 3", 20, "/try/0/wanted_at_step: ");
    row("wanted at two, one too late", "\"wanted_at_step\": 2", "\"wanted_at_step\": [1, 3]", 20,
        "/try/0/wanted_at_step: ");
    row("wanted at none", "\"wanted_at_step\": 2", "\"wanted_at_step\": []", 20, "/try/0/wanted_at_step: ");
    row("unknown control", "\"writer.rate\"", "\"writer.rat\"", 22, "/controls/0: ");
    row("control is a number", "\"writer.rate\"", "7", 22, "/controls/0: ");
}

void TestLesson::mistakesAreToldWithLineAndPath()
{
    QFETCH(QByteArray, right);
    QFETCH(QByteArray, wrong);
    QFETCH(QString, path);
    QCOMPARE(sound.count(right), 1);
    const auto lesson = lessons::parse(QByteArray(sound).replace(right, wrong), "sample.json");
    QVERIFY(!lesson);
    QCOMPARE(lesson.error().code, Error::Code::BadInput);
    QTEST(QString::fromStdString(lesson.error().call), "where");
    QVERIFY2(QString::fromStdString(lesson.error().context).startsWith(path), lesson.error().context.c_str());
}

namespace {
const QByteArray askingLesson = QByteArray(sound).replace("\"text\": \"Second.\"", R"("text": "Second.",
     "ask": {"text": "And now?", "answers": [
       {"text": "It ends", "when": {"process": "writer", "is": "ended"}},
       {"text": "Nothing", "after_ms": 500}]})");
}

void TestLesson::questionsAreReadWhole()
{
    const auto lesson = lessons::parse(askingLesson, "sample.json");
    QVERIFY2(lesson, lesson ? "" : lesson.error().describe().c_str());
    QVERIFY(!lesson->steps[0].question);
    const auto& question = lesson->steps[1].question;
    QVERIFY(question);
    QCOMPARE(question->text, QString("And now?"));
    QCOMPARE(question->answers.size(), std::size_t(2));
    QCOMPARE(question->answers[0].when->activity, state::Activity::Ended);
    QVERIFY(!question->answers[0].after);
    QCOMPARE(*question->answers[1].after, milliseconds(500));
}

void TestLesson::mistakesInQuestions_data()
{
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<QByteArray>("wrong");
    QTest::addColumn<QString>("path");
    const auto row = [](const char* name, const char* right, const char* wrong, const char* path) {
        QTest::newRow(name) << QByteArray(right) << QByteArray(wrong) << QString(path);
    };
    row("no text", "\"text\": \"And now?\", ", "", "/steps/1/ask: ");
    row("one answer", ",\n       {\"text\": \"Nothing\", \"after_ms\": 500}", "", "/steps/1/ask/answers: ");
    row("undecidable", ", \"after_ms\": 500", "", "/steps/1/ask/answers/1: ");
    row("decided twice", "\"after_ms\": 500", "\"after_ms\": 500, \"when\": {}", "/steps/1/ask/answers/1: ");
    row("no such process", "{\"process\": \"writer\", \"is\": \"ended\"}", "{\"process\": \"w\", \"is\": \"ended\"}",
        "/steps/1/ask/answers/0/when/process: ");
    row("too soon", "500", "0", "/steps/1/ask/answers/1/after_ms: ");
    row("before anything is seen", "{\"text\": \"First.\"}",
        "{\"text\": \"First.\", \"ask\": {\"text\": \"?\", \"answers\": []}}", "/steps/0/ask: ");
}

void TestLesson::mistakesInQuestions()
{
    QFETCH(QByteArray, right);
    QFETCH(QByteArray, wrong);
    QFETCH(QString, path);
    QCOMPARE(askingLesson.count(right), 1);
    const auto lesson = lessons::parse(QByteArray(askingLesson).replace(right, wrong), "sample.json");
    QVERIFY(!lesson);
    QVERIFY2(QString::fromStdString(lesson.error().context).startsWith(path), lesson.error().context.c_str());
}

void TestLesson::ownLessonsAreFound()
{
    QVERIFY(!lessons::find("pipe.sample"));
    const std::string text = sound.toStdString();
    const auto own = lessons::adopt(text, "sample.json");
    QVERIFY(own);
    QCOMPARE(lessons::find("pipe.sample"), *own);
    QCOMPARE(lessons::adopt(text, "sample.json").value(), *own); // the same file again
    const auto edited = lessons::adopt(QByteArray(sound).replace("A sample", "Another").toStdString(), "sample.json");
    QCOMPARE(lessons::find("pipe.sample"), edited.value());
    QCOMPARE((*own)->title, QString("A sample")); // who shows it still can
    const auto taken = lessons::adopt(QByteArray(sound).replace("pipe.sample", "pipe.broken").toStdString(), "x.json");
    QVERIFY(!taken);
    QVERIFY2(taken.error().context.starts_with("/id: "), taken.error().context.c_str());

    trace::Meta meta;
    meta.scenario = (*own)->scenario;
    meta.lesson = text;
    QCOMPARE(lessons::of(meta)->title, QString("A sample"));
    meta.scenario.processes.pop_back(); // the words of another run
    QVERIFY(!lessons::of(meta));
}

void TestLesson::theGuidesExampleIsSound()
{
    QFile guide(QStringLiteral(SLUICE_DOC "/lessons.md"));
    QVERIFY(guide.open(QIODevice::ReadOnly));
    const QByteArray text = guide.readAll();
    const qsizetype from = text.indexOf("```json\n") + 8;
    const auto lesson = lessons::parse(text.mid(from, text.indexOf("\n```", from) - from), "guide");
    QVERIFY2(lesson, lesson ? "" : lesson.error().describe().c_str());
    QVERIFY(lesson->steps[1].question);
}

void TestLesson::conditionsOfProcesses_data()
{
    using What = Condition::What;
    using state::Activity;
    QTest::addColumn<Condition>("condition");
    QTest::addColumn<bool>("holds");
    const auto row = [](const char* name, What what, Activity activity, probe::End end, int number, bool holds) {
        QTest::newRow(name) << Condition{what, "writer", activity, end, number} << holds;
    };
    const auto none = probe::End::None;
    row("is ended", What::ProcessIs, Activity::Ended, none, 0, true);
    row("is blocked", What::ProcessIs, Activity::Blocked, none, 0, false);
    row("is not blocked", What::ProcessIsNot, Activity::Blocked, none, 0, true);
    row("is not ended", What::ProcessIsNot, Activity::Ended, none, 0, false);
    row("has closed the read end", What::ProcessHasClosed, Activity::Running, probe::End::Read, 0, true);
    row("has closed the write end", What::ProcessHasClosed, Activity::Running, probe::End::Write, 0, false);
    row("fails with EPIPE", What::ProcessFailsWith, Activity::Running, none, EPIPE, true);
    row("fails with EAGAIN", What::ProcessFailsWith, Activity::Running, none, EAGAIN, false);
    row("killed by SIGPIPE", What::ProcessKilledBy, Activity::Running, none, SIGPIPE, true);
    row("killed by SIGTERM", What::ProcessKilledBy, Activity::Running, none, SIGTERM, false);
}

void TestLesson::conditionsOfProcesses()
{
    QFETCH(Condition, condition);
    const scenario::Scenario scenario = lessons::parse(sound, "sample.json")->scenario;
    state::SystemState state = state::initialState(scenario);
    state::ProcessState& writer = state.processes.at(1);
    writer.activity = state::Activity::Ended;
    writer.descriptors = {{3, {1}, probe::End::Read, false, {}}, {4, {1}, probe::End::Write, true, {}}};
    writer.call.result = -EPIPE;
    writer.exit = {CLD_KILLED, SIGPIPE};
    QTEST(condition.holds(state, scenario), "holds");
    condition.subject = "nobody";
    QVERIFY(!condition.holds(state, scenario));
}

void TestLesson::conditionsOfChannels_data()
{
    using What = Condition::What;
    QTest::addColumn<int>("what");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<bool>("holds");
    const auto row = [](const char* name, What what, int bytes, bool holds) {
        QTest::newRow(name) << int(what) << bytes << holds;
    };
    row("full", What::ChannelFull, 65536, true);
    row("not quite full", What::ChannelFull, 65535, false);
    row("empty", What::ChannelEmpty, 0, true);
    row("not quite empty", What::ChannelEmpty, 1, false);
    row("not empty", What::ChannelNotEmpty, 1, true);
    row("empty after all", What::ChannelNotEmpty, 0, false);
}

void TestLesson::conditionsOfChannels()
{
    QFETCH(int, what);
    QFETCH(int, bytes);
    const scenario::Scenario scenario = lessons::parse(sound, "sample.json")->scenario;
    state::SystemState state = state::initialState(scenario);
    state.channels.at(1).capacityBytes = 65536;
    state.channels.at(1).depthBytes = static_cast<std::uint64_t>(bytes);
    Condition condition;
    condition.what = static_cast<Condition::What>(what);
    condition.subject = "pipe";
    QTEST(condition.holds(state, scenario), "holds");
}

void TestLesson::abandonedOnlyOnceSomebodyHeldIt()
{
    const scenario::Scenario scenario = lessons::parse(sound, "sample.json")->scenario;
    state::SystemState state = state::initialState(scenario);
    state.channels.at(1).id = {1};
    Condition condition;
    condition.what = Condition::What::ChannelWithoutReader;
    condition.subject = "pipe";
    QVERIFY(!condition.holds(state, scenario)); // nobody has opened it yet
    state.processes.at(2).descriptors = {{3, {1}, probe::End::Read, true, {}}};
    state.channels.at(1).readers = 1;
    QVERIFY(!condition.holds(state, scenario));
    state.processes.at(2).descriptors.front().open = false;
    state.channels.at(1).readers = 0;
    QVERIFY(condition.holds(state, scenario));
    condition.what = Condition::What::ChannelWithoutWriter;
    QVERIFY(!condition.holds(state, scenario));
}

void TestLesson::closestComesFirst()
{
    QCOMPARE(lessons::closest("pipe.backpresure").front(), QString("pipe.backpressure"));
    QCOMPARE(lessons::closest("PIPE.BROKE").front(), QString("pipe.broken"));
    QVERIFY(!lessons::find("pipe.backpresure"));
}

SLUICE_TEST(TestLesson, QCoreApplication)
#include "tst_lesson.moc"
