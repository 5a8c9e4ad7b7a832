#include "trace/format.h"

#include <zlib.h>

namespace sluice::trace {

std::uint32_t crc32(const void* data, std::size_t bytes, std::uint32_t before)
{
    return static_cast<std::uint32_t>(::crc32_z(before, static_cast<const Bytef*>(data), bytes));
}

std::uint32_t crcOf(const FileHeader& header) { return crc32(&header, offsetof(FileHeader, crc)); }
std::uint32_t crcOf(const BlockHeader& header) { return crc32(&header, offsetof(BlockHeader, headerCrc)); }

} // namespace sluice::trace
