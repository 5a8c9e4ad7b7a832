#include "state/system_state.h"

#include "base/words.h"
#include "scenario/setting_table.h"
#include "state/channel_model.h"

#include <algorithm>
#include <ranges>

namespace sluice::state {

SystemState initialState(const scenario::Scenario& scenario)
{
    SystemState state;
    const scenario::SettingTable table(scenario);
    state.processes.resize(scenario.processes.size() + 1);
    for (std::size_t i = 0; i < state.processes.size(); ++i) {
        state.processes[i].id = {static_cast<std::uint16_t>(i)};
        if (i > 0)
            state.processes[i].nonblockingSetting = table.indexOf(scenario.processes[i - 1].role + ".nonblocking");
    }
    state.channels.resize(scenario.channels.size() + 1);
    for (std::size_t i = 1; i < state.channels.size(); ++i) {
        ChannelState& channel = state.channels[i];
        channel.id = {static_cast<std::uint16_t>(i)};
        channel.object = makeObject(scenario, scenario.channels[i - 1]);
        model::visit(channel.object, [&](auto& object) { channel.capacityBytes = model::capacity(object); });
    }
    std::ranges::copy(table.initialValues(scenario) | std::views::take(state.settings.size()), state.settings.begin());
    return state;
}

double messageRate(const SystemState& state, ChannelId id)
{
    if (id.value >= state.channels.size()) return 0;
    const auto& sends = state.channels[id.value].recentSends;
    if (sends.size() < 2) return 0;
    const double span = toSeconds(sends.back() - sends.front());
    const double quiet = toSeconds(state.time - sends.back());
    const double mean = span / static_cast<double>(sends.size() - 1);
    if (quiet > 4 * mean + 1e-4 || span <= 0) return 0; // nothing has come for much longer than usual
    return 1 / mean;
}

std::string_view name(Activity activity)
{
    static constexpr std::array<std::string_view, 10> names{marked("states", "absent"),
                                                            marked("states", "running"),
                                                            "pacing",
                                                            "in-call",
                                                            marked("states", "blocked"),
                                                            "held",
                                                            "handling",
                                                            "stopped",
                                                            "unobserved",
                                                            marked("states", "ended")};
    static_assert(names.size() == static_cast<std::size_t>(Activity::Ended) + 1);
    const auto index = static_cast<std::size_t>(activity);
    return index < names.size() ? names[index] : "?";
}

} // namespace sluice::state
