#include "cli/commands.h"
#include "cli/headless.h"
#include "cli/progress_line.h"
#include "cli/quantities.h"
#include "cli/run_for.h"
#include "cli/source.h"
#include "cli/trace_for.h"
#include "record/make_film.h"

#include <algorithm>
#include <cerrno>
#include <ostream>

namespace sluice::cli {

namespace {

constexpr Duration usualRun = seconds(5);

record::FilmPlan planOf(const RecordFilm& request, const trace::TraceView& trace)
{
    using Kind = playback::Pace::Kind;
    record::FilmPlan plan;
    plan.from = request.from;
    plan.to = request.to.value_or(trace.end());
    plan.pace.kind = request.speed.kind == FilmSpeed::Kind::FollowAction  ? Kind::FollowAction
                     : request.speed.kind == FilmSpeed::Kind::ShortenIdle ? Kind::ShortenIdle
                                                                          : Kind::Even;
    (plan.pace.kind == Kind::FollowAction ? plan.pace.tempo : plan.pace.speed) = request.speed.speed;
    const FrameRate rate = request.rate.value_or(FrameRate{});
    plan.rate = {rate.frames, rate.seconds};
    plan.size = {request.size.width, request.size.height};
    plan.theme = request.look == Look::Light ? scene::Theme::Kind::Light : scene::Theme::Kind::Dark;
    const auto shown = [&](Part part) { return std::ranges::find(request.hidden, part) == request.hidden.end(); };
    plan.parts.caption = shown(Part::Captions);
    plan.parts.clock = shown(Part::Clock);
    plan.parts.timeline = shown(Part::Timeline);
    plan.title = QString::fromStdString(request.title);
    return plan;
}

Outcome make(record::Film& film, const QString& file, Interrupts& interrupts, const Console& console)
{
    Result<void> made;
    {
        ProgressLine line(console, static_cast<std::uint64_t>(film.frameCount()), "frames");
        made = record::makeFilm(film, file, [&](std::int64_t done) {
            line.show(static_cast<std::uint64_t>(done));
            return interrupts.take() == 0;
        });
    }
    if (!made && made.error().number == ECANCELED)
        return refuse({status::failed, "the film was not finished", "it was interrupted", "Nothing was written."});
    if (!made) return refuse(failed("cannot make the film", made.error()));
    return {};
}

} // namespace

Outcome perform(const RecordFilm& request, const Console& console)
{
    const QString file = QString::fromStdString(request.output);
    if (!record::filmKindOf(file))
        return refuse(wrongUsage("wrong usage", "-o: '" + request.output + "' is no kind of film",
                                 "Its name ends in " + record::filmEndings().toStdString() + "."));
    if (Outcome apart = keptApart(request.source, request.output); !apart) return apart;
    const auto trace = traceFor(request.source, request.to ? Duration{request.to->ns} : usualRun, console);
    if (!trace) return refuse(trace.error());
    if (request.to && *request.to > trace->end())
        console.err << "sluice: the run ends after " << inWords(Duration{trace->end().ns}) << "; so does the film\n";
    words::speak(request.language);
    Interrupts interrupts; // before there is a second thread
    const Headless noDisplay;
    auto film = record::Film::of(*trace, planOf(request, *trace));
    if (!film) return refuse(failed("cannot make the film", film.error()));
    if (auto made = make(*film, file, interrupts, console); !made) return made;
    if (const Outcome sound = soundSoFar(*trace); !sound) return sound;
    return flushed(console);
}

} // namespace sluice::cli
