#include "support/test_class.h"
#include "widgets/command.h"
#include "widgets/timeline_view.h"

#include <QApplication>

using namespace sluice;
using namespace sluice::widgets;
using timeline::TimeAxis;

/// The plain functions behind the timeline and the keys.
class TestTimelineView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void playheadStaysInSight_data()
    {
        QTest::addColumn<qint64>("playhead");
        QTest::addColumn<bool>("moving");
        QTest::addColumn<double>("x"); // where it is to stand, of 1,000 pixels
        QTest::newRow("in sight, still") << qint64(5'900) << false << 900.0;
        QTest::newRow("in sight, moving") << qint64(5'500) << true << 500.0;
        QTest::newRow("near the edge, moving") << qint64(5'900) << true << 860.0;
        QTest::newRow("past the edge, moving") << qint64(6'100) << true << 860.0;
        QTest::newRow("jumped ahead") << qint64(60'000) << false << 500.0;
        QTest::newRow("jumped back") << qint64(2'000) << false << 500.0;
        QTest::newRow("jumped to the start") << qint64(100) << false << 100.0;
    }
    void playheadStaysInSight()
    {
        QFETCH(qint64, playhead);
        QFETCH(bool, moving);
        const TimeAxis axis{.from = {5'000}, .nsPerPixel = 1, .left = 50, .width = 1000};
        const TimeAxis now = following(axis, {playhead}, moving);
        QTEST(now.x({playhead}) - now.left, "x");
        QCOMPARE(now.nsPerPixel, axis.nsPerPixel);
        QVERIFY(now.from >= TraceTime{});
    }

    void keysAreFoundOnEveryKeyboard_data()
    {
        QTest::addColumn<QKeyCombination>("key");
        QTest::addColumn<int>("command");
        QTest::newRow("? with Shift") << (Qt::SHIFT | Qt::Key_Question) << int(Command::Help);
        QTest::newRow("? without") << QKeyCombination(Qt::Key_Question) << int(Command::Help);
        QTest::newRow("+ of the number block") << (Qt::KeypadModifier | Qt::Key_Plus) << int(Command::ZoomIn);
        QTest::newRow("= stands for +") << QKeyCombination(Qt::Key_Equal) << int(Command::ZoomIn);
        QTest::newRow("arrow") << QKeyCombination(Qt::Key_Left) << int(Command::StepBack);
        QTest::newRow("arrow with Shift") << (Qt::SHIFT | Qt::Key_Left) << int(Command::PreviousBlock);
        QTest::newRow("nothing") << QKeyCombination(Qt::Key_F12) << -1;
    }
    void keysAreFoundOnEveryKeyboard()
    {
        QFETCH(QKeyCombination, key);
        const auto found = commandFor(key);
        QTEST(found ? int(*found) : -1, "command");
    }
};

SLUICE_TEST(TestTimelineView, QApplication)
#include "tst_timeline_view.moc"
