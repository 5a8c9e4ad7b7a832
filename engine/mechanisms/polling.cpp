#include "mechanisms/memory.h"

#include "base/mapping.h"
#include "base/words.h"
#include "mechanisms/polled.h"
#include "mechanisms/polled_listing.h"
#include "mechanisms/source_text.h"
#include "probe/worker.h"

#include <array>
#include <atomic>
#include <csetjmp>
#include <csignal>
#include <cstdlib>
#include <new>
#include <string>
#include <sys/time.h>

namespace sluice::mechanisms {

namespace {

using probe::Figure;
using probe::monotonicNow;
using probe::PollOutcome;
using probe::Touch;
using probe::Worker;

enum Index { // rows of the table below
    PollerWay,
    PollerLimitMs,
    SettingCount
};

using Kind = Setting::Kind;
using Unit = Setting::Unit;

constexpr std::array<std::string_view, 4> ways{marked("choices", "each in turn"), "plain int", "volatile int",
                                               "std::atomic<int>"};

constexpr std::array<Setting, SettingCount> settings{{
    {"poller.way", marked("settings", "What is polled"), Kind::Choice, Unit::None, 0, ways.size() - 1, 0,
     Setting::Doer::Role, ways},
    {"poller.limit-ms", marked("settings", "Time limit (ms)"), Kind::Number, Unit::None, 500, 20'000, 2'500},
}};

/// The variable that is polled has its line to itself.
struct Shared {
    alignas(64) int plain;
    alignas(64) std::atomic<int> atomic;
    alignas(64) std::atomic<int> way;   ///< what the poller polls now, from 1; 0: nothing
    std::atomic<std::int64_t> storedNs; ///< when the setter stored, CLOCK_MONOTONIC
};

class Variable final : public KernelObject
{
public:
    explicit Variable(Mapping mapping) : m_mapping(std::move(mapping)), m_shared(new (m_mapping.data()) Shared{}) {}
    [[nodiscard]] std::vector<Descriptor> descriptors() const override { return {}; }
    void releaseInSupervisor() override { m_mapping = {}; }
    [[nodiscard]] Shared& shared() const { return *m_shared; }

private:
    Mapping m_mapping;
    Shared* m_shared;
};

Result<std::unique_ptr<KernelObject>> createVariable(std::span<const std::int64_t>, Names&)
{
    auto mapping = Mapping::shared(sizeof(Shared));
    if (!mapping) return fail(mapping.error());
    return std::make_unique<Variable>(std::move(*mapping));
}

/// Sets the variable some time after the other one has begun to poll it.
int runSetter(Worker& me, KernelObject& object)
{
    Shared& shared = static_cast<const Variable&>(object).shared();
    me.hasMapping(0, &shared, sizeof shared, probe::mapShared);
    while (!me.stopped()) {
        const int way = shared.way.load(std::memory_order_acquire);
        const bool set = way == 3 ? shared.atomic.load() != 0 : static_cast<volatile int&>(shared.plain) != 0;
        me.sleep(way == 0 || set ? milliseconds(20) : milliseconds(800));
        if (way == 0 || set || !me.mayTouch(probe::GatePoint::Store)) continue;
        shared.storedNs.store(monotonicNow(), std::memory_order_release);
        if (way == 3) shared.atomic.store(1, std::memory_order_release);
        else static_cast<volatile int&>(shared.plain) = 1;
        me.touched(Touch::Store, 0, 0, 1);
    }
    return EXIT_SUCCESS;
}

// A loop that looks at nothing can be left only by a signal handler.
sigjmp_buf beforeTheLoop;
volatile std::sig_atomic_t polling = 0;
Worker* inThisProcess = nullptr;

void leaveTheLoop(int signal)
{
    if (polling != 0 && (signal == SIGALRM || inThisProcess->stopped())) siglongjmp(beforeTheLoop, 1);
}

PollOutcome poll(Worker& me, Shared& shared, int way)
{
    const auto limit = me.setting(PollerLimitMs);
    const itimerval timer{{0, 0}, {limit / 1'000, limit % 1'000 * 1'000}};
    const itimerval off{};
    if (sigsetjmp(beforeTheLoop, 1) != 0) {
        polling = 0;
        return PollOutcome::TimedOut;
    }
    setitimer(ITIMER_REAL, &timer, nullptr);
    polling = 1;
    if (way == 1) polled::pollPlain(shared.plain);
    else if (way == 2) polled::pollVolatile(shared.plain);
    else polled::pollAtomic(shared.atomic);
    polling = 0;
    setitimer(ITIMER_REAL, &off, nullptr);
    return PollOutcome::Woken;
}

int runPoller(Worker& me, KernelObject& object)
{
    Shared& shared = static_cast<const Variable&>(object).shared();
    me.hasMapping(0, &shared, sizeof shared, probe::mapShared);
    inThisProcess = &me;
    struct sigaction action {};
    action.sa_handler = leaveTheLoop;
    sigaction(SIGALRM, &action, nullptr);
    sigaction(SIGURG, &action, nullptr); // the end of the run
    for (int turn = 0; !me.stopped(); turn = (turn + 1) % 3) {
        me.sleep(milliseconds(1'000));
        if (!me.mayTouch(probe::GatePoint::Access)) break;
        const int chosen = static_cast<int>(me.setting(PollerWay));
        const int way = chosen > 0 ? chosen : turn + 1;
        const auto index = static_cast<std::uint16_t>(way - 1);
        static_cast<volatile int&>(shared.plain) = 0;
        shared.atomic.store(0);
        me.measured(Figure::Polls, static_cast<std::int64_t>(PollOutcome::Waiting), index);
        shared.way.store(way, std::memory_order_release);
        const PollOutcome outcome = poll(me, shared, way);
        const std::int64_t woken = monotonicNow();
        shared.way.store(0, std::memory_order_release);
        if (me.stopped()) break;
        if (outcome == PollOutcome::Woken)
            me.measured(Figure::PollTime, woken - shared.storedNs.load(std::memory_order_acquire), index);
        me.measured(Figure::Polls, static_cast<std::int64_t>(outcome), index);
    }
    return EXIT_SUCCESS;
}

constexpr std::array<Role, 2> roles{{{"setter", runSetter, true}, {"poller", runPoller}}};

} // namespace

Mechanism polledVariable()
{
    // What is polled with: the text as it was compiled, and what became of it.
    static const std::string listing = std::string(sourceText("polled.cpp")) + std::string(polledListing());
    return {.kind = "polling",
            .family = "mapped",
            .title = marked("mechanisms", "Memory-mapped files"),
            .roles = roles,
            .settings = settings,
            .create = createVariable,
            .view = [](int, int) { return KernelView{}; },
            .apply = notTheKernels,
            .viewThrough = probe::End::None,
            .boundedIn = {},
            .source = sourceText("polling.cpp"),
            .maps = true,
            .listing = listing};
}

} // namespace sluice::mechanisms
