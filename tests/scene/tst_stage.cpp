#include "scene/stage_states.h"
#include "scene/stream.h"
#include "support/says.h"
#include "support/test_class.h"

#include <QGuiApplication>

#include <algorithm>

using namespace sluice;
using namespace sluice::scene;
using probe::Call;
using probe::Transfer;
using state::Activity;
using test::says;
using test::StageState;
using Kind = Subject::Kind;

namespace {

std::vector<Shape> about(const Scene& scene, Kind kind)
{
    std::vector<Shape> found;
    std::copy_if(scene.shapes.begin(), scene.shapes.end(), std::back_inserter(found),
                 [kind](const Shape& shape) { return shape.subject.kind == kind; });
    return found;
}

bool shows(const Scene& scene, Kind kind, const QString& icon)
{
    const auto shapes = about(scene, kind);
    return std::any_of(shapes.begin(), shapes.end(),
                       [&](const Shape& shape) { return shape.kind == Shape::Kind::Icon && shape.text == icon; });
}

QRectF firstBox(const std::vector<Shape>& shapes)
{
    const auto box =
        std::find_if(shapes.begin(), shapes.end(), [](const Shape& s) { return s.kind == Shape::Kind::Rect; });
    return box == shapes.end() ? QRectF() : box->rect;
}

StageState blockedWriter()
{
    return StageState().filled(16, 4096).calling(1, Call::Write, 4096, 17).doing(1, Activity::Blocked);
}

} // namespace

class TestStage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sameArgumentsGiveTheSameScene();
    void aChannelThatIsNotThereIsDrawnAsNone();
    void aWaitingMessageIsDrawnInItsWritersCard();
    void aMessageInFlightMovesFromItsDescriptorToItsSlot();
    void aMessageIsInOnePlaceAtATime();
    void reducedMotionFadesInsteadOfMoving();
    void motionEndsWhilePaused();
    void slotsFillFromLeftToRightAndWrapAround();
    void everySlotIsDrawn_data();
    void everySlotIsDrawn();
    void closedDescriptorsAreStruck();
    void statesAreSaidInWordAndSign_data();
    void statesAreSaidInWordAndSign();
    void heldBeforeItOpensSomething();
    void kernelEvidenceTravelsWithBlocked();
    void manyMessagesBecomeAStream();
    void streamCountsDotsInRoundNumbers_data();
    void streamCountsDotsInRoundNumbers();
};

void TestStage::sameArgumentsGiveTheSameScene()
{
    for (const auto& [name, moment] : test::manyStates()) QVERIFY2(moment.scene() == moment.scene(), name.c_str());
}

void TestStage::aWaitingMessageIsDrawnInItsWritersCard()
{
    const Scene scene = blockedWriter().scene();
    const QRectF card = firstBox(about(scene, Kind::Process));
    const auto message = about(scene, Kind::Message);
    QVERIFY(!message.empty());
    QCOMPARE(message.front().subject.id, 17U);
    QVERIFY(card.contains(firstBox(message)));
    QVERIFY(!firstBox(about(scene, Kind::Channel)).intersects(firstBox(message)));
    QVERIFY(says(scene, QStringLiteral("65,536 of 65,536 bytes · full")));
    QVERIFY(says(scene, QStringLiteral("m17 waits")));
}

void TestStage::aMessageInFlightMovesFromItsDescriptorToItsSlot()
{
    std::vector<double> heights;
    for (const int ms : {0, 60, 110, 160, 219}) {
        StageState moment;
        moment.filled(1, 4096).moved(Transfer::Send, 1, 0, milliseconds(ms));
        const auto token = about(moment.scene(), Kind::Message);
        QVERIFY(!token.empty());
        heights.push_back(firstBox(token).center().y());
    }
    QVERIFY(std::is_sorted(heights.begin(), heights.end())); // down, towards the kernel
    StageState arrived;
    arrived.filled(1, 4096).moved(Transfer::Send, 1, 0, milliseconds(221));
    QVERIFY(about(arrived.scene(), Kind::Message).empty());
}

/// Taken out a hundredth of a second after it was put in: it is seen to arrive before it leaves.
void TestStage::aMessageIsInOnePlaceAtATime()
{
    const auto cardOf = [](int ms) {
        StageState moment;
        moment.filled(1, 4096).taken(4096);
        moment.moved(Transfer::Send, 1, 0, milliseconds(ms + 10)).moved(Transfer::Receive, 1, 0, milliseconds(ms));
        const auto token = about(moment.scene(), Kind::Message);
        const auto says = std::ranges::count(token, QStringLiteral("m1"), &Shape::text);
        if (says != (token.empty() ? 0 : 1)) return QStringLiteral("twice");
        if (token.empty()) return QStringLiteral("nowhere");
        return firstBox(token).center().x() < scene::stageSize.width() / 2 ? QStringLiteral("writer")
                                                                           : QStringLiteral("reader");
    };
    QCOMPARE(cardOf(0), QStringLiteral("writer"));
    QCOMPARE(cardOf(100), QStringLiteral("writer"));
    QCOMPARE(cardOf(400), QStringLiteral("reader"));
    QCOMPARE(cardOf(431), QStringLiteral("nowhere"));
}

void TestStage::reducedMotionFadesInsteadOfMoving()
{
    StageState moment;
    moment.filled(1, 4096).moved(Transfer::Send, 1, 0, milliseconds(110));
    moment.view.reducedMotion = true;
    const Scene scene = moment.scene();
    QVERIFY(about(scene, Kind::Message).empty());
    const auto slots = about(scene, Kind::Slot);
    QVERIFY(std::any_of(slots.begin(), slots.end(), [](const Shape& s) { return s.opacity > 0.3 && s.opacity < 0.7; }));
}

void TestStage::motionEndsWhilePaused()
{
    StageState moment;
    moment.filled(1, 4096).moved(Transfer::Send, 1, 0, milliseconds(0));
    moment.view.stretch = 1000;
    QVERIFY(!about(moment.scene(), Kind::Message).empty());
    moment.view.settled = 0.3;
    QVERIFY(about(moment.scene(), Kind::Message).empty());
}

void TestStage::slotsFillFromLeftToRightAndWrapAround()
{
    StageState moment = StageState().filled(16, 4096).taken(3 * 4096).filled(2, 4096); // m4 … m16, then m17, m18
    double x[3] = {};
    for (const Shape& shape : about(moment.scene(), Kind::Slot)) {
        if (shape.text == QLatin1String("m18")) x[0] = shape.rect.center().x();
        if (shape.text == QLatin1String("m4")) x[1] = shape.rect.center().x();
        if (shape.text == QLatin1String("m16")) x[2] = shape.rect.center().x();
    }
    QVERIFY(x[0] > 0 && x[0] < x[1] && x[1] < x[2]);
}

void TestStage::everySlotIsDrawn_data()
{
    QTest::addColumn<unsigned>("capacity");
    for (const unsigned slots : {1U, 2U, 8U, 16U, 32U, 64U, 128U, 256U})
        QTest::addRow("%u slots", slots) << slots * 4096;
}

void TestStage::everySlotIsDrawn()
{
    QFETCH(unsigned, capacity);
    const Scene scene = StageState(1, 1, capacity).scene();
    const QRectF pipe = firstBox(about(scene, Kind::Channel));
    std::vector<QRectF> cells;
    for (const Shape& shape : about(scene, Kind::Slot)) {
        if (shape.kind == Shape::Kind::Rect) cells.push_back(shape.rect);
    }
    QCOMPARE(cells.size(), std::size_t{capacity / 4096});
    for (std::size_t i = 0; i < cells.size(); ++i) {
        QVERIFY(pipe.contains(cells[i]));
        for (std::size_t j = 0; j < i; ++j) QVERIFY(!cells[i].intersects(cells[j]));
    }
}

void TestStage::closedDescriptorsAreStruck()
{
    const auto struck = [](const Scene& scene) {
        const auto shapes = about(scene, Kind::Descriptor);
        return std::count_if(shapes.begin(), shapes.end(), [](const Shape& s) { return s.kind == Shape::Kind::Line; });
    };
    QCOMPARE(struck(StageState().scene()), 2); // each process has closed the end that it does not use
    QCOMPARE(struck(StageState().closing(2).scene()), 3);
}

void TestStage::statesAreSaidInWordAndSign_data()
{
    QTest::addColumn<int>("activity");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("icon");
    const auto row = [](Activity activity, const char* words, const char* icon) {
        QTest::newRow(words) << static_cast<int>(activity) << QString::fromLatin1(words) << QString::fromLatin1(icon);
    };
    row(Activity::Running, "Running", "play");
    row(Activity::Pacing, "Sleeps until its turn", "clock");
    row(Activity::InCall, "In write()", "call");
    row(Activity::Blocked, "Blocked in write()", "hatch");
    row(Activity::Held, "Held before write()", "gate");
    row(Activity::Ended, "Ended", "check");
}

void TestStage::statesAreSaidInWordAndSign()
{
    QFETCH(int, activity);
    QFETCH(QString, words);
    QFETCH(QString, icon);
    const Scene scene = StageState().calling(1, Call::Write, 4096, 1).doing(1, static_cast<Activity>(activity)).scene();
    QVERIFY(says(scene, words));
    QVERIFY(shows(scene, Kind::ProcessState, icon));
}

/// What it opens, and how, the call itself will tell: until then nothing is made up.
void TestStage::heldBeforeItOpensSomething()
{
    const Scene scene = StageState().calling(2, Call::Open, 0).doing(2, Activity::Held).scene();
    QVERIFY(says(scene, QStringLiteral("before: open()")));
}

void TestStage::kernelEvidenceTravelsWithBlocked()
{
    StageState moment = blockedWriter();
    for (const probe::Evidence evidence : {probe::Evidence::Derived, probe::Evidence::Kernel}) {
        moment.process(1).activityEvidence = evidence;
        QCOMPARE(about(moment.scene(), Kind::ProcessState).front().evidence, evidence);
    }
}

void TestStage::manyMessagesBecomeAStream()
{
    StageState moment;
    moment.filled(3, 4096);
    moment.process(1).sent = 500;
    for (int i = 31; i >= 0; --i) moment.channel().recentSends.push_back(moment.state.time - milliseconds(i));
    QVERIFY(!about(moment.scene(), Kind::Stream).empty());
    QVERIFY(says(moment.scene(), QStringLiteral("each dot = 100 messages")));
    moment.view.stretch = 1000; // slow motion: they can be told apart again
    QVERIFY(about(moment.scene(), Kind::Stream).empty());
}

/// A trace file may claim that a descriptor leads to a channel which its scenario does not have.
void TestStage::aChannelThatIsNotThereIsDrawnAsNone()
{
    test::StageState moment;
    moment.process(1).descriptors.back().channel = {7};
    moment.calling(1, probe::Call::Write, 4096, 1).process(1).call.channel = {7};
    QVERIFY(!about(moment.scene(), Kind::Descriptor).empty());
}

void TestStage::streamCountsDotsInRoundNumbers_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("stretch");
    QTest::addColumn<QString>("words");
    QTest::newRow("ten a second") << 10.0 << 1.0 << QString();
    QTest::newRow("hundreds") << 345.6 << 1.0 << QStringLiteral("346 messages/s · each dot = 100 messages");
    QTest::newRow("thousands") << 12'384.0 << 1.0 << QStringLiteral("12,400 messages/s · each dot = 1,000 messages");
    QTest::newRow("slowed") << 12'384.0 << 100.0 << QStringLiteral("12,400 messages/s · each dot = 10 messages");
    QTest::newRow("slow enough") << 12'384.0 << 2000.0 << QString();
}

void TestStage::streamCountsDotsInRoundNumbers()
{
    QFETCH(double, rate);
    QFETCH(double, stretch);
    QFETCH(QString, words);
    const auto stream = Stream::of(rate, stretch);
    QCOMPARE(stream ? stream->words() : QString(), words);
}

SLUICE_TEST(TestStage, QGuiApplication)
#include "tst_stage.moc"
