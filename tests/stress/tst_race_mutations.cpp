// Figures of a race as no race tells them: indices of no lane, times that are negative or beyond all measure. Pictures,
// explanations and JSON must stand it; sanitizers see what an assertion does not.

#include "analysis/explain.h"
#include "cli/race_json.h"
#include "mechanisms/race.h"
#include "scene/stage.h"
#include "state/system_state.h"
#include "support/test_class.h"
#include "trace/trace_view.h"

#include <QGuiApplication>

#include <array>
#include <cmath>
#include <limits>
#include <random>

using namespace sluice;
using mechanisms::SharedMemory;
using probe::Figure;

namespace {

constexpr std::array figures{Figure::RaceRounds, Figure::RaceTurn,  Figure::RaceFact,    Figure::RaceTally,
                             Figure::RaceStat,   Figure::RaceTimes, Figure::RaceArrival, Figure::RaceSize};

/// A race of one kind, made by hand.
class Race
{
public:
    explicit Race(const char* kind, std::mt19937_64& source) : random(source)
    {
        m_meta.scenario.mechanism = "tradeoffs";
        m_meta.scenario.channels = {{"lanes", kind}};
        for (const char* role : {"sender", "receiver"}) m_meta.scenario.processes.push_back({role, role, {1}});
        m_state = state::initialState(m_meta.scenario);
        m_state.time = {20'000'000'000};
        for (std::size_t i = 1; i < m_state.processes.size(); ++i) {
            m_state.processes[i].pid = 4710 + static_cast<int>(i);
            m_state.processes[i].activity = random() % 2 == 0 ? state::Activity::Unobserved : state::Activity::Pacing;
        }
        for (std::int64_t& setting : m_state.settings)
            if (random() % 8 == 0) setting = static_cast<std::int64_t>(random() % 2);
    }

    void tell(Figure figure, std::uint16_t index, std::int64_t value)
    {
        probe::Event event;
        event.kind = probe::EventKind::Measured;
        event.process = static_cast<std::uint16_t>(1 + random() % 2);
        event.channel = 1;
        event.detail = static_cast<std::uint32_t>(figure) | std::uint32_t{index} << 16;
        event.setValue(value);
        event.time = static_cast<std::int64_t>(random() % 20'000'000'000);
        std::get<SharedMemory>(m_state.channels[1].object).take(event);
    }
    /// Every figure that a race has, of every lane.
    void tellAll()
    {
        const auto some = [this] { return static_cast<std::int64_t>(1 + random() % 1'000'000); };
        tell(Figure::RaceRounds, 0, some());
        tell(Figure::RaceTurn, 0, static_cast<std::int64_t>(random() % mechanisms::throughs) - 1);
        for (std::uint16_t fact = 0; fact < 7; ++fact) tell(Figure::RaceFact, fact, fact < 4 ? some() : fact - 4);
        for (std::size_t i = 0; i < mechanisms::throughs; ++i) {
            const auto lane = static_cast<mechanisms::Through>(i);
            for (std::uint16_t rest = 0; rest < 32; ++rest) {
                for (const Figure figure : {Figure::RaceTally, Figure::RaceStat, Figure::RaceArrival})
                    if (figure != Figure::RaceStat || rest != static_cast<int>(mechanisms::RaceStat::Refused))
                        tell(figure, mechanisms::raceIndex(lane, 5, rest), some());
            }
            for (unsigned rest = 0; rest < 64; ++rest)
                if (rest >> 3 != static_cast<unsigned>(mechanisms::RaceSize::Refused))
                    tell(Figure::RaceSize, mechanisms::raceIndex(lane, 6, rest), some());
            for (int k = 0; k < 40; ++k)
                tell(Figure::RaceTimes,
                     mechanisms::raceIndex(lane, static_cast<mechanisms::RaceWay>(k % 2),
                                           static_cast<std::uint16_t>(random() % mechanisms::raceBins)),
                     some());
        }
    }
    void tellNonsense()
    {
        constexpr auto least = std::numeric_limits<std::int64_t>::min(),
                       most = std::numeric_limits<std::int64_t>::max();
        constexpr std::array<std::int64_t, 10> values{least,      most,     -1,        0,       1,
                                                      -1'000'000, most / 2, least + 1, 1 << 20, 97};
        const Figure figure = figures.at(random() % figures.size());
        const bool small = random() % 2 == 0; // an index that most figures have
        tell(figure, static_cast<std::uint16_t>(small ? random() % 40 : random()), values.at(random() % values.size()));
    }

    void lookAtAll() const
    {
        const auto trace = trace::TraceView::ofEvents(m_meta, {});
        scene::ViewTime view;
        for (const bool reduced : {false, true}) {
            view.reducedMotion = reduced;
            const scene::Scene scene = scene::buildStage(m_state, trace, {}, view);
            const QRectF near = QRectF({}, scene.size).adjusted(-200, -200, 200, 200);
            for (const scene::Shape& shape : scene.shapes) {
                const QRectF bounds = shape.bounds();
                const bool finite = std::isfinite(bounds.left()) && std::isfinite(bounds.right())
                                    && std::isfinite(bounds.top()) && std::isfinite(bounds.bottom());
                QVERIFY2(finite && near.contains(bounds), qPrintable(shape.text));
                QVERIFY2(!shape.text.contains("nan") && !shape.text.contains("inf"), qPrintable(shape.text));
            }
        }
        for (std::uint16_t process = 1; process < m_state.processes.size(); ++process)
            (void)analysis::explain(m_state, trace, {process});
        (void)cli::raceToJson(m_state, std::get<SharedMemory>(m_state.channels[1].object), m_meta.scenario).dump();
    }

private:
    std::mt19937_64& random;
    trace::Meta m_meta;
    state::SystemState m_state;
};

} // namespace

class TestRaceMutations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nonsenseIsDrawnWithinThePicture_data()
    {
        QTest::addColumn<QByteArray>("kind");
        for (const char* kind : {"race", "race-times", "race-table", "race-sizes"})
            QTest::newRow(kind) << QByteArray(kind);
    }

    void nonsenseIsDrawnWithinThePicture()
    {
        QFETCH(QByteArray, kind);
        std::mt19937_64 random(static_cast<std::uint64_t>(kind.size()));
        for (int i = 0; i < 150; ++i) {
            Race race(kind.constData(), random);
            if (i % 8 != 0) race.tellAll();
            for (std::uint64_t k = random() % 40; k > 0; --k) race.tellNonsense();
            race.lookAtAll();
            if (QTest::currentTestFailed()) return;
        }
    }
};

SLUICE_TEST(TestRaceMutations, QGuiApplication)
#include "tst_race_mutations.moc"
