#include "collector/memory_sampler.h"

#include <cinttypes>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace sluice::collector {

using probe::Event;
using probe::EventKind;
using probe::Figure;

namespace {

constexpr Duration memoryInterval = milliseconds(40);
constexpr std::uint64_t page = 4096;

/// Number of the frame behind an address; 0: may not be read, -1: there is none yet (proc(5), /proc/PID/pagemap).
std::int64_t frameOf(const UniqueFd& pagemap, std::uint64_t address)
{
    constexpr std::uint64_t present = std::uint64_t{1} << 63, number = (std::uint64_t{1} << 55) - 1;
    std::uint64_t entry = 0;
    if (pread(pagemap.get(), &entry, sizeof entry, static_cast<off_t>(address / page * sizeof entry)) != sizeof entry)
        return 0;
    return (entry & present) == 0 ? -1 : static_cast<std::int64_t>(entry & number);
}

} // namespace

void MemorySampler::watch(ProcessId process, int pid)
{
    // Opened once: it goes on belonging to this process, whoever gets its number later.
    const std::string folder = "/proc/" + std::to_string(pid);
    m_watched[process.value] = {UniqueFd(open((folder + "/pagemap").c_str(), O_RDONLY | O_CLOEXEC)), folder + "/smaps"};
}

void MemorySampler::note(const Event& event)
{
    if (!m_watched.contains(event.process)) return;
    if (event.kind == EventKind::MemoryMapped)
        m_places.push_back({event.processId(), event.channelId(), probe::indexOf(event), probe::addressOf(event)});
    if (event.kind == EventKind::ProcessEnded) {
        std::erase_if(m_places, [&](const Place& each) { return each.process == event.processId(); });
        m_watched.erase(event.process);
    }
    m_news = m_news || event.kind == EventKind::MemoryMapped || event.kind == EventKind::MemoryTouched
             || event.kind == EventKind::CallReturned;
}

/// The ranges of addresses of a process, as /proc/PID/smaps lists them: a line as in maps, then the figures.
std::vector<MemorySampler::Range> MemorySampler::rangesOf(const Watched& watched)
{
    std::vector<Range> ranges;
    std::ifstream file(watched.smaps);
    std::string line;
    while (std::getline(file, line)) {
        Range range;
        unsigned major = 0, minor = 0;
        std::uint64_t kilobytes = 0;
        if (std::sscanf(line.c_str(), "%" SCNx64 "-%" SCNx64 " %*s %" SCNx64 " %x:%x %" SCNu64, &range.begin,
                        &range.end, &range.offset, &major, &minor, &range.inode)
            == 6) {
            range.device = std::uint64_t{major} << 20 | minor;
            ranges.push_back(range);
        } else if (!ranges.empty()
                   && (std::sscanf(line.c_str(), "Shared_Dirty: %" SCNu64, &kilobytes) == 1
                       || std::sscanf(line.c_str(), "Private_Dirty: %" SCNu64, &kilobytes) == 1)) {
            ranges.back().dirty += kilobytes * 1024;
        }
    }
    return ranges;
}

void MemorySampler::tell(const Place& place, Figure figure, std::int64_t value, TraceTime when, std::vector<Event>& out)
{
    const auto [told, first] = m_told.try_emplace({place.process.value, place.which, figure}, value);
    if (!first && told->second == value) return;
    told->second = value;
    Event event;
    event.time = when.ns;
    event.process = place.process.value;
    event.channel = place.channel.value;
    event.kind = EventKind::KernelMeasured;
    event.detail = static_cast<std::uint32_t>(figure) | std::uint32_t{place.which} << 16;
    event.setValue(value);
    out.push_back(event);
}

void MemorySampler::sample(TraceTime when, std::vector<Event>& out)
{
    if (!m_news || when - m_asked < memoryInterval) return;
    m_news = false;
    m_asked = when;
    for (const auto& [process, watched] : m_watched) {
        const std::vector<Range> ranges = rangesOf(watched);
        for (const Place& place : m_places) {
            if (place.process.value != process) continue;
            tell(place, Figure::Frame, frameOf(watched.pagemap, place.address), when, out);
            for (const Range& range : ranges) {
                if (place.address < range.begin || place.address >= range.end) continue;
                tell(place, Figure::Device, static_cast<std::int64_t>(range.device), when, out);
                tell(place, Figure::Inode, static_cast<std::int64_t>(range.inode), when, out);
                tell(place, Figure::FileOffset, static_cast<std::int64_t>(range.offset + place.address - range.begin),
                     when, out);
                tell(place, Figure::DirtyBytes, static_cast<std::int64_t>(range.dirty), when, out);
            }
        }
    }
}

} // namespace sluice::collector
