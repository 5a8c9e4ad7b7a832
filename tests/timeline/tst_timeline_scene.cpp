#include "support/test_class.h"
#include "timeline/arrows.h"
#include "timeline/hits.h"
#include "timeline/layout.h"
#include "timeline/marks.h"

#include "scene/sketch.h"
#include "support/trace_builder.h"

#include <QGuiApplication>

#include <algorithm>
#include <csignal>

using namespace sluice;
using scene::Shape;
using scene::Subject;
using timeline::TimelineLook;

namespace {

struct Run {
    trace::TraceView trace;
    analysis::Timeline timeline;
};

/// Ten messages of 4,096 bytes go through in 10 ms; then the reader is held and the writer fills the pipe and
/// blocks.
Run sampleRun()
{
    using namespace probe;
    std::vector<Event> events;
    const auto add = [&](std::int64_t us, EventKind kind, std::uint16_t process) -> Event& {
        Event& event = events.emplace_back();
        event.time = us * 1000;
        event.kind = kind;
        event.process = process;
        event.channel = 1;
        event.size = 4096;
        return event;
    };
    const auto call = [&](std::int64_t us, EventKind kind, Call what, std::uint32_t message) {
        Event& event = add(us, kind, what == Call::Write ? 1 : 2);
        event.call = what;
        event.message = message;
        event.detail = what == Call::Write ? 4 : 3;
        event.result = kind == EventKind::CallReturned ? 4096 : 0;
    };
    for (const auto process : {std::uint16_t{1}, std::uint16_t{2}}) {
        add(0, EventKind::ProcessStarted, process).result = process + 4710;
        Event& opened = add(0, EventKind::DescriptorOpened, process);
        opened.detail = process == 1 ? 4 : 3;
        opened.size = static_cast<std::uint32_t>(process == 1 ? End::Write : End::Read);
    }
    Event& capacity = add(0, EventKind::KernelCapacity, 0);
    capacity.result = 65536;
    std::uint32_t message = 0;
    for (std::int64_t us = 100; us < 10'000; us += 1000) {
        call(us, EventKind::CallEntered, Call::Write, ++message);
        call(us + 200, EventKind::CallReturned, Call::Write, message);
        call(us + 400, EventKind::CallEntered, Call::Read, 0);
        call(us + 600, EventKind::CallReturned, Call::Read, 0);
    }
    add(10'000, EventKind::HoldStarted, 2);
    for (int i = 0; i < 16; ++i) {
        call(10'100 + 200 * i, EventKind::CallEntered, Call::Write, ++message);
        call(10'200 + 200 * i, EventKind::CallReturned, Call::Write, message);
    }
    call(14'000, EventKind::CallEntered, Call::Write, ++message);
    add(20'000, EventKind::HoldEnded, 2);

    trace::Meta meta;
    meta.scenario.id = "sample";
    meta.scenario.mechanism = "pipe";
    meta.scenario.processes = {{"writer", "writer"}, {"reader", "reader"}};
    meta.scenario.channels = {{"pipe", "pipe"}};
    Run run{trace::TraceView::ofEvents(meta, events), {}};
    run.timeline.extend(run.trace);
    return run;
}

TimelineLook lookAt(TraceTime playhead, bool live, QSizeF size = {1280, 220})
{
    TimelineLook look;
    look.size = size;
    look.axis =
        timeline::TimeAxis::fitting({0}, {20'000'000}, timeline::nameColumn, size.width() - timeline::nameColumn - 24);
    look.playhead = playhead;
    look.live = live;
    return look;
}

std::vector<Shape> shapesOf(const scene::Scene& scene, Subject::Kind kind)
{
    std::vector<Shape> found;
    std::ranges::copy_if(scene.shapes, std::back_inserter(found),
                         [&](const Shape& s) { return s.subject.kind == kind; });
    return found;
}

} // namespace

class TestTimelineScene : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void futureIsFadedInReplayAndAbsentLive();
    void activitiesHaveTheirShapes();
    void everythingStaysInsideThePicture_data();
    void everythingStaysInsideThePicture();
    void depthsFoldAwayWhenLow();
    void aFoldedRowIsAStripAndTheOthersGrow();
    void arrowsThinOutWhenDense();
    void whatIsDrawnIsWhatIsHit();
    void aHitCanBeDescribed();
    void handlersHaveTheirNames();
    void lostEventsAreHoles();
    void sameArgumentsSamePicture();
};

void TestTimelineScene::futureIsFadedInReplayAndAbsentLive()
{
    const Run run = sampleRun();
    const TraceTime now{16'000'000};
    const double x = lookAt(now, true).axis.x(now);
    const auto isFuture = [&](const Shape& s) { return s.bounds().left() > x + 4; };
    for (const auto kind : {Subject::Kind::Slice, Subject::Kind::Arrow, Subject::Kind::Mark}) {
        const auto live = shapesOf(timeline::buildTimeline(run.timeline, run.trace, lookAt(now, true)), kind);
        QVERIFY(!live.empty());
        QVERIFY(std::ranges::none_of(live, isFuture));
    }
    const auto replayed =
        shapesOf(timeline::buildTimeline(run.timeline, run.trace, lookAt({12'000'000}, false)), Subject::Kind::Slice);
    const double then = lookAt(now, false).axis.x({12'000'000});
    int before = 0, after = 0;
    for (const Shape& shape : replayed) {
        if (shape.kind == Shape::Kind::Text || shape.stroke == scene::Tone::None) {
            if (shape.kind == Shape::Kind::Text || shape.fill == scene::Tone::Panel) continue; // words stay readable
        }
        if (shape.bounds().left() >= then - 1 && shape.bounds().center().x() > then) {
            QVERIFY(shape.opacity < 0.5);
            ++after;
        } else if (shape.bounds().right() <= then) {
            QVERIFY(shape.opacity > 0.5);
            ++before;
        }
    }
    QVERIFY(before > 10 && after > 3);
}

void TestTimelineScene::activitiesHaveTheirShapes()
{
    const Run run = sampleRun();
    const auto slices =
        shapesOf(timeline::buildTimeline(run.timeline, run.trace, lookAt({20'000'000}, false)), Subject::Kind::Slice);
    const auto first = [&](state::Activity activity) {
        const auto found = std::ranges::find_if(
            slices, [&](const Shape& s) { return s.subject.sub == static_cast<std::uint32_t>(activity); });
        return found == slices.end() ? Shape{} : *found;
    };
    const Shape blocked = first(state::Activity::Blocked), held = first(state::Activity::Held);
    QCOMPARE(blocked.pattern, scene::Pattern::Hatched);
    QVERIFY(blocked.stroke != scene::Tone::None);
    QCOMPARE(held.kind, Shape::Kind::Line);
    QCOMPARE(held.pattern, scene::Pattern::Dotted);
    const double full = first(state::Activity::Running).rect.height(),
                 half = first(state::Activity::InCall).rect.height();
    QVERIFY(full > 0);
    QCOMPARE(half, full / 2);
}

void TestTimelineScene::everythingStaysInsideThePicture_data()
{
    QTest::addColumn<QSizeF>("size");
    QTest::newRow("wide") << QSizeF(1920, 300);
    QTest::newRow("usual") << QSizeF(1280, 220);
    QTest::newRow("low") << QSizeF(900, 96);
}

void TestTimelineScene::everythingStaysInsideThePicture()
{
    QFETCH(QSizeF, size);
    const Run run = sampleRun();
    for (const double shift : {0.0, 333.3, -200.0, 5000.0}) {
        TimelineLook look = lookAt({16'000'000}, false, size);
        look.axis = look.axis.panned(shift);
        const scene::Scene scene = timeline::buildTimeline(run.timeline, run.trace, look);
        QCOMPARE(scene.size, size);
        for (const Shape& shape : scene.shapes) {
            QVERIFY2(QRectF({}, size).adjusted(-1, -1, 1, 1).contains(shape.bounds()), qPrintable(shape.text));
            QVERIFY(shape.subject.kind != Subject::Kind::None);
            if (shape.kind == Shape::Kind::Text) {
                const scene::Ink ink{shape.fontSize, shape.fontWeight, shape.stroke, shape.face, shape.align};
                QVERIFY2(scene::widthOf(shape.text, ink) <= shape.rect.width() + 1, qPrintable(shape.text));
            }
        }
    }
}

void TestTimelineScene::depthsFoldAwayWhenLow()
{
    const scenario::Scenario scenario = sampleRun().trace.meta().scenario;
    QCOMPARE(timeline::layoutOf(scenario, lookAt({}, false, {1280, 220})).depths.size(), std::size_t(1));
    QCOMPARE(timeline::layoutOf(scenario, lookAt({}, false, {1280, 110})).depths.size(), std::size_t(0));
    TimelineLook look = lookAt({}, false);
    look.depthLanes = false;
    QVERIFY(timeline::layoutOf(scenario, look).depths.empty());
    QCOMPARE(timeline::layoutOf(scenario, look).lanes.size(), std::size_t(2));
}

void TestTimelineScene::aFoldedRowIsAStripAndTheOthersGrow()
{
    const Run run = sampleRun();
    const scenario::Scenario& scenario = run.trace.meta().scenario;
    TimelineLook look = lookAt({16'000'000}, false);
    const auto open = timeline::layoutOf(scenario, look);
    look.foldedLanes = {2};
    look.foldable = true;
    const auto folded = timeline::layoutOf(scenario, look);
    QVERIFY(folded.lanes[1].folded && !folded.lanes[0].folded);
    QVERIFY(folded.lanes[1].rect.height() < open.lanes[1].rect.height() / 2);
    QVERIFY(folded.lanes[0].rect.height() >= open.lanes[0].rect.height());
    QVERIFY(folded.depths[0].rect.height() > open.depths[0].rect.height());
    look.foldedLanes = {1, 2};
    look.foldedDepths = {1};
    const auto all = timeline::layoutOf(scenario, look);
    // No name covers another one, and what is folded still shows what happened.
    QVERIFY(!timeline::Layout::nameOf(all.lanes[0]).intersects(timeline::Layout::nameOf(all.lanes[1])));
    QVERIFY(!timeline::Layout::nameOf(all.lanes[1]).intersects(timeline::Layout::nameOf(all.depths[0])));
    const scene::Scene scene = timeline::buildTimeline(run.timeline, run.trace, look);
    QVERIFY(!shapesOf(scene, Subject::Kind::Slice).empty());
    for (const Shape& shape : scene.shapes)
        QVERIFY(QRectF({}, look.size).adjusted(-1, -1, 1, 1).contains(shape.bounds()));
}

void TestTimelineScene::arrowsThinOutWhenDense()
{
    const Run run = sampleRun();
    const timeline::Part all{{0}, {20'000'000}, 1};
    const auto near = timeline::TimeAxis::fitting({0}, {20'000'000}, 128, 1128);
    QCOMPARE(timeline::arrowsOf(run.timeline, near, all).shown.size(), std::size_t(10));
    QVERIFY(!timeline::arrowsOf(run.timeline, near, all).thinned);
    const auto far = timeline::TimeAxis::fitting({0}, {20'000'000}, 128, 60); // 10 ms are 30 pixels
    const auto few = timeline::arrowsOf(run.timeline, far, all);
    QVERIFY(few.thinned);
    QVERIFY(few.shown.size() >= 3 && few.shown.size() <= 4);
}

void TestTimelineScene::whatIsDrawnIsWhatIsHit()
{
    const Run run = sampleRun();
    const TimelineLook look = lookAt({20'000'000}, false);
    const scene::Scene scene = timeline::buildTimeline(run.timeline, run.trace, look);
    int hits = 0;
    for (const Shape& shape : scene.shapes) {
        const bool solid = shape.kind == Shape::Kind::Rect || shape.subject.kind == Subject::Kind::Mark;
        const bool hittable = shape.subject.kind == Subject::Kind::Slice || shape.subject.kind == Subject::Kind::Mark;
        if (!hittable || !solid || shape.bounds().width() < 4) continue;
        QCOMPARE(timeline::hitAt(run.timeline, run.trace, look, shape.bounds().center()).subject, shape.subject);
        ++hits;
    }
    for (const Shape& shape : shapesOf(scene, Subject::Kind::Arrow)) {
        if (shape.kind != Shape::Kind::Line) continue;
        const QPointF middle = (shape.points.first() + shape.points.last()) / 2;
        const auto hit = timeline::hitAt(run.timeline, run.trace, look, middle);
        QCOMPARE(hit.subject, shape.subject);
        QVERIFY(hit.arrow.has_value());
        ++hits;
    }
    QVERIFY(hits > 30);
    QCOMPARE(timeline::hitAt(run.timeline, run.trace, look, {20, 60}).subject.kind, Subject::Kind::None);
}

void TestTimelineScene::aHitCanBeDescribed()
{
    const Run run = sampleRun();
    const TimelineLook look = lookAt({20'000'000}, false);
    const auto layout = timeline::layoutOf(run.trace.meta().scenario, look);
    const auto at = [&](const QRectF& row, std::int64_t us) {
        const QPointF point(look.axis.x({us * 1000}), row.center().y());
        return timeline::describe(timeline::hitAt(run.timeline, run.trace, look, point), run.trace);
    };
    QCOMPARE(at(layout.lanes[0].rect, 17'000), QString("writer: blocked for 6.000 ms"));
    QCOMPARE(at(layout.lanes[1].rect, 17'000), QString("reader: paused by you for 10.00 ms"));
    QCOMPARE(at(layout.depths[0].rect, 17'000), QString("pipe: 65,536 of 65,536 bytes"));
    QCOMPARE(at(layout.marks, 14'000), QString("writer: blocked"));
}

namespace {

/// A handler of SIGUSR1 from 4 to 16 ms, and in it one of SIGUSR2 from 8 to 12 ms.
Run handlersRun()
{
    std::vector<probe::Event> events;
    const auto add = [&](std::int64_t us, probe::EventKind kind, int detail) {
        probe::Event& event = events.emplace_back();
        event.time = us * 1000;
        event.kind = kind;
        event.process = 2;
        event.channel = 1;
        event.detail = static_cast<std::uint32_t>(detail);
    };
    add(0, probe::EventKind::ProcessStarted, 0);
    events.back().result = 4712;
    add(4'000, probe::EventKind::HandlerEntered, SIGUSR1);
    add(8'000, probe::EventKind::HandlerEntered, SIGUSR2);
    add(12'000, probe::EventKind::HandlerReturned, SIGUSR2);
    add(16'000, probe::EventKind::HandlerReturned, SIGUSR1);
    add(20'000, probe::EventKind::StepBegun, 0);
    trace::Meta meta;
    meta.scenario.id = "sample";
    meta.scenario.mechanism = "signal";
    meta.scenario.processes = {{"sender", "sender"}, {"receiver", "receiver"}};
    meta.scenario.channels = {{"signals", "signal"}};
    Run run{trace::TraceView::ofEvents(meta, events), {}};
    run.timeline.extend(run.trace);
    return run;
}

QStringList namesIn(const scene::Scene& scene)
{
    QStringList names;
    for (const Shape& shape : shapesOf(scene, Subject::Kind::Slice))
        if (shape.kind == Shape::Kind::Text && shape.rect.left() >= timeline::nameColumn) names << shape.text;
    return names;
}

} // namespace

void TestTimelineScene::handlersHaveTheirNames()
{
    const Run run = handlersRun();
    TimelineLook look = lookAt({20'000'000}, false);
    const auto names = [&] { return namesIn(timeline::buildTimeline(run.timeline, run.trace, look)); };
    QCOMPARE(names(), (QStringList{"SIGUSR1", "SIGUSR2"}));
    const auto width = look.axis.width;
    look.axis = timeline::TimeAxis::fitting({6'000'000}, {20'000'000}, timeline::nameColumn, width);
    QCOMPARE(names(), (QStringList{"SIGUSR1", "SIGUSR2"})); // at the edge: it began to the left of it
    look.axis = timeline::TimeAxis::fitting({0}, {20'000'000}, timeline::nameColumn, width);
    look.playhead = {6'000'000};
    QCOMPARE(names(), (QStringList{"SIGUSR1", "SIGUSR2"})); // not once more behind the playhead
    look.playhead = {20'000'000};
    look.axis = timeline::TimeAxis::fitting({0}, {20'000'000}, timeline::nameColumn, 240);
    QCOMPARE(names(), (QStringList{"USR1", "SIGUSR2"})); // as far as there is room
    look.axis = timeline::TimeAxis::fitting({0}, {20'000'000}, timeline::nameColumn, 60);
    QCOMPARE(names(), QStringList{}); // there is no room
}

void TestTimelineScene::lostEventsAreHoles()
{
    test::TraceBuilder built;
    built.started().at(1000).write(4096).at(2000).enterWrite(4096).at(2500).returnWrite(4096);
    built.at(12'000).lost(test::writer, 1234).write(4096).at(20'000).read(4096);
    Run run{built.trace(), {}};
    run.timeline.extend(run.trace);
    for (const double nsPerPixel : {1e3, 1e4, 1e5}) { // the hole reaches out of the picture, and lies within it
        TimelineLook look = lookAt({20'000'000}, false);
        look.axis = look.axis.zoomed(look.axis.nsPerPixel / nsPerPixel, look.axis.x({10'000'000}));
        const auto holes = shapesOf(timeline::buildTimeline(run.timeline, run.trace, look), Subject::Kind::Loss);
        QVERIFY(!holes.empty());
        QCOMPARE(holes.front().text, QString("1,234 events lost"));
        QCOMPARE(holes.front().subject.id, 1U);
        const double left = std::max(look.axis.left, look.axis.x({2'500'000}));
        QVERIFY(std::abs(holes.front().rect.left() - left) < 0.01);
        const double right = std::min(look.axis.left + look.axis.width, look.axis.x({12'000'000}));
        QVERIFY(std::abs(holes.front().rect.right() - right) < 0.01);
        const auto row = timeline::layoutOf(run.trace.meta().scenario, look).lanes[0].rect;
        const QPointF middle(holes.front().rect.center().x(), row.center().y());
        const auto hit = timeline::hitAt(run.timeline, run.trace, look, middle);
        QCOMPARE(timeline::describe(hit, run.trace), QString("writer: 1,234 events lost within 9.500 ms"));
    }
}

void TestTimelineScene::sameArgumentsSamePicture()
{
    const Run run = sampleRun();
    const TimelineLook look = lookAt({9'000'000}, false);
    QCOMPARE(timeline::buildTimeline(run.timeline, run.trace, look),
             timeline::buildTimeline(run.timeline, run.trace, look));
}

SLUICE_TEST(TestTimelineScene, QGuiApplication)
#include "tst_timeline_scene.moc"
