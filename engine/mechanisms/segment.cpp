#include "mechanisms/memory.h"

#include "mechanisms/source_text.h"
#include "probe/worker.h"

#include <array>
#include <atomic>
#include <csetjmp>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

namespace sluice::mechanisms {

namespace {

using probe::End;
using probe::Touch;
using probe::Worker;

enum Index { // rows of the table below
    MakerRate,
    UserRate,
    UserBeyond,
    UserCatch,
    ParentRate,
    ParentShared,
    ParentPrivate,
    ChildRate,
    ChildShared,
    ChildPrivate,
    SettingCount
};

using Kind = Setting::Kind;
using Unit = Setting::Unit;

constexpr std::array<Setting, SettingCount> settings{{
    {"maker.rate", "Maker, steps per second", Kind::Number, Unit::PerSecond, 0, 1000, 1},
    {"user.rate", "User, steps per second", Kind::Number, Unit::PerSecond, 0, 1000, 1},
    {"user.beyond", "Read beyond the end", Kind::Action, Unit::None, 0, 1'000'000, 0},
    {"user.catch", "Catch SIGBUS", Kind::Toggle, Unit::None, 0, 1, 0},
    {"parent.rate", "Parent, steps per second", Kind::Number, Unit::PerSecond, 0, 1000, 1},
    {"parent.store-shared", "Parent stores into the shared page", Kind::Action, Unit::None, 0, 1'000'000, 0},
    {"parent.store-private", "Parent stores into the private page", Kind::Action, Unit::None, 0, 1'000'000, 0},
    {"child.rate", "Child, steps per second", Kind::Number, Unit::PerSecond, 0, 1000, 1},
    {"child.store-shared", "Child stores into the shared page", Kind::Action, Unit::None, 0, 1'000'000, 0},
    {"child.store-private", "Child stores into the private page", Kind::Action, Unit::None, 0, 1'000'000, 0},
}};

constexpr std::size_t page = 4096;
using Word = std::atomic<std::int64_t>;

/// The name of a segment that is still to be made, and two pages that a parent maps before it forks its child.
class Segment final : public KernelObject
{
public:
    explicit Segment(std::string name) : m_name(std::move(name)) {}
    [[nodiscard]] std::vector<Descriptor> descriptors() const override { return {}; }
    void releaseInSupervisor() override {}
    Result<void> prepareForChildren() override;
    [[nodiscard]] const char* name() const { return m_name.c_str(); }
    [[nodiscard]] std::byte* shared() const { return m_shared; }
    [[nodiscard]] std::byte* own() const { return m_private; }

private:
    std::string m_name;
    std::byte *m_shared = nullptr, *m_private = nullptr; ///< of the parent, and at the same addresses of its child
};

/// Both pages are stored into, so that they have a frame before there is any child.
Result<void> Segment::prepareForChildren()
{
    const auto anonymous = [](int flags, std::int64_t value) -> std::byte* {
        void* mapped = mmap(nullptr, page, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1, 0);
        if (mapped == MAP_FAILED) return nullptr;
        *static_cast<Word*>(mapped) = value;
        return static_cast<std::byte*>(mapped);
    };
    m_shared = anonymous(MAP_SHARED, 100);
    m_private = anonymous(MAP_PRIVATE, 200);
    if (!m_shared || !m_private) return failedCall("mmap");
    return {};
}

Result<std::unique_ptr<KernelObject>> createSegment(std::span<const std::int64_t>, Names& names)
{
    auto name = names.sharedMemory("segment");
    if (!name) return fail(name.error());
    return std::make_unique<Segment>(*name);
}

/// Makes the segment: a name, a size, an address. Then it stores; nobody is called for that.
int runMaker(Worker& me, KernelObject& object)
{
    const auto& segment = static_cast<const Segment&>(object);
    if (!me.waitForTurn(MakerRate)) return EXIT_SUCCESS;
    const int fd = me.shmOpen(segment.name(), O_RDWR | O_CREAT | O_EXCL, End::Both);
    if (!me.waitForTurn(MakerRate)) return EXIT_SUCCESS;
    me.truncate(fd, page);
    if (!me.waitForTurn(MakerRate)) return EXIT_SUCCESS;
    auto* word = static_cast<Word*>(me.map(fd, page, PROT_READ | PROT_WRITE, probe::mapShared, 0));
    if (!word) return EXIT_FAILURE;
    for (std::int64_t n = 1; me.waitForTurn(MakerRate) && me.mayTouch(probe::GatePoint::Store); ++n) {
        word->store(n);
        me.touched(Touch::Store, 0, 0, n);
    }
    return EXIT_SUCCESS;
}

sigjmp_buf beforeTheLoad;

/// Nobody else can go on after SIGBUS: the same load would fail again.
void leaveTheLoad(int, siginfo_t*, void*) { siglongjmp(beforeTheLoad, 1); }

/// One page is there; the address one further on belongs to the mapping, but there is nothing behind it.
void readBeyond(Worker& me, const std::byte* segment)
{
    const bool caught = me.setting(UserCatch) != 0;
    me.setDisposition(SIGBUS, caught ? probe::Disposition::Handler : probe::Disposition::Default, 0, leaveTheLoad);
    if (sigsetjmp(beforeTheLoad, 1) == 0) {
        const auto* beyond = reinterpret_cast<const Word*>(segment + page);
        me.touched(Touch::Load, 0, page, beyond->load()); // SIGBUS
        return;
    }
    siginfo_t info{};
    me.handlerEntered(SIGBUS, info);
    me.sleep(milliseconds(500));
    me.handlerReturned(SIGBUS);
}

/// Opens what the other one has made, as soon as it is there, and loads.
int runUser(Worker& me, KernelObject& object)
{
    const auto& segment = static_cast<const Segment&>(object);
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none); // it may be killed by SIGBUS, and leaves no file behind
    bool beyond = false;
    me.onChange([&] { beyond = beyond || me.requested(UserBeyond); });
    int fd = -1;
    while (fd < 0 && me.waitForTurn(UserRate)) fd = me.shmOpen(segment.name(), O_RDWR, End::Both);
    const std::byte* place = nullptr;
    while (!place && me.waitForTurn(UserRate))
        place = static_cast<std::byte*>(me.map(fd, 2 * page, PROT_READ | PROT_WRITE, probe::mapShared, 0));
    while (me.waitForTurn(UserRate) && me.mayTouch(probe::GatePoint::Load)) {
        if (std::exchange(beyond, false)) readBeyond(me, place);
        me.touched(Touch::Load, 0, 0, reinterpret_cast<const Word*>(place)->load());
    }
    return EXIT_SUCCESS;
}

/// What parent and child do alike: each has both pages, at the same addresses.
int runRelative(Worker& me, KernelObject& object, int rate, int storeShared, int storePrivate)
{
    const auto& segment = static_cast<const Segment&>(object);
    const std::array<std::byte*, 2> pages{segment.shared(), segment.own()};
    me.hasMapping(0, pages[0], page, probe::mapShared);
    me.hasMapping(1, pages[1], page, probe::mapPrivate);
    std::array<bool, 2> wanted{};
    me.onChange([&] {
        wanted[0] = wanted[0] || me.requested(storeShared);
        wanted[1] = wanted[1] || me.requested(storePrivate);
    });
    while (me.waitForTurn(rate))
        for (std::uint16_t which = 0; which < pages.size() && me.mayTouch(probe::GatePoint::Access); ++which) {
            auto& word = *reinterpret_cast<Word*>(pages[which]);
            if (std::exchange(wanted[which], false)) {
                const std::int64_t value = word.load() + me.id().value;
                word.store(value);
                me.touched(Touch::Store, which, 0, value);
            } else {
                me.touched(Touch::Load, which, 0, word.load());
            }
        }
    return EXIT_SUCCESS;
}

/// Has mapped both pages, and then forked the child: before the run began, so that both are there from the start.
int runParent(Worker& me, KernelObject& object)
{
    return runRelative(me, object, ParentRate, ParentShared, ParentPrivate);
}

int runChild(Worker& me, KernelObject& object)
{
    me.measured(probe::Figure::ParentPid, getppid());
    return runRelative(me, object, ChildRate, ChildShared, ChildPrivate);
}

constexpr std::array<Role, 4> roles{{{.name = "maker", .run = runMaker, .sends = true},
                                     {.name = "user", .run = runUser},
                                     {.name = "parent", .run = runParent, .sends = true},
                                     {.name = "child", .run = runChild, .sends = true, .childOf = "parent"}}};

} // namespace

Mechanism memorySegment()
{
    return {.kind = "segment",
            .family = "memory",
            .title = "Shared memory",
            .roles = roles,
            .settings = settings,
            .create = createSegment,
            .view = [](int, int) { return KernelView{}; },
            .apply = notTheKernels,
            .viewThrough = End::None,
            .boundedIn = {},
            .source = sourceText("segment.cpp"),
            .maps = true};
}

} // namespace sluice::mechanisms
