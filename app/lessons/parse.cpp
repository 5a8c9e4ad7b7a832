#include "lessons/lesson.h"

#include "base/names.h"
#include "mechanisms/mechanism.h"
#include "scenario/json_reader.h"
#include "scenario/setting_table.h"
#include "words/words.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <span>

namespace sluice::lessons {

namespace {

using scenario::JsonReader;
using Json = JsonReader::Json;

/// Reads one lesson; the reader keeps the first error.
class LessonReader
{
public:
    LessonReader(const QByteArray& json, const QString& fileName)
        : m_json({json.constData(), static_cast<std::size_t>(json.size())}, fileName.toStdString())
    {}

    Result<Lesson> read()
    {
        static constexpr std::array<std::string_view, 8> members{"id",       "mechanism", "title", "about",
                                                                 "scenario", "steps",     "try",   "controls"};
        if (m_json.ok() && m_json.expectObject(m_json.root(), "", members)) {
            m_lesson.id = text(m_json.root(), "", "id");
            m_lesson.title = text(m_json.root(), "", "title");
            m_lesson.about = text(m_json.root(), "", "about");
            if (m_json.ok()) readScenario();
            readList("steps", 1, 20, [this](const Json& value, const std::string& path) { readStep(value, path); });
            readList("try", 0, 10, [this](const Json& value, const std::string& path) { readTry(value, path); });
            readList("controls", 0, 16,
                     [this](const Json& value, const std::string& path) { readControl(value, path); });
        }
        if (!m_json.ok()) return fail(m_json.takeError());
        return std::move(m_lesson);
    }

private:
    QString text(const Json& object, const std::string& path, std::string_view member)
    {
        const QString read = QString::fromStdString(m_json.string(object, path, member));
        if (m_json.ok() && !canBeReadAtAGlance(read))
            m_json.failAt(path + "/" + std::string(member), textsLength);
        return read;
    }

    template <class Reader>
    void readList(const std::string& member, std::size_t least, std::size_t most, Reader readOne)
    {
        if (!m_json.ok() || (least == 0 && !m_json.root().contains(member))) return;
        const Json none;
        const Json& list = m_json.root().contains(member) ? m_json.root().at(member) : none;
        if (!m_json.expectArray(list, "/" + member, least, most)) return;
        for (std::size_t i = 0; i < list.size() && m_json.ok(); ++i)
            readOne(list[i], "/" + member + "/" + std::to_string(i));
    }

    /// The scenario goes through the one function that checks scenarios; its errors get this file's lines and
    /// paths.
    void readScenario()
    {
        if (!m_json.root().contains("scenario")) return m_json.failAt("", "\"scenario\" is missing");
        const Json& member = m_json.root().at("scenario");
        if (member.contains("id")) return m_json.failAt("/scenario/id", "the lesson's own id counts");
        auto parsed = scenario::parse(member.dump(), "");
        if (!parsed) {
            const std::string& why = parsed.error().context;
            const std::size_t colon = why.find(": ");
            const std::string path = why.substr(0, colon);
            return m_json.failAt("/scenario" + (path == "/" ? std::string() : path),
                                 colon == std::string::npos ? why : why.substr(colon + 2));
        }
        m_lesson.scenario = std::move(*parsed);
        m_lesson.scenario.id = m_lesson.id.toStdString();
        const std::string kind = m_json.string(m_json.root(), "", "mechanism");
        if (m_json.ok() && kind != m_lesson.scenario.mechanism)
            m_json.failAt("/mechanism", "the scenario's mechanism is '" + m_lesson.scenario.mechanism + "'");
        const std::string_view title = mechanisms::findFamily(m_lesson.scenario.mechanism)->title;
        m_lesson.mechanism = translated("mechanisms", title);
    }

    void readStep(const Json& value, const std::string& path)
    {
        static constexpr std::array<std::string_view, 4> members{"when", "instead", "ask", "text"};
        if (!m_json.expectObject(value, path, members)) return;
        Step step;
        step.text = text(value, path, "text");
        const bool first = m_lesson.steps.empty();
        if (first && value.contains("when")) m_json.failAt(path + "/when", "the first step begins with the run");
        if (!first && !value.contains("when")) m_json.failAt(path, "\"when\" is missing");
        if (value.contains("instead")) {
            if (!value.at("instead").is_boolean()) m_json.failAt(path + "/instead", "true or false is needed here");
            else step.instead = value.at("instead").get<bool>();
            if (m_lesson.steps.size() < 2)
                m_json.failAt(path + "/instead", "only a third or later step can come instead");
        }
        if (m_json.ok() && value.contains("when"))
            step.when = readCondition(m_json, value.at("when"), path + "/when", m_lesson.scenario);
        if (first && value.contains("ask"))
            m_json.failAt(path + "/ask", "the first step cannot ask: nothing was seen yet");
        if (m_json.ok() && value.contains("ask")) step.question = readQuestion(value.at("ask"), path + "/ask");
        m_lesson.steps.push_back(std::move(step));
    }

    Question readQuestion(const Json& value, const std::string& path)
    {
        static constexpr std::array<std::string_view, 2> members{"text", "answers"};
        Question question;
        if (!m_json.expectObject(value, path, members)) return question;
        question.text = text(value, path, "text");
        const Json none;
        const Json& list = value.contains("answers") ? value.at("answers") : none;
        if (!m_json.ok() || !m_json.expectArray(list, path + "/answers", 2, 4)) return question;
        for (std::size_t i = 0; i < list.size() && m_json.ok(); ++i)
            question.answers.push_back(readAnswer(list[i], path + "/answers/" + std::to_string(i)));
        return question;
    }

    Answer readAnswer(const Json& value, const std::string& path)
    {
        static constexpr std::array<std::string_view, 3> members{"text", "when", "after_ms"};
        Answer answer;
        if (!m_json.expectObject(value, path, members)) return answer;
        answer.text = text(value, path, "text");
        if (value.contains("when") == value.contains("after_ms"))
            m_json.failAt(path, "one of \"when\" and \"after_ms\" is needed: by it the trace decides");
        if (!m_json.ok()) return answer;
        if (value.contains("when"))
            answer.when = readCondition(m_json, value.at("when"), path + "/when", m_lesson.scenario);
        else answer.after = milliseconds(m_json.integer(value, path, "after_ms", 1, 60'000));
        return answer;
    }

    void readTry(const Json& value, const std::string& path)
    {
        static constexpr std::array<std::string_view, 6> members{"label",    "label_on", "key",
                                                                 "shortcut", "with",     "wanted_at_step"};
        if (!m_json.expectObject(value, path, members)) return;
        TryButton button;
        button.label = text(value, path, "label");
        button.labelWhenOn = QString::fromStdString(m_json.string(value, path, "label_on", ""));
        button.key = m_json.string(value, path, "key");
        button.shortcut = text(value, path, "shortcut");
        if (value.contains("wanted_at_step")) button.wantedAtSteps = readSteps(value, path, "wanted_at_step");
        checkKey(button.key, path + "/key");
        if (m_json.ok() && value.contains("with")) readWith(value.at("with"), path + "/with", button);
        for (const TryButton& other : m_lesson.tries)
            if (other.shortcut == button.shortcut) m_json.failAt(path + "/shortcut", "is taken by another button");
        m_lesson.tries.push_back(std::move(button));
    }

    /// Numbers of steps, from 1: one, or an array of them.
    std::vector<int> readSteps(const Json& value, const std::string& path, const char* member)
    {
        const bool several = value.at(member).is_array();
        const Json numbers = several ? value.at(member) : Json::array({value.at(member)});
        std::vector<int> steps;
        if (several && !m_json.expectArray(numbers, path + "/" + member, 1, m_lesson.steps.size())) return steps;
        for (const Json& number : numbers) {
            const Json one{{member, number}};
            steps.push_back(static_cast<int>(
                m_json.integer(one, path, member, 1, static_cast<std::int64_t>(m_lesson.steps.size()))));
        }
        return steps;
    }

    /// Values as in a scenario's settings; a choice may be told by its words.
    void readWith(const Json& value, const std::string& path, TryButton& button)
    {
        if (!value.is_object()) return m_json.failAt(path, "an object is needed here");
        for (const auto& [key, member] : value.items()) {
            scenario::Scenario trial = m_lesson.scenario;
            const auto chosen =
                member.is_string() ? scenario::choice(trial, key, member.get<std::string>()) : std::nullopt;
            const std::int64_t wanted = chosen ? *chosen : m_json.integer(value, path, key, INT64_MIN, INT64_MAX);
            if (!m_json.ok()) return;
            if (const auto accepted = scenario::set(trial, key, wanted); !accepted)
                return m_json.failAt(path + "/" + key, accepted.error().context);
            button.with[key] = wanted;
        }
    }

    void readControl(const Json& value, const std::string& path)
    {
        if (!value.is_string()) return m_json.failAt(path, "a text is needed here");
        m_lesson.controls.push_back(value.get<std::string>());
        if (scenario::SettingTable(m_lesson.scenario).indexOf(m_lesson.controls.back()) < 0)
            m_json.failAt(path, "unknown setting '" + m_lesson.controls.back() + "'");
    }

    void checkKey(const std::string& key, const std::string& path)
    {
        scenario::Scenario trial = m_lesson.scenario;
        if (!m_json.ok()) return;
        if (scenario::SettingTable(trial).indexOf(key) >= 0) return;
        if (const auto accepted = scenario::set(trial, key, 1); !accepted)
            m_json.failAt(path, accepted.error().context);
    }

    JsonReader m_json;
    Lesson m_lesson;
};

} // namespace

Result<Lesson> parse(const QByteArray& json, const QString& fileName) { return LessonReader(json, fileName).read(); }

} // namespace sluice::lessons
