#include "supervisor/run_folder.h"

#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace sluice::supervisor {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view folderPrefix = "run-";

Result<void> makePrivate(const fs::path& folder)
{
    if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return failedCall("mkdir", folder.string());
    struct stat info {};
    if (lstat(folder.c_str(), &info) != 0) return failedCall("lstat", folder.string());
    if (!S_ISDIR(info.st_mode) || info.st_uid != geteuid() || (info.st_mode & 077) != 0)
        return fail(Error::badInput(folder.string(), "must be a folder of this user that nobody else may enter"));
    return {};
}

/// Runs come and go one at a time: nobody sweeps a folder whose lock has not been taken yet.
Result<UniqueFd> lockBase(const fs::path& base)
{
    UniqueFd lock(open((base / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!lock) return failedCall("open", (base / "lock").string());
    while (flock(lock.get(), LOCK_EX) != 0)
        if (errno != EINTR) return failedCall("flock", (base / "lock").string());
    return lock;
}

std::string newRunId()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::to_string(getpid()) + "-"
           + std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

void removeRun(const fs::path& folder, std::string_view runId)
{
    for (const Name& name : NameJournal::standing(folder, runId)) (void)NameJournal::remove(folder, name);
    std::error_code ignored; // what cannot be removed now is tried again at the next start
    fs::remove_all(folder, ignored);
}

bool isAlive(const fs::path& folder)
{
    const UniqueFd lock(open((folder / "lock").c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    if (!lock) return errno != ENOENT; // without a lock it never came to life
    return flock(lock.get(), LOCK_EX | LOCK_NB) != 0;
}

} // namespace

Result<fs::path> RunFolder::base()
{
    const char* runtime = std::getenv("XDG_RUNTIME_DIR");
    struct stat info {};
    const bool usable =
        runtime && runtime[0] == '/' && stat(runtime, &info) == 0 && S_ISDIR(info.st_mode) && info.st_uid == geteuid();
    fs::path folder = usable ? fs::path(runtime) / "sluice" : fs::path("/tmp/sluice-" + std::to_string(geteuid()));
    if (auto made = makePrivate(folder); !made) return fail(made.error());
    return folder;
}

Result<RunFolder> RunFolder::create(const fs::path& base)
{
    const auto held = lockBase(base);
    if (!held) return fail(held.error());
    const std::string id = newRunId();
    const fs::path folder = base / (std::string(folderPrefix) + id);
    if (mkdir(folder.c_str(), 0700) != 0) return failedCall("mkdir", folder.string());
    UniqueFd lock(open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!lock || flock(lock.get(), LOCK_EX | LOCK_NB) != 0) return failedCall("flock", (folder / "lock").string());
    auto names = NameJournal::create(folder, id);
    if (!names) return fail(names.error());
    return RunFolder(folder, id, std::move(lock), std::move(*names));
}

Result<int> RunFolder::sweep(const fs::path& base)
{
    const auto held = lockBase(base);
    if (!held) return fail(held.error());
    int swept = 0;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(base, problem)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(folderPrefix) || !entry.is_directory(problem) || entry.is_symlink(problem)) continue;
        if (isAlive(entry.path())) continue;
        removeRun(entry.path(), std::string_view(name).substr(folderPrefix.size()));
        ++swept;
    }
    return swept;
}

RunFolder::RunFolder(RunFolder&& other) noexcept
    : m_path(std::exchange(other.m_path, {})),
      m_runId(std::move(other.m_runId)),
      m_lock(std::move(other.m_lock)),
      m_names(std::move(other.m_names))
{}

RunFolder::~RunFolder()
{
    if (!m_path.empty()) removeRun(m_path, m_runId);
}

} // namespace sluice::supervisor
