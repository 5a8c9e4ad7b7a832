#include "scenario/scenario.h"

#include "mechanisms/mechanism.h"
#include "probe/region.h"
#include "scenario/json_reader.h"
#include "scenario/setting_table.h"

#include <algorithm>
#include <array>

namespace sluice::scenario {

namespace {

using mechanisms::Mechanism;
using mechanisms::Setting;

constexpr std::int64_t maxActions = 256;
constexpr std::int64_t maxActionMs = 3'600'000;

/// Every key that can be set in this scenario: those of the table, and hold and step of each process.
std::vector<std::string> knownKeys(const Scenario& scenario, const SettingTable& table)
{
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < table.size(); ++i) keys.emplace_back(table[i].key);
    for (const ProcessSpec& process : scenario.processes) {
        keys.push_back(process.name + ".hold");
        keys.push_back(process.name + ".step");
    }
    return keys;
}

/// As unknownWord(), and all that are known if none is near: here there are few.
std::string unknown(std::string_view what, std::string_view word, std::span<const std::string_view> known)
{
    std::string text = unknownWord(what, word, known);
    if (!nearest(word, known).empty()) return text;
    text += "; known:";
    for (const std::string_view each : known) text += " " + std::string(each);
    return text;
}

/// Why `value` cannot be given to `key`, or "".
std::string objection(const Scenario& scenario, std::string_view key, std::int64_t value)
{
    const SettingTable table(scenario);
    std::int64_t min = 0, max = 1;
    if (const int index = table.indexOf(key); index >= 0) {
        const Setting& setting = table[static_cast<std::size_t>(index)];
        min = setting.min;
        max = setting.max;
    } else {
        const auto keys = knownKeys(scenario, table);
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
            const std::vector<std::string_view> views(keys.begin(), keys.end());
            return unknown("setting", key, views);
        }
        if (key.ends_with(".step")) max = 1'000'000;
    }
    if (value < min || value > max)
        return std::string(key) + " must be from " + std::to_string(min) + " to " + std::to_string(max) + ", not "
               + std::to_string(value);
    return {};
}

constexpr const char* nameRule = "1 to 24 printable characters are needed here";

bool isName(std::string_view text)
{
    const auto isControl = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    return !text.empty() && text.size() <= 24 && std::none_of(text.begin(), text.end(), isControl);
}

/// The channel that a process works on: the first one unless it is told.
ChannelId readChannelOf(JsonReader& reader, const JsonReader::Json& process, const std::string& path,
                        const Scenario& scenario)
{
    if (!reader.ok() || !process.contains("channel")) return {1};
    const std::string name = reader.string(process, path, "channel");
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < scenario.channels.size(); ++i) {
        if (scenario.channels[i].name == name) return {static_cast<std::uint16_t>(i + 1)};
        names.emplace_back(scenario.channels[i].name);
    }
    if (reader.ok()) reader.failAt(path + "/channel", unknown("channel", name, names));
    return {1};
}

void readProcesses(JsonReader& reader, Scenario& out)
{
    const JsonReader::Json none;
    const auto& list = reader.root().contains("processes") ? reader.root().at("processes") : none;
    if (!reader.expectArray(list, "/processes", 1, probe::maxWorkers)) return;
    for (std::size_t i = 0; i < list.size() && reader.ok(); ++i) {
        const std::string path = "/processes/" + std::to_string(i);
        static constexpr std::array<std::string_view, 3> members{"name", "role", "channel"};
        if (!reader.expectObject(list[i], path, members)) return;
        ProcessSpec process{reader.string(list[i], path, "name"), reader.string(list[i], path, "role"),
                            readChannelOf(reader, list[i], path, out)};
        if (!reader.ok()) return;
        if (!isName(process.name)) reader.failAt(path + "/name", nameRule);
        std::vector<std::string_view> roles;
        for (const auto& role : mechanismOf(out, process.channel).roles) roles.push_back(role.name);
        if (reader.ok() && std::ranges::find(roles, process.role) == roles.end())
            reader.failAt(path + "/role", unknown("role", process.role, roles));
        for (const ProcessSpec& other : out.processes)
            if (other.name == process.name) reader.failAt(path + "/name", "'" + process.name + "' is there twice");
        out.processes.push_back(std::move(process));
    }
}

void readChannels(JsonReader& reader, Scenario& out)
{
    const JsonReader::Json none;
    const auto& list = reader.root().contains("channels") ? reader.root().at("channels") : none;
    if (!reader.expectArray(list, "/channels", 1, probe::maxChannels)) return;
    std::vector<std::string_view> kinds;
    for (const Mechanism& each : mechanisms::all()) kinds.push_back(each.kind);
    for (std::size_t i = 0; i < list.size() && reader.ok(); ++i) {
        const std::string path = "/channels/" + std::to_string(i);
        static constexpr std::array<std::string_view, 2> members{"name", "kind"};
        if (!reader.expectObject(list[i], path, members)) return;
        ChannelSpec channel{reader.string(list[i], path, "name"), reader.string(list[i], path, "kind")};
        if (reader.ok() && std::ranges::find(kinds, channel.kind) == kinds.end())
            reader.failAt(path + "/kind", unknown("kind", channel.kind, kinds));
        if (reader.ok() && !isName(channel.name)) reader.failAt(path + "/name", nameRule);
        for (const ChannelSpec& other : out.channels)
            if (other.name == channel.name) reader.failAt(path + "/name", "'" + channel.name + "' is there twice");
        out.channels.push_back(std::move(channel));
    }
    const auto isOf = [&](const ChannelSpec& channel) {
        return mechanisms::find(channel.kind)->family == out.mechanism;
    };
    if (reader.ok() && std::ranges::none_of(out.channels, isOf))
        reader.failAt("/mechanism", "no channel is of mechanism '" + out.mechanism + "'");
    if (reader.ok() && SettingTable(out).size() > probe::maxSettings)
        reader.failAt("/channels", "too many kinds of channels in one scenario");
}

void readSettings(JsonReader& reader, Scenario& out)
{
    if (!reader.ok() || !reader.root().contains("settings")) return;
    const auto& settings = reader.root().at("settings");
    if (!settings.is_object()) return reader.failAt("/settings", "an object is needed here");
    for (const auto& [key, member] : settings.items()) {
        const auto chosen = member.is_string() ? choice(out, key, member.get<std::string>()) : std::nullopt;
        const std::int64_t value = chosen ? *chosen : reader.integer(settings, "/settings", key, INT64_MIN, INT64_MAX);
        if (!reader.ok()) return;
        if (const std::string why = objection(out, key, value); !why.empty())
            return reader.failAt("/settings/" + key, why);
        out.settings[key] = value;
    }
}

void readActions(JsonReader& reader, Scenario& out)
{
    if (!reader.ok() || !reader.root().contains("actions")) return;
    const auto& list = reader.root().at("actions");
    if (!reader.expectArray(list, "/actions", 0, maxActions)) return;
    for (std::size_t i = 0; i < list.size() && reader.ok(); ++i) {
        const std::string path = "/actions/" + std::to_string(i);
        static constexpr std::array<std::string_view, 3> members{"at_ms", "set", "to"};
        if (!reader.expectObject(list[i], path, members)) return;
        TimedAction action;
        action.at = milliseconds(reader.integer(list[i], path, "at_ms", 0, maxActionMs));
        action.key = reader.string(list[i], path, "set");
        action.value = reader.integer(list[i], path, "to", INT64_MIN, INT64_MAX);
        if (!reader.ok()) return;
        if (const std::string why = objection(out, action.key, action.value); !why.empty())
            return reader.failAt(path + "/set", why);
        const SettingTable table(out);
        const int index = table.indexOf(action.key);
        if (index >= 0 && table[static_cast<std::size_t>(index)].doer == Setting::Doer::Start)
            return reader.failAt(path + "/set", action.key + " counts from the start of a run");
        out.actions.push_back(std::move(action));
    }
    std::stable_sort(out.actions.begin(), out.actions.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
}

} // namespace

Result<Scenario> parse(std::string_view json, std::string_view fileName)
{
    JsonReader reader(json, fileName);
    if (!reader.ok()) return fail(reader.takeError());
    static constexpr std::array<std::string_view, 6> members{"id",       "mechanism", "processes",
                                                             "channels", "settings",  "actions"};
    Scenario out;
    if (reader.expectObject(reader.root(), "", members)) {
        out.id = reader.string(reader.root(), "", "id", "");
        out.mechanism = reader.string(reader.root(), "", "mechanism");
        std::vector<std::string_view> families;
        for (const Mechanism& each : mechanisms::all()) families.push_back(each.family);
        if (reader.ok() && std::ranges::find(families, out.mechanism) == families.end())
            reader.failAt("/mechanism", unknown("mechanism", out.mechanism, families));
        if (reader.ok()) readChannels(reader, out);
        if (reader.ok()) readProcesses(reader, out);
        readSettings(reader, out);
        readActions(reader, out);
    }
    if (!reader.ok()) return fail(reader.takeError());
    return out;
}

std::string toJson(const Scenario& scenario)
{
    nlohmann::ordered_json json{{"id", scenario.id}, {"mechanism", scenario.mechanism}};
    json["processes"] = nlohmann::ordered_json::array();
    for (const auto& process : scenario.processes)
        json["processes"].push_back({{"name", process.name},
                                     {"role", process.role},
                                     {"channel", scenario.channels.at(process.channel.value - 1U).name}});
    json["channels"] = nlohmann::ordered_json::array();
    for (const auto& channel : scenario.channels)
        json["channels"].push_back({{"name", channel.name}, {"kind", channel.kind}});
    json["settings"] = nlohmann::ordered_json::object();
    for (const auto& [key, value] : scenario.settings) json["settings"][key] = value;
    json["actions"] = nlohmann::ordered_json::array();
    for (const auto& action : scenario.actions)
        json["actions"].push_back({{"at_ms", action.at.ns / 1'000'000}, {"set", action.key}, {"to", action.value}});
    return json.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Result<void> set(Scenario& scenario, std::string_view key, std::int64_t value)
{
    if (const std::string why = objection(scenario, key, value); !why.empty())
        return fail(Error::badInput(std::string(key), why));
    scenario.settings[std::string(key)] = value;
    return {};
}

std::optional<std::int64_t> choice(const Scenario& scenario, std::string_view key, std::string_view words)
{
    const SettingTable table(scenario);
    const int index = table.indexOf(key);
    if (index < 0) return std::nullopt;
    const auto& choices = table[static_cast<std::size_t>(index)].choices;
    const auto found = std::ranges::find(choices, words);
    return found == choices.end() ? std::nullopt : std::optional<std::int64_t>(found - choices.begin());
}

std::int64_t initialValue(const Scenario& scenario, std::string_view key)
{
    if (const auto found = scenario.settings.find(std::string(key)); found != scenario.settings.end())
        return found->second;
    const SettingTable table(scenario);
    const int index = table.indexOf(key);
    return index >= 0 ? table[static_cast<std::size_t>(index)].initial : 0;
}

} // namespace sluice::scenario
