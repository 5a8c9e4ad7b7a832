#include "sample_trace.h"
#include "support/test_class.h"
#include "widgets/scene_view.h"
#include "widgets/scene_words.h"

#include <QAccessible>
#include <QApplication>

using namespace sluice;
using scene::Shape;
using scene::Subject;
using scene::Tone;
using widgets::SceneView;

namespace {

Shape box(double x, double y, const QString& words, Tone fill, std::uint32_t id)
{
    Shape shape;
    shape.rect = {x, y, 40.3, 30.7};
    shape.radius = 8;
    shape.fill = fill;
    shape.stroke = Tone::Line;
    shape.text = words;
    shape.subject = {Subject::Kind::Message, id, 0};
    return shape;
}

scene::Scene boxes(int count, Tone last)
{
    scene::Scene scene;
    scene.size = {400, 200};
    for (int i = 0; i < count; ++i) {
        const Tone tone = i == count - 1 ? last : Tone::Data;
        scene.shapes.push_back(
            box(10.2 + i * 33.3, 20.4 + i * 7.7, QStringLiteral("m%1").arg(i), tone, static_cast<std::uint32_t>(i)));
    }
    return scene;
}

} // namespace

class TestSceneView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::installSceneAccessibility(); }

    void partialRepaintEqualsFull_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("scene's own size") << QSize(400, 200);
        QTest::newRow("wider than the scene") << QSize(733, 251);
        QTest::newRow("taller than the scene") << QSize(311, 500);
    }
    void partialRepaintEqualsFull()
    {
        QFETCH(QSize, size);
        SceneView stepwise, atOnce;
        stepwise.resize(size);
        atOnce.resize(size);
        for (int count = 1; count <= 8; ++count) {
            stepwise.setScene(boxes(count, Tone::Blocked));
            (void)stepwise.image();
        }
        stepwise.setScene(boxes(6, Tone::Signal));
        atOnce.setScene(boxes(6, Tone::Signal));
        QCOMPARE(stepwise.image(), atOnce.image());
        QVERIFY(stepwise.image() != QImage());
    }

    void equalSceneIsNotPaintedAgain()
    {
        SceneView view;
        view.resize(400, 200);
        view.setScene(boxes(3, Tone::Data));
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QCoreApplication::processEvents();
        widgets::test::EventCounter paints(&view, QEvent::Paint);
        for (int i = 0; i < 10; ++i) {
            view.setScene(boxes(3, Tone::Data));
            QCoreApplication::processEvents();
        }
        QCOMPARE(paints.count, 0);
        view.setScene(boxes(3, Tone::Blocked));
        QTRY_COMPARE(paints.count, 1);
    }

    void tellsWhatLiesUnderThePointer()
    {
        SceneView view;
        view.resize(800, 400); // scale 2
        view.setScene(boxes(2, Tone::Data));
        const QString words = view.textAt({2 * 20.0, 2 * 30.0});
        QVERIFY2(words.startsWith("m0"), qPrintable(words));
        QVERIFY2(words.contains("derived"), qPrintable(words));
        QCOMPARE(view.textAt({790, 390}), QString());
    }

    void speaksToScreenReaders()
    {
        SceneView view;
        view.resize(400, 200);
        view.setAccessibleName("Stage");
        view.setScene(boxes(3, Tone::Data));
        QAccessibleInterface* picture = QAccessible::queryAccessibleInterface(&view);
        QVERIFY(picture);
        QCOMPARE(picture->text(QAccessible::Name), "Stage");
        QCOMPARE(picture->childCount(), 3);
        QAccessibleInterface* second = picture->child(1);
        QCOMPARE(second->text(QAccessible::Name), "m1");
        QCOMPARE(second->role(), QAccessible::StaticText);
        QCOMPARE(picture->indexOfChild(second), 1);
        QVERIFY(QRect(view.mapToGlobal(QPoint()), view.size()).contains(second->rect()));

        view.setScene(boxes(1, Tone::Data)); // the child outlives what it spoke of, and says so
        QCOMPARE(picture->childCount(), 1);
        QVERIFY(!second->isValid());
        QCOMPARE(second->text(QAccessible::Name), QString());
    }
};

SLUICE_TEST(TestSceneView, QApplication)
#include "tst_scene_view.moc"
