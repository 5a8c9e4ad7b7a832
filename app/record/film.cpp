#include "record/film.h"

#include "scene/sketch.h"
#include "words/words.h"

#include <algorithm>
#include <cmath>

namespace sluice::record {

namespace {

constexpr std::size_t mostFrames = 1'000'000; // four and a half hours at 60 a second
constexpr double titleSeconds = 2;
constexpr double calmSeconds = 0.75; // on the screen: over twice as long before and after, a zoom is spread

std::int64_t titleFrames(const FilmPlan& plan)
{
    return plan.title.isEmpty() ? 0 : std::llround(titleSeconds * plan.rate.perSecond());
}

/// Even pace: each time is worked out by itself, so that nothing adds up.
std::vector<TraceTime> evenTimes(const FilmPlan& plan, std::size_t most)
{
    const double step = plan.pace.speed * 1e9 * plan.rate.seconds / plan.rate.frames;
    std::vector<TraceTime> times;
    for (std::size_t i = 0; i < most; ++i) {
        const TraceTime time = plan.from + Duration{std::llround(static_cast<double>(i) * step)};
        if (time >= plan.to) break;
        times.push_back(time);
    }
    return times;
}

/// The mean of each value and its neighbours, `reach` to both sides; fewer at the ends.
std::vector<double> smoothed(const std::vector<double>& values, std::size_t reach)
{
    std::vector<double> sums{0}, means;
    for (const double each : values) sums.push_back(sums.back() + each);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::size_t from = i - std::min(i, reach), to = std::min(values.size(), i + reach + 1);
        means.push_back((sums[to] - sums[from]) / static_cast<double>(to - from));
    }
    return means;
}

/// The title by itself, large, with what ran below it.
scene::Scene titleFrame(const FilmPlan& plan, const QString& below)
{
    using scene::Shape;
    scene::Scene frame;
    const double perPixel = scene::stageSize.width() / std::max(1, plan.size.width());
    frame.size = QSizeF(plan.size) * perPixel;
    scene::Sketch sketch(frame);
    sketch.about({scene::Subject::Kind::Caption});
    const double middle = frame.size.height() / 2;
    scene::Ink ink{48, 650, scene::Tone::Text, Shape::Face::Words, Shape::Align::Center};
    while (ink.size > 16 && scene::widthOf(plan.title, ink) > frame.size.width() - 96) --ink.size;
    sketch.text({0, middle - 56, frame.size.width(), 64}, plan.title, ink);
    const scene::Ink quiet{20, 400, scene::Tone::Muted, Shape::Face::Words, Shape::Align::Center};
    sketch.text({0, middle + 20, frame.size.width(), 32}, below, quiet);
    return frame;
}

} // namespace

std::vector<TraceTime> frameTimes(const trace::TraceView& trace, const FilmPlan& plan, std::size_t most)
{
    if (plan.pace.kind == playback::Pace::Kind::Even) return evenTimes(plan, most);
    const double step = static_cast<double>(plan.rate.seconds) / plan.rate.frames;
    std::vector<TraceTime> times;
    double fraction = 0;
    for (TraceTime time = plan.from; time < plan.to && times.size() < most;) {
        times.push_back(time);
        const TraceTime next = plan.pace.after(trace, time, step, fraction);
        if (next >= trace.end()) break; // there time stands still
        time = next;
    }
    return times;
}

std::vector<Duration> calmWindows(const std::vector<TraceTime>& times, const Rate& rate)
{
    std::vector<double> zooms;
    for (std::size_t i = 0; i + 1 < times.size(); ++i)
        zooms.push_back(std::log(static_cast<double>(std::max<std::int64_t>(1, (times[i + 1] - times[i]).ns))));
    zooms.push_back(zooms.empty() ? 0 : zooms.back());
    const auto reach = static_cast<std::size_t>(std::llround(calmSeconds * rate.perSecond()));
    std::vector<Duration> windows;
    for (const double each : smoothed(smoothed(zooms, reach), reach))
        windows.push_back({std::llround(std::exp(each) * rate.perSecond() * timelineSeconds)});
    return windows;
}

struct Film::Private {
    std::shared_ptr<Studio> studio;
    FilmPlan plan;
    std::vector<TraceTime> times;  ///< without the title
    std::vector<Duration> windows; ///< of the timeline, frame by frame; empty: as the speed says
    std::int64_t titles = 0;
    std::optional<std::vector<Chapter>> chapters; ///< once they were asked for

    /// Goes through the whole lesson: who only looks at a few frames does not wait for it.
    void findChapters()
    {
        chapters.emplace();
        int step = -1;
        for (std::size_t i = 0; i < times.size(); ++i) {
            const int now = studio->stepAt(times[i]);
            if (now == step) continue;
            const scene::Caption caption = studio->captionAt(times[i]);
            chapters->push_back({static_cast<std::int64_t>(i) + titles, caption.overline, caption.text});
            step = now;
        }
    }
    [[nodiscard]] TraceTime timeOf(std::int64_t frame) const
    {
        const auto last = static_cast<std::int64_t>(times.size()) - 1;
        return times[static_cast<std::size_t>(std::clamp<std::int64_t>(frame - titles, 0, last))];
    }
};

Film::Film(std::unique_ptr<Private> made) : d(std::move(made)) {}
Film::Film(Film&&) noexcept = default;
Film& Film::operator=(Film&&) noexcept = default;
Film::~Film() = default;

Result<Film> Film::of(std::shared_ptr<Studio> studio, FilmPlan plan)
{
    plan.to = std::min(plan.to, studio->trace().end());
    if (plan.from >= plan.to)
        return fail(Error::badInput("the film", "nothing lies between its beginning and its end"));
    std::vector<TraceTime> times = frameTimes(studio->trace(), plan, mostFrames + 1);
    if (times.size() > mostFrames)
        return fail(Error::badInput("the film", "it would have more than a million frames; show less of the run, or go "
                                                "through it faster"));
    auto made = std::make_unique<Private>();
    made->studio = std::move(studio);
    made->titles = titleFrames(plan);
    made->plan = std::move(plan);
    made->times = std::move(times);
    if (made->plan.pace.kind != playback::Pace::Kind::Even) made->windows = calmWindows(made->times, made->plan.rate);
    return Film(std::move(made));
}

const FilmPlan& Film::plan() const { return d->plan; }
std::int64_t Film::frameCount() const { return static_cast<std::int64_t>(d->times.size()) + d->titles; }
double Film::seconds() const { return static_cast<double>(frameCount()) / d->plan.rate.perSecond(); }
TraceTime Film::timeOf(std::int64_t frame) const { return d->timeOf(frame); }
const std::vector<Chapter>& Film::chapters() const
{
    if (!d->chapters) d->findChapters();
    return *d->chapters;
}
std::int64_t Film::damagedAt() const { return d->studio->trace().damagedAt(); }

std::int64_t Film::frameAt(TraceTime time) const
{
    const auto after = std::ranges::upper_bound(d->times, time);
    return std::max<std::int64_t>(0, after - d->times.begin() - 1) + d->titles;
}

QString Film::name() const
{
    if (!d->plan.title.isEmpty()) return d->plan.title;
    return d->studio->lesson() ? d->studio->lesson()->title
                               : QString::fromStdString(d->studio->trace().meta().scenario.id);
}

scene::Scene Film::frame(std::int64_t index)
{
    const trace::TraceView& trace = d->studio->trace();
    if (index < d->titles) {
        const lessons::Lesson* lesson = d->studio->lesson();
        const bool named = lesson && lesson->title != d->plan.title;
        const QString what = named ? lesson->title : QString::fromStdString(trace.meta().scenario.id);
        return titleFrame(d->plan, what.isEmpty() ? translated("scene", "recorded with Sluice") : what);
    }
    const TraceTime time = d->timeOf(index);
    const playback::Pace& pace = d->plan.pace;
    TimeWindow window;
    if (!d->windows.empty())
        window.shown = d->windows[static_cast<std::size_t>(std::min(index, frameCount() - 1) - d->titles)];
    if (pace.kind == playback::Pace::Kind::ShortenIdle)
        window.shortened = sluice::seconds(playback::Pace::foldFrom * pace.speed);
    return d->studio->frame(time, pace.view(trace, time), d->plan.size, d->plan.parts, window);
}

} // namespace sluice::record
