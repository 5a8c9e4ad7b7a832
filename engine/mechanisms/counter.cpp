#include "mechanisms/memory.h"

#include "base/mapping.h"
#include "base/words.h"
#include "mechanisms/source_text.h"
#include "probe/clock.h"
#include "probe/worker.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <new>

namespace sluice::mechanisms {

namespace {

using probe::Figure;
using probe::GatePoint;
using probe::Touch;
using probe::Worker;

enum Index { // rows of the table below
    AdderRate,
    AdderFullSpeed,
    AdderLocked,
    AdderRobust,
    AdderHoldMs,
    AdderRound,
    AdderKill,
    SettingCount
};

using Kind = Setting::Kind;
using Unit = Setting::Unit;

constexpr std::array<Setting, SettingCount> settings{{
    {"adder.rate", marked("settings", "Steps per second"), Kind::Number, Unit::PerSecond, 1, 1'000, 3},
    {"adder.full-speed", marked("settings", "As fast as possible"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"adder.locked", marked("settings", "Take the mutex"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"adder.robust", marked("settings", "The mutex is robust"), Kind::Toggle, Unit::None, 0, 1, 0,
     Setting::Doer::Start},
    {"adder.hold-ms", marked("settings", "The lock is kept for (ms)"), Kind::Number, Unit::None, 0, 10'000, 0},
    {"adder.round", marked("settings", "Additions in one round"), Kind::Number, Unit::None, 1'000, 10'000'000, 100'000},
    {"adder.kill", marked("settings", "Kill the owner"), Kind::Action, Unit::None, 0, 1'000'000, 0,
     Setting::Doer::Killer},
}};

constexpr std::uint32_t lockNumber = 1; ///< in the trace

/// What the adders share: the counter and its two locks, and where they meet after a round.
struct Shared {
    alignas(64) volatile std::int64_t counter; ///< plain memory, as any program would have it
    alignas(64) pthread_mutex_t mutex;
    alignas(64) pthread_mutex_t robust;
    alignas(
        64) std::atomic<std::uint16_t> owner; ///< of the lock; still its number if it dies as such. Partner: owner()
    std::atomic<std::uint32_t> adders;        ///< who takes part in rounds
    std::atomic<std::uint32_t> waiting;       ///< who has finished this round
    std::atomic<std::uint32_t> round;
    std::atomic<std::uint32_t> ready;                ///< who has begun this round
    alignas(64) std::atomic<std::int64_t> additions; ///< the truth: everybody adds its own after a round
};

class Counter final : public KernelObject
{
public:
    explicit Counter(Mapping mapping) : m_mapping(std::move(mapping)), m_shared(new (m_mapping.data()) Shared{})
    {
        init(m_shared->mutex, PTHREAD_MUTEX_STALLED);
        init(m_shared->robust, PTHREAD_MUTEX_ROBUST);
    }
    [[nodiscard]] std::vector<Descriptor> descriptors() const override { return {}; }
    void releaseInSupervisor() override {} // it is asked for the owner
    [[nodiscard]] ProcessId owner() const override { return {m_shared->owner.load(std::memory_order_acquire)}; }
    [[nodiscard]] Shared& shared() const { return *m_shared; }

private:
    /// PTHREAD_PROCESS_SHARED: the futex(2) behind it is found by the frame, not by the address.
    static void init(pthread_mutex_t& mutex, int robustness)
    {
        pthread_mutexattr_t attributes;
        pthread_mutexattr_init(&attributes);
        pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
        pthread_mutexattr_setrobust(&attributes, robustness);
        pthread_mutex_init(&mutex, &attributes);
        pthread_mutexattr_destroy(&attributes);
    }

    Mapping m_mapping;
    Shared* m_shared;
};

Result<std::unique_ptr<KernelObject>> createCounter(std::span<const std::int64_t>, Names&)
{
    auto mapping = Mapping::shared(sizeof(Shared));
    if (!mapping) return fail(mapping.error());
    return std::make_unique<Counter>(std::move(*mapping));
}

/// One of the processes that add to the counter.
class Adder
{
public:
    Adder(Worker& worker, Shared& shared) : me(worker), m_shared(shared) {}
    int run();

private:
    [[nodiscard]] pthread_mutex_t& mutex() const
    {
        return me.setting(AdderRobust) != 0 ? m_shared.robust : m_shared.mutex;
    }
    [[nodiscard]] bool lock();
    void unlock();
    void addSlowly();
    void storeSum(std::int64_t sum);
    void addARound();
    void beginTogether();
    void meet();

    Worker& me;
    Shared& m_shared;
    pthread_mutex_t* m_owned = nullptr;
    std::int64_t m_additions = 0, m_recoveries = 0;
};

bool Adder::lock()
{
    if (me.setting(AdderLocked) == 0) return !me.stopped();
    const int result = me.lockMutex(mutex(), lockNumber);
    if (result != 0 && result != EOWNERDEAD) return false;
    m_owned = &mutex();
    if (result == EOWNERDEAD) { // its owner died between lock and unlock: the counter may be half written
        me.measured(Figure::Recoveries, ++m_recoveries);
        pthread_mutex_consistent(&mutex());
    }
    m_shared.owner.store(me.id().value, std::memory_order_release);
    return true;
}

void Adder::unlock()
{
    if (!m_owned) return;
    m_shared.owner.store(0, std::memory_order_release);
    me.unlockMutex(*std::exchange(m_owned, nullptr), lockNumber);
}

/// The sum is in a register of this process alone until it is stored.
void Adder::storeSum(std::int64_t sum)
{
    if (!me.mayTouch(GatePoint::Store)) return;
    m_shared.counter = sum;
    ++m_additions;
    m_shared.additions.fetch_add(1, std::memory_order_acq_rel);
    me.touched(Touch::Add, 0, 0, sum);
}

/// One addition is three steps, and between any two of them somebody else may come.
void Adder::addSlowly()
{
    if (!me.waitForTurn(AdderRate) || !lock()) return;
    if (me.mayTouch(GatePoint::Load)) {
        const std::int64_t seen = m_shared.counter;
        me.touched(Touch::Load, 0, 0, seen);
        me.sleep(milliseconds(me.setting(AdderHoldMs)));
        me.waitForTurn(AdderRate);
        if (me.mayTouch(GatePoint::Compute)) storeSum(seen + 1);
    }
    unlock();
}

/// A round is short: it counts as a race only if all run at the same time. Who is held is not waited for long.
void Adder::beginTogether()
{
    m_shared.ready.fetch_add(1, std::memory_order_acq_rel);
    const std::int64_t until = probe::monotonicNow() + 30'000'000;
    while (m_shared.ready.load(std::memory_order_acquire) < m_shared.adders.load() && probe::monotonicNow() < until) {}
}

/// Waits for all the others, so that the counter is at rest when it is compared with the truth. Who comes last
/// compares.
void Adder::meet()
{
    const std::uint32_t round = m_shared.round.load(std::memory_order_acquire);
    if (m_shared.waiting.fetch_add(1, std::memory_order_acq_rel) + 1 >= m_shared.adders.load()) {
        const std::int64_t value = m_shared.counter;
        me.measured(Figure::CounterValue, value);
        me.measured(Figure::LostUpdates, m_shared.additions.load(std::memory_order_acquire) - value);
        m_shared.waiting.store(0, std::memory_order_relaxed);
        m_shared.ready.store(0, std::memory_order_relaxed);
        m_shared.round.fetch_add(1, std::memory_order_acq_rel);
    }
    while (m_shared.round.load(std::memory_order_acquire) == round) {
        if (me.stopped() || me.setting(AdderFullSpeed) == 0) {
            m_shared.waiting.store(0, std::memory_order_relaxed);
            return;
        }
        me.sleep(milliseconds(10));
    }
}

/// As fast as it goes: the events of so many additions would be all that is seen, so only figures are told.
void Adder::addARound()
{
    const bool locked = me.setting(AdderLocked) != 0;
    const std::int64_t count = me.setting(AdderRound);
    std::int64_t done = 0;
    beginTogether();
    for (; done < count; ++done) {
        if (locked && pthread_mutex_lock(&mutex()) == EOWNERDEAD) pthread_mutex_consistent(&mutex());
        m_shared.counter = m_shared.counter + 1;
        if (locked) pthread_mutex_unlock(&mutex());
    }
    m_additions += done;
    m_shared.additions.fetch_add(done, std::memory_order_acq_rel);
    me.measured(Figure::Additions, m_additions);
    meet();
    me.sleep(milliseconds(200));
}

int Adder::run()
{
    m_shared.adders.fetch_add(1);
    me.hasMapping(0, &m_shared, sizeof m_shared, probe::mapShared);
    while (!me.stopped()) {
        if (me.setting(AdderFullSpeed) == 0) addSlowly();
        else if (me.mayTouch(GatePoint::Access)) addARound();
    }
    return EXIT_SUCCESS;
}

int runAdder(Worker& me, KernelObject& object) { return Adder(me, static_cast<const Counter&>(object).shared()).run(); }

constexpr std::array<Role, 1> roles{{{"adder", runAdder, true}}};

} // namespace

Mechanism sharedCounter()
{
    return {.kind = "counter",
            .family = "memory",
            .title = marked("mechanisms", "Shared memory"),
            .roles = roles,
            .settings = settings,
            .create = createCounter,
            .view = [](int, int) { return KernelView{}; },
            .apply = notTheKernels,
            .viewThrough = probe::End::None,
            .boundedIn = {},
            .source = sourceText("counter.cpp"),
            .maps = true};
}

} // namespace sluice::mechanisms
