#pragma once

#include "probe/event.h"

#include <cstddef>
#include <cstdint>

namespace sluice::trace {

/// The file: one FileHeader, then blocks to the end, each a BlockHeader and its payload. Little endian, append only.
///
///     FileHeader | Meta | Events | Strings | Events | Segment | Events | ... | Directory | End
///
/// Whatever is whole is readable: a program that was killed leaves all blocks up to the last one it finished.
/// Blocks of an unknown type are stepped over, so that later versions can add some.
struct FileHeader {
    char magic[8];
    std::uint32_t version;
    std::uint32_t crc; ///< CRC-32 of the bytes before it
};
static_assert(sizeof(FileHeader) == 16);

enum class BlockType : std::uint32_t {
    Meta = 1,      ///< JSON text, see Meta
    Events = 2,    ///< `count` events, sorted by time
    Strings = 3,   ///< `count` texts, each ended by a zero byte; ids go on from the block before
    End = 4,       ///< EndOfRun; the run ended in good order
    Segment = 5,   ///< SegmentHeader, head, rest of the summary, checkpoint: see Extract. Segments follow each other
    Directory = 6, ///< DirectoryHeader, BlockRefs, SegmentRefs, texts: the whole file at one glance
};

struct BlockHeader {
    std::uint32_t magic;
    BlockType type;
    std::uint32_t payloadBytes;
    std::uint32_t count;
    std::uint64_t sequence; ///< 0, 1, 2 …
    std::int64_t firstTime;
    std::int64_t lastTime;
    std::uint32_t payloadCrc;
    std::uint32_t headerCrc; ///< CRC-32 of the bytes before it
};
static_assert(sizeof(BlockHeader) == 48);

/// So many events make a segment: what has to be played, at most, to know any state.
inline constexpr std::uint64_t eventsPerSegment = 8'192;

struct SegmentHeader {
    std::uint32_t headBytes;
    std::uint32_t summaryBytes; ///< head included
    std::uint32_t checkpointBytes;
};

/// Where one block of events lies.
struct BlockRef {
    std::int64_t payloadOffset = 0;
    std::uint64_t firstEvent = 0;
    std::int64_t firstTime = 0;
    std::int64_t lastTime = 0;
    std::uint32_t count = 0;
    std::uint32_t unused = 0;
};

/// What belongs to one segment, and where it lies.
struct SegmentRef {
    static constexpr std::size_t maxHead = 1024;
    std::int64_t summaryOffset = 0;
    SegmentHeader sizes{};
    std::uint32_t unused = 0;
    [[nodiscard]] std::int64_t checkpointOffset() const { return summaryOffset + sizes.summaryBytes; }
};

struct DirectoryHeader {
    std::uint64_t blocks = 0, segments = 0;
    std::uint64_t textBytes = 0, headBytes = 0; ///< heads of all segments, one behind the other
};

/// As counted where events were emitted.
struct Totals {
    std::uint64_t emitted = 0; ///< by workers, supervisor and collector
    std::uint64_t lost = 0;
    std::int64_t durationNs = 0;
    bool operator==(const Totals&) const = default;
};

/// Payload of an End block.
struct EndOfRun {
    Totals totals;
    std::int64_t directoryOffset = 0; ///< of its block
};

inline constexpr char fileMagic[8] = {'S', 'L', 'U', 'I', 'C', 'E', 'T', 'R'};
inline constexpr std::uint32_t fileVersion = 4;
inline constexpr std::uint32_t blockMagic = 0x4b424c53; // "SLBK"
inline constexpr std::size_t eventsPerBlock = 4096;     ///< a block is about 128 KB
inline constexpr std::uint32_t maxPayload = 1 << 20;    ///< of all blocks but the directory
inline constexpr std::uint32_t maxDirectory = 1 << 30;

/// `before`: of what comes before these bytes.
[[nodiscard]] std::uint32_t crc32(const void* data, std::size_t bytes, std::uint32_t before = 0);
[[nodiscard]] std::uint32_t crcOf(const FileHeader& header);
[[nodiscard]] std::uint32_t crcOf(const BlockHeader& header);

} // namespace sluice::trace
