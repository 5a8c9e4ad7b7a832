#include "cli/commands.h"
#include "cli/source.h"
#include "support/test_class.h"

#include <QFile>
#include <QTemporaryDir>

#include <sstream>

using namespace sluice;
using namespace sluice::cli;

namespace {

std::string put(const QTemporaryDir& folder, const char* name, const QByteArray& text)
{
    QFile file(folder.filePath(QString::fromUtf8(name)));
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName().toStdString()
                                                                              : std::string();
}

} // namespace

/// What a word of the command line names, and what is said when it names nothing.
class TestSource : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void kinds();
    void playlistsAreForTheWindow();
    void unknownLessonsGetNeighbours();
    void scenariosAreReadStrictly();
    void ownLessonsAreReadStrictly();
    void tracesThatAreNone();
};

void TestSource::kinds()
{
    QCOMPARE(kindOfSource("pipe.broken").value(), SourceKind::Lesson);
    QTemporaryDir folder;
    QCOMPARE(kindOfSource(put(folder, "some.json", "{}")).value(), SourceKind::ScenarioFile);
    QCOMPARE(kindOfSource(put(folder, "other.json", R"({"steps": [)")).value(), SourceKind::LessonFile);
    QVERIFY(!kindOfSource("nowhere.json"));
    QCOMPARE(kindOfSource("a.playlist.json").value(), SourceKind::Playlist);
    QCOMPARE(kindOfSource("nowhere.sluice").value(), SourceKind::Trace);
    QCOMPARE(kindOfSource("folder/file").value(), SourceKind::Trace);
    QVERIFY(!kindOfSource("nothing"));
}

void TestSource::playlistsAreForTheWindow()
{
    const auto scenario = scenarioOf("a.playlist.json");
    QVERIFY(!scenario);
    QCOMPARE(scenario.error().status, 2);
    QVERIFY2(scenario.error().todo.find("sluice a.playlist.json") != std::string::npos, scenario.error().todo.c_str());
}

void TestSource::unknownLessonsGetNeighbours()
{
    const auto kind = kindOfSource("pipe.brokn");
    QVERIFY(!kind);
    QCOMPARE(kind.error().status, 2);
    QVERIFY2(kind.error().todo.find("Did you mean pipe.broken") != std::string::npos, kind.error().todo.c_str());
}

void TestSource::scenariosAreReadStrictly()
{
    QTemporaryDir folder;
    const QByteArray good = R"({"id":"mine","mechanism":"pipe","processes":[{"name":"w","role":"writer"},
{"name":"r","role":"reader"}],"channels":[{"name":"pipe","kind":"pipe"}]})";
    QVERIFY(scenarioOf(put(folder, "good.json", good)));

    const std::string bad = put(folder, "bad.json", QByteArray(good).replace("\"reader\"", "\"raeder\""));
    const auto scenario = scenarioOf(bad);
    QVERIFY(!scenario);
    QCOMPARE(scenario.error().status, 1);
    QVERIFY2(scenario.error().why.find("bad.json:2") != std::string::npos, scenario.error().why.c_str());
    QVERIFY2(scenario.error().why.find("/processes/1/role") != std::string::npos, scenario.error().why.c_str());

    QVERIFY(!scenarioOf(folder.filePath(QStringLiteral("missing.json")).toStdString()));
    QVERIFY(!scenarioOf(put(folder, "large.json", QByteArray(2 << 20, ' '))));
}

void TestSource::ownLessonsAreReadStrictly()
{
    QTemporaryDir folder;
    const QByteArray good = R"({"id":"my.own","mechanism":"pipe","title":"T","about":"A","scenario":{"mechanism":"pipe",
"processes":[{"name":"w","role":"writer"},{"name":"r","role":"reader"}],"channels":[{"name":"pipe","kind":"pipe"}]},
"steps":[{"text":"S"}]})";
    const std::string file = put(folder, "good.json", good);
    QCOMPARE(lessonFor(file).value()->id, QString("my.own"));
    QCOMPARE(scenarioOf(file).value().id, std::string("my.own"));
    const auto bad = scenarioOf(put(folder, "bad.json", QByteArray(good).replace("\"S\"", "1")));
    QVERIFY(!bad);
    QCOMPARE(bad.error().status, 1);
    QVERIFY2(bad.error().why.find("bad.json:3: /steps/0/text") != std::string::npos, bad.error().why.c_str());
}

void TestSource::tracesThatAreNone()
{
    QTemporaryDir folder;
    std::ostringstream out, err;
    const Console console{out, err};
    for (const std::string& file :
         {put(folder, "empty.sluice", {}), put(folder, "text.sluice", "hello, this is no trace"),
          put(folder, "zeros.sluice", QByteArray(10'000, '\0')), folder.path().toStdString(),
          std::string("/nowhere/a.sluice")}) {
        const auto trace = openTrace(file, console);
        QVERIFY2(!trace, file.c_str());
        QCOMPARE(trace.error().status, 1);
        QVERIFY(trace.error().text().find(file) != std::string::npos);
        QVERIFY(!trace.error().todo.empty());
    }
}

SLUICE_TEST(TestSource)
#include "tst_source.moc"
