#pragma once

#include "supervisor/name_journal.h"

namespace sluice::supervisor {

/// The folder of one run, run-<id> inside $XDG_RUNTIME_DIR/sluice (else /tmp/sluice-UID), readable by nobody else.
///
///      run-<id>/lock    held (flock(2)) as long as the run's supervisor lives
///      run-<id>/names   what must be taken away when it is dead
///
/// Owner: the supervisor. Thread: one. Destroying it takes away the run's names and the folder.
class RunFolder
{
public:
    /// Where runs keep their folders; made if it is not there. Errors: it belongs to somebody else or others may
    /// enter it.
    [[nodiscard]] static Result<std::filesystem::path> base();
    [[nodiscard]] static Result<RunFolder> create(const std::filesystem::path& base);
    /// Takes away what dead runs have left behind: names, then folder. Runs whose lock is held are not touched.
    /// Returns how many were swept.
    static Result<int> sweep(const std::filesystem::path& base);

    RunFolder(RunFolder&& other) noexcept;
    RunFolder& operator=(RunFolder&&) = delete;
    ~RunFolder();

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    [[nodiscard]] const std::string& runId() const { return m_runId; }
    [[nodiscard]] NameJournal& names() { return m_names; }

private:
    RunFolder(std::filesystem::path path, std::string runId, UniqueFd lock, NameJournal names)
        : m_path(std::move(path)), m_runId(std::move(runId)), m_lock(std::move(lock)), m_names(std::move(names))
    {}

    std::filesystem::path m_path; ///< empty: moved from
    std::string m_runId;
    UniqueFd m_lock;
    NameJournal m_names;
};

} // namespace sluice::supervisor
