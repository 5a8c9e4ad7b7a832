#pragma once

#include "analysis/explain.h"
#include "analysis/find.h"
#include "state/replay.h"
#include "support/writer_and_reader.h"
#include "trace/format.h"

#include <QByteArray>

#include <algorithm>
#include <cstring>
#include <random>
#include <vector>

/// Traces that were changed by accident or to do harm.
namespace sluice::test {

struct Block {
    qsizetype begin = 0;
    trace::BlockHeader header{};
    [[nodiscard]] qsizetype payload() const { return begin + qsizetype{sizeof header}; }
};

inline std::vector<Block> blocksOf(const QByteArray& bytes)
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
inline void sign(QByteArray& bytes, Block block)
{
    block.header.payloadCrc = trace::crc32(bytes.constData() + block.payload(), block.header.payloadBytes);
    block.header.headerCrc = crcOf(block.header);
    std::memcpy(bytes.data() + block.begin, &block.header, sizeof block.header);
}

/// Everything that the program does with a trace.
inline void lookAtAll(const trace::TraceView& trace, std::mt19937_64& random)
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

} // namespace sluice::test
