#include "lessons/lesson.h"

#include <QTest>

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

QTEST_GUILESS_MAIN(TestProgress)
#include "tst_progress.moc"
