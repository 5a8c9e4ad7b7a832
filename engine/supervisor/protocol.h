#pragma once

#include "base/result.h"
#include "base/unique_fd.h"
#include "probe/region.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::supervisor {

/// Descriptors at which a new supervisor finds what the session handed to it. Nothing else is inherited.
inline constexpr int regionFd = 3; ///< the sealed region
inline constexpr int lifelineFd =
    4; ///< SOCK_SEQPACKET: the scenario comes in, one reply goes out; its end ends the run
inline constexpr int doorbellFd = 5; ///< eventfd: something in control block 0 has changed

/// Control block 0 belongs to the run as a whole: `settings` hold the values in force, `stop` asks all workers to
/// end, and `gate` is 1 until the run may begin.
inline constexpr ProcessId runControl{0};

inline constexpr std::size_t maxScenarioBytes = 128 * 1024;

/// A worker that has been forked and waits for the run to begin.
struct StartedWorker {
    int pid = 0;
    UniqueFd pidfd;
    bool stopped = false; ///< a program that is held: by SIGSTOP
};

/// The scenario as JSON, in one packet. Errors: EMSGSIZE, or that the other side is gone.
[[nodiscard]] Result<void> sendScenario(int socket, std::string_view json);
[[nodiscard]] Result<std::string> receiveScenario(int socket);

/// The supervisor's only answer: its workers with their pidfds (SCM_RIGHTS), or why there are none.
[[nodiscard]] Result<void> sendWorkers(int socket, std::span<const StartedWorker> workers);
Result<void> sendFailure(int socket, const Error& error);
[[nodiscard]] Result<std::vector<StartedWorker>> receiveReply(int socket);

} // namespace sluice::supervisor
