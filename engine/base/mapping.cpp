#include "base/mapping.h"

#include <sys/mman.h>

#include <utility>

namespace sluice {

Result<Mapping> Mapping::map(int fd, std::size_t length, Access access, std::size_t offset)
{
    const int protection = access == Access::Read ? PROT_READ : PROT_READ | PROT_WRITE;
    void* address = ::mmap(nullptr, length, protection, MAP_SHARED, fd, static_cast<off_t>(offset));
    if (address == MAP_FAILED) return failedCall("mmap");
    return Mapping(static_cast<std::byte*>(address), length);
}

Result<Mapping> Mapping::shared(std::size_t length)
{
    void* memory = mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return failedCall("mmap");
    return Mapping(static_cast<std::byte*>(memory), length);
}

Mapping::Mapping(Mapping&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0))
{}

Mapping& Mapping::operator=(Mapping&& other) noexcept
{
    if (this != &other) {
        unmap();
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

Mapping::~Mapping() { unmap(); }

void Mapping::unmap()
{
    if (m_data) ::munmap(m_data, m_size);
}

} // namespace sluice
