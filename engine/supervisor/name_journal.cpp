#include "supervisor/name_journal.h"

#include <algorithm>
#include <fcntl.h>
#include <fstream>
#include <mqueue.h>
#include <optional>
#include <sys/mman.h>

namespace sluice::supervisor {

namespace {

constexpr const char* journalName = "names";
constexpr std::size_t longestLine = 255;

char letterOf(Name::Kind kind)
{
    switch (kind) {
    case Name::Kind::File: return 'f';
    case Name::Kind::SharedMemory: return 's';
    case Name::Kind::MessageQueue: return 'q';
    }
    return '?';
}

bool belongsTo(const Name& name, std::string_view runId)
{
    std::string_view rest = name.text;
    if (rest.size() > longestLine || rest.find('\n') != std::string_view::npos) return false;
    if (name.kind == Name::Kind::File)
        return !rest.empty() && rest.front() != '.' && rest.find('/') == std::string_view::npos;
    const std::string prefix = "/sluice-" + std::string(runId) + "-";
    if (!rest.starts_with(prefix)) return false;
    rest.remove_prefix(1);
    return rest.find('/') == std::string_view::npos;
}

std::optional<Name> nameOf(std::string_view line)
{
    if (line.size() < 5 || line[1] != ' ' || line[3] != ' ') return {};
    for (const auto kind : {Name::Kind::File, Name::Kind::SharedMemory, Name::Kind::MessageQueue})
        if (letterOf(kind) == line[2]) return Name{kind, std::string(line.substr(4))};
    return {};
}

} // namespace

Result<NameJournal> NameJournal::create(const std::filesystem::path& folder, std::string runId)
{
    const auto path = folder / journalName;
    UniqueFd file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600));
    if (!file) return failedCall("open", path.string());
    return NameJournal(std::move(file), std::move(runId));
}

Result<void> NameJournal::record(const Name& name) { return append('+', name); }
Result<void> NameJournal::forget(const Name& name) { return append('-', name); }

Result<void> NameJournal::append(char sign, const Name& name)
{
    if (!belongsTo(name, m_runId)) return fail(Error::badInput(name.text, "not a name of run " + m_runId));
    const std::string line = {sign, ' ', letterOf(name.kind), ' '};
    const std::string whole = line + name.text + "\n";
    // One write(2): a killed process leaves the whole line or none of it.
    if (write(m_file.get(), whole.data(), whole.size()) != static_cast<ssize_t>(whole.size()))
        return failedCall("write", "journal of names");
    return {};
}

std::vector<Name> NameJournal::standing(const std::filesystem::path& folder, std::string_view runId)
{
    std::vector<Name> names;
    std::ifstream file(folder / journalName);
    std::string line;
    while (std::getline(file, line) && !file.eof()) { // a last line without its end was cut off
        const auto name = nameOf(line);
        if (!name || !belongsTo(*name, runId)) continue;
        std::erase(names, *name);
        if (line[0] == '+') names.push_back(*name);
    }
    return names;
}

Result<void> NameJournal::remove(const std::filesystem::path& folder, const Name& name)
{
    int result = 0;
    switch (name.kind) {
    case Name::Kind::File: result = unlink((folder / name.text).c_str()); break;
    case Name::Kind::SharedMemory: result = shm_unlink(name.text.c_str()); break;
    case Name::Kind::MessageQueue: result = mq_unlink(name.text.c_str()); break;
    }
    if (result != 0 && errno != ENOENT) return failedCall("unlink", name.text);
    return {};
}

} // namespace sluice::supervisor
