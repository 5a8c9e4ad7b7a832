#include "mechanisms/shared_memory.h"
#include "support/test_class.h"

using namespace sluice;
using mechanisms::SharedMemory;
using probe::Event;
using probe::EventKind;
using probe::Figure;
using probe::Touch;

namespace {

constexpr ProcessId a{1}, b{2};

Event eventOf(EventKind kind, ProcessId process, std::int64_t time)
{
    Event e;
    e.kind = kind;
    e.process = process.value;
    e.time = time;
    return e;
}

Event measured(ProcessId process, Figure figure, std::int64_t value, std::uint16_t index = 0, std::int64_t time = 0)
{
    Event e = eventOf(EventKind::Measured, process, time);
    e.detail = static_cast<std::uint32_t>(figure) | std::uint32_t{index} << 16;
    e.setValue(value);
    return e;
}

Event touched(ProcessId process, Touch how, std::int64_t value, std::int64_t time)
{
    Event e = eventOf(EventKind::MemoryTouched, process, time);
    e.detail = static_cast<std::uint32_t>(how);
    e.setValue(value);
    return e;
}

} // namespace

class TestSharedMemory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void figuresAreKeptApart();
    void anAdditionThatOverwritesIsLost();
    void addressesGoWithTheirProcess();
    void whoTouchedLastHasTheLine();
    void nothingGrowsForEver();
};

void TestSharedMemory::figuresAreKeptApart()
{
    SharedMemory memory;
    memory.take(measured(a, Figure::Bin, 5, 3, 10));
    memory.take(measured(b, Figure::Bin, 7, 3, 20));
    memory.take(measured(a, Figure::Bin, 1, 4, 30));
    memory.take(measured(a, Figure::Bin, 6, 3, 40));
    QCOMPARE(memory.value(Figure::Bin, a, 3), std::int64_t{6});
    QCOMPARE(memory.sum(Figure::Bin, 3), std::int64_t{13});
    QCOMPARE(memory.sum(Figure::Bin, 4), std::int64_t{1});
    QCOMPARE(memory.newest(Figure::Bin, 3)->process, a);
    QVERIFY(!memory.find(Figure::Bin, b, 4) && !memory.newest(Figure::Threshold));
    QCOMPARE(memory.value(Figure::Threshold, a, 0, -1), std::int64_t{-1});
    Event kernel = measured(a, Figure::Frame, -1);
    kernel.kind = EventKind::KernelMeasured;
    memory.take(kernel);
    QCOMPARE(memory.find(Figure::Frame, a)->evidence, probe::Evidence::Kernel);
    QCOMPARE(memory.find(Figure::Frame, a)->value, std::int64_t{-1});
}

/// Load 0, load 0, store 1, store 1: two additions, one of them lost.
void TestSharedMemory::anAdditionThatOverwritesIsLost()
{
    SharedMemory memory;
    memory.take(touched(a, Touch::Load, 0, 10));
    memory.take(touched(b, Touch::Load, 0, 11));
    memory.take(touched(a, Touch::Add, 1, 12));
    QCOMPARE(memory.lost(), std::int64_t{0});
    memory.take(touched(b, Touch::Add, 1, 13));
    QCOMPARE(memory.sum(Figure::Additions), std::int64_t{2});
    QCOMPARE(memory.counter(), std::int64_t{1});
    QCOMPARE(memory.lost(), std::int64_t{1});
    memory.take(touched(b, Touch::Add, 2, 14));
    QCOMPARE(memory.lost(), std::int64_t{1}); // it does not come back
}

void TestSharedMemory::addressesGoWithTheirProcess()
{
    SharedMemory memory;
    Event mapped = eventOf(EventKind::MemoryMapped, a, 5);
    mapped.message = 0xfeed1000;
    mapped.detail = 0x7fff | 1U << 16;
    mapped.size = 4096;
    mapped.result = static_cast<std::int32_t>(probe::mapPrivate);
    memory.take(mapped);
    QVERIFY(memory.place(a, 1) && !memory.place(a, 0) && !memory.place(b, 1));
    QCOMPARE(memory.place(a, 1)->address, std::uint64_t{0x7ffffeed1000});
    memory.take(mapped); // once more: instead of the one before
    QCOMPARE(memory.places.size(), std::size_t{1});
    mapped.process = b.value;
    memory.take(mapped);
    memory.processEnded(a);
    QVERIFY(!memory.place(a, 1) && memory.place(b, 1));
}

void TestSharedMemory::whoTouchedLastHasTheLine()
{
    SharedMemory memory;
    QCOMPARE(memory.holder(), ProcessId{});
    memory.take(eventOf(EventKind::MemoryTimed, a, 1));
    memory.take(eventOf(EventKind::MemoryTimed, b, 2));
    QCOMPARE(memory.holder(), b);
}

void TestSharedMemory::nothingGrowsForEver()
{
    SharedMemory memory;
    for (std::uint16_t i = 0; i < 5'000; ++i) {
        memory.take(measured(a, Figure::Bin, i, i, i));
        memory.take(touched(a, Touch::Store, i, i));
        memory.take(eventOf(EventKind::MemoryTimed, a, i));
        Event mapped = eventOf(EventKind::MemoryMapped, a, i);
        mapped.detail = std::uint32_t{i} << 16;
        memory.take(mapped);
    }
    QCOMPARE(memory.figures.size(), SharedMemory::mostFigures);
    QCOMPARE(memory.places.size(), SharedMemory::mostPlaces);
    QCOMPARE(memory.touched.size(), SharedMemory::mostRemembered);
    QCOMPARE(memory.timed.size(), SharedMemory::mostRemembered);
    QCOMPARE(memory.touched.back().value, std::int64_t{4'999}); // the newest are kept
    QVERIFY(std::ranges::is_sorted(memory.figures, {}, [](const auto& each) { return each.index; }));
}

SLUICE_TEST(TestSharedMemory)
#include "tst_shared_memory.moc"
