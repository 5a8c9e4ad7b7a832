#include "cli/doctor.h"

#include "cli/commands.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <ostream>

namespace sluice::cli {

namespace {

std::vector<Check> checkAll()
{
    std::vector<Check> all;
    for (auto* part : {checkMachine, checkLimits, checkRights, checkWindow}) {
        auto some = part();
        std::move(some.begin(), some.end(), std::back_inserter(all));
    }
    return all;
}

} // namespace

std::string firstLine(const char* file)
{
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    return line;
}

Json toJson(const std::vector<Check>& checks)
{
    Json list = Json::array();
    for (const Check& check : checks)
        list.push_back({{"name", check.name},
                        {"status", check.level == Check::Level::Ok ? "ok" : "warning"},
                        {"value", check.value},
                        {"cost", check.cost},
                        {"remedy", check.remedy}});
    return {{"checks", list}};
}

Outcome perform(const AskDoctor& request, const Console& console)
{
    const std::vector<Check> checks = checkAll();
    if (request.format == Format::ForMachines) {
        console.out << dump(toJson(checks)) << '\n';
        return flushed(console);
    }
    for (const Check& check : checks) {
        const bool ok = check.level == Check::Level::Ok;
        console.out << fmt::format("{:<8} {:<26} {}\n", ok ? "ok" : "warning", check.name, check.value);
        if (!ok) console.out << fmt::format("{0:9}{1}\n{0:9}{2}\n", "", check.cost, check.remedy);
    }
    return flushed(console);
}

} // namespace sluice::cli
