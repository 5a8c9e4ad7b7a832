#include "analysis/held.h"

namespace sluice::analysis {

namespace {

std::string_view trimmed(std::string_view line)
{
    const std::size_t first = line.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view() : line.substr(first);
}

} // namespace

std::string lineHeldAt(const state::ProcessState& process, const trace::TraceView& trace)
{
    const auto& meta = trace.meta();
    const auto id = process.id.value;
    if (id == 0 || id > meta.scenario.processes.size() || process.heldBefore.line == 0) return {};
    const ChannelId channel = meta.scenario.processes[id - 1U].channel;
    if (channel.value == 0 || channel.value > meta.scenario.channels.size()) return {};
    const auto source = meta.sources.find(meta.scenario.channels[channel.value - 1U].kind);
    if (source == meta.sources.end()) return {};
    std::string_view rest = source->second;
    for (int line = 1; line < process.heldBefore.line; ++line) {
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos) return {};
        rest.remove_prefix(end + 1);
    }
    constexpr std::size_t longest = 200;
    return std::string(trimmed(rest.substr(0, rest.find('\n'))).substr(0, longest));
}

std::string_view nameOf(const state::HeldBefore& held)
{
    return held.call != probe::Call::None ? probe::name(held.call) : probe::name(held.point);
}

} // namespace sluice::analysis
