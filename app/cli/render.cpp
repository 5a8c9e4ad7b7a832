#include "cli/commands.h"
#include "cli/headless.h"
#include "cli/quantities.h"
#include "cli/source.h"
#include "cli/trace_for.h"
#include "record/figure.h"

#include <algorithm>
#include <ostream>

namespace sluice::cli {

namespace {

record::FigurePlan planOf(const RenderPicture& request)
{
    using What = record::FigurePlan::What;
    record::FigurePlan plan;
    plan.what = request.what == Show::Stage      ? What::Stage
                : request.what == Show::Timeline ? What::Timeline
                                                 : What::Frame;
    plan.moments = request.at;
    plan.from = request.from;
    plan.to = request.to;
    if (request.size) plan.size = {request.size->width, request.size->height};
    plan.columns = request.columns;
    return plan;
}

/// How long a lesson has to be run for it.
Duration lengthOf(const RenderPicture& request)
{
    TraceTime last = request.to;
    for (const TraceTime at : request.at) last = std::max(last, at);
    return last.ns > 0 ? Duration{last.ns} : seconds(5);
}

} // namespace

Outcome perform(const RenderPicture& request, const Console& console)
{
    if (Outcome apart = keptApart(request.source, request.output); !apart) return apart;
    const auto trace = traceFor(request.source, lengthOf(request), console);
    if (!trace) return refuse(trace.error());
    if (std::ranges::any_of(request.at, [&](TraceTime at) { return at > trace->end(); }))
        console.err << "sluice: the run ends after " << inWords(Duration{trace->end().ns}) << "; its end is drawn\n";

    words::speak(request.language);
    const Headless noDisplay;
    const record::Figure figure = record::buildFigure(*trace, planOf(request));
    if (const Outcome sound = soundSoFar(*trace); !sound) return sound;
    const auto& theme =
        scene::Theme::get(request.look == Look::Light ? scene::Theme::Kind::Light : scene::Theme::Kind::Dark);
    const auto written = record::renderFile(figure.scene, theme, figure.size, QString::fromStdString(request.output));
    if (!written) return refuse(failed("cannot write the picture", written.error()));
    return flushed(console);
}

} // namespace sluice::cli
