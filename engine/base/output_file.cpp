#include "base/output_file.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sluice {

namespace fs = std::filesystem;

namespace {

constexpr mode_t everybodysWish = 0666; // less what umask(2) takes away

fs::path folderOf(const fs::path& target) { return target.has_parent_path() ? target.parent_path() : fs::path("."); }

/// A name beside the target that nobody has: mkstemp(3).
Result<std::pair<UniqueFd, fs::path>> hiddenFile(const fs::path& target)
{
    std::string name = (folderOf(target) / ("." + target.filename().string() + ".XXXXXX")).string();
    UniqueFd fd(mkostemp(name.data(), O_CLOEXEC));
    if (!fd) return failedCall("open", target.string());
    const mode_t taken = umask(0);
    umask(taken);
    fchmod(fd.get(), everybodysWish & ~taken);
    return std::pair(std::move(fd), fs::path(name));
}

} // namespace

Result<OutputFile> OutputFile::create(const fs::path& wanted)
{
    std::error_code ignored;
    const fs::path target = fs::is_symlink(wanted, ignored) ? fs::weakly_canonical(wanted, ignored) : wanted;
    if (target.empty() || fs::is_directory(target, ignored))
        return fail(Error::ofCall("open", EISDIR, target.string()));
    const bool exists = fs::exists(target, ignored);
    if (exists && access(target.c_str(), W_OK) != 0) return failedCall("open", target.string());
    if (exists && !fs::is_regular_file(target, ignored)) {
        OutputFile file(target, UniqueFd(open(target.c_str(), O_WRONLY | O_CLOEXEC)));
        if (!file.m_fd) return failedCall("open", target.string());
        file.m_asItIs = true;
        return file;
    }
    OutputFile file(target, UniqueFd(open(folderOf(target).c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, everybodysWish)));
    if (file.m_fd) return file;
    if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL) return failedCall("open", target.string());
    auto hidden = hiddenFile(target);
    if (!hidden) return fail(hidden.error());
    file.m_fd = std::move(hidden->first);
    file.m_hidden = std::move(hidden->second);
    return file;
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : m_target(std::move(other.m_target)),
      m_hidden(std::exchange(other.m_hidden, {})),
      m_fd(std::move(other.m_fd)),
      m_asItIs(other.m_asItIs)
{}

OutputFile::~OutputFile()
{
    if (!m_hidden.empty()) unlink(m_hidden.c_str());
}

std::string OutputFile::reopenName() const { return "/proc/self/fd/" + std::to_string(m_fd.get()); }

Result<void> OutputFile::write(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_fd.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return failedCall("write", m_target.string());
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

/// linkat(2) does not replace: it goes by a hidden name, which rename(2) then puts in the target's place.
Result<void> OutputFile::giveName()
{
    for (int attempt = 0; m_hidden.empty(); ++attempt) {
        const std::string tag =
            std::to_string(getpid()) + "-" + std::to_string(m_fd.get()) + "-" + std::to_string(attempt);
        const fs::path name = folderOf(m_target) / ("." + m_target.filename().string() + "." + tag);
        if (linkat(AT_FDCWD, reopenName().c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0) m_hidden = name;
        else if (errno != EEXIST) return failedCall("linkat", m_target.string());
    }
    return {};
}

Result<void> OutputFile::commit()
{
    if (m_asItIs) return {};
    if (fdatasync(m_fd.get()) != 0) return failedCall("fdatasync", m_target.string());
    if (auto named = giveName(); !named) return named;
    if (rename(m_hidden.c_str(), m_target.c_str()) != 0) return failedCall("rename", m_target.string());
    m_hidden.clear();
    return {};
}

} // namespace sluice
