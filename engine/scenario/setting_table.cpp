#include "scenario/setting_table.h"

#include <algorithm>

namespace sluice::scenario {

using mechanisms::Mechanism;
using mechanisms::Role;
using mechanisms::Setting;

SettingTable::SettingTable(const Scenario& scenario)
{
    for (const ChannelSpec& channel : scenario.channels) {
        const Mechanism* mechanism = mechanisms::find(channel.kind);
        if (!mechanism) continue;
        const auto same = [&](const Part& part) { return part.settings.data() == mechanism->settings.data(); };
        if (std::ranges::any_of(m_parts, same)) continue;
        m_parts.push_back({mechanism->settings, m_size});
        m_size += mechanism->settings.size();
    }
}

const Setting& SettingTable::operator[](std::size_t index) const
{
    auto part = m_parts.begin();
    while (index >= part->base + part->settings.size()) ++part;
    return part->settings[index - part->base];
}

int SettingTable::indexOf(std::string_view key) const
{
    for (const Part& part : m_parts) {
        const auto found = std::ranges::find(part.settings, key, &Setting::key);
        if (found != part.settings.end())
            return static_cast<int>(part.base + static_cast<std::size_t>(found - part.settings.begin()));
    }
    return -1;
}

std::size_t SettingTable::baseOf(const Mechanism& mechanism) const
{
    for (const Part& part : m_parts)
        if (part.settings.data() == mechanism.settings.data()) return part.base;
    return 0;
}

bool SettingTable::belongs(std::size_t index, const Mechanism& mechanism) const
{
    const std::size_t base = baseOf(mechanism);
    return index >= base && index < base + mechanism.settings.size();
}

std::vector<std::int64_t> SettingTable::initialValues(const Scenario& scenario) const
{
    std::vector<std::int64_t> values;
    for (std::size_t i = 0; i < m_size; ++i) {
        const Setting& setting = (*this)[i];
        const auto told = scenario.settings.find(std::string(setting.key));
        values.push_back(told == scenario.settings.end() ? setting.initial : told->second);
    }
    return values;
}

const Mechanism& mechanismOf(const Scenario& scenario, ChannelId channel)
{
    return *mechanisms::find(scenario.channels.at(channel.value - 1U).kind);
}

bool hasSignals(const Scenario& scenario)
{
    return std::ranges::any_of(scenario.channels, [](const ChannelSpec& channel) {
        const Mechanism* mechanism = mechanisms::find(channel.kind);
        return mechanism && mechanism->signals;
    });
}

const Role* roleOf(const Scenario& scenario, ProcessId process)
{
    if (process.value == 0 || process.value > scenario.processes.size()) return nullptr;
    const ProcessSpec& spec = scenario.processes[process.value - 1U];
    if (spec.channel.value == 0 || spec.channel.value > scenario.channels.size()) return nullptr;
    const Mechanism* mechanism = mechanisms::find(scenario.channels[spec.channel.value - 1U].kind);
    if (!mechanism) return nullptr;
    const auto role = std::ranges::find(mechanism->roles, spec.role, &Role::name);
    return role == mechanism->roles.end() ? nullptr : &*role;
}

bool plays(const Scenario& scenario, ProcessId process, std::string_view role)
{
    const Role* played = roleOf(scenario, process);
    return played && !role.empty() && (played->name == role || played->like == role);
}

} // namespace sluice::scenario
