#include "state/channel_model.h"
#include "state/touched.h"
#include "support/mixed_run.h"
#include "support/spoilt.h"
#include "support/test_class.h"

using namespace sluice;
using namespace sluice::test;
using state::SystemState;

namespace {

bool has(std::uint32_t set, std::size_t id) { return (set >> id & 1U) != 0; }

/// Who is inside a call on the channel, asked of every process.
std::uint32_t callersOf(const SystemState& state, ChannelId channel)
{
    std::uint32_t callers = 0;
    for (const state::ProcessState& process : state.processes)
        if (process.call.running && process.call.channel == channel) callers |= state::processBit(process.id);
    return callers;
}

} // namespace

/// What is not looked at after an event has not changed; what is kept ready is right.
class TestTouched : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingElseChanges_data()
    {
        QTest::addColumn<unsigned>("seed");
        QTest::addColumn<bool>("spoilt");
        for (unsigned seed = 1; seed <= 8; ++seed) QTest::addRow("%u", seed) << seed << (seed > 2);
    }

    void nothingElseChanges()
    {
        QFETCH(unsigned, seed);
        QFETCH(bool, spoilt);
        MixedRun run(seed);
        run.play(30'000);
        std::vector<probe::Event> events = run.events();
        std::mt19937 random(seed);
        if (spoilt) spoil(std::span(events).subspan(100), random, MixedRun::workers, 4);
        SystemState state = state::initialState(run.meta().scenario);
        for (const probe::Event& event : events) {
            std::vector<state::Activity> activities;
            std::vector<state::Fill> fills;
            for (const auto& process : state.processes) activities.push_back(process.activity);
            for (const auto& channel : state.channels) fills.push_back(state::fillOf(channel));
            const state::Touched touched = state::touchedBy(state, event);
            state::apply(state, event);
            for (std::size_t i = 0; i < activities.size(); ++i)
                QVERIFY2(state.processes[i].activity == activities[i] || has(touched.processes, i),
                         std::string(name(event.kind)).c_str());
            for (std::size_t i = 1; i < fills.size(); ++i) {
                QVERIFY2(state::fillOf(state.channels[i]) == fills[i] || has(touched.channels, i),
                         std::string(name(event.kind)).c_str());
                QCOMPARE(state.channels[i].callers, callersOf(state, state.channels[i].id));
            }
        }
    }

    void mostEventsReachFew()
    {
        MixedRun run(1);
        run.play(10'000);
        SystemState state = state::initialState(run.meta().scenario);
        std::size_t looked = 0;
        for (const probe::Event& event : run.events()) {
            const state::Touched touched = state::touchedBy(state, event);
            looked += static_cast<std::size_t>(std::popcount(touched.processes) + std::popcount(touched.channels));
            state::apply(state, event);
        }
        QVERIFY(looked < 4 * run.events().size()); // of nine processes and five channels
    }
};

SLUICE_TEST(TestTouched, QCoreApplication)
#include "tst_touched.moc"
