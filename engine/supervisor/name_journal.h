#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::supervisor {

/// A name that outlives the processes which use it, and that must therefore be taken away by somebody.
struct Name {
    enum class Kind {
        File,         ///< FIFO or socket inside the run's own folder; `text` is the bare file name
        SharedMemory, ///< shm_open(3); "/sluice-<run>-…"
        MessageQueue, ///< mq_open(3); "/sluice-<run>-…"
    };
    Kind kind = Kind::File;
    std::string text;
    bool operator==(const Name&) const = default;
};

/// Which names a run has made: a file in its folder, one line per name made (+) or removed (-). A name is written
/// down before it is made, so whatever happens to the run, somebody can still take it away.
/// Owner: RunFolder. Thread: one.
class NameJournal
{
public:
    /// Starts the journal of a new run in its folder.
    [[nodiscard]] static Result<NameJournal> create(const std::filesystem::path& folder, std::string runId);

    /// To be called before the name is made. Errors: not a name of this run; the file cannot be written.
    Result<void> record(const Name& name);
    /// To be called after the name has been removed.
    Result<void> forget(const Name& name);

    /// Names written down and not crossed out. Lines that are cut off or name anything that does not carry the
    /// run's id are passed over: only a run's own names are ever removed.
    [[nodiscard]] static std::vector<Name> standing(const std::filesystem::path& folder, std::string_view runId);
    /// Removes the name itself; that it is gone already is no error.
    static Result<void> remove(const std::filesystem::path& folder, const Name& name);

private:
    NameJournal(UniqueFd file, std::string runId) : m_file(std::move(file)), m_runId(std::move(runId)) {}
    Result<void> append(char sign, const Name& name);

    UniqueFd m_file;
    std::string m_runId;
};

} // namespace sluice::supervisor
