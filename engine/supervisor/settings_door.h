#pragma once

#include "probe/region.h"
#include "scenario/setting_table.h"

#include <string_view>
#include <vector>

namespace sluice::supervisor {

/// Carries wishes from control block 0, where the session leaves them, to the control blocks of the workers they
/// concern. Owner: Supervisor. Thread: one.
class SettingsDoor
{
public:
    /// Fills all control blocks with the values in force at the start. `region` and `scenario` must outlive it.
    SettingsDoor(probe::Region& region, const scenario::Scenario& scenario);

    struct Change {
        int index = 0; ///< in scenario::SettingTable
        std::int64_t value = 0;
        std::int64_t before = 0;
    };
    /// What the session or a timed action has changed since the last call.
    [[nodiscard]] std::vector<Change> takeChanges();
    /// Hands a value on to every worker of the setting's role.
    void pass(const Change& change);
    /// The kernel made something else of a value: that is now the value in force.
    void correct(const Change& change);
    /// Carries out a timed action: a setting, or hold or step of a process.
    void perform(const scenario::TimedAction& action);
    /// The worker has not yet acted on an action or a toggle: it may be blocked in a call.
    [[nodiscard]] bool isBehind(ProcessId worker) const;

private:
    [[nodiscard]] bool concerns(std::size_t setting, ProcessId worker) const;

    probe::Region& m_region;
    const scenario::Scenario& m_scenario;
    scenario::SettingTable m_table;
    std::vector<std::int64_t> m_seen; ///< values of control block 0 that have been dealt with
};

} // namespace sluice::supervisor
