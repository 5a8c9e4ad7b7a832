#include "mechanisms/lane_ring.h"

#include "mechanisms/lane_buffer.h"
#include "mechanisms/memory_port.h"
#include "support/test_class.h"

#include <thread>
#include <vector>

using sluice::mechanisms::LaneRing;

/// A queue of bytes in shared memory: nothing is lost, doubled or turned around.
class TestLaneRing : public QObject
{
    Q_OBJECT

    static constexpr std::uint32_t capacity = 64;
    struct alignas(64) Memory {
        std::byte bytes[LaneRing::bytesFor(capacity)] = {};
    };
    static std::vector<std::byte> numbered(std::size_t from, std::size_t count)
    {
        std::vector<std::byte> bytes;
        for (std::size_t i = 0; i < count; ++i) bytes.push_back(static_cast<std::byte>(from + i));
        return bytes;
    }

private Q_SLOTS:
    void aFullOneTakesNoMore()
    {
        Memory memory;
        LaneRing in(memory.bytes, capacity), out(memory.bytes, capacity);
        const auto bytes = numbered(0, 100);
        QCOMPARE(in.put(bytes.data(), 40), 40U);
        QCOMPARE(in.put(bytes.data() + 40, 60), 24U); // as much as there is room for
        QCOMPARE(in.put(bytes.data(), 1), 0U);
        QCOMPARE(in.forRoom().counter.load(), in.whenFull());
        std::vector<std::byte> taken(100);
        QCOMPARE(out.take(taken.data(), 100), 64U);
        QCOMPARE(std::vector(taken.begin(), taken.begin() + 64), numbered(0, 64));
        QCOMPARE(out.take(taken.data(), 100), 0U);
        QCOMPARE(out.forBytes().counter.load(), out.whenEmpty());
        QVERIFY(in.forRoom().counter.load() != in.whenFull());
    }

    /// Without a look at the other side: never more than that side has left, and by the consumer not more than half of
    /// all, so that a producer that waits is seen in time.
    void wholeOnesGoAsFarAsIsKnown()
    {
        Memory memory;
        LaneRing in(memory.bytes, capacity), out(memory.bytes, capacity);
        const auto bytes = numbered(0, capacity);
        std::vector<std::byte> taken(capacity);
        QVERIFY(!in.putWhole(bytes.data(), 8)); // it has not looked yet
        QCOMPARE(in.put(bytes.data(), 8), 8U);
        QVERIFY(in.putWhole(bytes.data() + 8, 24));
        QVERIFY(in.putWhole(bytes.data() + 32, 32));
        QVERIFY(!in.putWhole(bytes.data(), 1)); // full

        QVERIFY(!out.takeWhole(taken.data(), 8));
        QCOMPARE(out.take(taken.data(), 16), 16U);
        QVERIFY(out.takeWhole(taken.data() + 16, 32));
        QVERIFY(!out.takeWhole(taken.data() + 48, 16));
        QCOMPARE(out.take(taken.data() + 48, 20), 16U);
        QCOMPARE(taken, bytes);
        QVERIFY(!out.takeWhole(taken.data(), 1)); // empty
        QCOMPARE(in.put(bytes.data(), 60), 60U);  // over the end of the memory, as two views see it
        QCOMPARE(out.take(taken.data(), 60), 60U);
        QCOMPARE(std::vector(taken.begin(), taken.begin() + 60), numbered(0, 60));
    }

    /// Two that keep pace never sleep, and without events none passes a gate: still both end, within one ring.
    void whoIsStoppedEndsThoughItNeverSleeps()
    {
        namespace probe = sluice::probe;
        using namespace sluice::mechanisms;
        auto region = probe::Region::create(1, 1 << 16, probe::ClockKind::Monotonic);
        QVERIFY(region);
        region->control({1}).stop = 1;
        probe::Worker worker(*region, {1}, probe::Worker::Events::Off);
        Memory there, back;
        MemoryPort port(worker, LaneRing(back.bytes, capacity), LaneRing(there.bytes, capacity), Waiting::Block);
        LaneRing otherIn(there.bytes, capacity), otherOut(back.bytes, capacity);
        std::byte message[8] = {};
        unsigned sent = 0, received = 0;
        while (sent < 1000 && port.send(message, sizeof message) && otherIn.take(message, sizeof message) > 0) ++sent;
        while (received < 1000 && otherOut.put(message, sizeof message) > 0 && port.receive(message, sizeof message))
            ++received;
        QVERIFY(sent <= capacity / sizeof message);
        QVERIFY(received <= capacity / sizeof message);
    }

    /// Where the kernel copies fastest, whatever the allocator does: 32 bytes at a time.
    void aMessageBeginsAtItsLanesBestPlace()
    {
        using namespace sluice::mechanisms;
        for (const std::size_t size : {8U, 64U, 4096U, 1U << 20U}) {
            const LaneBuffer buffer(size);
            for (std::size_t i = 0; i < throughs; ++i) {
                const auto through = static_cast<Through>(i);
                const auto message = buffer.message(through, size);
                QCOMPARE(message.size(), size);
                QCOMPARE(reinterpret_cast<std::uintptr_t>(message.data()) % 4096, bestPlace(through));
                QVERIFY(std::ranges::all_of(message, [](std::byte each) { return each == std::byte{}; }));
                std::ranges::fill(message, std::byte{0}); // all of it is its own: the sanitizer looks on
            }
        }
    }

    void bytesComeOutAsTheyWentIn_data()
    {
        QTest::addColumn<int>("put");
        QTest::addColumn<int>("take");
        for (const int put : {1, 7, 63, 64, 65, 200})
            for (const int take : {1, 13, 64, 200}) QTest::addRow("%d in, %d out", put, take) << put << take;
    }

    /// Two threads, over the end of the memory many times.
    void bytesComeOutAsTheyWentIn()
    {
        QFETCH(int, put);
        QFETCH(int, take);
        constexpr std::size_t total = 10'000;
        Memory memory;
        std::thread producer([&] {
            LaneRing ring(memory.bytes, capacity);
            for (std::size_t done = 0; done < total;) {
                const auto bytes = numbered(done, std::min<std::size_t>(total - done, static_cast<std::size_t>(put)));
                if (const std::size_t n = ring.put(bytes.data(), bytes.size())) done += n;
                else std::this_thread::yield();
            }
        });
        LaneRing ring(memory.bytes, capacity);
        std::vector<std::byte> bytes(static_cast<std::size_t>(take));
        std::size_t wrong = 0;
        for (std::size_t done = 0; done < total;) {
            const std::size_t n = ring.take(bytes.data(), bytes.size());
            if (n == 0) std::this_thread::yield();
            for (std::size_t i = 0; i < n; ++i) wrong += bytes[i] != static_cast<std::byte>(done + i);
            done += n;
        }
        producer.join();
        QCOMPARE(wrong, 0U);
        QCOMPARE(ring.take(bytes.data(), 1), 0U);
    }
};

SLUICE_TEST(TestLaneRing, QCoreApplication)
#include "tst_lane_ring.moc"
