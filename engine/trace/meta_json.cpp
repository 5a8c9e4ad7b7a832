#include "trace/trace_data.h"

#include <nlohmann/json.hpp>

namespace sluice::trace {

std::string metaToJson(const Meta& meta)
{
    nlohmann::ordered_json json;
    json["scenario"] = nlohmann::ordered_json::parse(scenario::toJson(meta.scenario));
    json["machine"] = meta.machine;
    json["clock"] = meta.clock;
    json["started_at_unix_ns"] = meta.startedAtUnixNs;
    json["allowed_cpus"] = meta.allowedCpus;
    json["sources"] = meta.sources;
    if (!meta.lesson.empty()) json["lesson"] = meta.lesson;
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Result<Meta> metaFromJson(std::string_view text, std::string_view fileName)
{
    const auto json = nlohmann::json::parse(text, nullptr, false);
    const std::string where(fileName);
    if (!json.is_object() || !json.contains("scenario"))
        return fail(Error::badInput(where, "its header block is damaged"));
    auto scenario = scenario::parse(json["scenario"].dump(), where + " (scenario)");
    if (!scenario) return fail(scenario.error());

    Meta meta;
    meta.scenario = std::move(*scenario);
    const auto word = [&json](const char* key) {
        return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : std::string();
    };
    const auto number = [&json](const char* key) {
        return json.contains(key) && json[key].is_number_integer() ? json[key].get<std::int64_t>() : 0;
    };
    meta.machine = word("machine");
    meta.clock = word("clock");
    meta.lesson = word("lesson");
    meta.startedAtUnixNs = number("started_at_unix_ns");
    meta.allowedCpus = static_cast<int>(number("allowed_cpus"));
    if (const auto sources = json.find("sources"); sources != json.end() && sources->is_object())
        for (const auto& [kind, source] : sources->items())
            if (source.is_string()) meta.sources[kind] = source.get<std::string>();
    return meta;
}

} // namespace sluice::trace
