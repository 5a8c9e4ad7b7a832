// Traces changed at random, as a bad disk or a bad person would. SLUICE_MUTATIONS says how many; sanitizers see what an
// assertion does not.

#include "support/hostile.h"
#include "support/random_run.h"
#include "support/test_class.h"
#include "support/write_trace.h"

#include <QFile>
#include <QTemporaryDir>

#include <unistd.h>

using namespace sluice;
using namespace sluice::test;

namespace {

int wanted()
{
    const int asked = qEnvironmentVariableIntValue("SLUICE_MUTATIONS");
    return asked > 0 ? asked : 5'000;
}

/// Changes a few bytes, swaps pieces, repeats or leaves out some; now and then with checksums that fit.
QByteArray mutated(const QByteArray& sound, const std::vector<Block>& blocks, std::mt19937_64& random)
{
    QByteArray bytes = sound;
    const auto below = [&](qsizetype end) {
        return static_cast<qsizetype>(random() % static_cast<std::uint64_t>(std::max<qsizetype>(end, 1)));
    };
    const int many = 1 + static_cast<int>(random() % 4);
    for (int i = 0; i < many && !bytes.isEmpty(); ++i) {
        const qsizetype at = below(bytes.size()), length = below(std::min<qsizetype>(bytes.size() - at, 64)) + 1;
        switch (random() % 6) {
        case 0: bytes[at] = static_cast<char>(bytes[at] ^ (1 << (random() % 8))); break;
        case 1:
            for (qsizetype k = 0; k < length && at + k < bytes.size(); ++k) bytes[at + k] = static_cast<char>(random());
            break;
        case 2: bytes.remove(at, length); break;
        case 3: bytes.insert(at, bytes.mid(below(bytes.size()), length)); break;
        case 4: bytes.truncate(at); break;
        default:
            for (qsizetype k = 0; k < length && at + k < bytes.size(); ++k) bytes[at + k] = static_cast<char>(0xff);
        }
    }
    if (bytes.size() == sound.size() && random() % 2 == 0)
        for (const Block& block : blocks)
            if (block.payload() + block.header.payloadBytes <= bytes.size()) sign(bytes, block);
    return bytes;
}

} // namespace

class TestMutations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsMisreadAndNothingBreaks_data()
    {
        QTest::addColumn<int>("events");
        QTest::addColumn<int>("share"); // of all mutations, in percent
        QTest::newRow("short") << 120 << 96;
        QTest::newRow("with segments") << 8'500 << 4; // messages: two segments of events
    }

    void nothingIsMisreadAndNothingBreaks()
    {
        QFETCH(int, events);
        QFETCH(int, share);
        QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.path().toStdString()) / "m.sluice";
        QVERIFY(writeTrace(randomRun(77, events), path));
        QFile file(QString::fromStdString(path.string()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray sound = file.readAll();
        const std::vector<Block> blocks = blocksOf(sound);
        std::mt19937_64 random(static_cast<unsigned>(events));
        int opened = 0, refused = 0, cut = 0;
        for (int i = 0; i < wanted() / 100 * share; ++i) {
            const QByteArray bytes = mutated(sound, blocks, random);
            QVERIFY(file.resize(0) && file.seek(0) && file.write(bytes) == bytes.size() && file.flush());
            const auto trace = trace::TraceView::open(path, i % 2 == 0 ? 0 : std::int64_t{1} << 40);
            if (!trace) {
                ++refused;
                QVERIFY(trace.error().describe().find("m.sluice") != std::string::npos); // where, and
                QVERIFY(trace.error().context.size() > 3 || trace.error().number != 0);  // what
                continue;
            }
            ++opened;
            cut += trace->truncatedAt() >= 0 ? 1 : 0;
            QVERIFY(trace->truncatedAt() <= bytes.size());
            QVERIFY(trace->eventCount() * sizeof(probe::Event) <= static_cast<std::uint64_t>(bytes.size()));
            lookAtAll(*trace, random);
        }
        QVERIFY(opened > 0 && cut > 0);
        if (share > 50) QVERIFY(refused > 0); // a short file has its header hit often
        qInfo("%d opened, %d of them cut off, %d refused", opened, cut, refused);
    }
};

SLUICE_TEST(TestMutations, QCoreApplication)
#include "tst_mutations.moc"
