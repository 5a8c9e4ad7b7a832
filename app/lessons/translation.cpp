#include "lessons/translation.h"

#include "scenario/json_reader.h"

#include <array>

namespace sluice::lessons {

namespace {

using scenario::JsonReader;
using Json = JsonReader::Json;

class Translation
{
public:
    Translation(Lesson& lesson, const QByteArray& json, const QString& fileName)
        : m_lesson(lesson), m_json({json.constData(), static_cast<std::size_t>(json.size())}, fileName.toStdString())
    {}

    Result<void> apply()
    {
        static constexpr std::array<std::string_view, 4> members{"title", "about", "steps", "try"};
        if (m_json.ok() && m_json.expectObject(m_json.root(), "", members)) {
            put(m_lesson.title, m_json.root(), "", "title");
            put(m_lesson.about, m_json.root(), "", "about");
            eachOf(
                m_json.root(), "", "steps", m_lesson.steps.size(),
                [this](const Json& value, const auto& path, auto i) { translateStep(m_lesson.steps[i], value, path); });
            eachOf(
                m_json.root(), "", "try", m_lesson.tries.size(),
                [this](const Json& value, const auto& path, auto i) { translateTry(m_lesson.tries[i], value, path); });
        }
        if (!m_json.ok()) return fail(m_json.takeError());
        return {};
    }

private:
    void put(QString& words, const Json& value, const std::string& path)
    {
        const QString text = value.is_string() ? QString::fromStdString(value.get<std::string>()) : QString();
        if (!canBeReadAtAGlance(text)) return m_json.failAt(path, textsLength);
        words = text;
    }
    void put(QString& words, const Json& object, const std::string& path, const char* member)
    {
        if (!object.contains(member)) return m_json.failAt(path, std::string("\"") + member + "\" is missing");
        put(words, object.at(member), path + "/" + member);
    }

    template <class Read>
    void eachOf(const Json& object, const std::string& path, const char* member, std::size_t count, Read read)
    {
        const Json none = Json::array();
        const Json& list = object.contains(member) ? object.at(member) : none;
        const std::string at = path + "/" + member;
        if (!list.is_array() || list.size() != count)
            return m_json.failAt(at, "a list of " + std::to_string(count) + " is needed here, as in the lesson");
        for (std::size_t i = 0; i < count && m_json.ok(); ++i) read(list[i], at + "/" + std::to_string(i), i);
    }

    void translateStep(Step& step, const Json& value, const std::string& path)
    {
        static constexpr std::array<std::string_view, 3> members{"text", "ask", "answers"};
        if (!step.question) return put(step.text, value, path);
        if (!m_json.expectObject(value, path, members)) return;
        put(step.text, value, path, "text");
        put(step.question->text, value, path, "ask");
        eachOf(value, path, "answers", step.question->answers.size(),
               [&](const Json& answer, const auto& at, auto i) { put(step.question->answers[i].text, answer, at); });
    }

    void translateTry(TryButton& button, const Json& value, const std::string& path)
    {
        if (button.labelWhenOn.isEmpty()) return put(button.label, value, path);
        if (!value.is_array() || value.size() != 2)
            return m_json.failAt(path, "two labels are needed here: off and on");
        put(button.label, value[0], path + "/0");
        put(button.labelWhenOn, value[1], path + "/1");
    }

    Lesson& m_lesson;
    JsonReader m_json;
};

} // namespace

QString translationOf(const QString& id, words::Language language)
{
    return QStringLiteral(":/lessons/%1/%2.json").arg(words::codeOf(language), id);
}

Result<void> translate(Lesson& lesson, const QByteArray& json, const QString& fileName)
{
    return Translation(lesson, json, fileName).apply();
}

} // namespace sluice::lessons
