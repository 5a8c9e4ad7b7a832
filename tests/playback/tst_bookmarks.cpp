#include "playback/bookmarks.h"
#include "support/test_class.h"

#include <QFile>
#include <QTemporaryDir>

using namespace sluice;
using playback::Bookmark;
using playback::Bookmarks;

class TestBookmarks : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_dir;

    std::filesystem::path trace(const char* name) const
    {
        return std::filesystem::path(m_dir.path().toStdString()) / name;
    }
    static void write(const std::filesystem::path& file, const QByteArray& text)
    {
        QFile out(QString::fromStdString(file.string()));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(text);
    }

private Q_SLOTS:
    void whatIsKeptComesBackInOrder()
    {
        const auto file = trace("a.sluice");
        auto bookmarks = Bookmarks::of(file);
        QVERIFY(bookmarks && bookmarks->all()->empty());
        const Bookmark late{{{9'000'000'000'000'000}, 1ULL << 60}, "Größe “full”"}, early{{{100}, 3}, "first"};
        QVERIFY(bookmarks->add(late));
        QVERIFY(bookmarks->add(early));
        QVERIFY(bookmarks->add({early.moment, "again"})); // there is one
        QVERIFY(bookmarks->rename(early.moment, "the first \n block"));
        auto again = Bookmarks::of(file);
        QVERIFY(again);
        QCOMPARE(again->all()->size(), 2U);
        QVERIFY(again->all()->at(0) == (Bookmark{early.moment, "the first \n block"}));
        QVERIFY(again->all()->at(1) == late);
        QVERIFY(again->at(early.moment) && !again->at({{100}, 4}));

        QVERIFY(again->saveBeside(trace("copy.sluice")));
        const auto copy = Bookmarks::of(trace("copy.sluice"));
        QVERIFY(copy && *copy->all() == *again->all());

        QVERIFY(again->remove(early.moment) && again->remove(late.moment));
        QVERIFY(!std::filesystem::exists(Bookmarks::fileOf(file)));
    }

    void malformedFilesAreLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no JSON") << QByteArray("[{");
        QTest::newRow("no list") << QByteArray("{}");
        QTest::newRow("no name") << QByteArray(R"([{"time_ns": 1, "events": 2}])");
        QTest::newRow("negative") << QByteArray(R"([{"time_ns": -1, "events": 2, "name": ""}])");
        QTest::newRow("too large") << QByteArray((1 << 20) + 1, ' ');
    }
    void malformedFilesAreLeftAlone()
    {
        QFETCH(QByteArray, text);
        const auto file = trace("bad.sluice");
        write(Bookmarks::fileOf(file), text);
        const auto bookmarks = Bookmarks::of(file);
        QVERIFY(!bookmarks);
        QVERIFY(bookmarks.error().describe().find("bad.sluice.bookmarks") != std::string::npos);
        QFile left(QString::fromStdString(Bookmarks::fileOf(file).string()));
        QVERIFY(left.open(QIODevice::ReadOnly));
        QCOMPARE(left.readAll(), text);
    }

    void whereNothingCanBeWrittenTheyAreKeptInMemory()
    {
        auto bookmarks = Bookmarks::of(trace("missing/folder/b.sluice"));
        QVERIFY(bookmarks);
        const auto added = bookmarks->add({{{5}, 1}, "here"});
        QVERIFY(!added);
        QVERIFY(added.error().describe().find("b.sluice.bookmarks") != std::string::npos);
        QCOMPARE(bookmarks->all()->size(), 1U);

        Bookmarks unnamed;
        QVERIFY(unnamed.add({{{5}, 1}, "here"}));
        QVERIFY(unnamed.at({{5}, 1}));
    }
};

SLUICE_TEST(TestBookmarks, QCoreApplication)
#include "tst_bookmarks.moc"
