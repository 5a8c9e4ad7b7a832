#include "all_events.h"

#include "support/test_class.h"
#include "support/trace_builder.h"
#include "trace/format.h"
#include "trace/trace_writer.h"

#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <random>
#include <sys/resource.h>

using namespace sluice;
using namespace sluice::test;
using probe::Event;
using trace::BlockHeader;
using trace::TraceView;
using trace::TraceWriter;

namespace {

std::vector<Event> manyEvents(std::size_t count)
{
    TraceBuilder built;
    built.started();
    while (built.events().size() < count) built.write(100).read(100);
    std::vector<Event> events = built.events();
    events.resize(count);
    return events;
}

template <class T>
T at(const QByteArray& bytes, qsizetype offset)
{
    T value;
    std::memcpy(&value, bytes.constData() + offset, sizeof value);
    return value;
}

/// Where the blocks of a sound file begin, and where it ends.
std::vector<qsizetype> blockStarts(const QByteArray& bytes)
{
    std::vector<qsizetype> starts{sizeof(trace::FileHeader)};
    while (starts.back() < bytes.size())
        starts.push_back(starts.back() + static_cast<qsizetype>(sizeof(BlockHeader))
                         + at<BlockHeader>(bytes, starts.back()).payloadBytes);
    return starts;
}

} // namespace

/// The file: what is written is what is read, and what is damaged is refused or cut where it is damaged.
class TestTraceFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsWrittenIsRead_data();
    void whatIsWrittenIsRead();
    void viewsOfAGrowingTraceStayAsTheyAre();
    void countUntilIsTheNumberOfEarlierEvents();
    void cutAnywhereItIsReadableUpToTheLastWholeBlock();
    void aChangedByteIsNoticed();
    void aDamagedBlockOfALargeFileIsNoticedWhenItIsRead();
    void anotherTypeOfBlockIsSteppedOver();
    void foreignFiles_data();
    void foreignFiles();
    void fullDisk();
    void oneWriterAtATime();
    void longListsOfBlocks();

private:
    [[nodiscard]] std::filesystem::path path(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    QByteArray written(std::size_t events, std::size_t perAppend);
    TraceView opened(const QByteArray& bytes);

    QTemporaryDir m_folder;
};

QByteArray TestTraceFile::written(std::size_t count, std::size_t perAppend)
{
    const std::vector<Event> events = manyEvents(count);
    auto writer = TraceWriter::create(path("w.sluice"), TraceBuilder().meta());
    if (!writer) qFatal("%s", writer.error().describe().c_str());
    const std::uint32_t first = writer->intern("pipe_write"), second = writer->intern("pipe_read");
    if (first != 0 || second != 1 || writer->intern("pipe_write") != first) qFatal("interning");
    for (std::size_t done = 0; done < count; done += perAppend) {
        const auto part = std::span(events).subspan(done, std::min(perAppend, count - done));
        if (!writer->append(part) || !writer->flush()) qFatal("cannot write");
    }
    if (!writer->finish({count, 0, events.empty() ? 0 : events.back().time + 5})) qFatal("cannot finish");
    QFile file(QString::fromStdString(path("w.sluice")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

TraceView TestTraceFile::opened(const QByteArray& bytes)
{
    QFile file(QString::fromStdString(path("o.sluice")));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write");
    file.close();
    const auto view = TraceView::open(path("o.sluice"));
    return view ? *view : TraceView();
}

void TestTraceFile::whatIsWrittenIsRead_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("perAppend");
    QTest::newRow("nothing") << 0 << 1;
    QTest::newRow("one") << 1 << 1;
    QTest::newRow("short blocks") << 100 << 7;
    QTest::newRow("one whole block") << int(trace::eventsPerBlock) << int(trace::eventsPerBlock);
    QTest::newRow("whole blocks and a rest") << 12'345 << 5'000;
}

void TestTraceFile::whatIsWrittenIsRead()
{
    QFETCH(int, count);
    QFETCH(int, perAppend);
    const TraceView view = opened(written(static_cast<std::size_t>(count), static_cast<std::size_t>(perAppend)));
    QCOMPARE(view.truncatedAt(), -1);
    QVERIFY(view.meta() == TraceBuilder().meta());
    QVERIFY(allOf(view) == manyEvents(static_cast<std::size_t>(count)));
    QCOMPARE(view.emittedCount(), static_cast<std::uint64_t>(count));
    QCOMPARE(view.string(0), std::string("pipe_write"));
    QCOMPARE(view.string(1), std::string("pipe_read"));
    QCOMPARE(view.string(2), std::string());
    QVERIFY(!view.live());
    const std::vector<Event> events = manyEvents(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < events.size(); i += 1 + events.size() / 50) { // across the edges of blocks too
        std::vector<Event> some(33);
        some.resize(view.read(i, some));
        QVERIFY(std::ranges::equal(some, std::span(events).subspan(i, std::min<std::size_t>(33, events.size() - i))));
    }
}

void TestTraceFile::viewsOfAGrowingTraceStayAsTheyAre()
{
    const std::vector<Event> events = manyEvents(9'000);
    auto writer = TraceWriter::create(path("g.sluice"), TraceBuilder().meta());
    QVERIFY(writer);
    std::vector<TraceView> views;
    std::size_t done = 0;
    for (const std::size_t part : {0UL, 10UL, 1'990UL, 3'000UL, 4'000UL}) {
        QVERIFY(writer->append(std::span(events).subspan(done, part)));
        done += part;
        views.push_back(writer->view({static_cast<std::int64_t>(done)}, 0, true));
    }
    QVERIFY(writer->flush());
    done = 0;
    const std::size_t sizes[] = {0, 10, 2'000, 5'000, 9'000};
    for (std::size_t i = 0; i < views.size(); ++i) {
        QCOMPARE(views[i].eventCount(), std::uint64_t{sizes[i]});
        QVERIFY(views[i].live());
        QVERIFY(allOf(views[i])
                == std::vector<Event>(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(sizes[i])));
    }
    const auto other = TraceView::open(path("g.sluice")); // without its End block, as after a crash
    QVERIFY(other);
    QVERIFY(allOf(*other) == events);
    QVERIFY(other->truncatedAt() >= 0);
}

void TestTraceFile::countUntilIsTheNumberOfEarlierEvents()
{
    const TraceView file = opened(written(5'000, 3'000));
    const TraceView memory = TraceView::ofEvents(TraceBuilder().meta(), manyEvents(5'000));
    const std::vector<Event> events = manyEvents(5'000);
    for (std::int64_t t = -500; t < events.back().time + 2'000; t += 777) {
        const auto expected = static_cast<std::uint64_t>(
            std::ranges::upper_bound(events, TraceTime{t}, {}, &Event::when) - events.begin());
        QCOMPARE(file.countUntil({t}), expected);
        QCOMPARE(memory.countUntil({t}), expected);
    }
}

void TestTraceFile::cutAnywhereItIsReadableUpToTheLastWholeBlock()
{
    const QByteArray whole = written(300, 60);
    const std::vector<qsizetype> starts = blockStarts(whole);
    const std::vector<Event> events = manyEvents(300);
    for (qsizetype length = 0; length < whole.size(); ++length) {
        const TraceView view = opened(whole.left(length));
        std::size_t complete = 0; // the last block that is whole
        while (complete + 1 < starts.size() && starts[complete + 1] <= length) ++complete;
        if (complete == 0) { // not even the header block: refused
            QCOMPARE(view.eventCount(), 0U);
            QVERIFY(view.meta().scenario.id.empty());
            continue;
        }
        QCOMPARE(view.truncatedAt(), std::int64_t{starts[complete]});
        const auto readable = allOf(view);
        QVERIFY(std::equal(readable.begin(), readable.end(), events.begin()));
        QCOMPARE(readable.size() % 60, std::size_t{0});
    }
}

void TestTraceFile::aChangedByteIsNoticed()
{
    const QByteArray whole = written(300, 60);
    const std::vector<Event> events = manyEvents(300);
    std::mt19937 random(11);
    for (int i = 0; i < 2'000; ++i) {
        QByteArray damaged = whole;
        const auto place = static_cast<qsizetype>(random() % static_cast<unsigned>(whole.size()));
        damaged[place] = static_cast<char>(damaged[place] ^ (1 << (random() % 8)));
        const TraceView view = opened(damaged);
        const auto readable = allOf(view);
        QVERIFY(readable.size() <= events.size());
        QVERIFY(std::equal(readable.begin(), readable.end(), events.begin())); // what is shown is true
        QVERIFY(view.truncatedAt() >= 0 || view.meta().scenario.id.empty());
        QVERIFY(view.truncatedAt() <= place);
    }
}

void TestTraceFile::aDamagedBlockOfALargeFileIsNoticedWhenItIsRead()
{
    QByteArray bytes = written(20'000, 20'000);
    const std::vector<Event> events = manyEvents(20'000);
    const std::vector<qsizetype> starts = blockStarts(bytes);
    std::vector<qsizetype> blocks; // of events
    for (const qsizetype start : starts)
        if (start + qsizetype{sizeof(BlockHeader)} < bytes.size()
            && at<BlockHeader>(bytes, start).type == trace::BlockType::Events)
            blocks.push_back(start);
    QVERIFY(blocks.size() >= 4);
    bytes[blocks[2] + 5'000] = static_cast<char>(bytes[blocks[2] + 5'000] ^ 1);
    QFile file(QString::fromStdString(path("d.sluice").string()));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();
    const auto view = TraceView::open(path("d.sluice"), 0); // large: not read as a whole
    QVERIFY(view);
    QCOMPARE(view->eventCount(), 20'000U);
    QCOMPARE(view->damagedAt(), -1);
    std::vector<Event> read(20'000);
    const std::uint64_t before = 2 * trace::eventsPerBlock, after = 3 * trace::eventsPerBlock;
    QCOMPARE(view->read(0, read), before);
    QVERIFY(std::equal(events.begin(), events.begin() + std::ptrdiff_t(before), read.begin()));
    QCOMPARE(view->damagedAt(), blocks[2]);
    QCOMPARE(view->read(before + 10, read), 0U);
    QCOMPARE(view->read(after, read), 20'000 - after);
    QVERIFY(std::equal(events.begin() + std::ptrdiff_t(after), events.end(), read.begin()));
    QCOMPARE(view->countUntil(events[before + 100].when()), before);
}

void TestTraceFile::anotherTypeOfBlockIsSteppedOver()
{
    QByteArray bytes = written(10, 10);
    const std::vector<qsizetype> starts = blockStarts(bytes);
    const auto end = at<BlockHeader>(bytes, starts[starts.size() - 2]);
    BlockHeader future = end;
    future.type = static_cast<trace::BlockType>(77);
    const QByteArray payload("something of a later version");
    future.payloadBytes = static_cast<std::uint32_t>(payload.size());
    future.payloadCrc = trace::crc32(payload.constData(), static_cast<std::size_t>(payload.size()));
    future.headerCrc = crcOf(future);
    BlockHeader last = end;
    ++last.sequence;
    last.headerCrc = crcOf(last);
    const QByteArray endPayload = bytes.mid(starts[starts.size() - 2] + qsizetype{sizeof(BlockHeader)});
    bytes.truncate(starts[starts.size() - 2]);
    bytes += QByteArray(reinterpret_cast<const char*>(&future), sizeof future) + payload;
    bytes += QByteArray(reinterpret_cast<const char*>(&last), sizeof last) + endPayload;
    const TraceView view = opened(bytes);
    QCOMPARE(view.truncatedAt(), -1);
    QCOMPARE(view.eventCount(), 10U);
}

void TestTraceFile::foreignFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("word");
    QByteArray later = written(1, 1);
    trace::FileHeader header = at<trace::FileHeader>(later, 0);
    header.version = 99;
    header.crc = crcOf(header);
    std::memcpy(later.data(), &header, sizeof header);
    QTest::newRow("empty") << QByteArray() << "offset 0";
    QTest::newRow("text") << QByteArray("Dear reader, this is no trace at all.") << "offset 0";
    QTest::newRow("picture") << QByteArray("\x89PNG\r\n\x1a\n0000000000000000000000") << "offset 0";
    QTest::newRow("later version") << later << "format 99";
    QTest::newRow("header only") << written(1, 1).left(16) << "offset 16";
}

void TestTraceFile::foreignFiles()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, word);
    QFile file(QString::fromStdString(path("f.sluice")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();
    const auto view = TraceView::open(path("f.sluice"));
    QVERIFY(!view);
    QVERIFY(view.error().code == Error::Code::BadInput);
    QVERIFY2(view.error().describe().find(word.toStdString()) != std::string::npos, view.error().describe().c_str());
    QVERIFY(!TraceView::open(path("missing.sluice")));
    QVERIFY(!TraceView::open(m_folder.path().toStdString()));
}

void TestTraceFile::fullDisk()
{
    const auto refused = TraceWriter::create("/dev/full", TraceBuilder().meta());
    QVERIFY(!refused);
    QCOMPARE(refused.error().number, ENOSPC);

    // Of a file that could not even begin nothing is left.
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto restored = qScopeGuard([&] { setrlimit(RLIMIT_FSIZE, &before); });
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit none{20, before.rlim_max}; // more than the header
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &none), 0);
    const auto tooLarge = TraceWriter::create(path("begun.sluice"), TraceBuilder().meta());
    QVERIFY(!tooLarge);
    QCOMPARE(tooLarge.error().number, EFBIG);
    QVERIFY(!std::filesystem::exists(path("begun.sluice")));
}

/// What one run writes, another one does not take for empty.
void TestTraceFile::oneWriterAtATime()
{
    auto first = TraceWriter::create(path("one.sluice"), TraceBuilder().meta());
    QVERIFY(first);
    const auto second = TraceWriter::create(path("one.sluice"), TraceBuilder().meta());
    QVERIFY(!second);
    QCOMPARE(second.error().number, EBUSY);
    QVERIFY(first->finish({}));
    QVERIFY(TraceView::open(path("one.sluice")));
    QVERIFY(TraceWriter::create(path("one.sluice"), TraceBuilder().meta()));
}

void TestTraceFile::longListsOfBlocks()
{
    trace::GrowingList<trace::BlockRef> all;
    std::vector<trace::GrowingList<trace::BlockRef>> earlier;
    for (std::uint64_t i = 0; i < 2'000; ++i) {
        all.add(
            {static_cast<std::int64_t>(i * 100), i, static_cast<std::int64_t>(i), static_cast<std::int64_t>(i), 1, 0});
        if (i % 300 == 0) earlier.push_back(all);
    }
    QCOMPARE(all.size(), 2'000U);
    for (std::size_t i = 0; i < earlier.size(); ++i) {
        QCOMPARE(earlier[i].size(), i * 300 + 1);
        QCOMPARE(earlier[i][i * 300].firstEvent, std::uint64_t{i * 300});
    }
    QCOMPARE(all.partitionPoint([](const trace::BlockRef& b) { return b.firstEvent < 1'234; }), 1'234U);
}

SLUICE_TEST(TestTraceFile, QCoreApplication)
#include "tst_trace_file.moc"
