#include "scene/presentation.h"
#include "scene/stage_states.h"
#include "support/legible.h"
#include "support/test_class.h"

#include <QGuiApplication>

using namespace sluice;
using namespace sluice::scene;

namespace {

const scene::Caption longest{
    QStringLiteral("STEP 2 OF 5"),
    QStringLiteral("A receive freed a place: the kernel itself put the waiting message in and woke the sender, which "
                   "had not run at all in between; its mq_send() returns as if nothing had been in its way.")};

Scene presented(const test::StageState& moment, const Caption& caption, QSizeF screen)
{
    return buildPresentation(moment.state, moment.trace(), caption, moment.view, screen);
}

} // namespace

/// The stage as a whole room sees it.
class TestPresentation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wordsAreLargerAndNothingIsCut_data();
    void wordsAreLargerAndNothingIsCut();
    void movingTilesAreWhole();
    void longCaptionsFit();
    void fillsScreensOfAnyShape();
};

void TestPresentation::wordsAreLargerAndNothingIsCut_data()
{
    QTest::addColumn<QSizeF>("screen");
    QTest::newRow("16:9") << QSizeF(1920, 1080);
    QTest::newRow("16:10") << QSizeF(1280, 800);
    QTest::newRow("4:3") << QSizeF(1024, 768);
    QTest::newRow("21:9") << QSizeF(2560, 1080);
}

void TestPresentation::wordsAreLargerAndNothingIsCut()
{
    QFETCH(QSizeF, screen);
    const auto scaleOf = [&](const Scene& scene) {
        return std::min(screen.width() / scene.size.width(), screen.height() / scene.size.height());
    };
    for (const auto& [name, moment] : test::manyStates()) {
        const Scene window = moment.scene(), room = presented(moment, moment.caption, screen);
        // On a screen flatter than the stage itself the two lines of the caption take their room from it.
        const bool flat = screen.width() / screen.height() > stageSize.width() / stageSize.height();
        QVERIFY2(scaleOf(room) > scaleOf(window) * (flat ? 0.97 : 0.999), name.c_str());
        for (std::size_t i = 0; i < room.shapes.size(); ++i) {
            const Shape& shape = room.shapes[i];
            if (shape.kind != Shape::Kind::Text || shape.text.isEmpty()) continue;
            const QString where = QString::fromStdString(name) + ": " + shape.text;
            QVERIFY2(QRectF(QPointF(), room.size).contains(test::lettersOf(shape)), qPrintable(where));
            QVERIFY2(test::overlapsOthers(room, i).isEmpty(), qPrintable(where));
            const bool caption = shape.subject == Subject{Subject::Kind::Caption};
            QVERIFY2(shape.fontSize >= (caption ? 22 : 16), qPrintable(where));
        }
    }
}

/// Also where their way runs along the edge of the stage.
void TestPresentation::movingTilesAreWhole()
{
    int seen = 0;
    for (int ms = 0; ms < 400; ms += 20) {
        test::StageState moment;
        moment.filled(1, 4096).taken(4096).moved(probe::Transfer::Receive, 1, 0, milliseconds(ms));
        const Scene room = presented(moment, moment.caption, {1920, 1080});
        for (const Shape& shape : room.shapes) {
            if (shape.subject.kind != Subject::Kind::Message) continue;
            ++seen;
            QVERIFY2(QRectF(QPointF(), room.size).contains(shape.rect), qPrintable(QString::number(ms)));
        }
    }
    QVERIFY(seen > 0);
}

void TestPresentation::longCaptionsFit()
{
    for (const QSizeF screen : {QSizeF(1920, 1080), QSizeF(2560, 1080), QSizeF(1024, 768)}) {
        const Scene scene = presented(test::StageState(), longest, screen);
        QString said;
        for (const Shape& shape : scene.shapes) {
            if (!(shape.subject == Subject{Subject::Kind::Caption}) || shape.fontSize < 24) continue;
            said += (said.isEmpty() ? "" : " ") + shape.text;
            QVERIFY(test::lettersOf(shape).right() <= scene.size.width());
        }
        QCOMPARE(said, longest.text);
    }
}

/// Only the height follows the screen: what is drawn keeps its shape.
void TestPresentation::fillsScreensOfAnyShape()
{
    const test::StageState moment;
    for (const QSizeF screen : {QSizeF(1920, 1080), QSizeF(1280, 800), QSizeF(1024, 768)}) {
        const QSizeF size = presented(moment, moment.caption, screen).size;
        QVERIFY(std::abs(size.width() / size.height() - screen.width() / screen.height()) < 0.001);
    }
    const QSizeF flat = presented(moment, moment.caption, {2560, 1080}).size;
    QVERIFY(flat.width() / flat.height() < 2560.0 / 1080);
    QVERIFY(!presented(moment, moment.caption, {}).size.isEmpty());
}

SLUICE_TEST(TestPresentation, QGuiApplication)
#include "tst_presentation.moc"
