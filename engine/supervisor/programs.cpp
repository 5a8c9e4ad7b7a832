// Workers that have become programs without a probe: how they are held, and what is told of them.

#include "supervisor/supervisor.h"

#include "base/process.h"

#include <csignal>
#include <fstream>

namespace sluice::supervisor {

using probe::Event;
using probe::EventKind;

/// A program that knows of no gate is held by SIGSTOP. It may have begun only after the viewer's wish was heard, so
/// this is asked again and again while somebody is to be held.
void Supervisor::holdPrograms()
{
    for (std::size_t i = 0; i < m_workers.size() && m_killNs == 0; ++i) {
        StartedWorker& worker = m_workers[i];
        const probe::WorkerControl& control = m_inherited.region.control({static_cast<std::uint16_t>(i + 1)});
        if (!worker.pidfd || control.executed.load(std::memory_order_seq_cst) == 0) continue;
        const bool wanted = control.gate.load(std::memory_order_seq_cst) != 0;
        if (wanted == worker.stopped) continue;
        worker.stopped = wanted;
        (void)sendSignal(worker.pidfd.get(), wanted ? SIGSTOP : SIGCONT);
        Event event;
        event.kind = wanted ? EventKind::HoldStarted : EventKind::HoldEnded;
        event.process = static_cast<std::uint16_t>(i + 1);
        emit(event, probe::rawNow(m_inherited.region.clock()));
    }
}

bool Supervisor::mayHaveToHold() const
{
    for (std::size_t i = 0; i < m_workers.size() && m_begun; ++i) {
        const ProcessId id{static_cast<std::uint16_t>(i + 1)};
        const bool executes = roleOf(m_scenario, id)->executes && m_workers[i].pidfd && !m_workers[i].stopped;
        if (executes && m_inherited.region.control(id).gate.load(std::memory_order_relaxed) != 0) return true;
    }
    return false;
}

/// The last word about what a program has written (proc(5), /proc/PID/io): it can still be read before it is reaped.
void Supervisor::tellWritten(std::size_t worker)
{
    const ProcessId id{static_cast<std::uint16_t>(worker + 1)};
    if (!roleOf(m_scenario, id)->sends || m_inherited.region.control(id).executed.load() == 0) return;
    std::ifstream io("/proc/" + std::to_string(m_workers[worker].pid) + "/io");
    std::string name;
    for (std::int64_t value = 0; io >> name >> value;) {
        if (name != "wchar:") continue;
        Event event;
        event.kind = EventKind::KernelTraffic;
        event.process = id.value;
        event.channel = m_scenario.processes[worker].channel.value;
        event.setValue(value);
        emit(event, probe::rawNow(m_inherited.region.clock()));
    }
}

} // namespace sluice::supervisor
