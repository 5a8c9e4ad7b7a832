#include "support/hostile.h"
#include "support/random_run.h"
#include "support/test_class.h"
#include "support/write_trace.h"

#include <QFile>
#include <QTemporaryDir>

using namespace sluice;
using namespace sluice::test;
using trace::BlockHeader;
using trace::BlockType;
using trace::TraceView;

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

SLUICE_TEST(TestHostile, QCoreApplication)
#include "tst_hostile.moc"
