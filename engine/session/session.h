#pragma once

#include "base/id.h"
#include "base/result.h"
#include "base/unique_fd.h"
#include "scenario/scenario.h"

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

namespace sluice::probe {
class Region;
}

namespace sluice::session {

/// What the supervisor reports of one forked worker.
struct WorkerHandle {
    ProcessId id;
    int pid = 0;
    UniqueFd pidfd;
};

/// The app's handle on a running supervisor: start, control, stop. Destroying it ends every process of the run.
/// Owner: trace::Recording. Thread: set, hold, step, stop and their like from any thread; the rest from one.
class Session
{
public:
    struct Options {
        std::filesystem::path supervisor; ///< the executable; empty: $SLUICE_SUPERVISOR, else next to this program
        std::size_t ringBytes = std::size_t{8} << 20; ///< events of one process that the collector may be behind
        enum class Gates { Open, Closed };
        Gates gates = Gates::Open; ///< Closed: as after holdAll(), from the very first step on
    };

    /// Sweeps the names of dead runs, starts the supervisor and waits until it has forked all workers (they stand
    /// at their gates until begin()). Errors: scenario out of bounds, limits of the machine, supervisor missing.
    [[nodiscard]] static Result<std::unique_ptr<Session>> start(const scenario::Scenario& scenario, Options options);
    ~Session();

    /// Lets the workers run; trace time 0 is now. Returns once region().startRaw() says when that was.
    void begin();
    /// Changes a setting by its key ("writer.size"); takes effect at the worker's next step. Errors: unknown, bounds.
    Result<void> set(std::string_view key, std::int64_t value);
    /// Value in force, as last set by anybody.
    [[nodiscard]] std::int64_t value(std::string_view key) const;
    /// Holds a worker at its next probe / lets it run / lets it take one step and holds it again.
    void hold(ProcessId process);
    void release(ProcessId process);
    void step(ProcessId process);
    /// The viewer is the scheduler: every worker is held at its next probe, and the scenario's timed actions wait.
    void holdAll();
    /// All run again; the timed actions go on from where they were.
    void releaseAll();
    /// Asks every worker to end; those that do not within 300 ms are killed. Returns at once.
    void stop();

    [[nodiscard]] bool ended() const; ///< every worker and the supervisor are gone
    [[nodiscard]] const std::vector<WorkerHandle>& workers() const;
    [[nodiscard]] int supervisorPid() const;
    [[nodiscard]] probe::Region& region() const; ///< rings and control blocks
    /// The signal that killed the supervisor, and with it the run; 0: none, or it lives.
    [[nodiscard]] int killedBy() const;
    /// Readable (poll(2)) when the supervisor has ended.
    [[nodiscard]] int endedFd() const;

private:
    struct Private;
    explicit Session(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace sluice::session
