#include "film_runs.h"
#include "record/figure.h"
#include "support/says.h"
#include "support/test_class.h"

#include <QGuiApplication>

using namespace sluice;
using namespace sluice::record;
using test::hasText;

namespace {

std::size_t count(const scene::Scene& scene, scene::Subject::Kind kind)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(scene.shapes, [&](const scene::Shape& shape) { return shape.subject.kind == kind; }));
}

} // namespace

class TestFigure : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneMomentIsAFrame();
    void aStripShowsEachMoment_data();
    void aStripShowsEachMoment();
    void theTimelineAlone();
    void nothingIsCut_data();
    void nothingIsCut();
};

void TestFigure::oneMomentIsAFrame()
{
    const TraceTime at{20'000'000};
    const Figure figure = buildFigure(test::filledPipe(), {.moments = {at}, .from = {}, .to = {}, .size = {}});
    QCOMPARE(figure.size, QSize(1920, 1080));
    QVERIFY(figure.scene == Studio(test::filledPipe()).frame(at, {}, figure.size, {}));
}

void TestFigure::aStripShowsEachMoment_data()
{
    QTest::addColumn<int>("moments");
    QTest::addColumn<int>("columns");
    QTest::addColumn<QSizeF>("stages"); // how many beside and below each other
    QTest::newRow("two") << 2 << 0 << QSizeF(2, 1);
    QTest::newRow("four") << 4 << 0 << QSizeF(2, 2);
    QTest::newRow("four in a row") << 4 << 4 << QSizeF(4, 1);
    QTest::newRow("a column") << 3 << 1 << QSizeF(1, 3);
}

void TestFigure::aStripShowsEachMoment()
{
    QFETCH(int, moments);
    QFETCH(int, columns);
    QFETCH(QSizeF, stages);
    FigurePlan plan;
    plan.columns = columns;
    for (int i = 0; i < moments; ++i) plan.moments.push_back({(i + 1) * 5'000'000});
    const Figure figure = buildFigure(test::filledPipe(), plan);
    QCOMPARE(figure.scene.size.width(), stages.width() * scene::stageSize.width());
    QVERIFY(figure.scene.size.height() > stages.height() * scene::stageSize.height());
    QVERIFY(figure.scene.size.height() < (stages.height() + 1) * scene::stageSize.height());
    for (int i = 1; i <= moments; ++i) QVERIFY(hasText(figure.scene, QString::number(i)));
    QVERIFY(hasText(figure.scene, QStringLiteral("0.005 000 s")));
    QVERIFY(count(figure.scene, scene::Subject::Kind::Slice) > 0);
    plan.what = FigurePlan::What::Stage;
    QCOMPARE(count(buildFigure(test::filledPipe(), plan).scene, scene::Subject::Kind::Slice), std::size_t{0});
}

void TestFigure::theTimelineAlone()
{
    FigurePlan plan;
    plan.what = FigurePlan::What::Timeline;
    const Figure all = buildFigure(test::filledPipe(), plan);
    QCOMPARE(count(all.scene, scene::Subject::Kind::Process), std::size_t{0});
    QVERIFY(count(all.scene, scene::Subject::Kind::Slice) > 3);
    QCOMPARE(all.size.width(), 1920);
    plan.from = {10'000'000};
    plan.to = {11'000'000};
    QVERIFY(buildFigure(test::filledPipe(), plan).scene != all.scene);
    plan.size = {800, 600};
    const Figure square = buildFigure(test::filledPipe(), plan);
    QCOMPARE(square.size, plan.size);
    QVERIFY(std::abs(square.scene.size.width() / square.scene.size.height() - 800.0 / 600) < 1e-6);
}

void TestFigure::nothingIsCut_data()
{
    QTest::addColumn<int>("what");
    QTest::addColumn<int>("moments");
    for (const int moments : {1, 2, 5}) {
        QTest::addRow("frame %d", moments) << int(FigurePlan::What::Frame) << moments;
        QTest::addRow("timeline %d", moments) << int(FigurePlan::What::Timeline) << moments;
    }
}

void TestFigure::nothingIsCut()
{
    QFETCH(int, what);
    QFETCH(int, moments);
    FigurePlan plan;
    plan.what = static_cast<FigurePlan::What>(what);
    for (int i = 0; i < moments; ++i) plan.moments.push_back({i * 10'000'000});
    const Figure figure = buildFigure(test::filledPipe(), plan);
    const QRectF paper(QPointF(0, 0), figure.scene.size);
    for (const scene::Shape& shape : figure.scene.shapes)
        if (shape.kind == scene::Shape::Kind::Text) QVERIFY2(paper.contains(shape.bounds()), qPrintable(shape.text));
}

SLUICE_TEST(TestFigure, QGuiApplication)
#include "tst_figure.moc"
