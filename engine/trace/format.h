#pragma once

#include "probe/event.h"

#include <cstddef>
#include <cstdint>

namespace sluice::trace {

/// The file: one FileHeader, then blocks to the end, each a BlockHeader and its payload. Little endian, append only.
///
///     FileHeader | Meta | Events | Strings | Events | ... | End
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
    Meta = 1,    ///< JSON text, see Meta
    Events = 2,  ///< `count` events, sorted by time
    Strings = 3, ///< `count` texts, each ended by a zero byte; ids go on from the block before
    End = 4,     ///< Totals; the run ended in good order
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

/// Payload of an End block.
struct Totals {
    std::uint64_t emitted = 0; ///< by workers, supervisor and collector, as counted where they were emitted
    std::uint64_t lost = 0;
    std::int64_t durationNs = 0;
    bool operator==(const Totals&) const = default;
};

inline constexpr char fileMagic[8] = {'S', 'L', 'U', 'I', 'C', 'E', 'T', 'R'};
inline constexpr std::uint32_t fileVersion = 1;
inline constexpr std::uint32_t blockMagic = 0x4b424c53; // "SLBK"
inline constexpr std::size_t eventsPerBlock = 2000;     ///< a block is about 64 KB
inline constexpr std::uint32_t maxPayload = 1 << 20;

[[nodiscard]] std::uint32_t crc32(const void* data, std::size_t bytes);
[[nodiscard]] std::uint32_t crcOf(const FileHeader& header);
[[nodiscard]] std::uint32_t crcOf(const BlockHeader& header);

} // namespace sluice::trace
