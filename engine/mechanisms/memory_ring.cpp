#include "mechanisms/memory.h"

#include "base/mapping.h"
#include "base/words.h"
#include "mechanisms/source_text.h"
#include "probe/worker.h"

#include <array>
#include <atomic>
#include <cstdlib>
#include <new>

namespace sluice::mechanisms {

namespace {

using probe::Figure;
using probe::GatePoint;
using probe::Touch;
using probe::Worker;

enum Index { // rows of the table below
    ProducerRate,
    ConsumerRate,
    SettingCount
};

using Kind = Setting::Kind;
using Unit = Setting::Unit;

constexpr std::array<Setting, SettingCount> settings{{
    {"producer.rate", marked("settings", "Producer, messages per second"), Kind::Number, Unit::PerSecond, 1, 1'000, 3},
    {"consumer.rate", marked("settings", "Consumer, messages per second"), Kind::Number, Unit::PerSecond, 1, 1'000, 2},
}};

constexpr std::uint64_t slots = 8;

/// A ring for one producer and one consumer. Each index is written by one of them alone, so no lock is needed: the
/// producer's store of `head` (release) hands a slot over to the consumer's load of it (acquire), and the consumer's
/// store of `tail` hands it back.
struct Ring {
    alignas(64) std::atomic<std::uint64_t> head; ///< messages put in so far
    alignas(64) std::atomic<std::uint64_t> tail; ///< messages taken out so far
    alignas(64) std::int64_t messages[slots];
};

class RingObject final : public KernelObject
{
public:
    explicit RingObject(Mapping mapping) : m_mapping(std::move(mapping)), m_ring(new (m_mapping.data()) Ring{}) {}
    [[nodiscard]] std::vector<Descriptor> descriptors() const override { return {}; }
    void releaseInSupervisor() override { m_mapping = {}; }
    [[nodiscard]] Ring& ring() const { return *m_ring; }

private:
    Mapping m_mapping;
    Ring* m_ring;
};

Result<std::unique_ptr<KernelObject>> createRing(std::span<const std::int64_t>, Names&)
{
    auto mapping = Mapping::shared(sizeof(Ring));
    if (!mapping) return fail(mapping.error());
    return std::make_unique<RingObject>(std::move(*mapping));
}

/// There is nobody to wake it: who finds the ring full, or empty, looks again a little later.
constexpr Duration again = milliseconds(40);

int runProducer(Worker& me, KernelObject& object)
{
    Ring& ring = static_cast<const RingObject&>(object).ring();
    me.hasMapping(0, &ring, sizeof ring, probe::mapShared);
    me.measured(Figure::RingSlots, slots);
    for (std::uint64_t n = 0; me.waitForTurn(ProducerRate) && me.mayTouch(GatePoint::Load); ++n) {
        while (n - ring.tail.load(std::memory_order_acquire) == slots && !me.stopped()) me.sleep(again);
        if (!me.mayTouch(GatePoint::Store)) break;
        ring.messages[n % slots] = static_cast<std::int64_t>(n + 1);
        me.touched(Touch::Store, 0, n % slots, static_cast<std::int64_t>(n + 1));
        me.measured(Figure::RingHead, static_cast<std::int64_t>(n + 1)); // told before it can be taken out
        ring.head.store(n + 1, std::memory_order_release);
    }
    return EXIT_SUCCESS;
}

int runConsumer(Worker& me, KernelObject& object)
{
    Ring& ring = static_cast<const RingObject&>(object).ring();
    me.hasMapping(0, &ring, sizeof ring, probe::mapShared);
    for (std::uint64_t n = 0; me.waitForTurn(ConsumerRate) && me.mayTouch(GatePoint::Load); ++n) {
        while (ring.head.load(std::memory_order_acquire) == n && !me.stopped()) me.sleep(again);
        if (!me.mayTouch(GatePoint::Load)) break;
        const std::int64_t message = ring.messages[n % slots];
        me.touched(Touch::Load, 0, n % slots, message);
        me.measured(Figure::RingTail, static_cast<std::int64_t>(n + 1)); // told before the slot can be used again
        ring.tail.store(n + 1, std::memory_order_release);
        if (message != static_cast<std::int64_t>(n + 1)) return EXIT_FAILURE; // nobody has put that in
    }
    return EXIT_SUCCESS;
}

constexpr std::array<Role, 2> roles{{{"producer", runProducer, true}, {"consumer", runConsumer}}};

} // namespace

Mechanism memoryRing()
{
    return {.kind = "ring",
            .family = "memory",
            .title = marked("mechanisms", "Shared memory"),
            .roles = roles,
            .settings = settings,
            .create = createRing,
            .view = [](int, int) { return KernelView{}; },
            .apply = notTheKernels,
            .viewThrough = probe::End::None,
            .boundedIn = marked("mechanisms", "messages"),
            .source = sourceText("memory_ring.cpp"),
            .maps = true};
}

} // namespace sluice::mechanisms
