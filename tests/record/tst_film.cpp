#include "film_runs.h"
#include "playback/playback.h"
#include "support/test_class.h"

#include <QGuiApplication>

using namespace sluice;
using namespace sluice::record;

namespace {

Film filmOf(const FilmPlan& plan)
{
    auto film = Film::of(test::filledPipe(), plan);
    if (!film) qFatal("%s", film.error().describe().c_str());
    return std::move(*film);
}

} // namespace

/// Which moments a film shows, and that nothing but they decides what it looks like.
class TestFilm : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void evenTimesAreExact_data();
    void evenTimesAreExact();
    void followingTheActionAgreesWithTheWindow();
    void theTimelineNeverJumps_data();
    void theTimelineNeverJumps();
    void aFollowingFilmShowsThoseWindows();
    void shortenedGapsAreMarked();
    void aFrameDoesNotDependOnTheOrder();
    void aFrameIsWhatRenderDraws();
    void chaptersAreTheSteps();
    void theTitleStandsAloneFirst();
    void belowTheTitleIsWhatRan();
    void whatIsHiddenIsNotThere();
    void theFrameOfATime();
    void refused();
};

void TestFilm::evenTimesAreExact_data()
{
    QTest::addColumn<int>("frames");
    QTest::addColumn<int>("seconds");
    QTest::addColumn<double>("speed");
    QTest::addColumn<int>("count");
    QTest::newRow("30") << 30 << 1 << 0.1 << 12; // 0.4 s of film
    QTest::newRow("60") << 60 << 1 << 0.1 << 24;
    QTest::newRow("29.97") << 30'000 << 1001 << 0.1 << 12;
    QTest::newRow("real time") << 1000 << 1 << 1.0 << 40;
    QTest::newRow("much slower") << 25 << 1 << 0.001 << 1000;
}

void TestFilm::evenTimesAreExact()
{
    QFETCH(int, frames);
    QFETCH(int, seconds);
    QFETCH(double, speed);
    QFETCH(int, count);
    FilmPlan plan = test::smallPlan();
    plan.rate = {frames, seconds};
    plan.pace.speed = speed;
    const Film film = filmOf(plan);
    QCOMPARE(film.frameCount(), count);
    for (int i = 0; i < count; ++i)
        QCOMPARE(film.timeOf(i).ns, std::llround(static_cast<double>(i) * speed * 1e9 * seconds / frames));
}

void TestFilm::followingTheActionAgreesWithTheWindow()
{
    FilmPlan plan = test::smallPlan(20);
    plan.pace.kind = playback::Pace::Kind::FollowAction;
    const Film film = filmOf(plan);
    QVERIFY(film.frameCount() > 10);
    state::Replay replay(test::filledPipe());
    playback::Playback window;
    window.pause();
    window.seek({});
    window.setPace(playback::Pace::Kind::FollowAction);
    window.play();
    for (std::int64_t i = 0; i < film.frameCount(); ++i) {
        QVERIFY(film.timeOf(i) == window.moment().time);
        window.tick(1.0 / 20, replay);
    }
}

void TestFilm::theTimelineNeverJumps_data()
{
    QTest::addColumn<int>("perSecond");
    QTest::newRow("25") << 25;
    QTest::newRow("60") << 60;
}

/// Following the action, one frame may pass a microsecond of the run, and the next one a tenth of a second.
void TestFilm::theTimelineNeverJumps()
{
    QFETCH(int, perSecond);
    std::vector<TraceTime> times{{}};
    const auto pass = [&](double screenSeconds, std::int64_t ns) {
        for (int i = 0; i < screenSeconds * perSecond; ++i)
            times.push_back(times.back() + Duration{ns * 25 / perSecond});
    };
    pass(6, 10'000'000);
    pass(0.4, 1000); // one call among them
    pass(6, 10'000'000);
    pass(6, 1000); // and many
    const std::vector<Duration> windows = calmWindows(times, {perSecond, 1});
    QCOMPARE(windows.size(), times.size());
    const auto at = [&](double second) {
        return static_cast<double>(windows[static_cast<std::size_t>(second * perSecond)].ns);
    };
    const double wide = timelineSeconds * 25 * 10'000'000, narrow = timelineSeconds * 25 * 1000;
    QVERIFY(std::abs(at(3) / wide - 1) < 0.001);         // where the speed lasts it is what it always was
    QVERIFY(std::abs(at(17) / narrow - 1) < 0.01);       // whole nanoseconds
    QVERIFY(at(6.2) < wide / 4 && at(6.2) > narrow * 4); // of a single call it takes notice
    double step = 1;
    for (std::size_t i = 1; i < windows.size(); ++i)
        step = std::max({step, static_cast<double>(windows[i].ns) / static_cast<double>(windows[i - 1].ns),
                         static_cast<double>(windows[i - 1].ns) / static_cast<double>(windows[i].ns)});
    const double perFrame = std::pow(step, perSecond / 25.0);
    QVERIFY2(perFrame < 1.4, qPrintable(QString::number(perFrame))); // ten thousand times, a little at a time
}

void TestFilm::aFollowingFilmShowsThoseWindows()
{
    FilmPlan plan = test::smallPlan(20);
    plan.pace.kind = playback::Pace::Kind::FollowAction;
    Film film = filmOf(plan);
    std::vector<TraceTime> times;
    for (std::int64_t i = 0; i < film.frameCount(); ++i) times.push_back(film.timeOf(i));
    const std::vector<Duration> windows = calmWindows(times, plan.rate);
    Studio studio(test::filledPipe());
    for (const std::size_t i : {std::size_t{0}, times.size() / 2, times.size() - 1})
        QVERIFY(film.frame(static_cast<std::int64_t>(i))
                == studio.frame(times[i], plan.pace.view(test::filledPipe(), times[i]), plan.size, {},
                                {.shown = windows[i], .shortened = {}}));
}

/// 10 ms without anything are 10 s of film, and shortened to one: the picture says so, and so does its clock.
void TestFilm::shortenedGapsAreMarked()
{
    FilmPlan plan = test::smallPlan(10);
    plan.pace.kind = playback::Pace::Kind::ShortenIdle;
    plan.pace.speed = 0.001;
    Film film = filmOf(plan);
    const auto says = [&](TraceTime time, const QString& words) {
        const scene::Scene frame = film.frame(film.frameAt(time));
        return std::ranges::any_of(frame.shapes, [&](const scene::Shape& shape) { return shape.text == words; });
    };
    const QString usual = QStringLiteral("1 s on screen shows 1.00 ms"), fold = QStringLiteral("10.0 ms shortened"),
                  quick = QStringLiteral("1 s on screen shows 10.0 ms");
    QVERIFY(says({5'000'000}, usual) && !says({5'000'000}, quick) && !says({5'000'000}, fold));
    QVERIFY(says({25'000'000}, quick) && !says({25'000'000}, usual) && says({25'000'000}, fold));
}

void TestFilm::aFrameDoesNotDependOnTheOrder()
{
    Film forward = filmOf(test::smallPlan()), backward = filmOf(test::smallPlan());
    std::vector<scene::Scene> scenes;
    for (std::int64_t i = 0; i < forward.frameCount(); ++i) scenes.push_back(forward.frame(i));
    for (std::int64_t i = backward.frameCount(); i-- > 0;)
        QVERIFY(backward.frame(i) == scenes[static_cast<std::size_t>(i)]);
    QVERIFY(scenes.front() != scenes.back());
}

void TestFilm::aFrameIsWhatRenderDraws()
{
    FilmPlan plan = test::smallPlan(100);
    plan.pace.speed = 1;
    Film film = filmOf(plan);
    Studio studio(test::filledPipe());
    QVERIFY(film.frame(3) == studio.frame({30'000'000}, {}, plan.size, {}));
}

void TestFilm::chaptersAreTheSteps()
{
    const Film film = filmOf(test::smallPlan(50));
    QCOMPARE(film.chapters().size(), std::size_t{4});
    QCOMPARE(film.chapters()[0].frame, 0);
    QCOMPARE(film.chapters()[1].text, QStringLiteral("The reader is paused. Slot by slot the pipe fills."));
    QCOMPARE(film.chapters()[2].frame, 10); // blocked from 20 ms on, which is 0.2 s of film
    for (std::size_t i = 1; i < 4; ++i) QVERIFY(film.chapters()[i].frame > film.chapters()[i - 1].frame);
}

void TestFilm::theTitleStandsAloneFirst()
{
    FilmPlan plan = test::smallPlan(10);
    plan.title = QStringLiteral("A pipe");
    Film film = filmOf(plan);
    QCOMPARE(film.frameCount(), 20 + 4);
    QCOMPARE(film.name(), plan.title);
    QCOMPARE(film.chapters().front().frame, 20);
    QVERIFY(film.frame(0) == film.frame(19));
    const scene::Scene frame = film.frame(20);
    QVERIFY(std::ranges::none_of(frame.shapes, [&](const scene::Shape& shape) { return shape.text == plan.title; }));
    const scene::Scene title = film.frame(0);
    QVERIFY(std::ranges::any_of(title.shapes, [&](const scene::Shape& shape) { return shape.text == plan.title; }));
}

void TestFilm::belowTheTitleIsWhatRan()
{
    FilmPlan plan = test::smallPlan(10);
    const auto below = [&] { return filmOf(plan).frame(0).shapes.back().text; };
    plan.title = QStringLiteral("A pipe");
    QCOMPARE(below(), QStringLiteral("A full pipe blocks its writer"));
    plan.title = QStringLiteral("A full pipe blocks its writer");
    QCOMPARE(below(), QStringLiteral("pipe.backpressure")); // not the same twice
}

void TestFilm::whatIsHiddenIsNotThere()
{
    using Kind = scene::Subject::Kind;
    FilmPlan plan = test::smallPlan();
    const auto shows = [&](Kind kind) {
        const scene::Scene frame = filmOf(plan).frame(5);
        return std::ranges::any_of(frame.shapes, [&](const scene::Shape& shape) {
            return shape.subject.kind == kind && !shape.text.isEmpty();
        });
    };
    QVERIFY(shows(Kind::Caption) && shows(Kind::Lane) && shows(Kind::Axis));
    plan.parts.caption = false;
    QVERIFY(!shows(Kind::Caption));
    plan.parts.timeline = false;
    QVERIFY(!shows(Kind::Lane));
    QVERIFY(shows(Kind::Axis)); // the clock
    plan.parts.clock = false;
    QVERIFY(!shows(Kind::Axis));
    QVERIFY(shows(Kind::Process) || shows(Kind::ProcessCall));
}

void TestFilm::theFrameOfATime()
{
    const Film film = filmOf(test::smallPlan(25)); // 4 ms of the run a frame
    QCOMPARE(film.frameAt({0}), 0);
    QCOMPARE(film.frameAt({7'999'999}), 1);
    QCOMPARE(film.frameAt({8'000'000}), 2);
    QCOMPARE(film.frameAt({90'000'000}), film.frameCount() - 1);
}

void TestFilm::refused()
{
    FilmPlan plan = test::smallPlan();
    plan.from = plan.to;
    QVERIFY(!Film::of(test::filledPipe(), plan));
    plan.from = {90'000'000}; // behind the end
    plan.to = {99'000'000};
    QVERIFY(!Film::of(test::filledPipe(), plan));
    plan = test::smallPlan(60);
    plan.pace.speed = 1e-7; // 400,000 s of film
    const auto film = Film::of(test::filledPipe(), plan);
    QVERIFY(!film);
    QVERIFY(film.error().describe().find("million frames") != std::string::npos);
}

SLUICE_TEST(TestFilm, QGuiApplication)
#include "tst_film.moc"
