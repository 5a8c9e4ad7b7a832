#include "analysis/wait_for.h"

#include <algorithm>
#include <array>

namespace sluice::analysis {

using probe::Call;
using probe::End;
using probe::Evidence;
using state::Activity;
using state::ProcessState;
using state::SystemState;

namespace {

WaitObject objectOf(const ProcessState& process)
{
    switch (process.call.call) {
    case Call::MutexLock:
    case Call::FutexWait: return WaitObject::Lock;
    case Call::Open: return WaitObject::OtherEnd;
    case Call::Accept: return WaitObject::Connection;
    case Call::Connect: return WaitObject::Acceptance;
    case Call::SigWaitInfo: return WaitObject::Signal;
    case Call::ReceiveDescriptor: return WaitObject::Descriptor;
    default: return probe::transferOf(process.call.call) == probe::Transfer::Send ? WaitObject::Room : WaitObject::Data;
    }
}

/// What the other side of a call does.
Call counterpart(Call call)
{
    switch (call) {
    case Call::Write: return Call::Read;
    case Call::Read: return Call::Write;
    case Call::Send: return Call::Recv;
    case Call::Recv: return Call::Send;
    case Call::MqSend: return Call::MqReceive;
    case Call::MqReceive:
    case Call::SigWaitInfo: return Call::MqSend;
    case Call::ReceiveDescriptor: return Call::SendDescriptor;
    case Call::Connect: return Call::Accept;
    case Call::Open: return Call::Open;
    default: return Call::None;
    }
}

/// Those who have that end of the channel open: each by the first such descriptor.
void addHolders(const SystemState& state, Wait& wait, End end)
{
    for (const ProcessState& process : state.processes) {
        const auto holds = [&](const state::Descriptor& each) {
            return each.open && each.channel == wait.channel && (each.end == end || each.end == End::Both);
        };
        const auto found = std::ranges::find_if(process.descriptors, holds);
        if (found == process.descriptors.end()) continue;
        wait.releasers.push_back({process.id, counterpart(wait.call), static_cast<int>(found->fd),
                                  process.isProgram() ? Evidence::Kernel : Evidence::Probe});
    }
}

void addOwners(const SystemState& state, Wait& wait)
{
    for (const ProcessState& process : state.processes)
        if (process.activity != Activity::Ended && wait.lock < 32 && (process.locks >> wait.lock & 1U) != 0)
            wait.releasers.push_back({process.id, Call::None, -1, Evidence::Probe});
}

/// A FIFO's other side: whoever is still there could open it.
void addOpeners(const SystemState& state, Wait& wait)
{
    for (const ProcessState& process : state.processes)
        if (process.id.value != 0 && process.id != wait.process && process.activity != Activity::Ended)
            wait.releasers.push_back({process.id, Call::Open, -1, Evidence::Derived});
}

void addReleasers(const SystemState& state, Wait& wait)
{
    switch (wait.object) {
    case WaitObject::Data: return addHolders(state, wait, End::Write);
    case WaitObject::Room: return addHolders(state, wait, End::Read);
    case WaitObject::Lock: return addOwners(state, wait);
    case WaitObject::OtherEnd: return addOpeners(state, wait);
    case WaitObject::Acceptance: return addHolders(state, wait, End::Listen);
    case WaitObject::Connection: wait.othersToo = true; return;
    case WaitObject::Signal: wait.othersToo = true; [[fallthrough]];
    case WaitObject::Descriptor:
        addHolders(state, wait, End::Write);
        std::erase_if(wait.releasers, [&](const Releaser& each) { return each.process == wait.process; });
    }
}

/// Leaves those that can never end: takes away, as long as there is one, a wait that somebody outside can end.
void findDeadlocks(std::vector<Wait>& waits)
{
    for (Wait& wait : waits) wait.deadlock = !wait.releasers.empty() && !wait.othersToo;
    const auto isDead = [&](ProcessId process) {
        return std::ranges::any_of(waits, [&](const Wait& each) { return each.process == process && each.deadlock; });
    };
    for (bool changed = true; changed;) {
        changed = false;
        for (Wait& wait : waits) {
            if (!wait.deadlock
                || std::ranges::all_of(wait.releasers, [&](const Releaser& each) { return isDead(each.process); }))
                continue;
            wait.deadlock = false;
            changed = true;
        }
    }
}

/// From a wait that cannot end the way goes on from one such to the next, until it meets itself.
std::vector<ProcessId> cycleFrom(const WaitForGraph& graph, const Wait& start)
{
    std::vector<ProcessId> way;
    for (const Wait* at = &start;;) {
        const auto met = std::ranges::find(way, at->process);
        if (met != way.end()) return {met, way.end()};
        way.push_back(at->process);
        at = graph.of(at->releasers.front().process);
    }
}

void collectCycles(WaitForGraph& graph)
{
    std::vector<bool> known(1 + 0xffffU, false);
    for (const Wait& wait : graph.waits) {
        if (!wait.deadlock) continue;
        const auto cycle = cycleFrom(graph, wait);
        if (known[cycle.front().value]) continue;
        for (const ProcessId process : cycle) known[process.value] = true;
        graph.deadlocks.push_back(cycle);
    }
}

} // namespace

const Wait* WaitForGraph::of(ProcessId process) const
{
    const auto found = std::ranges::find(waits, process, &Wait::process);
    return found == waits.end() ? nullptr : &*found;
}

std::optional<Wait> waitOf(const SystemState& state, ProcessId id)
{
    if (id.value == 0 || id.value >= state.processes.size()) return std::nullopt;
    const ProcessState& process = state.processes[id.value];
    if (process.activity != Activity::Blocked) return std::nullopt;
    Wait wait;
    wait.process = id;
    wait.call = process.call.call;
    wait.object = objectOf(process);
    wait.channel = process.call.channel;
    if (wait.object == WaitObject::Lock) wait.lock = process.call.fd;
    wait.since = process.since;
    wait.evidence = process.activityEvidence;
    // A signal cuts any wait short if there is a handler, but no handler gives back a lock that another one wants.
    wait.othersToo = wait.object != WaitObject::Lock && process.signals.channel.value != 0;
    addReleasers(state, wait);
    return wait;
}

WaitForGraph waitForGraph(const SystemState& state)
{
    WaitForGraph graph;
    for (const ProcessState& process : state.processes)
        if (auto wait = waitOf(state, process.id)) graph.waits.push_back(std::move(*wait));
    findDeadlocks(graph.waits);
    collectCycles(graph);
    return graph;
}

std::string_view name(WaitObject object)
{
    static constexpr std::array<std::string_view, 8> names{"data",       "room",       "lock",   "other-end",
                                                           "connection", "acceptance", "signal", "descriptor"};
    static_assert(names.size() == static_cast<std::size_t>(WaitObject::Last) + 1);
    return static_cast<std::size_t>(object) < names.size() ? names[static_cast<std::size_t>(object)] : "?";
}

} // namespace sluice::analysis
