#include "cli/waits_json.h"

namespace sluice::cli {

Json waitsToJson(const analysis::WaitForGraph& graph, const scenario::Scenario& scenario)
{
    Json list = Json::array();
    for (const analysis::Wait& wait : graph.waits) {
        Json releasers = Json::array();
        for (const analysis::Releaser& each : wait.releasers)
            releasers.push_back(
                {{"process", nameOf(scenario, each.process)},
                 {"by", each.call == probe::Call::None ? std::string_view("unlock") : probe::name(each.call)},
                 {"fd", each.fd < 0 ? Json(nullptr) : Json(each.fd)},
                 {"evidence", probe::name(each.evidence)}});
        list.push_back(
            {{"process", nameOf(scenario, wait.process)},
             {"call", probe::name(wait.call)},
             {"object", analysis::name(wait.object)},
             {"channel", nameOf(scenario, wait.channel)},
             {"lock", wait.object == analysis::WaitObject::Lock ? Json(wait.lock) : Json(nullptr)},
             {"since_ns", wait.since.ns},
             {"released_by", releasers},
             {"others_too", wait.othersToo},
             {"deadlock", wait.deadlock},
             {"evidence",
              {{"waits", probe::name(wait.evidence)}, {"deadlock", probe::name(probe::Evidence::Derived)}}}});
    }
    return list;
}

Json deadlocksToJson(const analysis::WaitForGraph& graph, const scenario::Scenario& scenario)
{
    Json list = Json::array();
    for (const auto& cycle : graph.deadlocks) {
        Json names = Json::array();
        for (const ProcessId each : cycle) names.push_back(nameOf(scenario, each));
        list.push_back(names);
    }
    return list;
}

} // namespace sluice::cli
