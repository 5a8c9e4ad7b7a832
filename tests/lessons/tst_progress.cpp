#include "lessons/asking.h"
#include "support/test_class.h"

#include <cerrno>
#include <csignal>

using namespace sluice;
using probe::Event;
using probe::EventKind;

namespace {

/// One event each millisecond.
class Events
{
public:
    explicit Events(const lessons::Lesson& lesson) { m_meta.scenario = lesson.scenario; }

    Event& add(EventKind kind, std::uint16_t process)
    {
        Event& event = m_events.emplace_back();
        event.time = static_cast<std::int64_t>(m_events.size()) * 1'000'000;
        event.kind = kind;
        event.process = process;
        return event;
    }
    Event& descriptor(EventKind kind, std::uint16_t process, std::uint32_t fd, probe::End end)
    {
        Event& event = add(kind, process);
        event.detail = fd;
        event.channel = 1;
        event.size = static_cast<std::uint32_t>(end);
        return event;
    }
    Event& write(EventKind kind, std::int32_t result = 0)
    {
        Event& event = add(kind, 1);
        event.call = probe::Call::Write;
        event.channel = 1;
        event.detail = 4;
        event.size = 4096;
        event.message = 1;
        event.result = result;
        return event;
    }
    [[nodiscard]] state::Moment now() const
    {
        return {{static_cast<std::int64_t>(m_events.size()) * 1'000'000}, m_events.size()};
    }
    [[nodiscard]] trace::TraceView view() const { return trace::TraceView::ofEvents(m_meta, m_events); }

private:
    trace::Meta m_meta;
    std::vector<Event> m_events;
};

const lessons::Lesson& broken() { return *lessons::find("pipe.broken"); }

/// Both processes with the end they use.
Events started(const lessons::Lesson& lesson)
{
    Events events(lesson);
    events.add(EventKind::ProcessStarted, 1).result = 11;
    events.add(EventKind::ProcessStarted, 2).result = 12;
    events.descriptor(EventKind::DescriptorOpened, 1, 4, probe::End::Write);
    events.descriptor(EventKind::DescriptorOpened, 2, 3, probe::End::Read);
    return events;
}

} // namespace

class TestProgress : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void beginsWithTheFirstStep();
    void stepsFollowTheTrace();
    void oneStepMayComeInsteadOfAnother();
    void growingViewsGiveTheSameSteps();
    void earlierMomentsKeepTheirStep();
    void theTraceAnswers();
    void whatHeldAlreadyMustCeaseFirst();
    void timeAnswers();
    void eachQuestionIsAskedOnce();
    void whatWasJumpedOverIsNotAsked();
};

void TestProgress::beginsWithTheFirstStep()
{
    const lessons::Progress progress(broken());
    QCOMPARE(progress.stepAt({}), 0);
    QCOMPARE(progress.captionAt({}), (scene::Caption{"STEP 1 OF 3", broken().steps[0].text}));
}

void TestProgress::stepsFollowTheTrace()
{
    Events events = started(broken());
    const state::Moment flowing = events.now();
    events.descriptor(EventKind::DescriptorClosed, 2, 3, probe::End::Read);
    const state::Moment closed = events.now();
    Event& ended = events.add(EventKind::ProcessEnded, 1);
    ended.size = CLD_KILLED;
    ended.result = SIGPIPE;
    lessons::Progress progress(broken());
    progress.extend(events.view());
    QCOMPARE(progress.stepAt(flowing), 0);
    QCOMPARE(progress.stepAt(closed), 1);
    QCOMPARE(progress.stepAt(events.now()), 2);
    QCOMPARE(progress.captionAt(events.now()).overline, QString("STEP 3 OF 3"));
}

void TestProgress::oneStepMayComeInsteadOfAnother()
{
    Events events = started(broken());
    events.descriptor(EventKind::DescriptorClosed, 2, 3, probe::End::Read);
    events.write(EventKind::CallEntered);
    events.write(EventKind::CallReturned, -EPIPE);
    lessons::Progress progress(broken());
    progress.extend(events.view());
    QCOMPARE(progress.stepAt(events.now()), 3);
    QCOMPARE(progress.captionAt(events.now()), (scene::Caption{"STEP 3 OF 3", broken().steps[3].text}));
}

void TestProgress::growingViewsGiveTheSameSteps()
{
    Events events = started(broken());
    lessons::Progress growing(broken());
    growing.extend(events.view());
    events.descriptor(EventKind::DescriptorClosed, 2, 3, probe::End::Read);
    growing.extend(events.view());
    growing.extend(events.view()); // nothing new
    events.add(EventKind::HoldStarted, 1);
    growing.extend(events.view());
    lessons::Progress once(broken());
    once.extend(events.view());
    for (std::uint64_t n = 0; n <= events.now().events; ++n) QCOMPARE(growing.stepAt({{}, n}), once.stepAt({{}, n}));
    QCOMPARE(once.stepAt(events.now()), 1);
}

void TestProgress::earlierMomentsKeepTheirStep()
{
    const lessons::Lesson& lesson = *lessons::find("pipe.backpressure");
    Events events = started(lesson);
    const state::Moment before = events.now();
    events.add(EventKind::HoldStarted, 2);
    lessons::Progress progress(lesson);
    progress.extend(events.view());
    QCOMPARE(progress.stepAt(events.now()), 1);
    // Events that share one time stamp differ in their number.
    QCOMPARE(progress.stepAt({events.now().time, before.events}), 0);
}

namespace {
/// pipe.broken, asking at its second step.
lessons::Lesson asking(std::vector<lessons::Answer> answers)
{
    lessons::Lesson lesson = broken();
    for (auto& step : lesson.steps) step.question.reset();
    lesson.steps[1].question = lessons::Question{"And now?", std::move(answers)};
    return lesson;
}

lessons::Condition writerIs(state::Activity activity)
{
    lessons::Condition condition;
    condition.subject = "writer";
    condition.activity = activity;
    return condition;
}

void end(Events& events)
{
    Event& ended = events.add(EventKind::ProcessEnded, 1);
    ended.size = CLD_KILLED;
    ended.result = SIGPIPE;
}
} // namespace

void TestProgress::theTraceAnswers()
{
    const lessons::Lesson lesson = asking(
        {{"It is held", writerIs(state::Activity::Held), {}}, {"It ends", writerIs(state::Activity::Ended), {}}});
    Events events = started(lesson);
    lessons::Progress progress(lesson);
    progress.extend(events.view());
    QVERIFY(progress.asked().empty());
    events.descriptor(EventKind::DescriptorClosed, 2, 3, probe::End::Read);
    progress.extend(events.view());
    QCOMPARE(progress.asked().size(), std::size_t(1));
    QCOMPARE(progress.asked()[0].moment, events.now());
    QVERIFY(!progress.asked()[0].right);
    end(events);
    progress.extend(events.view());
    QCOMPARE(progress.asked()[0].right, std::optional(1));
    QCOMPARE(progress.asked()[0].decided, events.now());
    events.add(EventKind::HoldStarted, 1); // too late
    progress.extend(events.view());
    QCOMPARE(progress.asked()[0].right, std::optional(1));
}

void TestProgress::whatHeldAlreadyMustCeaseFirst()
{
    const lessons::Lesson lesson = asking(
        {{"It runs", writerIs(state::Activity::Running), {}}, {"It ends", writerIs(state::Activity::Ended), {}}});
    Events events = started(lesson);
    events.descriptor(EventKind::DescriptorClosed, 2, 3, probe::End::Read);
    events.add(EventKind::ProcessStarted, 2).result = 12; // anything
    lessons::Progress progress(lesson);
    progress.extend(events.view());
    QVERIFY(!progress.asked()[0].right);
    events.add(EventKind::HoldStarted, 1);
    events.add(EventKind::HoldEnded, 1);
    progress.extend(events.view());
    QCOMPARE(progress.asked()[0].right, std::optional(0));
}

void TestProgress::timeAnswers()
{
    const lessons::Lesson lesson =
        asking({{"It ends", writerIs(state::Activity::Ended), {}}, {"Nothing", {}, milliseconds(3)}});
    Events events = started(lesson);
    events.descriptor(EventKind::DescriptorClosed, 2, 3, probe::End::Read);
    for (int i = 0; i < 2; ++i) events.write(EventKind::CallEntered);
    lessons::Progress progress(lesson);
    progress.extend(events.view());
    QVERIFY(!progress.asked()[0].right);
    events.write(EventKind::CallEntered);
    end(events);
    progress.extend(events.view());
    QCOMPARE(progress.asked()[0].right, std::optional(1));
}

void TestProgress::eachQuestionIsAskedOnce()
{
    using Phase = lessons::Asking::Phase;
    const std::vector<lessons::Asked> asked{{1, {{}, 10}, {}, {}}, {2, {{}, 20}, {}, {}}, {3, {{}, 30}, {}, {}}};
    lessons::Asking asking;
    QVERIFY(!asking.arrive(asked, {{}, 9}));
    QVERIFY(asking.arrive(asked, {{}, 12}));
    QCOMPARE(asking.moment().events, std::uint64_t(10));
    QCOMPARE(asking.phase(), Phase::Asked);
    QVERIFY(!asking.arrive(asked, {{}, 99})); // it stands
    asking.watch();
    QVERIFY(!asking.arrive(asked, {{}, 19}));
    QCOMPARE(asking.phase(), Phase::Watching);
    QVERIFY(asking.arrive(asked, {{}, 20})); // the next one takes its place
    QCOMPARE(asking.index(), std::size_t(1));
    asking.watch();
    asking.close();
    QCOMPARE(asking.phase(), Phase::None);
    QVERIFY(!asking.arrive(asked, {{}, 25}));
    QVERIFY(asking.arrive(asked, {{}, 31}));
    QCOMPARE(asking.index(), std::size_t(2));
}

void TestProgress::whatWasJumpedOverIsNotAsked()
{
    const std::vector<lessons::Asked> asked{{1, {{}, 10}, {}, {}}, {2, {{}, 20}, {}, {}}};
    lessons::Asking asking;
    asking.leap({{}, 15});
    QVERIFY(!asking.arrive(asked, {{}, 16}));
    QVERIFY(asking.arrive(asked, {{}, 21}));
    QCOMPARE(asking.index(), std::size_t(1));
    asking.leap({{}, 5}); // back, and on again: it was asked already
    QVERIFY(!asking.arrive(asked, {{}, 30}));
}

SLUICE_TEST(TestProgress, QCoreApplication)
#include "tst_progress.moc"
