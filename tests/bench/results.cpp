#include "results.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iostream>

namespace sluice::bench {

void Results::add(Result result)
{
    if (result.baseline && !result.ratio && *result.baseline != 0) result.ratio = result.value / *result.baseline;
    m_all.push_back(std::move(result));
}

void Results::print() const
{
    std::cout << fmt::format("{:38} {:>12} {:10} {:>12} {:>7}   {}\n", "what", "median", "", "baseline", "ratio", "");
    for (const Result& each : m_all)
        std::cout << fmt::format("{:38} {:>12.4g} {:10} {:>12} {:>7}   {}\n", each.name, each.value, each.unit,
                                 each.baseline ? fmt::format("{:.4g}", *each.baseline) : "",
                                 each.ratio ? fmt::format("{:.3f}", *each.ratio) : "", each.meaning);
}

bool Results::writeJson(const std::string& file) const
{
    auto json = nlohmann::ordered_json::array();
    for (const Result& each : m_all) {
        nlohmann::ordered_json entry{{"name", each.name}, {"value", each.value}, {"unit", each.unit}};
        entry["baseline"] = each.baseline ? nlohmann::ordered_json(*each.baseline) : nlohmann::ordered_json(nullptr);
        entry["ratio"] = each.ratio ? nlohmann::ordered_json(*each.ratio) : nlohmann::ordered_json(nullptr);
        json.push_back(std::move(entry));
    }
    std::ofstream out(file);
    out << json.dump(1) << '\n';
    return out.flush().good();
}

void Medians::ReportRuns(const std::vector<Run>& runs)
{
    for (const Run& run : runs)
        if (run.run_type == Run::RT_Aggregate && run.aggregate_name == "median")
            m_medians.emplace_back(run.run_name.function_name, run.GetAdjustedRealTime());
}

double Medians::of(const std::string& name) const
{
    const auto found = std::ranges::find(m_medians, name, [](const auto& each) { return each.first; });
    return found == m_medians.end() ? 0 : found->second;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    const std::size_t middle = values.size() / 2;
    if (values.empty()) return 0;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

} // namespace sluice::bench
