#include "mechanisms/memory.h"

#include "base/mapping.h"
#include "mechanisms/source_text.h"
#include "probe/worker.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <sys/syscall.h>
#include <unistd.h>

namespace sluice::mechanisms {

namespace {

using probe::Figure;
using probe::monotonicNow;
using probe::Worker;

enum Index { // rows of the table below
    ReaderRate,
    SettingCount
};

using Kind = Setting::Kind;
using Unit = Setting::Unit;

constexpr std::array<Setting, SettingCount> settings{{
    {"reader.rate", "Rounds per second", Kind::Number, Unit::None, 1, 20, 2},
}};

constexpr std::size_t page = 4096, lineBytes = 64, shownPages = 8, mostNodes = 2;
constexpr std::size_t bytes = std::size_t{64} << 20; ///< on each node: more than the caches hold
constexpr std::size_t lines = bytes / lineBytes;

class Nodes final : public KernelObject
{
public:
    [[nodiscard]] std::vector<Descriptor> descriptors() const override { return {}; }
    void releaseInSupervisor() override {}
};

Result<std::unique_ptr<KernelObject>> createNodes(std::span<const std::int64_t>, Names&)
{
    return std::make_unique<Nodes>();
}

/// Nodes with memory, e.g. "0-1" in /sys/devices/system/node/has_memory; 1 if the kernel knows of none.
int countNodes()
{
    std::ifstream file("/sys/devices/system/node/has_memory");
    int first = 0, last = 0;
    char dash = 0;
    if (!(file >> first)) return 1;
    return file >> dash >> last && dash == '-' ? last - first + 1 : 1;
}

/// mbind(2) with MPOL_BIND: pages that are touched from now on come from that node.
bool bindTo(std::byte* memory, int node)
{
    constexpr int bind = 2; // MPOL_BIND: linux/mempolicy.h
    const unsigned long mask = 1UL << node;
    return syscall(SYS_mbind, memory, bytes, bind, &mask, sizeof mask * 8, 0) == 0;
}

/// Each line holds the number of the next: one cycle through all of them in an order that nothing can foresee.
void layOutCycle(std::byte* memory)
{
    const auto next = [memory](std::size_t line) -> std::uint32_t& {
        return *reinterpret_cast<std::uint32_t*>(memory + line * lineBytes);
    };
    for (std::uint32_t i = 0; i < lines; ++i) next(i) = i;
    std::uint64_t random = 88'172'645'463'325'252; // xorshift64, Sattolo's shuffle
    for (std::size_t i = lines - 1; i > 0; --i) {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        std::swap(next(i), next(random % i));
    }
}

/// Picoseconds per load, each of which waits for the one before.
std::int64_t chase(const std::byte* memory, std::uint32_t& line)
{
    constexpr int loads = 20'000;
    const std::int64_t began = monotonicNow();
    for (int i = 0; i < loads; ++i) line = *reinterpret_cast<const volatile std::uint32_t*>(memory + line * lineBytes);
    return (monotonicNow() - began) * 1'000 / loads;
}

int runReader(Worker& me, KernelObject&)
{
    const int nodes = countNodes();
    me.measured(Figure::Nodes, nodes);
    std::vector<Mapping> memories;
    for (int node = 0; node < std::min<int>(nodes, mostNodes); ++node) {
        auto memory = Mapping::shared(bytes);
        if (!memory) return EXIT_FAILURE;
        if (nodes > 1 && !bindTo(memory->data(), node)) return EXIT_FAILURE;
        layOutCycle(memory->data());
        me.hasMapping(static_cast<std::uint16_t>(node), memory->data(), bytes, probe::mapShared);
        memories.push_back(std::move(*memory));
    }
    std::array<std::uint32_t, mostNodes> at{};
    bool placed = false;
    while (me.waitForTurn(ReaderRate) && me.mayTouch(probe::GatePoint::Access)) {
        for (std::uint16_t node = 0; node < memories.size(); ++node) {
            if (!placed) {
                std::array<void*, shownPages> pages{};
                std::array<int, shownPages> nodesOf{};
                for (std::size_t i = 0; i < shownPages; ++i) pages[i] = memories[node].data() + i * page;
                me.nodesOfPages(shownPages, pages.data(), nodesOf.data());
                for (std::uint16_t i = 0; i < shownPages; ++i)
                    me.measured(Figure::PageNode, nodesOf[i], static_cast<std::uint16_t>(node * shownPages + i));
            }
            me.measured(Figure::ChunkTime, chase(memories[node].data(), at[node]), node);
        }
        placed = true;
    }
    return EXIT_SUCCESS;
}

constexpr std::array<Role, 1> roles{{{"reader", runReader}}};

} // namespace

Mechanism memoryNodes()
{
    return {.kind = "node",
            .family = "memory",
            .title = "Shared memory",
            .roles = roles,
            .settings = settings,
            .create = createNodes,
            .view = [](int, int) { return KernelView{}; },
            .apply = notTheKernels,
            .viewThrough = probe::End::None,
            .boundedIn = {},
            .source = sourceText("memory_nodes.cpp")};
}

} // namespace sluice::mechanisms
