#include "lessons/condition.h"

#include "base/names.h"
#include "mechanisms/mechanism.h"
#include "scenario/json_reader.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

namespace sluice::lessons {

namespace {

using scenario::JsonReader;
using Json = JsonReader::Json;
using What = Condition::What;

template <class Value>
struct Word {
    std::string_view word;
    Value value;
};

using state::Activity;
constexpr std::array<Word<Activity>, 10> activities{{{"handling", Activity::Handling},
                                                    {"unobserved", Activity::Unobserved},
                                                    {"stopped", Activity::Stopped},
                                                    {"absent", Activity::Absent},
                                                    {"running", Activity::Running},
                                                    {"pacing", Activity::Pacing},
                                                    {"in-call", Activity::InCall},
                                                    {"blocked", Activity::Blocked},
                                                    {"held", Activity::Held},
                                                    {"ended", Activity::Ended}}};
constexpr std::array<Word<What>, 6> channelStates{{{"full", What::ChannelFull},
                                                   {"empty", What::ChannelEmpty},
                                                   {"not-empty", What::ChannelNotEmpty},
                                                   {"torn", What::ChannelTorn},
                                                   {"without-reader", What::ChannelWithoutReader},
                                                   {"without-writer", What::ChannelWithoutWriter}}};
constexpr std::array<Word<What>, 13> processMembers{{{"handles", What::ProcessHandles},
                                                     {"pending", What::ProcessHasPending},
                                                     {"blocks", What::ProcessBlocks},
                                                     {"nests", What::ProcessNests},
                                                     {"merged", What::ProcessMerged},
                                                     {"is", What::ProcessIs},
                                                     {"calls", What::ProcessCalls},
                                                     {"has", What::ProcessHas},
                                                     {"is_not", What::ProcessIsNot},
                                                     {"has_closed", What::ProcessHasClosed},
                                                     {"fails_with", What::ProcessFailsWith},
                                                     {"has_sent", What::ProcessHasSentPart},
                                                     {"killed_by", What::ProcessKilledBy}}};
constexpr std::array<Word<probe::End>, 4> ends{{{"read", probe::End::Read},
                                                {"write", probe::End::Write},
                                                {"listen", probe::End::Listen},
                                                {"both", probe::End::Both}}};
constexpr std::array<Word<bool>, 1> amounts{{{"part", true}}};
constexpr std::array<Word<int>, 9> errors{{{"EINTR", EINTR},
                                           {"EPIPE", EPIPE},
                                           {"EAGAIN", EAGAIN},
                                           {"EMSGSIZE", EMSGSIZE},
                                           {"ECONNREFUSED", ECONNREFUSED},
                                           {"ECONNRESET", ECONNRESET},
                                           {"ENOENT", ENOENT},
                                           {"EEXIST", EEXIST},
                                           {"EINVAL", EINVAL}}};

class ConditionReader
{
public:
    ConditionReader(JsonReader& json, const scenario::Scenario& scenario) : m_json(json), m_scenario(scenario) {}

    Condition read(const Json& value, const std::string& path)
    {
        static constexpr std::array<std::string_view, 2> ofChannel{"channel", "is"};
        static constexpr std::array<std::string_view, 14> ofProcess{
            "process", "handles", "pending", "blocks",     "nests",      "merged",   "calls",
            "is",      "is_not",  "has",     "has_closed", "fails_with", "has_sent", "killed_by"};
        Condition condition;
        if (value.is_object() && value.contains("channel")) {
            if (!m_json.expectObject(value, path, ofChannel)) return condition;
            condition.subject = subject(value, path, "channel", m_scenario.channels);
            if (!readMemoryCondition(value, condition))
                condition.what = one(value, path, "is", std::span(channelStates));
        } else if (m_json.expectObject(value, path, ofProcess)) {
            condition.subject = subject(value, path, "process", m_scenario.processes);
            readProcessCondition(value, path, condition);
        }
        return condition;
    }

private:
    /// A word for memory, about a channel that is some.
    bool readMemoryCondition(const Json& value, Condition& condition)
    {
        const auto& channels = m_scenario.channels;
        const auto channel = std::ranges::find(channels, condition.subject, &scenario::ChannelSpec::name);
        if (channel == channels.end() || !value.contains("is") || !value.at("is").is_string()) return false;
        const auto* mechanism = mechanisms::find(channel->kind);
        if (!mechanism || !mechanisms::isToldInFigures(*mechanism)) return false;
        const auto words = memoryWords();
        const auto found = std::ranges::find(words, value.at("is").get<std::string>(), &MemoryWord::word);
        if (found == words.end()) return false;
        condition.what = What::ChannelMemory;
        condition.number = static_cast<int>(found - words.begin());
        return true;
    }

    void readProcessCondition(const Json& value, const std::string& path, Condition& condition)
    {
        const auto isThere = [&](const auto& each) { return value.contains(std::string(each.word)); };
        if (std::ranges::count_if(processMembers, isThere) != 1)
            return m_json.failAt(path, "one of is, is_not, calls, handles, pending, blocks, nests, merged, has, "
                                       "has_closed, fails_with, has_sent and killed_by is needed here");
        const auto& [member, what] = *std::ranges::find_if(processMembers, isThere);
        condition.what = what;
        switch (what) {
        case What::ProcessHas:
        case What::ProcessHasClosed: condition.end = one(value, path, member, std::span(ends)); break;
        case What::ProcessFailsWith: condition.number = one(value, path, member, std::span(errors)); break;
        case What::ProcessHandles:
        case What::ProcessHasPending:
        case What::ProcessKilledBy:
        case What::ProcessBlocks: condition.number = readSignal(value, path, member); break;
        case What::ProcessNests:
        case What::ProcessMerged:
            condition.number = static_cast<int>(m_json.integer(value, path, member, 1, 1'000'000));
            break;
        case What::ProcessCalls: condition.number = readCall(value, path); break;
        case What::ProcessHasSentPart: (void)one(value, path, member, std::span(amounts)); break;
        default: condition.activity = one(value, path, member, std::span(activities));
        }
    }

    /// A signal by its name.
    int readSignal(const Json& object, const std::string& path, std::string_view member)
    {
        const std::string word = m_json.string(object, path, member);
        for (int signal = 1; signal <= 64; ++signal)
            if (signalName(signal) == word) return signal;
        if (m_json.ok()) m_json.failAt(path + "/" + std::string(member), "unknown signal '" + word + "'");
        return 0;
    }

    /// A system call by its name.
    int readCall(const Json& object, const std::string& path)
    {
        const std::string word = m_json.string(object, path, "calls");
        for (int call = 1; call <= static_cast<int>(probe::Call::Last); ++call)
            if (probe::name(static_cast<probe::Call>(call)) == word) return call;
        if (m_json.ok()) m_json.failAt(path + "/calls", "unknown call '" + word + "'");
        return 0;
    }

    /// The value of a word from a table.
    template <class Value, std::size_t n>
    Value one(const Json& object, const std::string& path, std::string_view member,
              std::span<const Word<Value>, n> table)
    {
        const std::string word = m_json.string(object, path, member);
        const auto found = std::ranges::find(table, word, &Word<Value>::word);
        if (found != table.end()) return found->value;
        std::string known;
        for (const auto& each : table) known += (known.empty() ? "" : ", ") + std::string(each.word);
        m_json.failAt(path + "/" + std::string(member), "unknown '" + word + "'; known: " + known);
        return table.front().value;
    }

    template <class Spec>
    std::string subject(const Json& object, const std::string& path, std::string_view member,
                        const std::vector<Spec>& specs)
    {
        const std::string name = m_json.string(object, path, member);
        if (m_json.ok() && std::ranges::find(specs, name, &Spec::name) == specs.end())
            m_json.failAt(path + "/" + std::string(member), "'" + name + "' is not in the scenario");
        return name;
    }

    JsonReader& m_json;
    const scenario::Scenario& m_scenario;
};

} // namespace

Condition readCondition(JsonReader& json, const Json& value, const std::string& path,
                        const scenario::Scenario& scenario)
{
    return ConditionReader(json, scenario).read(value, path);
}

} // namespace sluice::lessons
