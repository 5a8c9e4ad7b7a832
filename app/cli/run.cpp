#include "cli/commands.h"
#include "cli/quantities.h"
#include "cli/run_for.h"
#include "cli/source.h"
#include "cli/summary.h"

#include <ostream>

namespace sluice::cli {

namespace {

Outcome applySettings(const std::vector<std::string>& settings, scenario::Scenario& scenario)
{
    for (const std::string& setting : settings) {
        const std::string key = setting.substr(0, setting.find('='));
        if (const auto chosen = scenario::choice(scenario, key, setting.substr(key.size() + 1))) {
            (void)scenario::set(scenario, key, *chosen);
            continue;
        }
        const auto read = readSetting(setting);
        if (!read) return refuse(wrongUsage("wrong usage", read.error()));
        if (const auto set = scenario::set(scenario, read->first, read->second); !set)
            return refuse(wrongUsage("cannot set " + setting, set.error().context));
    }
    return {};
}

/// Reads one for this scenario, which gets the settings that it was chosen with.
OutcomeOf<std::optional<scenario::Interleaving>> interleavingOf(const std::string& file, scenario::Scenario& scenario)
{
    if (file.empty()) return std::nullopt;
    const auto text = readText(file);
    if (!text) return refuse(text.error());
    auto interleaving = scenario::parseInterleaving(*text, file, scenario);
    if (!interleaving) return refuse(failed("cannot follow " + file, interleaving.error()));
    for (const auto& [key, value] : interleaving->settings) (void)scenario::set(scenario, key, value);
    return std::move(*interleaving);
}

} // namespace

Outcome perform(const RunLesson& request, const Console& console)
{
    for (const std::string& read : {request.lesson, request.interleaving})
        if (Outcome apart = keptApart(read, request.output); !apart) return apart;
    auto scenario = scenarioOf(request.lesson);
    if (!scenario) return refuse(scenario.error());
    const auto interleaving = interleavingOf(request.interleaving, *scenario);
    if (!interleaving) return refuse(interleaving.error());
    if (auto set = applySettings(request.settings, *scenario); !set) return set;
    auto file = request.output.empty() ? TraceFile::temporary() : TraceFile::kept(request.output);
    if (!file) return refuse(file.error());
    const auto trace = runFor(*scenario, request.length, *file, console, *interleaving);
    if (!trace) return refuse(trace.error());

    const Summary summary = summarize(*trace);
    if (request.format == Format::ForMachines) console.out << dump(toJson(summary)) << '\n';
    else console.out << inWords(summary);
    if (file->isKept() && request.format == Format::ForPeople) console.out << "\nkept in " << request.output << '\n';
    return flushed(console);
}

} // namespace sluice::cli
