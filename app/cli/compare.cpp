#include "compare/compare.h"

#include "base/output_file.h"
#include "cli/commands.h"
#include "cli/compare_json.h"
#include "cli/compare_words.h"
#include "cli/headless.h"
#include "cli/progress_line.h"
#include "cli/run_for.h"
#include "record/render.h"
#include "scene/comparison_picture.h"
#include "scene/sweep_picture.h"

#include <algorithm>
#include <ostream>

namespace sluice::cli {

namespace {

using compare::Comparison;

OutcomeOf<std::vector<Comparison>> measure(const std::vector<compare::Plan>& plans, const Console& console)
{
    Interrupts interrupts;
    std::size_t total = 0, before = 0;
    for (const auto& plan : plans) total += plan.lanes.size() * static_cast<std::size_t>(plan.repetitions);
    ProgressLine line(console, total, "runs");
    std::vector<Comparison> comparisons;
    for (const auto& plan : plans) {
        const auto goOn = [&](std::size_t done, std::size_t) {
            line.show(before + done);
            return interrupts.take() == 0;
        };
        auto comparison = compare::compare(plan, goOn);
        if (!comparison && comparison.error().number == ECANCELED)
            return refuse({status::failed, "the comparison was not finished", "it was interrupted", {}});
        if (!comparison) return refuse(failed("cannot compare", comparison.error()));
        before += plan.lanes.size() * static_cast<std::size_t>(plan.repetitions);
        comparisons.push_back(std::move(*comparison));
    }
    return comparisons;
}

Result<void> writeText(const std::string& file, const std::string& text)
{
    auto output = OutputFile::create(file);
    if (!output) return fail(output.error());
    if (auto written = output->write(text); !written) return written;
    return output->commit();
}

Result<void> keep(const CompareMechanisms& request, const std::vector<Comparison>& comparisons)
{
    if (request.output.ends_with(".csv")) return writeText(request.output, toCsv(comparisons));
    if (request.output.ends_with(".json")) return writeText(request.output, dump(toJson(comparisons)) + '\n');
    words::speak(request.language);
    const Headless noDisplay;
    const scene::Scene picture =
        comparisons.size() < scene::fewestSwept ? scene::buildComparison(comparisons) : scene::buildSweep(comparisons);
    const auto& theme =
        scene::Theme::get(request.look == Look::Light ? scene::Theme::Kind::Light : scene::Theme::Kind::Dark);
    return record::renderFile(picture, theme, picture.size.toSize(), QString::fromStdString(request.output));
}

} // namespace

Outcome perform(const CompareMechanisms& request, const Console& console)
{
    const auto comparisons = measure(request.plans, console);
    if (!comparisons) return refuse(comparisons.error());
    // A lane that could not run is part of the answer; none at all is a failure.
    const bool any = std::any_of(comparisons->begin(), comparisons->end(), [](const Comparison& comparison) {
        return std::any_of(comparison.lanes.begin(), comparison.lanes.end(),
                           [](const auto& lane) { return !lane.why; });
    });
    if (!any) return refuse(failed("nothing could be compared", *comparisons->front().lanes.front().why));
    if (request.format == Format::ForMachines) {
        console.out << dump(toJson(*comparisons)) << '\n';
    } else {
        for (std::size_t i = 0; i < comparisons->size(); ++i)
            console.out << (i > 0 ? "\n" : "") << inWords((*comparisons)[i]);
    }
    if (!request.output.empty())
        if (const auto kept = keep(request, *comparisons); !kept)
            return refuse(failed("cannot write " + request.output, kept.error()));
    return flushed(console);
}

} // namespace sluice::cli
