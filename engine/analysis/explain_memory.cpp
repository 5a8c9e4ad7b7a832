#include "analysis/explain_parts.h"

#include <fmt/format.h>

namespace sluice::analysis {

using mechanisms::SharedMemory;
using probe::Evidence;
using probe::Figure;
using state::Activity;

namespace {

constexpr std::uint32_t theLock = 1U << 1;

/// Who has the lock that this process waits for; 0: nobody is known to.
ProcessId ownerOf(const Context& c)
{
    for (const auto& process : c.state.processes)
        if ((process.locks & theLock) != 0) return process.id;
    return {};
}

void addLine(const SharedMemory& memory, Explanation& out)
{
    const auto accesses = memory.sum(Figure::Accesses), transfers = memory.sum(Figure::Transfers);
    if (accesses == 0) return;
    out.facts.push_back(
        {Evidence::Probe,
         phrase("explain", "{} accesses timed with rdtscp").with(grouped(static_cast<std::uint64_t>(accesses)))});
    out.facts.push_back({Evidence::Derived, phrase("explain", "{} of them took as long as a transfer takes")
                                                .with(grouped(static_cast<std::uint64_t>(transfers)))});
    if (const auto* threshold = memory.newest(Figure::Threshold))
        out.facts.push_back(
            {Evidence::Probe, phrase("explain", "threshold in the valley: {} ns").with(threshold->value)});
    out.facts.push_back({Evidence::Model, phrase("explain", "the names Modified and Invalid")});
}

/// On a busy machine they seldom run both: then the one adds alone, and the line stays where it is.
void addOverlap(const Context& c, const SharedMemory& memory, Explanation& out)
{
    const auto* overlap = memory.find(Figure::Overlap, c.process.id);
    if (!overlap) return;
    out.facts.push_back({Evidence::Probe, phrase("explain", "the other one added too for {}.{} % of the time")
                                              .with(overlap->value / 10, overlap->value % 10)});
    if (const auto* preempted = memory.find(Figure::Preemptions, c.process.id))
        out.facts.push_back({Evidence::Probe, phrase("explain", "getrusage: {} involuntary context switches")
                                                  .with(grouped(static_cast<std::uint64_t>(preempted->value)))});
}

} // namespace

const SharedMemory* Context::memory() const
{
    const auto& specs = trace.meta().scenario.processes;
    const auto id = process.id.value;
    if (id == 0 || id > specs.size()) return nullptr;
    const auto at = specs[id - 1U].channel.value;
    return at < state.channels.size() ? std::get_if<SharedMemory>(&state.channels[at].object) : nullptr;
}

void explainLockWait(const Context& c, Explanation& out)
{
    const ProcessId owner = ownerOf(c);
    out.waiting = c.state.time - c.process.since;
    out.headline = phrase("explain", "The {} waits for a lock.").with(c.name());
    if (owner.value == 0) {
        out.sentence =
            phrase("explain", "{} {} waits in futex(2) until somebody unlocks").with(c.name(), c.process.pid);
        return;
    }
    const bool dead = c.state.processes[owner.value].activity == Activity::Ended;
    out.sentence = (dead ? phrase("explain", "{} {} waits in futex(2): the {} has the lock, and is dead")
                         : phrase("explain", "{} {} waits in futex(2): the {} has the lock"))
                       .with(c.name(), c.process.pid, c.name(owner));
    out.wakers.push_back((dead ? phrase("explain", "{}: the kernel, if the mutex is robust")
                               : phrase("explain", "{}: pthread_mutex_unlock()"))
                             .with(c.name(owner)));
}

void explainMemory(const Context& c, const SharedMemory& memory, Explanation& out)
{
    if (memory.newest(Figure::RaceFact)) {
        explainRace(c, memory, out);
        return;
    }
    if (memory.sum(Figure::Transfers) > 0 || memory.sum(Figure::Accesses) > 0) {
        const bool padded = memory.newest(Figure::Padded) && memory.newest(Figure::Padded)->value == 1;
        out.headline = padded ? phrase("explain", "Each counter has a line of its own.")
                              : phrase("explain", "One cache line, two cores.");
        out.sentence = (padded ? phrase("explain", "{} {} finds its counter in its own cache")
                               : phrase("explain", "{} {} may have to wait for the line"))
                           .with(c.name(), c.process.pid);
        if (const auto both = memory.value(Figure::Overlap, c.process.id, 0, 1'000); both < 500)
            out.sentence += phrase("explain", "; but the two run at the same time for only {} % of it").with(both / 10);
    } else if (memory.lost() > 0) {
        out.headline =
            phrase("explain", "{} updates are lost.").with(grouped(static_cast<std::uint64_t>(memory.lost())));
        out.sentence = phrase("explain", "{} additions were made, the counter holds {}")
                           .with(grouped(static_cast<std::uint64_t>(memory.sum(Figure::Additions))), memory.counter());
    } else if (!memory.places.empty()) {
        out.headline = phrase("explain", "Loads and stores: nobody has to call the kernel.");
        out.sentence = phrase("explain", "{} {} loads and stores").with(c.name(), c.process.pid);
    }
}

void addMemoryFacts(const Context& c, const SharedMemory& memory, Explanation& out)
{
    if (memory.newest(Figure::RaceFact)) addRaceFacts(c, memory, out);
    addLine(memory, out);
    addOverlap(c, memory, out);
    for (const auto& place : memory.places) {
        if (place.process != c.process.id) continue;
        out.facts.push_back(
            {Evidence::Probe, phrase("explain", "{} bytes at {:#x}").with(grouped(place.bytes), place.address)});
        if (const auto frame = memory.value(Figure::Frame, place.process, place.which); frame > 0)
            out.facts.push_back({Evidence::Kernel, phrase("explain", "pagemap: frame {:#x}").with(frame)});
        if (const auto inode = memory.value(Figure::Inode, place.process, place.which); inode > 0)
            out.facts.push_back(
                {Evidence::Kernel, phrase("explain", "maps: device {}:{}, inode {}, offset {}")
                                       .with(memory.value(Figure::Device, place.process, place.which) >> 20,
                                             memory.value(Figure::Device, place.process, place.which) & 0xfffff, inode,
                                             memory.value(Figure::FileOffset, place.process, place.which))});
        if (const auto* dirty = memory.find(Figure::DirtyBytes, place.process, place.which))
            out.facts.push_back(
                {Evidence::Kernel,
                 phrase("explain", "smaps: {} bytes dirty").with(grouped(static_cast<std::uint64_t>(dirty->value)))});
    }
}

} // namespace sluice::analysis
