#include "lessons/translation.h"
#include "support/spoken.h"
#include "support/test_class.h"
#include "words/words.h"

#include <QFile>
#include <QGuiApplication>

using namespace sluice;
using lessons::Lesson;
using test::Spoken;
using words::Language;

namespace {

/// Quotation marks are ' here: what is read must stay readable.
QByteArray json(const char* text) { return QByteArray(text).replace('\'', '"'); }

const QByteArray english =
    json("{\n"
         "  'id': 'my.lesson', 'mechanism': 'pipe', 'title': 'T', 'about': 'A',\n"
         "  'scenario': {'mechanism': 'pipe',\n"
         "    'processes': [{'name': 'writer', 'role': 'writer'}, {'name': 'reader', 'role': 'reader'}],\n"
         "    'channels': [{'name': 'pipe', 'kind': 'pipe'}]},\n"
         "  'steps': [{'text': 'S1'},\n"
         "    {'when': {'channel': 'pipe', 'is': 'full'}, 'text': 'S2',\n"
         "     'ask': {'text': 'Q', 'answers': [{'text': 'A1', 'when': {'process': 'writer', 'is': 'blocked'}},\n"
         "                                      {'text': 'A2', 'after_ms': 100}]}}],\n"
         "  'try': [{'label': 'L1', 'key': 'reader.step', 'shortcut': '1'},\n"
         "          {'label': 'L2', 'label_on': 'L2 on', 'key': 'reader.hold', 'shortcut': 'R'}]\n"
         "}");

Lesson sample() { return *lessons::parse(english, QStringLiteral("my.json")); }

QStringList wordsOf(const Lesson& lesson)
{
    QStringList all{lesson.title, lesson.about};
    for (const lessons::Step& step : lesson.steps) {
        all << step.text;
        if (!step.question) continue;
        all << step.question->text;
        for (const lessons::Answer& answer : step.question->answers) all << answer.text;
    }
    for (const lessons::TryButton& button : lesson.tries) all << button.label << button.labelWhenOn;
    return all;
}

} // namespace

class TestTranslation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyWordsChange()
    {
        Lesson lesson = sample();
        const auto done = translate(lesson,
                                    json("{'title': 't', 'about': 'a',\n"
                                         "            'steps': ['s1', {'text': 's2', 'ask': 'q', 'answers': ['a1', "
                                         "'a2']}], 'try': ['l1', ['l2', 'l2 an']]}"),
                                    QStringLiteral("de.json"));
        QVERIFY2(done, done ? "" : done.error().describe().c_str());
        QCOMPARE(wordsOf(lesson), QStringList({"t", "a", "s1", "s2", "q", "a1", "a2", "l1", QString(), "l2", "l2 an"}));
        QCOMPARE(lesson.id, QStringLiteral("my.lesson"));
        QCOMPARE(lesson.tries[1].key, "reader.hold");
        QCOMPARE(lesson.scenario, sample().scenario);
    }

    void theGuidesExampleFitsItsLesson()
    {
        QFile guide(QStringLiteral(SLUICE_DOC "/lessons.md"));
        QVERIFY(guide.open(QIODevice::ReadOnly));
        const QStringList parts = QString::fromUtf8(guide.readAll()).split(QStringLiteral("```"));
        QStringList examples;
        for (const QString& part : parts)
            if (part.startsWith(QLatin1String("json\n"))) examples << part.mid(5);
        QCOMPARE(examples.size(), 3); // a lesson, a playlist, words
        auto lesson = lessons::parse(examples[0].toUtf8(), QStringLiteral("guide"));
        QVERIFY(lesson);
        const auto done = translate(*lesson, examples[2].toUtf8(), QStringLiteral("guide"));
        QVERIFY2(done, done ? "" : done.error().describe().c_str());
    }

    void whatDoesNotFitIsAnError_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("why");
        const QByteArray steps = json("'steps': ['s1', {'text': 's2', 'ask': 'q', 'answers': ['a1', 'a2']}]");
        const QByteArray begin = json("{'title': 't', 'about': 'a', "), tries = json("'try': ['l1', ['l2', 'on']]}");
        QTest::newRow("no JSON") << QByteArray("{") << "de.json";
        QTest::newRow("no title") << QByteArray(json("{'about': 'a', ") + steps + ", " + tries) << "title";
        QTest::newRow("a member more") << json("{'titel': 't'}") << "titel";
        QTest::newRow("too few steps") << QByteArray(begin + json("'steps': ['s1'], ") + tries)
                                       << "/steps: a list of 2";
        QTest::newRow("a step without its question")
            << QByteArray(begin + json("'steps': ['s1', 's2'], ") + tries) << "/steps/1";
        QTest::newRow("too many answers") << QByteArray(
            begin + json("'steps': ['s1', {'text': 's2', 'ask': 'q', 'answers': ['a', 'b', 'c']}], ") + tries)
                                          << "/steps/1/answers: a list of 2";
        QTest::newRow("a switch with one label")
            << QByteArray(begin + steps + json(", 'try': ['l1', 'l2']}")) << "/try/1: two labels";
        QTest::newRow("no buttons") << QByteArray(begin + steps + "}") << "/try: a list of 2";
        QTest::newRow("an empty caption")
            << QByteArray(begin + json("'steps': ['', {'text': 's2', 'ask': 'q', 'answers': ['a1', 'a2']}], ") + tries)
            << "/steps/0";
        QTest::newRow("a caption that nobody can read at a glance")
            << QByteArray(begin + json("'steps': ['") + QByteArray(201, 'x')
                          + json("', {'text': 's2', 'ask': 'q', 'answers': ['a1', 'a2']}], ") + tries)
            << "/steps/0";
    }
    void whatDoesNotFitIsAnError()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, why);
        Lesson lesson = sample();
        const auto done = translate(lesson, json, QStringLiteral("de.json"));
        QVERIFY(!done);
        const QString said = QString::fromStdString(done.error().describe());
        QVERIFY2(said.contains(why), qPrintable(said));
    }

    /// Each file fits its lesson, or the program would not start in German; here: none of its words was forgotten.
    void everyLessonIsGerman()
    {
        const std::vector<Lesson>& inEnglish = lessons::builtIn();
        const Spoken spoken(Language::German);
        const std::vector<Lesson>& inGerman = lessons::builtIn();
        QCOMPARE(inGerman.size(), inEnglish.size());
        for (std::size_t i = 0; i < inEnglish.size(); ++i) {
            QCOMPARE(inGerman[i].id, inEnglish[i].id);
            const QStringList before = wordsOf(inEnglish[i]), after = wordsOf(inGerman[i]);
            QCOMPARE(after.size(), before.size());
            for (qsizetype w = 0; w < before.size(); ++w)
                if (before[w].count(QLatin1Char(' ')) > 2)
                    QVERIFY2(after[w] != before[w], qPrintable(inEnglish[i].id + ": " + before[w]));
        }
    }

    /// Whoever holds an English lesson keeps it.
    void englishStaysEnglish()
    {
        const Lesson* before = lessons::find(QStringLiteral("pipe.broken"));
        const QString title = before->title;
        {
            const Spoken spoken(Language::German);
            QVERIFY(lessons::find(QStringLiteral("pipe.broken"))->title != title);
            QCOMPARE(before->title, title);
        }
        QCOMPARE(lessons::find(QStringLiteral("pipe.broken")), before);
    }

    /// The names of a lesson's processes and channels are on every picture.
    void everyNameIsKnown()
    {
        const Spoken spoken(Language::German);
        const QStringList same{"TCP", "Unix domain", "sender", "client", "server", "Sender", "Segment"};
        for (const Lesson& lesson : lessons::builtIn()) {
            for (const auto& process : lesson.scenario.processes)
                QVERIFY2(shownName(process.name) != process.name
                             || same.contains(QString::fromStdString(process.name).section(' ', 0, 0)),
                         process.name.c_str());
            for (const auto& channel : lesson.scenario.channels)
                QVERIFY2(shownName(channel.name) != channel.name || same.contains(QString::fromStdString(channel.name)),
                         channel.name.c_str());
        }
    }
};

SLUICE_TEST(TestTranslation, QGuiApplication)
#include "tst_translation.moc"
