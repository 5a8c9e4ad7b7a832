#pragma once

#include "mechanisms/mechanism.h"
#include "probe/worker.h"
#include "supervisor/protocol.h"

#include <optional>
#include <string>
#include <sys/wait.h>
#include <vector>

namespace sluice::supervisor {

/// What a new worker is to be.
struct WorkerPlan {
    ProcessId id;
    std::string name;
    const mechanisms::Role* role = nullptr;
    probe::Worker::Place place;
    mechanisms::KernelObject* object = nullptr; ///< of its channel: the others' descriptors are closed
    std::vector<WorkerPlan> children;           ///< it forks them before anything else
};

/// Forks a worker, without exec: it inherits the kernel object literally. It dies with this process, waits until it is
/// admitted and the run begins, lives its role, and exits with the role's status. Errors: fork's, e.g. RLIMIT_NPROC.
[[nodiscard]] Result<StartedWorker> startWorker(probe::Region& region, const WorkerPlan& plan);
/// From now on it may do something, and others may find it by its id.
void admit(probe::WorkerControl& control, const StartedWorker& worker);

/// A worker that another one, its parent, has forked by now or is about to. Its parent does not reap it, so that its
/// number cannot become somebody else's. It dies with its parent, who dies with this process. Errors: fork's, in the
/// parent; that the parent has ended.
[[nodiscard]] Result<StartedWorker> adoptWorker(const probe::Region& region, const WorkerPlan& plan,
                                                const StartedWorker& parent);

/// How a worker has ended that is not this process's own child, but a worker's: what waitid(2) would tell, from
/// /proc/PID/stat (proc(5), exit_code). Nothing while it runs.
[[nodiscard]] std::optional<siginfo_t> endOfGrandchild(int pid);

/// Ends whatever processes the workers may have left to this one, their subreaper (prctl(2)), and reaps all.
void endStrays();

} // namespace sluice::supervisor
