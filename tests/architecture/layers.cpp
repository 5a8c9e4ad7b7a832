#include "layers.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string_view>

namespace sluice::architecture {

namespace fs = std::filesystem;

namespace {

/// The one line of the architecture. Position is rank.
constexpr std::array<std::string_view, 21> rooms{
    "base",      "probe",    "mechanisms", "scenario", "supervisor", "session", "compare",
    "collector", "trace",    "state",      "analysis", "export",     "words",   "scene",
    "timeline",  "playback", "lessons",    "record",   "cli",        "widgets", "main"};
constexpr std::string_view firstOfApp = "words";
constexpr std::array<std::string_view, 3> drawing{"scene", "timeline", "record"};
constexpr std::array<std::string_view, 3> running{"supervisor", "session", "collector"};

constexpr std::size_t unknown = rooms.size();

std::size_t rank(std::string_view room)
{
    return static_cast<std::size_t>(std::find(rooms.begin(), rooms.end(), room) - rooms.begin());
}

template <std::size_t N>
bool isOneOf(std::string_view room, const std::array<std::string_view, N>& list)
{
    return std::find(list.begin(), list.end(), room) != list.end();
}

std::string roomOf(const std::string& include)
{
    const auto slash = include.find('/');
    return slash == std::string::npos ? std::string() : include.substr(0, slash);
}

SourceFile readSource(const fs::path& file, const fs::path& root)
{
    static const std::regex quoted(R"re(^\s*#\s*include\s*"([^"]+)")re"), angled(R"(^\s*#\s*include\s*<([^>]+)>)");
    SourceFile source;
    source.path = file.lexically_relative(root).generic_string();
    source.engine = source.path.starts_with("engine/");
    const fs::path folder = fs::path(source.path).parent_path();
    source.room = folder == "app"                             ? "main"
                  : std::next(folder.begin()) == folder.end() ? ""
                                                              : std::next(folder.begin())->string();
    std::ifstream in(file);
    std::smatch found;
    for (std::string line; std::getline(in, line); ++source.lines) {
        if (std::regex_search(line, found, quoted)) source.quoted.push_back(found[1]);
        else if (std::regex_search(line, found, angled)) source.angled.push_back(found[1]);
    }
    return source;
}

void checkDirect(const SourceFile& source, std::vector<std::string>& found)
{
    const std::size_t own = rank(source.room);
    if (own == unknown) {
        found.push_back(source.path + " is in a room that is not on the line");
        return;
    }
    if (source.engine != (own < rank(firstOfApp)))
        found.push_back(source.path + " is on the wrong side of engine/ and app/");
    for (const std::string& include : source.quoted) {
        const std::size_t other = rank(roomOf(include));
        if (other == unknown) found.push_back(source.path + " includes \"" + include + "\", which is in no room");
        else if (other > own)
            found.push_back(source.path + " includes \"" + include + "\", which comes after it on the line");
    }
    for (const std::string& include : source.angled)
        if (source.engine && include.starts_with('Q'))
            found.push_back(source.path + " is in engine/ and includes Qt: <" + include + ">");
}

/// Every header that a file sees, itself included, by its name in #include lines.
std::set<std::string> reachable(const SourceFile& source, const std::map<std::string, const SourceFile*>& headers)
{
    std::set<std::string> seen;
    std::vector<std::string> next = source.quoted;
    while (!next.empty()) {
        const std::string name = std::move(next.back());
        next.pop_back();
        if (!seen.insert(name).second) continue;
        if (const auto header = headers.find(name); header != headers.end())
            next.insert(next.end(), header->second->quoted.begin(), header->second->quoted.end());
    }
    return seen;
}

} // namespace

std::vector<SourceFile> readSources(const fs::path& root)
{
    std::vector<SourceFile> sources;
    for (const char* side : {"engine", "app"}) {
        if (!fs::exists(root / side)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(root / side))
            if (entry.path().extension() == ".h" || entry.path().extension() == ".cpp")
                sources.push_back(readSource(entry.path(), root));
    }
    std::sort(sources.begin(), sources.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return sources;
}

std::vector<std::string> violations(const std::vector<SourceFile>& sources)
{
    std::map<std::string, const SourceFile*> headers;
    for (const SourceFile& source : sources) headers[source.path.substr(source.path.find('/') + 1)] = &source;
    std::vector<std::string> found;
    for (const SourceFile& source : sources) {
        checkDirect(source, found);
        if (!isOneOf(source.room, drawing)) continue;
        for (const std::string& name : reachable(source, headers))
            if (isOneOf(roomOf(name), running))
                found.push_back(source.path + " draws and can see running processes: \"" + name + "\"");
    }
    return found;
}

} // namespace sluice::architecture
