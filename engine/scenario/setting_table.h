#pragma once

#include "mechanisms/mechanism.h"
#include "scenario/scenario.h"

#include <vector>

namespace sluice::scenario {

/// All settings of a scenario by one index: the tables of its channels' mechanisms one behind the other, each once.
/// A value; the tables themselves live as long as the program.
class SettingTable
{
public:
    explicit SettingTable(const Scenario& scenario);

    [[nodiscard]] std::size_t size() const { return m_size; } ///< at most probe::maxSettings
    [[nodiscard]] const mechanisms::Setting& operator[](std::size_t index) const;
    /// Index of a key, or -1.
    [[nodiscard]] int indexOf(std::string_view key) const;
    /// Where the mechanism's own table begins.
    [[nodiscard]] std::size_t baseOf(const mechanisms::Mechanism& mechanism) const;
    /// Is this setting in the mechanism's own table?
    [[nodiscard]] bool belongs(std::size_t index, const mechanisms::Mechanism& mechanism) const;
    /// The values at the start of a run.
    [[nodiscard]] std::vector<std::int64_t> initialValues(const Scenario& scenario) const;

private:
    struct Part {
        std::span<const mechanisms::Setting> settings;
        std::size_t base = 0;
    };
    std::vector<Part> m_parts;
    std::size_t m_size = 0;
};

/// The mechanism of that channel. parse() has seen to it that there is one.
[[nodiscard]] const mechanisms::Mechanism& mechanismOf(const Scenario& scenario, ChannelId channel);
/// Do any of its processes send each other signals?
[[nodiscard]] bool hasSignals(const Scenario& scenario);
/// The part that this process plays, on its channel; null for the supervisor and unknown ones.
[[nodiscard]] const mechanisms::Role* roleOf(const Scenario& scenario, ProcessId process);
/// Does it play that part, or one like it?
[[nodiscard]] bool plays(const Scenario& scenario, ProcessId process, std::string_view role);

} // namespace sluice::scenario
