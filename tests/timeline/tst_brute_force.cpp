// What is drawn from summaries, column by column, against what the events say by themselves.

#include "state/apply.h"
#include "support/random_run.h"
#include "support/test_class.h"
#include "timeline/depths.h"
#include "timeline/lanes.h"

#include <algorithm>
#include <set>

using namespace sluice;
using namespace sluice::test;
using state::Activity;
using timeline::TimeAxis;

namespace {

constexpr double left = 128, width = 900;

struct Step {
    TraceTime time;
    Activity writer, reader;
    std::uint64_t depth;
};

/// A run of bursts and pauses of very different length, and the state after each of its events.
struct LongRun {
    trace::TraceView trace;
    analysis::Timeline timeline;
    std::vector<Step> steps;

    LongRun()
    {
        const TraceBuilder built = randomRun(5, 25'000);
        std::vector<probe::Event> events = built.events();
        std::mt19937_64 random(3);
        std::int64_t now = 0, scale = 1;
        for (std::size_t i = 0; i < events.size(); ++i) {
            if (random() % 300 == 0) scale = std::array<std::int64_t, 5>{1, 1, 20, 400, 30'000}[random() % 5];
            now += static_cast<std::int64_t>(random() % 2'000) * scale;
            events[i].time = now;
        }
        trace = trace::TraceView::ofEvents(built.meta(), events);
        timeline.extend(trace);
        state::SystemState state = state::initialState(trace.meta().scenario);
        for (const probe::Event& event : events) {
            state::apply(state, event);
            steps.push_back({event.when(), state.processes[writer.value].activity,
                             state.processes[reader.value].activity, state.channels[pipeId.value].depthBytes});
        }
    }

    /// All steps in force at some time within [from, to].
    [[nodiscard]] std::span<const Step> within(TraceTime from, TraceTime to) const
    {
        const auto after = std::ranges::upper_bound(steps, to, {}, &Step::time);
        auto first = std::ranges::upper_bound(steps, from, {}, &Step::time);
        if (first != steps.begin()) --first;
        return {first, after};
    }
};

} // namespace

class TestBruteForce : public QObject
{
    Q_OBJECT
private:
    LongRun m_run;

private Q_SLOTS:
    void thePictureIsTrueWithinOneColumn_data()
    {
        QTest::addColumn<double>("nsPerPixel");
        for (double nsPerPixel = 50; nsPerPixel < 1e8; nsPerPixel *= 3)
            QTest::addRow("%.0f ns a pixel", nsPerPixel) << nsPerPixel;
    }

    void thePictureIsTrueWithinOneColumn()
    {
        QFETCH(double, nsPerPixel);
        std::mt19937_64 random(static_cast<unsigned>(nsPerPixel));
        const std::int64_t end = m_run.trace.end().ns;
        for (int i = 0; i < 20; ++i) {
            const double shown = std::min(nsPerPixel, static_cast<double>(end) / width);
            // Around any event: bursts are looked at as often as they are long in events, not in time.
            const std::int64_t middle = m_run.steps[random() % m_run.steps.size()].time.ns;
            const auto rest = static_cast<std::int64_t>(static_cast<double>(end) - shown * width);
            const std::int64_t from = middle - static_cast<std::int64_t>(shown * width / 2);
            const TimeAxis axis{{std::clamp<std::int64_t>(from, 0, rest)}, shown, left, width};
            const timeline::Part part{axis.from, axis.to(), 1};
            compareLane(axis, part, writer, &Step::writer);
            compareLane(axis, part, reader, &Step::reader);
            compareDepth(axis, part);
            if (QTest::currentTestFailed()) return;
        }
    }

private:
    /// What stands in a column has happened in it or in one beside it, and what filled all three is drawn.
    void compareLane(const TimeAxis& axis, const timeline::Part& part, ProcessId who, Activity Step::*activity)
    {
        const auto pieces = m_run.timeline.lane(who, part.from, part.to, axis.grain());
        const auto stretches = timeline::stretchesOf(pieces, axis, part);
        for (double x = left + 2.5; x < left + width - 2; ++x) {
            std::set<Activity> truth;
            for (const Step& step : m_run.within(axis.time(x - 1.5), axis.time(x + 1.5))) truth.insert(step.*activity);
            bool any = false;
            for (const timeline::Stretch& stretch : stretches) {
                if (stretch.x0 > x || stretch.x1 <= x) continue;
                any = true;
                if (!truth.contains(stretch.activity))
                    QFAIL(qPrintable(QStringLiteral("at x %1 %2 is drawn").arg(x).arg(int(stretch.activity))));
            }
            if (!any && !truth.contains(Activity::Absent) && !truth.contains(Activity::Pacing))
                QFAIL(qPrintable(QStringLiteral("at x %1 nothing is drawn").arg(x)));
        }
    }

    /// Every value drawn has been there, and every peak is drawn.
    void compareDepth(const TimeAxis& axis, const timeline::Part& part)
    {
        constexpr double beside = timeline::bandColumn + 1;
        const auto points = timeline::pointsOf(m_run.timeline.depth(pipeId, part.from, part.to, axis.grain()));
        const auto stairs = timeline::staircase(points, axis, part, &timeline::DepthPoint::bytes);
        std::vector<double> top(static_cast<std::size_t>(width) + 1, -1); // the greatest drawn in each column
        const auto raise = [&](double x0, double x1, double y) {
            const auto first = static_cast<std::size_t>(std::max(x0 - left, 0.0));
            const auto last = static_cast<std::size_t>(std::clamp(x1 - left, 0.0, width));
            for (std::size_t c = first; c <= last; ++c) top[c] = std::max(top[c], y);
        };
        for (qsizetype i = 0; i + 1 < stairs.top.size(); ++i)
            raise(stairs.top[i].x(), stairs.top[i + 1].x(), std::max(stairs.top[i].y(), stairs.top[i + 1].y()));
        for (const QRectF& band : stairs.bands) raise(band.left(), band.right(), band.bottom());
        for (double x = left + beside + 1; x < left + width - beside - 1; ++x) {
            const auto truth = m_run.within(axis.time(x - beside), axis.time(x + beside + 1));
            const auto [least, greatest] = std::ranges::minmax(truth, {}, &Step::depth);
            const double drawn = top[static_cast<std::size_t>(x - left)];
            if (drawn < static_cast<double>(least.depth) || drawn > static_cast<double>(greatest.depth))
                QFAIL(qPrintable(QStringLiteral("at x %1 %2 bytes are drawn, %3 to %4 were there")
                                     .arg(x)
                                     .arg(drawn)
                                     .arg(least.depth)
                                     .arg(greatest.depth)));
            const auto here = m_run.within(axis.time(x), axis.time(x + 1));
            const auto peak = static_cast<double>(std::ranges::max(here, {}, &Step::depth).depth);
            const auto column = top.begin() + static_cast<std::ptrdiff_t>(x - left);
            if (*std::max_element(column - 3, column + 4) < peak)
                QFAIL(qPrintable(QStringLiteral("at x %1 a peak of %2 bytes is missing").arg(x).arg(peak)));
        }
    }
};

SLUICE_TEST(TestBruteForce, QCoreApplication)
#include "tst_brute_force.moc"
