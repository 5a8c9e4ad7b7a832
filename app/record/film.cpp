#include "record/film.h"

#include "scene/sketch.h"

#include <algorithm>
#include <cmath>

namespace sluice::record {

namespace {

constexpr std::size_t mostFrames = 1'000'000; // four and a half hours at 60 a second
constexpr double titleSeconds = 2;

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

struct Film::Private {
    trace::TraceView trace;
    FilmPlan plan;
    const lessons::Lesson* lesson = nullptr;
    std::optional<lessons::Progress> progress;
    state::Replay replay;
    analysis::Timeline timeline;
    std::vector<TraceTime> times; ///< without the title
    std::int64_t titles = 0;
    std::vector<Chapter> chapters;

    Private(trace::TraceView shown, FilmPlan wanted)
        : trace(std::move(shown)),
          plan(std::move(wanted)),
          lesson(lessons::find(QString::fromStdString(trace.meta().scenario.id))),
          replay(trace)
    {
        timeline.extend(trace);
        if (!lesson) return;
        progress.emplace(*lesson);
        progress->extend(trace);
    }

    void findChapters()
    {
        if (!progress) return;
        int step = -1;
        for (std::size_t i = 0; i < times.size(); ++i) {
            const state::Moment moment = replay.momentAt(times[i]);
            if (const int now = progress->stepAt(moment); now != step) {
                const scene::Caption caption = progress->captionAt(moment);
                chapters.push_back({static_cast<std::int64_t>(i) + titles, caption.overline, caption.text});
                step = now;
            }
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

Result<Film> Film::of(trace::TraceView trace, FilmPlan plan)
{
    plan.to = std::min(plan.to, trace.end());
    if (plan.from >= plan.to)
        return fail(Error::badInput("the film", "nothing lies between its beginning and its end"));
    std::vector<TraceTime> times = frameTimes(trace, plan, mostFrames + 1);
    if (times.size() > mostFrames)
        return fail(Error::badInput("the film", "it would have more than a million frames; show less of the run, or go "
                                                "through it faster"));
    auto made = std::make_unique<Private>(std::move(trace), std::move(plan));
    made->times = std::move(times);
    made->titles = titleFrames(made->plan);
    made->findChapters();
    return Film(std::move(made));
}

const FilmPlan& Film::plan() const { return d->plan; }
std::int64_t Film::frameCount() const { return static_cast<std::int64_t>(d->times.size()) + d->titles; }
double Film::seconds() const { return static_cast<double>(frameCount()) / d->plan.rate.perSecond(); }
TraceTime Film::timeOf(std::int64_t frame) const { return d->timeOf(frame); }
const std::vector<Chapter>& Film::chapters() const { return d->chapters; }
std::int64_t Film::damagedAt() const { return d->trace.damagedAt(); }

std::int64_t Film::frameAt(TraceTime time) const
{
    const auto after = std::ranges::upper_bound(d->times, time);
    return std::max<std::int64_t>(0, after - d->times.begin() - 1) + d->titles;
}

QString Film::name() const
{
    if (!d->plan.title.isEmpty()) return d->plan.title;
    return d->lesson ? d->lesson->title : QString::fromStdString(d->trace.meta().scenario.id);
}

scene::Scene Film::frame(std::int64_t index)
{
    if (index < d->titles) {
        const QString what = QString::fromStdString(d->trace.meta().scenario.id);
        return titleFrame(d->plan, what.isEmpty() ? QStringLiteral("recorded with Sluice") : what);
    }
    const state::Moment moment = d->replay.momentAt(d->timeOf(index));
    const scene::Caption caption = d->progress ? d->progress->captionAt(moment) : scene::Caption{};
    return buildFrame(d->replay.at(moment), d->trace, d->timeline, caption, d->plan.pace.view(d->trace, moment.time),
                      d->plan.size, d->plan.parts);
}

} // namespace sluice::record
