#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace sluice::trace {

/// A trace file that is read piece by piece with pread(2): nothing of it stays in memory, and a file that shrinks
/// meanwhile is a short read and not a SIGBUS. Thread: any.
class BlockFile
{
public:
    explicit BlockFile(UniqueFd fd) : m_fd(std::move(fd)) {}

    [[nodiscard]] int fd() const { return m_fd.get(); }
    [[nodiscard]] std::uint64_t size() const;
    /// Bytes read: fewer than asked at the end of the file or where it cannot be read.
    std::size_t read(std::uint64_t offset, std::span<std::byte> out) const;

private:
    UniqueFd m_fd;
};

} // namespace sluice::trace
