#pragma once

#include "analysis/timeline.h"
#include "lessons/lesson.h"
#include "trace/trace_view.h"
#include "widgets/frame.h"
#include "widgets/run_commands.h"

#include <QCoreApplication>
#include <QObject>

#include <map>
#include <string>
#include <vector>

namespace sluice::widgets::test {

/// How long is waited for what a run or the screen does by itself, ms.
inline constexpr int patience = 20'000;

/// A short run of a writer and a reader over a pipe, made by hand: ten messages go through, the reader is held, the
/// pipe fills and the writer blocks; the reader is let go and the writer wakes.
inline trace::TraceView sampleTrace()
{
    using namespace probe;
    std::vector<Event> events;
    const auto add = [&](std::int64_t us, EventKind kind, std::uint16_t process, auto... fill) {
        Event event;
        event.time = us * 1000;
        event.kind = kind;
        event.process = process;
        (fill(event), ...);
        events.push_back(event);
    };
    const auto call = [](Call what, std::uint32_t message, std::int32_t result = 0) {
        return [=](Event& event) {
            event.call = what;
            event.channel = 1;
            event.size = 4096;
            event.message = message;
            event.result = result;
            event.detail = what == Call::Write ? 4 : 3;
        };
    };
    const auto end = [](End which) {
        return [=](Event& event) {
            event.channel = 1;
            event.size = static_cast<std::uint32_t>(which);
            event.detail = which == End::Write ? 4 : 3;
        };
    };
    const auto pid = [](std::int32_t number) { return [=](Event& event) { event.result = number; }; };

    add(0, EventKind::ProcessStarted, 1, pid(4711));
    add(1, EventKind::ProcessStarted, 2, pid(4712));
    add(2, EventKind::DescriptorOpened, 1, end(End::Write));
    add(3, EventKind::DescriptorOpened, 2, end(End::Read));
    std::int64_t us = 100;
    std::uint32_t message = 0;
    const auto send = [&] {
        ++message;
        add(us, EventKind::CallEntered, 1, call(Call::Write, message));
        add(us + 10, EventKind::CallReturned, 1, call(Call::Write, message, 4096));
        us += 100;
    };
    const auto receive = [&] {
        add(us, EventKind::CallEntered, 2, call(Call::Read, 0));
        add(us + 10, EventKind::CallReturned, 2, call(Call::Read, 0, 4096));
        us += 100;
    };
    for (int i = 0; i < 10; ++i) {
        send();
        receive();
    }
    add(us, EventKind::HoldStarted, 2);
    for (int i = 0; i < 16; ++i) send();
    add(us, EventKind::CallEntered, 1, call(Call::Write, message + 1));
    add(us + 5000, EventKind::HoldEnded, 2);
    us += 5100;
    receive();
    add(us, EventKind::CallReturned, 1, call(Call::Write, message + 1, 4096));
    add(us + 1000, EventKind::HoldStarted, 1);

    trace::Meta meta;
    if (const lessons::Lesson* lesson = lessons::find(QStringLiteral("pipe.backpressure")))
        meta.scenario = lesson->scenario;
    return trace::TraceView::ofEvents(std::move(meta), std::move(events));
}

/// Writes down what the panels ask for, and answers as a session would.
class FakeCommands : public RunCommands
{
public:
    Result<void> set(std::string_view key, std::int64_t value) override
    {
        asked.emplace_back(std::string(key), value);
        values[std::string(key)] = value;
        return {};
    }
    std::int64_t value(std::string_view key) const override
    {
        const auto found = values.find(std::string(key));
        return found == values.end() ? 0 : found->second;
    }
    std::vector<std::pair<std::string, std::int64_t>> asked;
    std::map<std::string, std::int64_t> values;
};

/// A frame of the sample at a time, as if its run were going on.
inline std::shared_ptr<Frame> frameAt(TraceTime time)
{
    auto frame = std::make_shared<Frame>();
    frame->source = Frame::Source::Running;
    frame->lesson = lessons::find(QStringLiteral("pipe.backpressure"));
    frame->trace = sampleTrace();
    state::Replay replay(frame->trace);
    frame->moment = replay.momentAt(time);
    frame->state = replay.at(frame->moment);
    auto timeline = std::make_shared<analysis::Timeline>();
    timeline->extend(frame->trace);
    frame->timeline = timeline;
    frame->step = 1;
    return frame;
}

/// Counts how often an object (a widget) is sent an event of one type.
class EventCounter : public QObject
{
public:
    EventCounter(QObject* watched, QEvent::Type type) : m_type(type) { watched->installEventFilter(this); }
    int count = 0;

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == m_type) ++count;
        return false;
    }

private:
    QEvent::Type m_type;
};

} // namespace sluice::widgets::test
