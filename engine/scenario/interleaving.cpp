#include "scenario/interleaving.h"

#include "probe/event.h"
#include "scenario/json_reader.h"

#include <algorithm>
#include <array>

namespace sluice::scenario {

namespace {

using Json = JsonReader::Json;

constexpr std::size_t mostSteps = 10'000;
constexpr std::array<std::string_view, 5> rootMembers{"format", "scenario", "settings", "begin", "steps"};
constexpr std::string_view format = "sluice interleaving 1";

/// All that a process can stand before.
std::vector<std::string_view> knownPoints()
{
    std::vector<std::string_view> known;
    for (auto i = 1U; i <= static_cast<unsigned>(probe::Call::Last); ++i)
        known.push_back(probe::name(static_cast<probe::Call>(i)));
    for (auto i = 1U; i <= static_cast<unsigned>(probe::GatePoint::Last); ++i)
        known.push_back(probe::name(static_cast<probe::GatePoint>(i)));
    return known;
}

/// Reads one file for one scenario. Lives as long as one parseInterleaving().
class InterleavingReader
{
public:
    InterleavingReader(std::string_view json, std::string_view fileName, const Scenario& scenario)
        : m_reader(json, fileName), m_scenario(scenario)
    {
        for (const ProcessSpec& process : scenario.processes) m_processes.emplace_back(process.name);
    }

    Result<Interleaving> read()
    {
        if (!m_reader.ok() || !m_reader.expectObject(m_reader.root(), "", rootMembers))
            return fail(m_reader.takeError());
        const Json& root = m_reader.root();
        const std::string told = m_reader.string(root, "", "format");
        if (m_reader.ok() && told != format) m_reader.failAt("/format", "must be '" + std::string(format) + "'");
        m_out.scenario = m_reader.string(root, "", "scenario");
        if (m_reader.ok() && m_out.scenario != m_scenario.id)
            m_reader.failAt("/scenario", "it was chosen in '" + m_out.scenario + "', this is '" + m_scenario.id + "'");
        readSettings();
        readList("begin", 0, [this](const Json& each, const std::string& path) {
            m_out.begin.push_back(readLetGo(each, path, "process"));
        });
        readList("steps", 1, [this](const Json& each, const std::string& path) { readStep(each, path); });
        if (!m_reader.ok()) return fail(m_reader.takeError());
        return std::move(m_out);
    }

private:
    void readSettings()
    {
        if (!m_reader.ok() || !m_reader.root().contains("settings")) return;
        const Json& settings = m_reader.root().at("settings");
        if (!settings.is_object()) return m_reader.failAt("/settings", "an object is needed here");
        for (const auto& [key, member] : settings.items()) {
            m_out.settings[key] = m_reader.integer(settings, "/settings", key, INT64_MIN, INT64_MAX);
            expectSettable("/settings/" + key, key, m_out.settings[key]);
        }
    }

    template <class ReadOne>
    void readList(const char* member, std::size_t least, ReadOne readOne)
    {
        if (!m_reader.ok()) return;
        const Json none;
        const std::string path = std::string("/") + member;
        const Json& list = m_reader.root().contains(member) ? m_reader.root().at(member) : none;
        if (!m_reader.expectArray(list, path, least, mostSteps)) return;
        for (std::size_t i = 0; i < list.size() && m_reader.ok(); ++i) readOne(list[i], path + "/" + std::to_string(i));
    }

    void readStep(const Json& each, const std::string& path)
    {
        if (!each.is_object() || !each.contains("set")) {
            m_out.steps.emplace_back(readLetGo(each, path, "let_go"));
            return;
        }
        static constexpr std::array<std::string_view, 2> allowed{"set", "to"};
        if (!m_reader.expectObject(each, path, allowed)) return;
        const Change change{m_reader.string(each, path, "set"),
                            m_reader.integer(each, path, "to", INT64_MIN, INT64_MAX)};
        expectSettable(path + "/set", change.key, change.value);
        m_out.steps.emplace_back(change);
    }

    LetGo readLetGo(const Json& each, const std::string& path, std::string_view who)
    {
        const std::array<std::string_view, 3> allowed{who, "before", "code"};
        if (!m_reader.expectObject(each, path, allowed)) return {};
        LetGo out{m_reader.string(each, path, who), m_reader.string(each, path, "before"),
                  m_reader.string(each, path, "code", "")};
        if (!m_reader.ok()) return {};
        if (std::ranges::find(m_processes, out.process) == m_processes.end())
            m_reader.failAt(path + "/" + std::string(who), unknownWord("process", out.process, m_processes));
        if (std::ranges::find(m_points, out.before) == m_points.end())
            m_reader.failAt(path + "/before", unknownWord("call", out.before, m_points));
        return out;
    }

    void expectSettable(const std::string& path, const std::string& key, std::int64_t value)
    {
        if (!m_reader.ok()) return;
        Scenario tried = m_scenario;
        if (const auto set = scenario::set(tried, key, value); !set) m_reader.failAt(path, set.error().context);
    }

    JsonReader m_reader;
    const Scenario& m_scenario;
    std::vector<std::string_view> m_processes, m_points = knownPoints();
    Interleaving m_out;
};

nlohmann::ordered_json toJson(const LetGo& step, const char* who)
{
    nlohmann::ordered_json json{{who, step.process}, {"before", step.before}};
    if (!step.code.empty()) json["code"] = step.code;
    return json;
}

} // namespace

Result<Interleaving> parseInterleaving(std::string_view json, std::string_view fileName, const Scenario& scenario)
{
    return InterleavingReader(json, fileName, scenario).read();
}

Result<std::string> scenarioOfInterleaving(std::string_view json, std::string_view fileName)
{
    JsonReader reader(json, fileName);
    std::string id;
    if (reader.ok() && reader.expectObject(reader.root(), "", rootMembers))
        id = reader.string(reader.root(), "", "scenario");
    if (!reader.ok()) return fail(reader.takeError());
    return id;
}

std::string toJson(const Interleaving& interleaving)
{
    using Ordered = nlohmann::ordered_json;
    Ordered begin = Ordered::array(), steps = Ordered::array(), settings = Ordered::object();
    for (const auto& [key, value] : interleaving.settings) settings[key] = value;
    for (const LetGo& each : interleaving.begin) begin.push_back(toJson(each, "process"));
    for (const auto& each : interleaving.steps)
        if (const auto* change = std::get_if<Change>(&each))
            steps.push_back({{"set", change->key}, {"to", change->value}});
        else steps.push_back(toJson(std::get<LetGo>(each), "let_go"));
    const Ordered json{{"format", format},
                       {"scenario", interleaving.scenario},
                       {"settings", settings},
                       {"begin", begin},
                       {"steps", steps}};
    return json.dump(1, ' ', false, Ordered::error_handler_t::replace) + "\n";
}

} // namespace sluice::scenario
