#include "state/snapshot.h"
#include "support/random_run.h"
#include "support/test_class.h"

using namespace sluice;
using namespace sluice::test;
using state::SystemState;

class TestSnapshot : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyStateComesBack()
    {
        const TraceBuilder built = randomRun(8, 3'000);
        const SystemState initial = state::initialState(built.meta().scenario);
        SystemState state = initial;
        for (const probe::Event& event : built.events()) {
            state::apply(state, event);
            const auto restored = state::fromBytes(state::toBytes(state), initial);
            QVERIFY(restored);
            QVERIFY(*restored == state);
        }
    }

    void memoryComesBack()
    {
        scenario::Scenario scenario;
        scenario.mechanism = "memory";
        scenario.processes = {{"adder A", "adder"}, {"adder B", "adder"}};
        scenario.channels = {{"line", "line"}};
        const SystemState initial = state::initialState(scenario);
        SystemState state = initial;
        std::mt19937 random(11);
        for (int i = 0; i < 2'000; ++i) {
            using probe::EventKind;
            constexpr std::array kinds{EventKind::MemoryMapped, EventKind::MemoryUnmapped, EventKind::MemoryTouched,
                                       EventKind::MemoryTimed,  EventKind::Measured,       EventKind::KernelMeasured};
            probe::Event event;
            event.time = i;
            event.channel = 1;
            event.process = static_cast<std::uint16_t>(1 + random() % 2);
            event.kind = kinds.at(random() % kinds.size());
            event.detail = static_cast<std::uint32_t>(random() % 40 | random() % 3 << 16);
            event.size = static_cast<std::uint32_t>(random());
            event.result = static_cast<std::int32_t>(random());
            state::apply(state, event);
            const auto restored = state::fromBytes(state::toBytes(state), initial);
            QVERIFY(restored);
            QVERIFY(*restored == state);
        }
        const auto& memory = std::get<mechanisms::SharedMemory>(state.channels[1].object);
        QVERIFY(!memory.figures.empty() && !memory.timed.empty() && !memory.touched.empty() && !memory.places.empty());
    }

    void damageIsRefusedOrHarmless()
    {
        const TraceBuilder built = randomRun(9, 500);
        const SystemState initial = state::initialState(built.meta().scenario);
        SystemState state = initial;
        for (const probe::Event& event : built.events()) state::apply(state, event);
        const std::vector<std::byte> sound = state::toBytes(state);
        for (std::size_t length = 0; length < sound.size(); ++length)
            QVERIFY(!state::fromBytes(std::span(sound).first(length), initial));
        std::mt19937 random(10);
        int refused = 0;
        for (int i = 0; i < 20'000; ++i) {
            auto damaged = sound;
            damaged[random() % damaged.size()] ^= static_cast<std::byte>(1U << (random() % 8));
            auto restored = state::fromBytes(damaged, initial);
            if (!restored) {
                ++refused;
                continue;
            }
            // Whatever it says now: going on from it must not go wrong.
            for (const probe::Event& event : built.events()) state::apply(*restored, event);
        }
        QVERIFY(refused > 0);
    }
};

SLUICE_TEST(TestSnapshot, QCoreApplication)
#include "tst_snapshot.moc"
