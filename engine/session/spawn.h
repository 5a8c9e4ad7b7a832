#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

#include <filesystem>

namespace sluice::session {

/// Where the supervisor is: `wanted` if given, else $SLUICE_SUPERVISOR, else beside this program, as it lies in the
/// build tree and after installation. Errors: Missing, with the places looked at.
[[nodiscard]] Result<std::filesystem::path> findSupervisor(const std::filesystem::path& wanted);

/// A started supervisor.
struct Spawned {
    int pid = 0;
    UniqueFd pidfd;
};

/// Starts it in a process group of its own (a Ctrl-C is the session's to handle), with nothing inherited but the
/// three descriptors at the numbers of supervisor/protocol.h. Errors: exec's and fork's.
[[nodiscard]] Result<Spawned> spawnSupervisor(const std::filesystem::path& program, int region, int lifeline,
                                              int doorbell);

} // namespace sluice::session
