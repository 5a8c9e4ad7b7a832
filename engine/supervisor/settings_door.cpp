#include "supervisor/settings_door.h"

#include "probe/gate.h"
#include "supervisor/protocol.h"

#include <algorithm>

namespace sluice::supervisor {

using mechanisms::Setting;

SettingsDoor::SettingsDoor(probe::Region& region, const scenario::Scenario& scenario)
    : m_region(region), m_scenario(scenario), m_table(scenario), m_seen(m_table.initialValues(scenario))
{
    for (std::size_t i = 0; i < m_seen.size(); ++i) {
        const std::int64_t value = m_seen[i];
        m_region.control(runControl).settings[i].store(value, std::memory_order_relaxed);
        pass({static_cast<int>(i), value, value});
    }
    for (std::uint16_t id = 1; id <= scenario.processes.size(); ++id) {
        const std::string& name = scenario.processes[id - 1u].name;
        if (scenario::initialValue(scenario, name + ".hold") != 0) probe::hold(m_region.control({id}));
        for (auto steps = scenario::initialValue(scenario, name + ".step"); steps > 0; --steps)
            probe::step(m_region.control({id}));
    }
}

std::vector<SettingsDoor::Change> SettingsDoor::takeChanges()
{
    std::vector<Change> changes;
    const probe::WorkerControl& run = m_region.control(runControl);
    for (std::size_t i = 0; i < m_seen.size(); ++i) {
        const std::int64_t value = run.settings[i].load(std::memory_order_acquire);
        if (value == m_seen[i]) continue;
        changes.push_back({static_cast<int>(i), value, std::exchange(m_seen[i], value)});
    }
    // What is asked for finds everything set that was set before it.
    std::ranges::stable_partition(changes, [this](const Change& change) {
        return m_table[static_cast<std::size_t>(change.index)].kind != Setting::Kind::Action;
    });
    return changes;
}

void SettingsDoor::pass(const Change& change)
{
    const auto index = static_cast<std::size_t>(change.index);
    for (std::uint16_t id = 1; id <= m_region.workers(); ++id) {
        if (!concerns(index, {id})) continue;
        probe::WorkerControl& control = m_region.control({id});
        control.settings[index].store(change.value, std::memory_order_relaxed);
        probe::nudge(control);
    }
}

void SettingsDoor::correct(const Change& change)
{
    const auto index = static_cast<std::size_t>(change.index);
    m_seen[index] = change.value;
    m_region.control(runControl).settings[index].store(change.value, std::memory_order_release);
}

void SettingsDoor::perform(const scenario::TimedAction& action)
{
    if (const int found = m_table.indexOf(action.key); found >= 0) {
        const auto index = static_cast<std::size_t>(found);
        auto& value = m_region.control(runControl).settings[index];
        if (m_table[index].kind == Setting::Kind::Action) value.fetch_add(1, std::memory_order_acq_rel);
        else value.store(action.value, std::memory_order_release);
        return;
    }
    for (std::uint16_t id = 1; id <= m_scenario.processes.size(); ++id) {
        const std::string& name = m_scenario.processes[id - 1u].name;
        probe::WorkerControl& control = m_region.control({id});
        if (action.key == name + ".step") probe::step(control);
        else if (action.key == name + ".hold") action.value != 0 ? probe::hold(control) : probe::release(control);
    }
}

bool SettingsDoor::isBehind(ProcessId worker) const
{
    const probe::WorkerControl& control = m_region.control(worker);
    for (std::size_t i = 0; i < m_table.size(); ++i) {
        // A number may wait until the worker's next step; what is switched or asked for may not.
        if (m_table[i].kind == Setting::Kind::Number || m_table[i].kind == Setting::Kind::Choice) continue;
        if (control.settings[i].load(std::memory_order_relaxed)
            != control.acknowledged[i].load(std::memory_order_acquire))
            return true;
    }
    return false;
}

bool SettingsDoor::concerns(std::size_t index, ProcessId worker) const
{
    const Setting& setting = m_table[index];
    const ChannelId channel = m_scenario.processes[worker.value - 1u].channel;
    const bool byRole = setting.doer != Setting::Doer::Supervisor && setting.doer != Setting::Doer::Killer;
    return byRole && m_table.belongs(index, mechanismOf(m_scenario, channel))
           && scenario::plays(m_scenario, worker, setting.key.substr(0, setting.key.rfind('.')));
}

} // namespace sluice::supervisor
