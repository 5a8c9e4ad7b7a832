#include "lessons/lesson.h"
#include "support/test_class.h"

using namespace sluice;

/// What one finds on the start page.
class TestSearch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noWordsFindAll();
    void finds_data();
    void finds();
};

namespace {

QStringList idsOf(const QString& words)
{
    QStringList ids;
    for (const lessons::Lesson* lesson : lessons::search(words)) ids << lesson->id;
    return ids;
}

} // namespace

void TestSearch::noWordsFindAll()
{
    QCOMPARE(lessons::search({}).size(), lessons::builtIn().size());
    QCOMPARE(lessons::search("   ").size(), lessons::builtIn().size());
}

void TestSearch::finds_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("found");
    QTest::addColumn<QString>("other");
    QTest::newRow("id") << "pipe.backpressure"
                        << "pipe.backpressure"
                        << "pipe.broken";
    QTest::newRow("title") << "full pipe"
                           << "pipe.backpressure"
                           << "mq.blocking";
    QTest::newRow("order of words") << "pipe full"
                                    << "pipe.backpressure"
                                    << "mq.blocking";
    QTest::newRow("mechanism") << "sockets"
                               << "socket.tcp"
                               << "pipe.broken";
    QTest::newRow("any case") << "SOCKETS"
                              << "socket.tcp"
                              << "pipe.broken";
    QTest::newRow("a call of its processes") << "mq_send"
                                             << "mq.many"
                                             << "pipe.broken";
    QTest::newRow("as it is written in C") << "mq_receive()"
                                           << "mq.blocking"
                                           << "socket.tcp";
    QTest::newRow("part of a call") << "ftrunc"
                                    << "memory.shared"
                                    << "pipe.broken";
    QTest::newRow("a call that the probe names otherwise") << "sigprocmask"
                                                           << "signal.blocking"
                                                           << "pipe.broken";
    QTest::newRow("words of a step") << "slot by slot"
                                     << "pipe.backpressure"
                                     << "pipe.broken";
    QTest::newRow("both") << "pipe backpressure"
                          << "pipe.backpressure"
                          << "pipe.named";
}

void TestSearch::finds()
{
    QFETCH(QString, words);
    QFETCH(QString, found);
    QFETCH(QString, other);
    const QStringList ids = idsOf(words);
    QVERIFY2(ids.contains(found), qPrintable(ids.join(' ')));
    QVERIFY2(!ids.contains(other), qPrintable(ids.join(' ')));
}

SLUICE_TEST(TestSearch)
#include "tst_search.moc"
