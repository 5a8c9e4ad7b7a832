#include "analysis/explain.h"
#include "analysis/find.h"
#include "state/replay.h"
#include "support/random_run.h"
#include "support/write_trace.h"
#include "trace/format.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>

using namespace sluice;
using namespace sluice::test;
using trace::BlockHeader;
using trace::BlockType;
using trace::TraceView;

namespace {

struct Block {
    qsizetype begin = 0;
    BlockHeader header{};
    [[nodiscard]] qsizetype payload() const { return begin + qsizetype{sizeof header}; }
};

std::vector<Block> blocksOf(const QByteArray& bytes)
{
    std::vector<Block> blocks;
    for (qsizetype at = sizeof(trace::FileHeader); at < bytes.size();) {
        Block& block = blocks.emplace_back();
        block.begin = at;
        std::memcpy(&block.header, bytes.constData() + at, sizeof block.header);
        at = block.payload() + block.header.payloadBytes;
    }
    return blocks;
}

/// As if it had been written like that: the checksums fit.
void sign(QByteArray& bytes, Block block)
{
    block.header.payloadCrc = trace::crc32(bytes.constData() + block.payload(), block.header.payloadBytes);
    block.header.headerCrc = crcOf(block.header);
    std::memcpy(bytes.data() + block.begin, &block.header, sizeof block.header);
}

/// Everything that the program does with a trace.
void lookAtAll(const TraceView& trace, std::mt19937_64& random)
{
    analysis::Timeline timeline;
    timeline.extend(trace);
    state::Replay replay(trace);
    const auto length = static_cast<std::uint64_t>(std::clamp<std::int64_t>(trace.end().ns, 1, 1'000'000'000));
    for (int i = 0; i < 4; ++i) {
        const TraceTime from{static_cast<std::int64_t>(random() % length)},
            to = from + Duration{static_cast<std::int64_t>(random() % length)};
        const Duration grain{static_cast<std::int64_t>(random() % 1'000'000)};
        for (const ProcessId who : {writer, reader}) (void)timeline.lane(who, from, to, grain);
        (void)timeline.depth(pipeId, from, to, grain);
        (void)timeline.arrows(from, to, grain, grain);
        (void)timeline.marks(from, to, grain);
        (void)timeline.activityAt(writer, from);
        (void)timeline.lastArrows(to, 50);
        (void)analysis::explain(replay.at(from), trace);
        (void)findNext({bitOf(analysis::MarkKind::Full), {}, 0}, trace, timeline, replay.momentAt(from));
    }
}

} // namespace

/// Files that were made to do harm: every checksum is right, what they say is not.
class TestHostile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void signedNonsense_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<qint64>("readWhole");
        for (const auto& [name, type] : {std::pair{"meta", BlockType::Meta},
                                         {"events", BlockType::Events},
                                         {"segment", BlockType::Segment},
                                         {"directory", BlockType::Directory},
                                         {"end", BlockType::End}})
            for (const qint64 readWhole : {qint64{0}, qint64{1} << 40})
                QTest::addRow("%s, %s", name, readWhole == 0 ? "by directory" : "whole") << int(type) << readWhole;
    }

    void signedNonsense()
    {
        QFETCH(int, type);
        QFETCH(qint64, readWhole);
        QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.path().toStdString()) / "h.sluice";
        QVERIFY(writeTrace(randomRun(50, 12'000), path));
        QFile file(QString::fromStdString(path));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray sound = file.readAll();
        const std::vector<Block> blocks = blocksOf(sound);
        std::mt19937_64 random(static_cast<unsigned>(type) * 100 + 7);
        for (int i = 0; i < 60; ++i) {
            QByteArray bytes = sound;
            for (const Block& block : blocks) {
                if (static_cast<int>(block.header.type) != type || block.header.payloadBytes == 0) continue;
                for (int hits = 0; hits < 1 + i % 4; ++hits) { // near its beginning, where sizes stand, or anywhere
                    const auto reach = static_cast<std::uint64_t>(i % 2 == 0 ? std::min(block.header.payloadBytes, 64U)
                                                                             : block.header.payloadBytes);
                    bytes[block.payload() + static_cast<qsizetype>(random() % reach)] = static_cast<char>(random());
                }
                sign(bytes, block);
            }
            QVERIFY(file.seek(0) && file.write(bytes) == bytes.size() && file.flush());
            if (const auto trace = TraceView::open(path, readWhole)) lookAtAll(*trace, random);
        }
    }
};

QTEST_GUILESS_MAIN(TestHostile)
#include "tst_hostile.moc"
