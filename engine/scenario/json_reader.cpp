#include "scenario/json_reader.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace sluice::scenario {

namespace {

int lineAt(std::string_view text, std::size_t offset)
{
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size()));
    return 1 + static_cast<int>(std::count(text.begin(), end, '\n'));
}

constexpr std::size_t longestText = std::size_t{1} << 20;
constexpr int deepest = 16;

/// Offset of the bracket that opens one level too many, or the text's size.
std::size_t tooDeep(std::string_view text)
{
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '\\') ++i;
        else if (c == '"') quoted = !quoted;
        else if (!quoted && (c == '{' || c == '[') && ++depth > deepest) return i;
        else if (!quoted && (c == '}' || c == ']')) --depth;
    }
    return text.size();
}

/// The part of the library's message that says what was found and what was expected.
std::string reasonOf(std::string_view message)
{
    constexpr std::string_view mark = "syntax error ";
    const std::size_t at = message.find(mark);
    return std::string(at == std::string_view::npos ? message : message.substr(at + mark.size()));
}

/// Walks a JSON text that is known to be valid and finds where the value at a pointer begins.
class Locator
{
public:
    Locator(std::string_view text, std::string_view pointer) : m_text(text), m_wanted(pointer) { value(""); }
    [[nodiscard]] std::size_t offset() const { return m_found; }

private:
    void space()
    {
        while (m_at < m_text.size() && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos) ++m_at;
    }
    std::string_view quoted()
    {
        const std::size_t begin = ++m_at;
        while (m_at < m_text.size() && m_text[m_at] != '"') m_at += m_text[m_at] == '\\' ? 2 : 1;
        return m_text.substr(begin, m_at++ - begin);
    }
    // The deepest value on the way to the wanted one counts: a missing member is reported at its object.
    void value(const std::string& path)
    {
        space();
        if (m_wanted == path || m_wanted.substr(0, path.size() + 1) == path + "/") m_found = m_at;
        if (m_at >= m_text.size()) return;
        const char kind = m_text[m_at];
        if (kind == '"') {
            quoted();
        } else if (kind == '{' || kind == '[') {
            members(path, kind == '{');
        } else {
            while (m_at < m_text.size() && std::string_view(",]} \t\r\n").find(m_text[m_at]) == std::string_view::npos)
                ++m_at;
        }
    }
    void members(const std::string& path, bool named)
    {
        ++m_at;
        for (std::size_t index = 0;; ++index) {
            space();
            if (m_at >= m_text.size() || m_text[m_at] == '}' || m_text[m_at] == ']') break;
            std::string name = std::to_string(index);
            if (named) {
                name = quoted();
                space();
                ++m_at; // the colon
            }
            value(path + "/" + name);
            space();
            if (m_at < m_text.size() && m_text[m_at] == ',') ++m_at;
        }
        ++m_at;
    }

    std::string_view m_text, m_wanted;
    std::size_t m_at = 0, m_found = 0;
};

} // namespace

JsonReader::JsonReader(std::string_view text, std::string_view fileName) : m_text(text), m_fileName(fileName)
{
    load();
}

void JsonReader::load()
{
    const auto refuse = [this](std::size_t offset, std::string why) {
        m_error = Error::badInput(m_fileName + ":" + std::to_string(lineAt(m_text, offset)), std::move(why));
    };
    if (m_text.size() > longestText) return refuse(0, "longer than 1 MiB");
    if (const std::size_t deep = tooDeep(m_text); deep < m_text.size()) return refuse(deep, "nested too deeply");
    std::vector<std::set<std::string>> members;
    std::string twice;
    const auto watchMembers = [&](int, Json::parse_event_t event, Json& value) {
        if (event == Json::parse_event_t::object_start) members.emplace_back();
        else if (event == Json::parse_event_t::object_end) members.pop_back();
        else if (event == Json::parse_event_t::key && !members.back().insert(value.get<std::string>()).second)
            twice = value.get<std::string>();
        return true;
    };
    try {
        m_root = Json::parse(m_text, watchMembers);
    } catch (const Json::parse_error& e) {
        return refuse(e.byte > 0 ? e.byte - 1 : 0, "not valid JSON: " + reasonOf(e.what()));
    }
    if (!twice.empty()) refuse(m_text.rfind("\"" + twice + "\""), "\"" + twice + "\" is there twice");
}

int JsonReader::lineOf(const std::string& path) const { return lineAt(m_text, Locator(m_text, path).offset()); }

void JsonReader::failAt(const std::string& path, const std::string& what)
{
    if (m_error) return;
    m_error =
        Error::badInput(m_fileName + ":" + std::to_string(lineOf(path)), (path.empty() ? "/" : path) + ": " + what);
}

bool JsonReader::expectObject(const Json& value, const std::string& path, std::span<const std::string_view> allowed)
{
    if (m_error) return false;
    if (!value.is_object()) {
        failAt(path, "an object is needed here");
        return false;
    }
    for (const auto& [name, member] : value.items()) {
        if (std::find(allowed.begin(), allowed.end(), name) != allowed.end()) continue;
        const std::string_view close = nearest(name, allowed);
        failAt(path + "/" + name,
               "unknown member" + (close.empty() ? "" : "; did you mean \"" + std::string(close) + "\"?"));
        return false;
    }
    return true;
}

bool JsonReader::expectArray(const Json& value, const std::string& path, std::size_t least, std::size_t most)
{
    if (m_error) return false;
    if (value.is_array() && value.size() >= least && value.size() <= most) return true;
    failAt(path, "a list of " + std::to_string(least) + " to " + std::to_string(most) + " is needed here");
    return false;
}

std::string JsonReader::string(const Json& object, const std::string& path, std::string_view member,
                               std::string_view fallback)
{
    const std::string key(member);
    if (m_error || !object.contains(key)) return std::string(fallback);
    const Json& value = object.at(key);
    if (!value.is_string()) {
        failAt(path + "/" + key, "a text is needed here");
        return {};
    }
    const auto text = value.get<std::string>();
    constexpr std::size_t most = 1000; // bytes: more than any text may have, which whoever asked for it says
    if (text.size() > most) failAt(path + "/" + key, "longer than " + std::to_string(most) + " bytes");
    return text;
}

std::string JsonReader::string(const Json& object, const std::string& path, std::string_view member)
{
    if (ok() && !object.contains(std::string(member))) failAt(path, "\"" + std::string(member) + "\" is missing");
    return string(object, path, member, "");
}

std::int64_t JsonReader::integer(const Json& object, const std::string& path, std::string_view member, std::int64_t min,
                                 std::int64_t max)
{
    const std::string key(member);
    if (m_error) return min;
    if (!object.contains(key)) {
        failAt(path, "\"" + key + "\" is missing");
        return min;
    }
    const Json& value = object.at(key);
    const bool fits =
        value.is_number_integer()
        && (!value.is_number_unsigned() || value.get<std::uint64_t>() <= static_cast<std::uint64_t>(INT64_MAX));
    if (!fits || value.get<std::int64_t>() < min || value.get<std::int64_t>() > max) {
        failAt(path + "/" + key,
               "a whole number from " + std::to_string(min) + " to " + std::to_string(max) + " is needed here");
        return min;
    }
    return value.get<std::int64_t>();
}

std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, change}));
        }
    }
    return row[b.size()];
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> known)
{
    std::string_view best;
    std::size_t least = word.size() / 2 + 2; // further away is no likeness
    for (const std::string_view candidate : known) {
        const std::size_t distance = editDistance(word, candidate);
        if (distance < least) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}

std::string unknownWord(std::string_view what, std::string_view word, std::span<const std::string_view> known)
{
    const std::string_view close = nearest(word, known);
    return "unknown " + std::string(what) + " '" + std::string(word) + "'"
           + (close.empty() ? "" : "; did you mean '" + std::string(close) + "'?");
}

} // namespace sluice::scenario
