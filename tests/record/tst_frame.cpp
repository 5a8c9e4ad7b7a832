#include "record/render.h"
#include "scene/stage_states.h"
#include "support/says.h"
#include "support/test_class.h"
#include "timeline/time_axis.h"

#include <QGuiApplication>

#include <algorithm>

using namespace sluice;
using scene::Scene;
using scene::Shape;
using test::hasText;

namespace {

/// A writer that writes a message a millisecond; nobody reads.
std::vector<probe::Event> writes(int count)
{
    std::vector<probe::Event> events;
    const auto add = [&](std::int64_t time, probe::EventKind kind, std::uint32_t message, std::int32_t result) {
        probe::Event event;
        event.time = time;
        event.kind = kind;
        event.process = 1;
        event.channel = 1;
        event.call = probe::Call::Write;
        event.detail = 4;
        event.size = 4096;
        event.message = message;
        event.result = result;
        events.push_back(event);
    };
    add(0, probe::EventKind::ProcessStarted, 0, 4711);
    for (int i = 0; i < count; ++i) {
        add(i * 1'000'000, probe::EventKind::CallEntered, static_cast<std::uint32_t>(i + 1), 0);
        add(i * 1'000'000 + 5'000, probe::EventKind::CallReturned, static_cast<std::uint32_t>(i + 1), 4096);
    }
    return events;
}

struct Run {
    trace::TraceView trace;
    analysis::Timeline timeline;
    state::SystemState state;
    explicit Run(TraceTime at)
        : trace(trace::TraceView::ofEvents(test::StageState().trace().meta(), writes(10))),
          state(state::Replay(trace).at(at))
    {
        timeline.extend(trace);
    }
    [[nodiscard]] Scene frame(QSize size, double stretch = 1000) const
    {
        return record::buildFrame(state, trace, timeline,
                                  {QStringLiteral("STEP 1 OF 1"), QStringLiteral("A writer writes.")},
                                  {stretch, 0, false}, size);
    }
};

} // namespace

class TestFrame : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFrameHasTheShapeAskedFor_data();
    void aFrameHasTheShapeAskedFor();
    void theClockAgreesWithTheState();
    void theTimelineIsBelowTheStage();
    void sameArgumentsGiveTheSameFrame();
};

void TestFrame::aFrameHasTheShapeAskedFor_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("wide") << QSize(1920, 1080);
    QTest::newRow("small") << QSize(1280, 720);
    QTest::newRow("old projector") << QSize(1024, 768);
    QTest::newRow("square") << QSize(1080, 1080);
}

void TestFrame::aFrameHasTheShapeAskedFor()
{
    QFETCH(QSize, size);
    const Scene frame = Run({3'000'000}).frame(size);
    const double ratio = frame.size.width() / frame.size.height();
    QVERIFY(std::abs(ratio - size.width() / static_cast<double>(size.height())) < 1e-6);
    QVERIFY(frame.size.width() >= scene::stageSize.width());
    QVERIFY(frame.size.height() >= scene::stageSize.height() + 200);
    const QRectF paper(QPointF(0, 0), frame.size);
    for (const Shape& shape : frame.shapes) {
        if (shape.kind == Shape::Kind::Text) QVERIFY2(paper.contains(shape.bounds()), qPrintable(shape.text));
    }
}

void TestFrame::theClockAgreesWithTheState()
{
    const Scene frame = Run({3'002'000}).frame({1920, 1080});
    QVERIFY(hasText(frame, QStringLiteral("0.003 002 s")));
    QVERIFY(hasText(frame, QStringLiteral("1 s on screen shows ") + timeline::formatDuration({1'000'000}, 3)));
}

void TestFrame::theTimelineIsBelowTheStage()
{
    const Scene frame = Run({3'000'000}).frame({1920, 1080});
    const auto lane = std::find_if(frame.shapes.begin(), frame.shapes.end(), [](const Shape& shape) {
        return shape.subject.kind == scene::Subject::Kind::Slice;
    });
    QVERIFY(lane != frame.shapes.end());
    QVERIFY(lane->bounds().top() >= scene::stageSize.height());
}

void TestFrame::sameArgumentsGiveTheSameFrame()
{
    QVERIFY(Run({3'000'000}).frame({1280, 720}) == Run({3'000'000}).frame({1280, 720}));
    QVERIFY(Run({3'000'000}).frame({1280, 720}) != Run({4'000'000}).frame({1280, 720}));
}

SLUICE_TEST(TestFrame, QGuiApplication)
#include "tst_frame.moc"
