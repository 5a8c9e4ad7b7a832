#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>

namespace sluice {

/// A file that appears under its name only once it is whole. Until then it has no name at all (O_TMPFILE of open(2)):
/// whoever is killed leaves nothing behind. Where the file system cannot do that it has a hidden name beside its
/// target. What stands under the name already stays there until commit(). Devices and pipes are written as they are.
/// Owner: whoever writes. Thread: any, one at a time. Destroying it without commit() leaves no trace.
class OutputFile
{
public:
    /// Errors: those of open(2), with the target's name; EISDIR for a folder.
    [[nodiscard]] static Result<OutputFile> create(const std::filesystem::path& target);
    OutputFile(OutputFile&& other) noexcept;
    OutputFile& operator=(OutputFile&&) = delete;
    ~OutputFile();

    [[nodiscard]] int fd() const { return m_fd.get(); }
    /// A name by which the same file can be opened once more, while this object lives.
    [[nodiscard]] std::string reopenName() const;
    [[nodiscard]] const std::filesystem::path& target() const { return m_target; }

    /// Writes all of it behind what was written last. Errors: write(2)'s, with the target's name.
    Result<void> write(std::span<const std::byte> bytes);
    Result<void> write(std::string_view text) { return write(std::as_bytes(std::span(text))); }
    /// Gives it its name. Errors: fdatasync(2)'s, linkat(2)'s, rename(2)'s.
    Result<void> commit();

private:
    OutputFile(std::filesystem::path target, UniqueFd fd) : m_target(std::move(target)), m_fd(std::move(fd)) {}
    Result<void> giveName();

    std::filesystem::path m_target;
    std::filesystem::path m_hidden; ///< its name until commit(); empty: none
    UniqueFd m_fd;
    bool m_asItIs = false; ///< no regular file: there is nothing to put in its place
};

} // namespace sluice
