#include "probe/region.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

namespace sluice::probe {

namespace {

/// The region, from its first byte:
///
///      0            4096                                  firstRing
///      | header     | control 0 | control 1 | ... | pad   | ring 0 | ring 1 | ...
///
/// control 0 holds the values in force for the whole run; control n and ring n belong to worker n, ring 0 to the
/// supervisor.
struct RegionHeader {
    std::uint64_t magic;
    std::uint32_t version;
    std::uint32_t workers;
    std::uint64_t ringBytes;
    std::uint32_t clock;
    std::uint32_t reserved;
    std::atomic<std::int64_t> startRaw;
};

constexpr std::uint64_t regionMagic = 0x4e4f494745524c53; // "SLREGION"
constexpr std::uint32_t regionVersion = 1;
constexpr std::size_t page = 4096;
constexpr std::size_t maxRingBytes = std::size_t{1} << 30;

constexpr std::size_t roundUp(std::size_t bytes) { return (bytes + page - 1) / page * page; }

constexpr std::size_t controlsBytes(unsigned workers) { return roundUp((workers + 1) * sizeof(WorkerControl)); }

constexpr std::size_t totalBytes(unsigned workers, std::size_t ringBytes)
{
    return page + controlsBytes(workers) + (workers + 1) * ringBytes;
}

RegionHeader& headerOf(const Mapping& mapping) { return *reinterpret_cast<RegionHeader*>(mapping.data()); }

/// Bytes of a ring with a power of two of events, as many as fit into `bytes` (at least a page of them).
std::size_t ringSize(std::size_t bytes) { return ringEventsOffset + std::bit_floor(std::max(bytes, page)); }

} // namespace

Result<Region> Region::create(unsigned workers, std::size_t ringBytes, ClockKind clock)
{
    if (workers == 0 || workers > maxWorkers)
        return fail(Error::badInput("workers", "between 1 and " + std::to_string(maxWorkers)));
    const std::size_t ring = ringSize(std::min(ringBytes, maxRingBytes));
    const std::size_t total = totalBytes(workers, ring);

    UniqueFd fd(memfd_create("sluice-region", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!fd) return failedCall("memfd_create", "shared memory for the events of a run");
    // Taken now, so that too little memory is an error here and not a SIGBUS in the middle of a run.
    const int number = posix_fallocate(fd.get(), 0, static_cast<off_t>(total));
    if (number != 0)
        return fail(
            Error::ofCall("posix_fallocate", number, std::to_string(total >> 20) + " MiB for the events of a run"));
    // Nobody can shrink it under a reader's feet any more (memfd_create(2), "File sealing").
    if (fcntl(fd.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        return failedCall("fcntl", "F_ADD_SEALS");

    auto mapping = Mapping::map(fd.get(), total, Mapping::Access::ReadWrite);
    if (!mapping) return fail(mapping.error());
    RegionHeader& header = headerOf(*mapping);
    header.magic = regionMagic;
    header.version = regionVersion;
    header.workers = workers;
    header.ringBytes = ring;
    header.clock = static_cast<std::uint32_t>(clock);
    return Region(std::move(fd), std::move(*mapping));
}

Result<Region> Region::attach(UniqueFd fd)
{
    constexpr int needed = F_SEAL_SHRINK | F_SEAL_GROW;
    const int seals = fcntl(fd.get(), F_GET_SEALS);
    struct stat info {};
    if (seals < 0 || (seals & needed) != needed || fstat(fd.get(), &info) != 0
        || info.st_size < static_cast<off_t>(page))
        return fail(Error::badInput("region", "not a sealed region of this program"));

    const auto size = static_cast<std::size_t>(info.st_size);
    auto mapping = Mapping::map(fd.get(), size, Mapping::Access::ReadWrite);
    if (!mapping) return fail(mapping.error());
    const RegionHeader& header = headerOf(*mapping);
    if (header.magic != regionMagic || header.version != regionVersion || header.workers == 0
        || header.workers > maxWorkers || header.ringBytes > maxRingBytes + page
        || totalBytes(header.workers, header.ringBytes) != size)
        return fail(Error::badInput("region", "made by another version of this program"));
    return Region(std::move(fd), std::move(*mapping));
}

int Region::fd() const { return m_fd.get(); }
unsigned Region::workers() const { return headerOf(m_mapping).workers; }
ClockKind Region::clock() const { return static_cast<ClockKind>(headerOf(m_mapping).clock); }
std::size_t Region::ringBytes() const { return headerOf(m_mapping).ringBytes; }

std::int64_t Region::startRaw() const { return headerOf(m_mapping).startRaw.load(std::memory_order_acquire); }
void Region::setStartRaw(std::int64_t raw) { headerOf(m_mapping).startRaw.store(raw, std::memory_order_release); }

WorkerControl& Region::control(ProcessId worker) const
{
    return *reinterpret_cast<WorkerControl*>(m_mapping.data() + page + worker.value * sizeof(WorkerControl));
}

std::byte* Region::ring(ProcessId process) const
{
    return m_mapping.data() + page + controlsBytes(workers()) + process.value * ringBytes();
}

} // namespace sluice::probe
