#include "lessons/playlist.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace sluice;

class TestPlaylist : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void holdsLessonsAndPlacesToStop();
    void badOnesSayWhereAndWhy_data();
    void badOnesSayWhereAndWhy();
    void filesThatAreNone();
};

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

QTEST_APPLESS_MAIN(TestPlaylist)
#include "tst_playlist.moc"
