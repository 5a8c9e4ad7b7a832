#include "trace/block_file.h"

#include <sys/stat.h>
#include <unistd.h>

namespace sluice::trace {

std::uint64_t BlockFile::size() const
{
    struct stat info {};
    return fstat(m_fd.get(), &info) == 0 && info.st_size > 0 ? static_cast<std::uint64_t>(info.st_size) : 0;
}

std::size_t BlockFile::read(std::uint64_t offset, std::span<std::byte> out) const
{
    std::size_t done = 0;
    while (done < out.size()) {
        const ssize_t n =
            pread(m_fd.get(), out.data() + done, out.size() - done, static_cast<off_t>(offset + done));
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break;
        done += static_cast<std::size_t>(n);
    }
    return done;
}

} // namespace sluice::trace
