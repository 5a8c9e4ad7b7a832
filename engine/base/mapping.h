#pragma once

#include "base/result.h"

#include <cstddef>
#include <span>

namespace sluice {

/// Sole owner of one mmap'ed range. Thread: any, one at a time; the bytes follow the rules of whoever shares them.
class Mapping
{
public:
    enum class Access { Read, ReadWrite };

    /// Maps `length` bytes of `fd` from `offset` (a multiple of the page size), MAP_SHARED. Errors: mmap(2)'s.
    [[nodiscard]] static Result<Mapping> map(int fd, std::size_t length, Access access, std::size_t offset = 0);

    /// Zeroed memory without a file, shared with every process that is forked later. Errors: mmap(2)'s.
    [[nodiscard]] static Result<Mapping> shared(std::size_t length);

    Mapping() = default;
    Mapping(Mapping&& other) noexcept;
    Mapping& operator=(Mapping&& other) noexcept;
    ~Mapping();

    [[nodiscard]] std::byte* data() const { return m_data; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] std::span<std::byte> bytes() const { return {m_data, m_size}; }

private:
    Mapping(std::byte* data, std::size_t size) : m_data(data), m_size(size) {}
    void unmap();

    std::byte* m_data = nullptr;
    std::size_t m_size = 0;
};

} // namespace sluice
