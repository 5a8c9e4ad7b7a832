#include "mechanisms/memory.h"

#include "base/mapping.h"
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
    FirstRate,
    FirstShared,
    FirstPrivate,
    SecondRate,
    SecondShared,
    SecondPrivate,
    SettingCount
};

using Kind = Setting::Kind;
using Unit = Setting::Unit;

constexpr std::array<Setting, SettingCount> settings{{
    {"maker.rate", "Maker, steps per second", Kind::Number, Unit::PerSecond, 0, 1000, 1},
    {"user.rate", "User, steps per second", Kind::Number, Unit::PerSecond, 0, 1000, 1},
    {"user.beyond", "Read beyond the end", Kind::Action, Unit::None, 0, 1'000'000, 0},
    {"user.catch", "Catch SIGBUS", Kind::Toggle, Unit::None, 0, 1, 0},
    {"first.rate", "First, steps per second", Kind::Number, Unit::PerSecond, 0, 1000, 1},
    {"first.store-shared", "First stores into the shared page", Kind::Action, Unit::None, 0, 1'000'000, 0},
    {"first.store-private", "First stores into the private page", Kind::Action, Unit::None, 0, 1'000'000, 0},
    {"second.rate", "Second, steps per second", Kind::Number, Unit::PerSecond, 0, 1000, 1},
    {"second.store-shared", "Second stores into the shared page", Kind::Action, Unit::None, 0, 1'000'000, 0},
    {"second.store-private", "Second stores into the private page", Kind::Action, Unit::None, 0, 1'000'000, 0},
}};

constexpr std::size_t page = 4096;
using Word = std::atomic<std::int64_t>;

/// The name of a segment that is still to be made, and two pages that are there before the fork.
class Segment final : public KernelObject
{
public:
    Segment(std::string name, std::byte* shared, std::byte* own)
        : m_name(std::move(name)), m_shared(shared), m_private(own)
    {}
    ~Segment() override { releaseInSupervisor(); }
    Segment(const Segment&) = delete;
    [[nodiscard]] std::vector<Descriptor> descriptors() const override { return {}; }
    void releaseInSupervisor() override
    {
        for (std::byte** each : {&m_shared, &m_private})
            if (*each) munmap(std::exchange(*each, nullptr), page);
    }
    [[nodiscard]] const char* name() const { return m_name.c_str(); }
    [[nodiscard]] std::byte* shared() const { return m_shared; }
    [[nodiscard]] std::byte* own() const { return m_private; }

private:
    std::string m_name;
    std::byte *m_shared, *m_private;
};

Result<std::unique_ptr<KernelObject>> createSegment(std::span<const std::int64_t>, Names& names)
{
    auto name = names.sharedMemory("segment");
    if (!name) return fail(name.error());
    const auto anonymous = [](int flags) {
        return mmap(nullptr, page, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1, 0);
    };
    void* shared = anonymous(MAP_SHARED);
    if (shared == MAP_FAILED) return failedCall("mmap");
    void* own = anonymous(MAP_PRIVATE);
    if (own == MAP_FAILED) return failedCall("mmap");
    auto segment = std::make_unique<Segment>(*name, static_cast<std::byte*>(shared), static_cast<std::byte*>(own));
    *reinterpret_cast<Word*>(segment->shared()) = 100; // both pages have a frame before there is any child
    *reinterpret_cast<Word*>(segment->own()) = 200;
    return segment;
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

/// One of two children of the process that has mapped both pages: it has them at the same addresses.
int runHeir(Worker& me, KernelObject& object, int rate, int storeShared, int storePrivate)
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

int runFirst(Worker& me, KernelObject& object) { return runHeir(me, object, FirstRate, FirstShared, FirstPrivate); }
int runSecond(Worker& me, KernelObject& object) { return runHeir(me, object, SecondRate, SecondShared, SecondPrivate); }

constexpr std::array<Role, 4> roles{
    {{"maker", runMaker, true}, {"user", runUser}, {"first", runFirst, true}, {"second", runSecond, true}}};

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
