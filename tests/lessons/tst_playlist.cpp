#include "lessons/playlist.h"
#include "support/test_class.h"
#include "support/write_trace.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace sluice;

class TestPlaylist : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void holdsLessonsAndPlacesToStop();
    void badOnesSayWhereAndWhy_data();
    void badOnesSayWhereAndWhy();
    void filesThatAreNone();
    void holdsTraces();
    void theGuidesExampleIsSound();
    void badTracesSayWhereAndWhy_data();
    void badTracesSayWhereAndWhy();
};

namespace {

/// A folder with a trace of the lesson pipe.backpressure in it, one of no lesson below it, and a playlist.
struct Folder {
    QTemporaryDir dir;

    Folder()
    {
        write("of-a-lesson.sluice", "pipe.backpressure");
        QDir(dir.path()).mkdir("below");
        QDir(dir.path()).mkdir("runs");
        write("runs/full-pipe.sluice", "pipe.backpressure");
        write("below/of-none.sluice", "mine");
        QFile none(dir.filePath("none.sluice"));
        if (!none.open(QIODevice::WriteOnly) || none.write("no trace") < 0) qFatal("cannot write");
    }
    std::filesystem::path path(const char* name) const { return dir.filePath(name).toStdString(); }
    Result<lessons::Playlist> playlist(const QByteArray& json) const
    {
        QFile file(dir.filePath("a.playlist.json"));
        if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size()) qFatal("cannot write");
        file.close();
        return lessons::readPlaylist(path("a.playlist.json"));
    }

private:
    void write(const char* name, const char* lesson) const
    {
        sluice::test::TraceBuilder built;
        built.of(lesson).started().write(4096);
        if (!sluice::test::writeTrace(built, path(name))) qFatal("cannot write");
    }
};

} // namespace

void TestPlaylist::holdsLessonsAndPlacesToStop()
{
    const auto playlist = lessons::parsePlaylist(R"({"title": "Pipes", "lessons": [
  {"lesson": "pipe.anonymous"},
  {"lesson": "pipe.backpressure", "stop_at": [2, 4]}]})",
                                                 "a.playlist.json");
    QVERIFY2(playlist, playlist ? "" : playlist.error().describe().c_str());
    QCOMPARE(playlist->title, QString("Pipes"));
    QCOMPARE(playlist->entries.size(), 2U);
    QCOMPARE(playlist->entries[0].lesson, lessons::find("pipe.anonymous"));
    QVERIFY(playlist->entries[0].stopAt.empty());
    QCOMPARE(playlist->entries[1].stopAt, (std::vector<int>{2, 4}));
}

void TestPlaylist::badOnesSayWhereAndWhy_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("where"); ///< file and line
    QTest::addColumn<QString>("what");
    const auto row = [](const char* name, const char* json, const char* where, const char* what) {
        QTest::newRow(name) << QByteArray(json) << QString(where) << QString(what);
    };
    row("not JSON", "{\n\"lessons\": [", "a.playlist.json:2", "");
    row("no object", "[]", "a.playlist.json:1", "an object is needed here");
    row("no lessons", R"({"title": "x"})", "a.playlist.json:1", "/lessons: a list of 1 to 100");
    row("an empty list", R"({"lessons": []})", "a.playlist.json:1", "/lessons: a list of 1 to 100");
    row("a stranger", "{\"lessons\": [\n{\"lesson\": \"pipe.brokn\"}]}", "a.playlist.json:2",
        "/lessons/0/lesson: there is no lesson 'pipe.brokn'; did you mean 'pipe.broken'?");
    row("no lesson in it", "{\"lessons\": [{\"stop_at\": [2]}]}", "a.playlist.json:1", "\"lesson\" is missing");
    row("a member unknown", "{\"lessons\": [{\"lesson\": \"pipe.broken\",\n\"stopat\": [2]}]}", "a.playlist.json:2",
        "/lessons/0/stopat: unknown member; did you mean \"stop_at\"?");
    row("a step too far", "{\"lessons\": [{\"lesson\": \"pipe.backpressure\",\n\"stop_at\": [2,\n99]}]}",
        "a.playlist.json:3", "/lessons/0/stop_at/1: pipe.backpressure can stop at steps 2 to 5");
    row("the first step", "{\"lessons\": [{\"lesson\": \"pipe.backpressure\", \"stop_at\": [1]}]}", "a.playlist.json:1",
        "/lessons/0/stop_at/0: pipe.backpressure can stop at steps 2 to 5");
    row("no number", "{\"lessons\": [{\"lesson\": \"pipe.backpressure\", \"stop_at\": [\"2\"]}]}", "a.playlist.json:1",
        "/lessons/0/stop_at/0: pipe.backpressure can stop at steps 2 to 5");
    row("falling", "{\"lessons\": [{\"lesson\": \"pipe.backpressure\", \"stop_at\": [3, 2]}]}", "a.playlist.json:1",
        "/lessons/0/stop_at/1: steps stand in ascending order");
    row("a title that is none", R"({"title": 3, "lessons": [{"lesson": "pipe.broken"}]})", "a.playlist.json:1",
        "/title: a text is needed here");
}

void TestPlaylist::badOnesSayWhereAndWhy()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, where);
    QFETCH(QString, what);
    const auto playlist = lessons::parsePlaylist(json, "a.playlist.json");
    QVERIFY(!playlist);
    const QString said = QString::fromStdString(playlist.error().describe());
    QVERIFY2(said.contains(where), qPrintable(said));
    QVERIFY2(said.contains(what), qPrintable(said));
}

void TestPlaylist::filesThatAreNone()
{
    QTemporaryDir folder;
    const auto path = [&](const char* name) { return std::filesystem::path(folder.filePath(name).toStdString()); };
    const auto none = lessons::readPlaylist(path("none.playlist.json"));
    QVERIFY(!none);
    QVERIFY(none.error().describe().find("none.playlist.json") != std::string::npos);
    QVERIFY(!lessons::readPlaylist(folder.path().toStdString()));
    QFile large(folder.filePath("large.playlist.json"));
    QVERIFY(large.open(QIODevice::WriteOnly));
    QVERIFY(large.resize((1 << 20) + 1));
    large.close();
    const auto tooLarge = lessons::readPlaylist(path("large.playlist.json"));
    QVERIFY(!tooLarge);
    QVERIFY(tooLarge.error().describe().find("at most 1 MiB") != std::string::npos);
}

void TestPlaylist::holdsTraces()
{
    const Folder folder;
    const auto playlist = folder.playlist(R"({"lessons": [{"trace": "of-a-lesson.sluice", "stop_at": [2, 3]},
  {"lesson": "pipe.broken"}, {"trace": "below/of-none.sluice"}]})");
    QVERIFY2(playlist, playlist ? "" : playlist.error().describe().c_str());
    QCOMPARE(playlist->entries.size(), 3U);
    QCOMPARE(playlist->entries[0].trace, folder.path("of-a-lesson.sluice"));
    QCOMPARE(playlist->entries[0].lesson, lessons::find("pipe.backpressure"));
    QCOMPARE(playlist->entries[0].stopAt, (std::vector<int>{2, 3}));
    QVERIFY(playlist->entries[1].trace.empty());
    QCOMPARE(playlist->entries[2].trace, folder.path("below/of-none.sluice"));
    QVERIFY(!playlist->entries[2].lesson);
}

void TestPlaylist::theGuidesExampleIsSound()
{
    QFile guide(QStringLiteral(SLUICE_DOC "/lessons.md"));
    QVERIFY(guide.open(QIODevice::ReadOnly));
    const QByteArray text = guide.readAll();
    const qsizetype from = text.indexOf("```json\n", text.indexOf("## Playlists")) + 8;
    const Folder folder;
    const auto playlist = folder.playlist(text.mid(from, text.indexOf("```", from) - from));
    QVERIFY2(playlist, playlist ? "" : playlist.error().describe().c_str());
    QCOMPARE(playlist->entries.size(), 3U);
}

void TestPlaylist::badTracesSayWhereAndWhy_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<QString>("what");
    const auto row = [](const char* name, const char* entry, const char* what) {
        QTest::newRow(name) << QByteArray(entry) << QString(what);
    };
    row("not there", R"("trace": "gone.sluice")", "gone.sluice: No such file or directory");
    row("no trace", R"("trace": "none.sluice")", "none.sluice");
    row("elsewhere", R"("trace": "/etc/passwd")", "in the folder of the playlist or below it");
    row("above", R"("trace": "below/../../x.sluice")", "in the folder of the playlist or below it");
    row("no name", R"("trace": "")", "in the folder of the playlist or below it");
    row("both", R"("trace": "of-a-lesson.sluice", "lesson": "pipe.broken")", "one of \"lesson\" and \"trace\"");
    row("a step too far", R"("trace": "of-a-lesson.sluice", "stop_at": [9])", "can stop at steps 2 to 5");
    row("no steps", R"("trace": "below/of-none.sluice", "stop_at": [2])", "this trace is of no lesson");
    row("a number", R"("trace": 3)", "a text is needed here");
}

void TestPlaylist::badTracesSayWhereAndWhy()
{
    QFETCH(QByteArray, entry);
    QFETCH(QString, what);
    const Folder folder;
    const auto playlist = folder.playlist("{\"lessons\": [\n{" + entry + "}]}");
    QVERIFY(!playlist);
    const QString said = QString::fromStdString(playlist.error().describe());
    QVERIFY2(said.contains("a.playlist.json:2: /lessons/0/"), qPrintable(said));
    QVERIFY2(said.contains(what), qPrintable(said));
}

SLUICE_TEST(TestPlaylist)
#include "tst_playlist.moc"
