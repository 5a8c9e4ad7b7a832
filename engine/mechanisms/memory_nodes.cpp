#include "mechanisms/memory.h"

#include "base/mapping.h"
#include "base/words.h"
#include "mechanisms/processors.h"
#include "mechanisms/source_text.h"
#include "probe/worker.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <sched.h>
#include <set>
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
    {"reader.rate", marked("settings", "Rounds per second"), Kind::Number, Unit::None, 1, 20, 2},
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

/// Nodes with memory, e.g. "0-1" in /sys/devices/system/node/has_memory; node 0 if the kernel knows of none.
std::set<int> nodesWithMemory()
{
    std::set<int> nodes = numbersIn("/sys/devices/system/node/has_memory");
    if (nodes.empty()) nodes.insert(0);
    return nodes;
}

/// The node of the processor that this process runs on. It stays there: what is near would not stay near.
int stayOnNode()
{
    unsigned processor = 0, node = 0;
    if (getcpu(&processor, &node) != 0) return 0;
    stayOn({static_cast<int>(processor)});
    return static_cast<int>(node);
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

/// What the kernel says about where memory number `which` is.
void tellPlace(Worker& me, const std::byte* memory, std::uint16_t which)
{
    constexpr unsigned long nodeOfPage = 1; // MPOL_F_NODE: linux/mempolicy.h
    std::array<void*, shownPages> pages{};
    std::array<int, shownPages> nodes{};
    for (std::size_t i = 0; i < shownPages; ++i) pages[i] = const_cast<std::byte*>(memory) + i * page;
    const int told = me.nodesOfPages(shownPages, pages.data(), nodes.data());
    for (std::uint16_t i = 0; i < shownPages; ++i)
        me.measured(Figure::PageNode, told < 0 ? -errno : nodes[i], static_cast<std::uint16_t>(which * shownPages + i));
    me.measured(Figure::AddressNode, me.memoryPolicy(memory, nodeOfPage), which);
    me.measured(Figure::Policy, me.memoryPolicy(memory, 0), which);
}

int runReader(Worker& me, KernelObject&)
{
    const int own = stayOnNode();
    std::set<int> nodes = nodesWithMemory();
    me.measured(Figure::Nodes, static_cast<std::int64_t>(nodes.size()));
    std::vector<int> wanted{own}; // the near one first
    nodes.erase(own);
    for (const int node : nodes)
        if (wanted.size() < mostNodes) wanted.push_back(node);
    std::vector<Mapping> memories;
    for (const int node : wanted) {
        auto memory = Mapping::shared(bytes);
        if (!memory) return EXIT_FAILURE;
        if (wanted.size() > 1 && !bindTo(memory->data(), node)) return EXIT_FAILURE;
        layOutCycle(memory->data());
        me.hasMapping(static_cast<std::uint16_t>(memories.size()), memory->data(), bytes, probe::mapShared);
        memories.push_back(std::move(*memory));
    }
    std::array<std::uint32_t, mostNodes> at{};
    for (bool placed = false; me.waitForTurn(ReaderRate) && me.mayTouch(probe::GatePoint::Access); placed = true)
        for (std::uint16_t which = 0; which < memories.size(); ++which) {
            if (!placed) tellPlace(me, memories[which].data(), which);
            me.measured(Figure::ChunkTime, chase(memories[which].data(), at[which]), which);
        }
    return EXIT_SUCCESS;
}

constexpr std::array<Role, 1> roles{{{"reader", runReader}}};

} // namespace

Mechanism memoryNodes()
{
    return {.kind = "node",
            .family = "memory",
            .title = marked("mechanisms", "Shared memory"),
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
