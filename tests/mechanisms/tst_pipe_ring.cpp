#include "bytes_of.h"

#include "base/unique_fd.h"
#include "mechanisms/pipe_ring.h"
#include "support/test_class.h"

#include <fcntl.h>
#include <random>
#include <sys/ioctl.h>

using namespace sluice;
using namespace sluice::mechanisms;
using test::bytesOf;

namespace {

constexpr ProcessId ann{1};
constexpr ProcessId bob{2};

std::uint32_t put(PipeRing& ring, std::uint32_t message, std::uint32_t bytes, ProcessId sender = ann)
{
    return ring.write({sender, message, 0, bytes, true}, bytes);
}

/// The byte at an offset of a message, recognisable in the real pipe.
char byteOf(ProcessId sender, std::uint32_t message, std::uint32_t offset)
{
    return static_cast<char>((sender.value * 101U + message * 31U + offset * 7U + (offset >> 8)) & 0xffU);
}

/// What bytes the runs say were read.
std::string spell(const std::vector<Run>& runs)
{
    std::string bytes;
    for (const Run& run : runs)
        for (std::uint32_t m = 0; m < run.count; ++m)
            for (std::uint32_t i = 0; i < run.bytesEach; ++i)
                bytes.push_back(byteOf(run.sender, run.firstMessage + m, run.offset + i));
    return bytes;
}

/// A real pipe, non-blocking, beside the model of it.
struct Pair {
    UniqueFd readEnd, writeEnd;
    PipeRing ring;
    std::uint32_t messages[3] = {};

    explicit Pair(int capacity)
    {
        int ends[2] = {-1, -1};
        (void)!pipe2(ends, O_NONBLOCK | O_CLOEXEC);
        readEnd.reset(ends[0]);
        writeEnd.reset(ends[1]);
        ring.setCapacity(static_cast<std::uint32_t>(fcntl(ends[1], F_SETPIPE_SZ, capacity)));
    }
    int depth() const
    {
        int bytes = -1;
        ioctl(readEnd.get(), FIONREAD, &bytes);
        return bytes;
    }
    void writeBoth(ProcessId sender, std::uint32_t bytes)
    {
        const std::uint32_t message = ++messages[sender.value];
        std::string data(bytes, '\0');
        for (std::uint32_t i = 0; i < bytes; ++i) data[i] = byteOf(sender, message, i);
        const ssize_t real = ::write(writeEnd.get(), data.data(), bytes);
        const std::uint32_t expected = ring.room(bytes);
        const std::uint32_t taken = ring.write({sender, message, 0, bytes, true}, bytes);
        QCOMPARE(taken, expected);
        QCOMPARE(real < 0 ? 0 : real, static_cast<ssize_t>(taken));
        if (bytes <= PIPE_BUF) QVERIFY(taken == 0 || taken == bytes);
    }
    void readBoth(std::uint32_t bytes)
    {
        std::string data(bytes, '\0');
        const ssize_t real = ::read(readEnd.get(), data.data(), bytes);
        const std::vector<Run> runs = ring.read(bytes);
        QCOMPARE(real < 0 ? 0 : real, static_cast<ssize_t>(bytesOf(runs)));
        data.resize(real < 0 ? 0 : static_cast<std::size_t>(real));
        QVERIFY(data == spell(runs));
    }
};

} // namespace

class TestPipeRing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void emptyHasRoomForItsCapacity();
    void smallWritesShareAPage();
    void misfitTakesAFreshPage();
    void oddPartOfALargeWriteMerges();
    void fullBelowCapacity();
    void pageIsFreedByItsLastByte();
    void emptiedPageIsNotMergedInto();
    void manySmallMessagesAreOneRun();
    void readSplitsARun();
    void messagesThatAreNotWholeStayApart();
    void writeGoesOnInPieces();
    void capacityIsRoundedUp_data();
    void capacityIsRoundedUp();
    void clearForgets();
    void agreesWithTheKernel_data();
    void agreesWithTheKernel();
    void agreesWhileResized();
};

void TestPipeRing::emptyHasRoomForItsCapacity()
{
    const PipeRing ring;
    QCOMPARE(ring.capacityBytes(), 65536u);
    QCOMPARE(ring.slotCount(), 16u);
    QCOMPARE(ring.room(1), 1u);
    QCOMPARE(ring.room(65536), 65536u);
    QCOMPARE(ring.room(1'000'000), 65536u);
    QVERIFY(!ring.full());
}

void TestPipeRing::smallWritesShareAPage()
{
    PipeRing ring;
    put(ring, 1, 1000);
    put(ring, 2, 3096);
    QCOMPARE(ring.slots().size(), std::size_t{1});
    QCOMPARE(ring.slots()[0].length, 4096u);
    put(ring, 3, 1);
    QCOMPARE(ring.slots().size(), std::size_t{2});
    QCOMPARE(ring.depthBytes(), std::uint64_t{4097});
    QCOMPARE(ring.nextIndex(), std::uint64_t{2});
}

void TestPipeRing::misfitTakesAFreshPage()
{
    PipeRing ring;
    put(ring, 1, 3000);
    put(ring, 2, 2000); // would fit in part: it is not split
    QCOMPARE(ring.slots().size(), std::size_t{2});
    QCOMPARE(ring.slots()[0].length, 3000u);
    QCOMPARE(ring.slots()[1].length, 2000u);
}

void TestPipeRing::oddPartOfALargeWriteMerges()
{
    PipeRing ring;
    put(ring, 1, 100);
    put(ring, 2, 5000); // 904 bytes beside the first message, then one whole page
    QCOMPARE(ring.slots().size(), std::size_t{2});
    QCOMPARE(ring.slots()[0].length, 1004u);
    QCOMPARE(ring.slots()[1].length, 4096u);
    QCOMPARE(ring.slots()[1].runs[0].offset, 904u);

    PipeRing empty;
    put(empty, 1, 5000); // nothing to merge into: a whole page, then the rest
    QCOMPARE(empty.slots()[0].length, 4096u);
    QCOMPARE(empty.slots()[1].length, 904u);
}

void TestPipeRing::fullBelowCapacity()
{
    PipeRing ring(16384);
    for (std::uint32_t m = 1; m <= 4; ++m) QCOMPARE(put(ring, m, 2049), 2049u);
    QVERIFY(ring.full());
    QCOMPARE(ring.depthBytes(), std::uint64_t{8196});
    QCOMPARE(ring.room(2049), 0u);
    QCOMPARE(ring.room(2047), 2047u); // fits beside the last one
    QCOMPARE(put(ring, 5, 2049), 0u);
}

void TestPipeRing::pageIsFreedByItsLastByte()
{
    PipeRing ring(4096);
    put(ring, 1, 4096);
    ring.read(4095);
    QVERIFY(ring.full());
    QCOMPARE(ring.slots()[0].offset, 4095u);
    QCOMPARE(ring.room(4096), 0u);
    ring.read(1);
    QCOMPARE(ring.room(4096), 4096u);
    QCOMPARE(put(ring, 2, 10), 10u);
    QCOMPARE(ring.slots()[0].index, std::uint64_t{1}); // the next slot, not the old one
}

void TestPipeRing::emptiedPageIsNotMergedInto()
{
    PipeRing ring;
    put(ring, 1, 100);
    ring.read(100);
    put(ring, 2, 4000);
    QCOMPARE(ring.slots().size(), std::size_t{1});
    QCOMPARE(ring.slots()[0].length, 4000u);
    QCOMPARE(ring.slots()[0].offset, 0u);
}

void TestPipeRing::manySmallMessagesAreOneRun()
{
    PipeRing ring(1 << 20);
    for (std::uint32_t m = 1; m <= 4096 * 256; ++m) put(ring, m, 1);
    QVERIFY(ring.full());
    for (const auto& slot : ring.slots()) QCOMPARE(slot.runs.size(), std::size_t{1});
    QCOMPARE(ring.read(1 << 20).size(), std::size_t{1});
}

void TestPipeRing::readSplitsARun()
{
    PipeRing ring;
    for (std::uint32_t m = 1; m <= 10; ++m) put(ring, m, 10);
    const auto runs = ring.read(35);
    QCOMPARE(runs.size(), std::size_t{2});
    QVERIFY((runs[0] == Run{ann, 1, 3, 10, 0, true}));
    QVERIFY((runs[1] == Run{ann, 4, 1, 5, 0, false}));
    const auto& left = ring.slots()[0].runs;
    QVERIFY((left[0] == Run{ann, 4, 1, 5, 5, true}));
    QVERIFY((left[1] == Run{ann, 5, 6, 10, 0, true}));
    QCOMPARE(bytesOf(ring.read(1000)), std::uint64_t{65});
    QVERIFY(ring.read(1).empty());
}

void TestPipeRing::messagesThatAreNotWholeStayApart()
{
    PipeRing ring;
    put(ring, 1, 10);
    put(ring, 1, 10, bob);
    put(ring, 2, 11);
    put(ring, 4, 11); // number 3 is not there
    QCOMPARE(ring.slots()[0].runs.size(), std::size_t{4});
}

void TestPipeRing::writeGoesOnInPieces()
{
    PipeRing ring(8192);
    const std::uint32_t first = ring.write({ann, 1, 0, 20000, true}, 20000);
    QCOMPARE(first, 8192u);
    ring.read(4096);
    // The same write(2), woken up again: it takes whole pages and never looks at the newest one.
    QCOMPARE(ring.write({ann, 1, first, 20000 - first, true}, 0), 4096u);
    const auto runs = ring.read(8192);
    QCOMPARE(runs.size(), std::size_t{1});
    QVERIFY((runs[0] == Run{ann, 1, 1, 8192, 4096, false}));
}

void TestPipeRing::capacityIsRoundedUp_data()
{
    QTest::addColumn<quint32>("asked");
    QTest::addColumn<quint32>("got");
    QTest::newRow("less than a page") << 1u << 4096u;
    QTest::newRow("a page") << 4096u << 4096u;
    QTest::newRow("three pages") << 12288u << 16384u;
    QTest::newRow("a byte more") << 65537u << 131072u;
    QTest::newRow("1 MiB") << 1048576u << 1048576u;
}

void TestPipeRing::capacityIsRoundedUp()
{
    QFETCH(quint32, asked);
    QFETCH(quint32, got);
    PipeRing ring;
    ring.setCapacity(asked);
    QCOMPARE(ring.capacityBytes(), got);
    const Pair real(static_cast<int>(asked)); // as the kernel itself does it
    QCOMPARE(real.ring.capacityBytes(), got);
}

void TestPipeRing::clearForgets()
{
    PipeRing ring;
    put(ring, 1, 5000);
    ring.clear();
    QCOMPARE(ring.depthBytes(), std::uint64_t{0});
    QVERIFY(ring.slots().empty());
    QCOMPARE(ring.nextIndex(), std::uint64_t{2});
}

void TestPipeRing::agreesWithTheKernel_data()
{
    QTest::addColumn<int>("capacity");
    QTest::addColumn<quint32>("longest");
    for (const int capacity : {4096, 8192, 16384, 65536, 262144})
        for (const quint32 longest : {3u, 700u, 4096u, 9000u, 100'000u})
            QTest::addRow("%d, messages up to %u", capacity, longest) << capacity << longest;
}

void TestPipeRing::agreesWithTheKernel()
{
    QFETCH(int, capacity);
    QFETCH(quint32, longest);
    Pair pair(capacity);
    std::mt19937 random(static_cast<unsigned>(capacity) ^ longest);
    std::uniform_int_distribution<std::uint32_t> size(1, longest);
    std::uniform_int_distribution<int> coin(0, 9);
    int towardsFull = 6; // of ten steps this many write; turns round now and then
    for (int i = 0; i < 3000; ++i) {
        if (i % 150 == 0) towardsFull = 9 - towardsFull;
        // Whole pages and their neighbours are where the rules differ.
        std::uint32_t bytes = size(random);
        if (coin(random) == 0) bytes = std::min(longest, 4096U * (1 + bytes % 4) + bytes % 3 - 1);
        if (coin(random) < towardsFull) pair.writeBoth(coin(random) < 5 ? ann : bob, bytes);
        else pair.readBoth(bytes);
        if (QTest::currentTestFailed()) return;
        QCOMPARE(static_cast<std::uint64_t>(pair.depth()), pair.ring.depthBytes());
    }
    pair.readBoth(1 << 20);
    QCOMPARE(pair.ring.depthBytes(), std::uint64_t{0});
}

void TestPipeRing::agreesWhileResized()
{
    Pair pair(65536);
    std::mt19937 random(4);
    std::uniform_int_distribution<std::uint32_t> size(1, 12'000);
    for (int i = 0; i < 3000; ++i) {
        if (i % 10 == 0) {
            const int wanted = 4096 << (size(random) % 6);
            const int real = fcntl(pair.writeEnd.get(), F_SETPIPE_SZ, wanted);
            // EBUSY: more pages in use than that would leave
            QCOMPARE(real<0, pair.ring.slots().size()> static_cast<std::size_t>(wanted / 4096));
            if (real > 0) pair.ring.setCapacity(static_cast<std::uint32_t>(real));
        }
        if (i % 2 == 0) pair.writeBoth(ann, size(random));
        else pair.readBoth(size(random));
        if (QTest::currentTestFailed()) return;
        QCOMPARE(static_cast<std::uint64_t>(pair.depth()), pair.ring.depthBytes());
    }
}

SLUICE_TEST(TestPipeRing)
#include "tst_pipe_ring.moc"
