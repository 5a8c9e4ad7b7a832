#pragma once

#include "mechanisms/mechanism.h"
#include "probe/worker.h"
#include "supervisor/protocol.h"

#include <string>

namespace sluice::supervisor {

/// What a new worker is to be.
struct WorkerPlan {
    ProcessId id;
    std::string name;
    const mechanisms::Role* role = nullptr;
    probe::Worker::Place place;
    mechanisms::KernelObject* object = nullptr; ///< of its channel: the others' descriptors are closed
};

/// Forks a worker, without exec: it inherits the kernel object literally. It dies with this process, waits until it is
/// admitted and the run begins, lives its role, and exits with the role's status. Errors: fork's, e.g. RLIMIT_NPROC.
[[nodiscard]] Result<StartedWorker> startWorker(probe::Region& region, const WorkerPlan& plan);
/// From now on it may do something, and others may find it by its id.
void admit(probe::WorkerControl& control, const StartedWorker& worker);

/// Ends whatever processes the workers may have left to this one, their subreaper (prctl(2)), and reaps all.
void endStrays();

} // namespace sluice::supervisor
