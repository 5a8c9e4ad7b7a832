#pragma once

#include "supervisor/run_folder.h"
#include "supervisor/settings_door.h"
#include "supervisor/worker_start.h"

#include <memory>
#include <optional>

namespace sluice::supervisor {

/// One run: forks the workers, passes on what the viewer wants, and ends everything when it is time, when the last
/// worker has gone, or at once when the session is gone. Owner: the supervisor's main(). Thread: one.
class Supervisor : private mechanisms::Names
{
public:
    /// What the session handed over.
    struct Inherited {
        probe::Region region;
        UniqueFd lifeline;
        UniqueFd doorbell;
    };

    Supervisor(Inherited inherited, scenario::Scenario scenario);
    Supervisor(const Supervisor&) = delete;
    ~Supervisor() override;

    /// Makes the kernel object, forks the workers and tells the session. Errors: limits of the machine.
    Result<void> start();
    /// Returns when every worker is gone.
    void run();

private:
    struct Channel {
        const mechanisms::Mechanism& mechanism;
        std::unique_ptr<mechanisms::KernelObject> object;
        std::vector<mechanisms::KernelObject::Descriptor> descriptors; ///< as its workers inherit them
        std::vector<std::uint64_t> inodes;                             ///< what those lead to
        std::int64_t capacity = -1;                                    ///< when it was made; -1: it has none
    };

    [[nodiscard]] Result<RunFolder*> folder();
    [[nodiscard]] std::string forThisChannel(std::string_view what) const;
    [[nodiscard]] Result<std::string> file(std::string_view what) override;
    [[nodiscard]] Result<std::string> messageQueue(std::string_view what) override;
    [[nodiscard]] Result<std::string> sharedMemory(std::string_view what) override;
    [[nodiscard]] Result<std::string> globalName(Name::Kind kind, std::string_view what);
    Result<void> makeObjects();
    [[nodiscard]] WorkerPlan planOf(ProcessId id) const;
    Result<void> forkWorkers();
    void startAgain(std::string_view role);
    void tellStarted(ProcessId worker, int pid, std::int64_t rawTime);

    [[nodiscard]] std::int64_t nextDeadline() const;
    void waitForNews();
    void hearLifeline();
    void hearDoorbell();
    void begin();
    void noteByHand();
    void performDueActions();
    void passOnChanges();
    void apply(const SettingsDoor::Change& change);
    void apply(const SettingsDoor::Change& change, ChannelId channel);
    void tellChange(const SettingsDoor::Change& change);
    void killOwners();
    [[nodiscard]] UniqueFd borrow(ChannelId channel, probe::End end) const;
    void holdPrograms();
    [[nodiscard]] bool mayHaveToHold() const;
    void tellWritten(std::size_t worker);
    void stop();
    void kickThoseBehind();
    void killAll();
    void reap(std::size_t worker);
    [[nodiscard]] std::optional<siginfo_t> endOf(std::size_t worker) const;
    [[nodiscard]] bool anybodyAlive() const;
    void emit(probe::Event event, std::int64_t rawTime);

    Inherited m_inherited;
    scenario::Scenario m_scenario;
    scenario::SettingTable m_table;
    probe::RingWriter m_ring;
    SettingsDoor m_settings;
    std::vector<Channel> m_channels; ///< [0] is channel 1
    std::optional<RunFolder> m_folder;
    std::vector<StartedWorker> m_workers; ///< [0] is worker 1; one that has been reaped has no pidfd any more
    std::vector<probe::Event> m_early;    ///< ends of workers before the run began

    std::vector<ChannelId> m_toKill; ///< whoever is the owner of these next is to be killed
    bool m_begun = false;
    bool m_sessionGone = false;
    std::int64_t m_actionsFromNs = 0; ///< their time 0, on CLOCK_MONOTONIC, as are all times here
    std::int64_t m_byHandSinceNs = 0; ///< 0: timed actions do not wait
    std::size_t m_actionsDone = 0;
    std::int64_t m_nextKickNs = 0;    ///< 0: nobody needs one
    std::int64_t m_killNs = 0;        ///< 0: not stopping
    std::vector<UniqueFd> m_standIns; ///< open ends that keep a stopping worker from seeing the others go
};

} // namespace sluice::supervisor
