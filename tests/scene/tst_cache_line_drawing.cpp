#include "scene/stage.h"
#include "support/test_class.h"
#include "trace/trace_view.h"

#include <QGuiApplication>

#include <algorithm>

using namespace sluice;
using mechanisms::SharedMemory;
using probe::Figure;
using probe::LineVerdict;

namespace {

constexpr ProcessId a{1}, b{2};

/// Two adders and their line, made by hand.
class Moment
{
public:
    Moment()
    {
        m_state.time = {20'000'000'000};
        m_state.processes.resize(3);
        for (const ProcessId id : {a, b}) {
            state::ProcessState& process = m_state.processes[id.value];
            process.id = id;
            process.pid = 4710 + id.value;
            process.activity = state::Activity::Running;
        }
        m_state.channels.resize(2);
        m_state.channels[1].id = {1};
        m_state.channels[1].object = SharedMemory{};
        m_meta.scenario.mechanism = "memory";
        m_meta.scenario.processes = {{"adder A", "adder"}, {"adder B", "adder"}};
        m_meta.scenario.channels = {{"line", "line"}};
    }

    Moment& verdict(LineVerdict verdict, std::int64_t ago = 0)
    {
        return tells(Figure::Verdict, static_cast<std::int64_t>(verdict), 0, ago);
    }
    /// Both do; so many nanoseconds ago.
    Moment& tells(Figure figure, std::int64_t value, std::uint16_t index = 0, std::int64_t ago = 0)
    {
        for (const ProcessId id : {a, b}) {
            probe::Event event;
            event.kind = probe::EventKind::Measured;
            event.process = id.value;
            event.channel = 1;
            event.detail = static_cast<std::uint32_t>(figure) | std::uint32_t{index} << 16;
            event.setValue(value);
            event.time = m_state.time.ns - ago;
            std::get<SharedMemory>(m_state.channels[1].object).take(event);
        }
        return *this;
    }
    /// As a run has it that goes well.
    Moment& timed()
    {
        verdict(LineVerdict::Separable).tells(Figure::Threshold, 46).tells(Figure::Overlap, 930);
        tells(Figure::ProvenMoves, 50'000, 1).tells(Figure::ProvenFound, 49'990, 1);
        tells(Figure::ProvenStays, 100'000, 1).tells(Figure::ProvenWrong, 3, 1);
        tells(Figure::Accesses, 1'000).tells(Figure::Transfers, 400);
        return tells(Figure::Bin, 600, 2).tells(Figure::Bin, 400, 6);
    }

    [[nodiscard]] bool says(const QString& words) const
    {
        const scene::Scene stage = scene::buildStage(m_state, trace::TraceView::ofEvents(m_meta, {}), {}, {});
        return std::ranges::any_of(stage.shapes, [&](const auto& shape) {
            return shape.kind == scene::Shape::Kind::Text && shape.text.contains(words);
        });
    }

private:
    state::SystemState m_state;
    trace::Meta m_meta;
};

} // namespace

/// What the picture of a cache line says of how it knows.
class TestCacheLineDrawing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aGoodRunIsChecked()
    {
        const Moment moment = Moment().timed();
        QVERIFY(moment.says("Checked in this run"));
        QVERIFY(moment.says("valley at 46 ns"));
        QVERIFY(!moment.says("ago"));
        QVERIFY(moment.says("transferred 40.0 %"));
        QVERIFY(!moment.says("hardly run"));
    }
    void aBusyMachineIsNamed()
    {
        QVERIFY(Moment().timed().tells(Figure::Overlap, 123).says("only 12.3 % of it"));
        QVERIFY(!Moment().timed().tells(Figure::Overlap, 500).says("hardly run"));
        // Also before anything could be told.
        QVERIFY(Moment().verdict(LineVerdict::Calibrating).tells(Figure::Overlap, 0).says("hardly run"));
        QVERIFY(Moment().verdict(LineVerdict::Calibrating).says("Calibrates"));
    }
    void anOldThresholdSaysHowOldItIs()
    {
        QVERIFY(Moment().timed().tells(Figure::Threshold, 46, 0, 12'000'000'000).says("found 12 s ago"));
    }
    /// What could be told once stays on the screen, with the word that it is from before.
    void whatWasMeasuredStays()
    {
        const Moment unsure = Moment().timed().verdict(LineVerdict::Unsure, 3'000'000'000);
        QVERIFY(unsure.says("is from before"));
        QVERIFY(unsure.says("valley at 46 ns"));
        const Moment accident = Moment().timed().verdict(LineVerdict::Unsure, 100'000'000);
        QVERIFY(!accident.says("is from before"));
        const Moment never = Moment().verdict(LineVerdict::Overlapping);
        QVERIFY(never.says("Not separable here"));
        QVERIFY(!never.says("valley"));
    }
};

SLUICE_TEST(TestCacheLineDrawing, QGuiApplication)
#include "tst_cache_line_drawing.moc"
