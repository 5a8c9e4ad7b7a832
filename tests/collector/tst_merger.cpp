#include "collector/merger.h"
#include "support/test_class.h"

#include <algorithm>
#include <random>

using namespace sluice;
using collector::Merger;
using probe::Call;
using probe::Event;
using probe::EventKind;

namespace {

Event at(std::int64_t time, std::uint16_t process, EventKind kind = EventKind::PaceStarted)
{
    Event event;
    event.time = time;
    event.process = process;
    event.kind = kind;
    return event;
}

Event call(std::int64_t time, std::uint16_t process, EventKind kind, Call call, std::uint32_t size,
           std::int32_t result = 0)
{
    Event event = at(time, process, kind);
    event.channel = 1;
    event.call = call;
    event.size = size;
    event.result = result;
    return event;
}

Event enters(std::int64_t time, Call what, std::uint32_t size)
{
    return call(time, what == Call::Write ? 1 : 2, EventKind::CallEntered, what, size);
}

Event returns(std::int64_t time, Call what, std::uint32_t size, std::int32_t result)
{
    return call(time, what == Call::Write ? 1 : 2, EventKind::CallReturned, what, size, result);
}

std::vector<std::int64_t> timesOf(const std::vector<Event>& events)
{
    std::vector<std::int64_t> times;
    for (const Event& event : events) times.push_back(event.time);
    return times;
}

} // namespace

class TestMerger : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sortsByTimeUpToTheHorizon()
    {
        Merger merger(2);
        for (const int t : {1, 4, 9}) merger.add(0, at(t, 0));
        for (const int t : {2, 3, 7}) merger.add(1, at(t, 1));
        std::vector<Event> out;
        merger.release({5}, out);
        QCOMPARE(timesOf(out), (std::vector<std::int64_t>{1, 2, 3, 4}));
        merger.releaseAll(out);
        QCOMPARE(timesOf(out), (std::vector<std::int64_t>{1, 2, 3, 4, 7, 9}));
    }

    void lateEventGetsTheTimeOfTheOneBefore()
    {
        Merger merger(2);
        std::vector<Event> out;
        merger.add(0, at(100, 0));
        merger.release({100}, out);
        merger.add(1, at(40, 1));
        merger.release({200}, out);
        QCOMPARE(timesOf(out), (std::vector<std::int64_t>{100, 100}));
        QCOMPARE(merger.last(), TraceTime{100});
    }

    void receiveWaitsForItsSend_data()
    {
        QTest::addColumn<int>("sendTime");
        QTest::newRow("same time stamp") << 50;
        QTest::newRow("sender's clock is ahead") << 60;
        QTest::newRow("beyond the horizon") << 5000;
    }
    void receiveWaitsForItsSend()
    {
        QFETCH(int, sendTime);
        Merger merger(2);
        std::vector<Event> out;
        merger.add(0, enters(10, Call::Read, 100)); // the reader's ring comes first: a tie alone would put it first
        merger.add(0, returns(50, Call::Read, 100, 64));
        merger.release({100}, out);
        QCOMPARE(out.size(), 1U); // its cause has not come yet
        merger.add(1, enters(sendTime, Call::Write, 64));
        merger.release({100}, out);
        QCOMPARE(out.size(), 3U);
        QVERIFY(out[1].kind == EventKind::CallEntered && out[1].call == Call::Write);
        QVERIFY(out[2].kind == EventKind::CallReturned);
        QVERIFY(out[2].time >= out[1].time);
    }

    void bytesThatDidNotGoInDoNotCount()
    {
        Merger merger(2);
        std::vector<Event> out;
        merger.add(0, enters(1, Call::Write, 100));
        merger.add(0, returns(2, Call::Write, 100, -EAGAIN));
        merger.add(1, returns(3, Call::Read, 100, 100));
        merger.release({1000}, out);
        QCOMPARE(out.size(), 2U);
        merger.add(0, enters(4, Call::Write, 100));
        merger.release({1000}, out);
        QCOMPARE(out.size(), 4U);
    }

    /// Another sender's messages are enough bytes, but not this one.
    void messageOfAQueueWaitsForItsOwnSend()
    {
        const auto send = [](std::uint16_t process, std::int64_t time) {
            Event event = call(time, process, EventKind::CallEntered, Call::MqSend, 100);
            event.message = 1;
            return event;
        };
        Merger merger(4);
        std::vector<Event> out;
        merger.add(1, send(1, 10));
        Event received = call(50, 3, EventKind::CallReturned, Call::MqReceive, 100, 100);
        received.detail = 2U << 16;
        received.message = 1;
        merger.add(3, received);
        merger.release({100}, out);
        QCOMPARE(out.size(), 1U);
        merger.add(2, send(2, 60));
        merger.release({100}, out);
        QCOMPARE(out.size(), 3U);
        QCOMPARE(out[1].process, std::uint16_t{2});
        QCOMPARE(out[2].process, std::uint16_t{3});
    }

    void patienceEnds()
    {
        Merger merger(2);
        std::vector<Event> out;
        merger.add(0, returns(50, Call::Read, 100, 64));
        merger.release({40'000'000}, out);
        QVERIFY(out.empty());
        merger.release({60'000'000}, out);
        QCOMPARE(out.size(), 1U);
    }

    void afterALossNothingIsWaitedFor()
    {
        Merger merger(2);
        std::vector<Event> out;
        Event loss = at(5, 1, EventKind::EventsLost);
        loss.size = 3;
        merger.add(1, loss);
        merger.add(0, returns(50, Call::Read, 100, 64));
        merger.release({100}, out);
        QCOMPARE(out.size(), 2U);
    }

    void nothingIsLostOrReorderedWithinASource()
    {
        std::mt19937 random(7);
        Merger merger(5);
        std::vector<std::vector<Event>> given(5);
        std::vector<Event> out;
        std::int64_t clock = 0;
        for (int i = 0; i < 5000; ++i) {
            clock += random() % 3;
            const auto source = static_cast<std::uint16_t>(random() % 5);
            const auto kind = random() % 3 == 0 ? EventKind::CallEntered : EventKind::CallReturned;
            Event event = call(clock, source, kind, random() % 2 == 0 ? Call::Write : Call::Read,
                               static_cast<std::uint32_t>(random() % 100), static_cast<std::int32_t>(random() % 100));
            event.message = static_cast<std::uint32_t>(given[source].size());
            given[source].push_back(event);
            merger.add(source, event);
            if (random() % 50 == 0) merger.release({clock - 5}, out);
        }
        merger.releaseAll(out);
        QCOMPARE(out.size(), 5000U);
        QVERIFY(std::ranges::is_sorted(out, {}, &Event::time));
        std::vector<std::uint32_t> seen(5);
        for (const Event& event : out) QCOMPARE(event.message, seen[event.process]++);
    }
};

SLUICE_TEST(TestMerger, QCoreApplication)
#include "tst_merger.moc"
