#include "record/render.h"
#include "analysis/timeline.h"
#include "cli/commands.h"
#include "cli/headless.h"
#include "cli/quantities.h"
#include "cli/run_for.h"
#include "cli/source.h"
#include "lessons/lesson.h"
#include "state/replay.h"

#include <algorithm>
#include <ostream>

namespace sluice::cli {

namespace {

OutcomeOf<trace::TraceView> traceToShow(const RenderPicture& request, const Console& console)
{
    const auto kind = kindOfSource(request.source);
    if (!kind) return refuse(kind.error());
    if (*kind == SourceKind::Trace) return openTrace(request.source, console);
    const auto scenario = scenarioOf(request.source);
    if (!scenario) return refuse(scenario.error());
    const auto file = TraceFile::temporary();
    if (!file) return refuse(file.error());
    // A little longer, so that what happened until then has certainly arrived.
    return runFor(*scenario, Duration{request.at.ns} + milliseconds(100), *file, console);
}

scene::Caption captionAt(const trace::TraceView& trace, state::Moment moment)
{
    const lessons::Lesson* lesson = lessons::find(QString::fromStdString(trace.meta().scenario.id));
    if (!lesson) return {};
    lessons::Progress progress(*lesson);
    progress.extend(trace);
    return progress.captionAt(moment);
}

} // namespace

Outcome perform(const RenderPicture& request, const Console& console)
{
    const auto trace = traceToShow(request, console);
    if (!trace) return refuse(trace.error());
    if (request.at > trace->end())
        console.err << "sluice: the run ends after " << inWords(Duration{trace->end().ns}) << "; its end is drawn\n";

    const Headless noDisplay;
    state::Replay replay(*trace);
    analysis::Timeline timeline;
    timeline.extend(*trace);
    const state::Moment moment = replay.momentAt(std::min(request.at, trace->end()));
    const QSize size(request.size.width, request.size.height);
    const scene::Scene frame =
        record::buildFrame(replay.at(moment), *trace, timeline, captionAt(*trace, moment), {}, size);
    if (const Outcome sound = soundSoFar(*trace); !sound) return sound;
    const auto& theme =
        scene::Theme::get(request.look == Look::Light ? scene::Theme::Kind::Light : scene::Theme::Kind::Dark);
    const auto written = record::renderFile(frame, theme, size, QString::fromStdString(request.output));
    if (!written) return refuse(failed("cannot write the picture", written.error()));
    return flushed(console);
}

} // namespace sluice::cli
